import type { Plugin } from 'rolldown';
import { packageOf } from './package-of.ts';

/** What an SDK loads at start although this bot hardly ever uses it, by the package that loads it. */
const LATE: Readonly<Record<string, readonly string[]>> = {
  // The SDK's own way to Teams, which src/teams/connector.ts leaves for rare calls; the bot's own token.
  'botbuilder-stdlib': ['@azure/core-client', '@azure/core-rest-pipeline', '@azure/core-http-compat'],
  'botframework-connector': ['@azure/identity', '@azure/msal-node', 'axios'],
  // Transcripts in files, speech, bots behind a socket.
  botbuilder: ['fs-extra', 'htmlparser2'],
  'botframework-streaming': ['ws'],
  // What its plugins are made of: files, forms, signatures. The server here uses none of them.
  restify: ['csv', 'ewma', 'formidable', 'http-signature', 'lru-cache', 'pidusage', 'qs', 'semver', 'send'],
};

const MARK = '\0late:';

/** Puts a stand-in where each of these packages would be loaded, which loads it when something of it is first used. */
export const lateModules = (): Plugin => ({
  name: 'late-modules',
  resolveId: {
    order: 'pre',
    async handler(source, importer) {
      if (importer === undefined || importer.startsWith('\0')) return null;
      if (!LATE[packageOf(importer)?.name ?? '']?.includes(source)) return null;
      const real = await this.resolve(source, importer, { kind: 'require-call', skipSelf: true });
      return real && MARK + real.id;
    },
  },
  load: (id) => (id.startsWith(MARK) ? { moduleType: 'js', code: standIn(id.slice(MARK.length)) } : null),
});

/** Compiled TypeScript asks every module for `__esModule`; that loads nothing. The target is a function, so that it can stand for one too. */
const standIn = (real: string) => `
let loaded;
const load = () => (loaded ??= require(${JSON.stringify(real)}));
module.exports = new Proxy(() => undefined, {
  apply: (_, self, values) => Reflect.apply(load(), self, values),
  get: (_, key) => (key === '__esModule' ? true : Reflect.get(load(), key)),
  has: (_, key) => Reflect.has(load(), key),
  ownKeys: () => Reflect.ownKeys(load()),
  getOwnPropertyDescriptor(_, key) {
    const property = Reflect.getOwnPropertyDescriptor(load(), key);
    return property && { ...property, configurable: true };
  },
});
`;
