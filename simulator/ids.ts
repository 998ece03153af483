import { createHash } from 'node:crypto';

/** Ids shaped as Teams shapes them; the same seed always gives the same id. */
export const ids = {
  person: (seed: string) => `29:1${digest('person', seed, 'base64url').repeat(2).slice(0, 80)}`,
  personalChat: (seed: string) => `a:1${digest('personal', seed, 'base64url').repeat(3).slice(0, 118)}`,
  groupChat: (seed: string) => `19:${digest('group', seed, 'hex').slice(0, 32)}@thread.v2`,
  channel: (seed: string) => `19:${digest('channel', seed, 'hex').slice(0, 32)}@thread.tacv2`,
  guid,
};

function guid(seed: string): string {
  const hex = digest('guid', seed, 'hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function digest(kind: string, seed: string, encoding: 'hex' | 'base64url'): string {
  return createHash('sha256').update(`${kind}:${seed}`).digest(encoding);
}
