import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commonConfig, serveConfig } from '../../src/config/config.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const placeholders = (text: string) => [...text.matchAll(/\$\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');

interface Step {
  readonly uses: string;
  readonly with: Record<string, unknown> & { envs?: Record<string, string | number> };
  readonly writeToEnvironmentFile?: Record<string, string>;
}
type Stages = Record<'provision' | 'deploy' | 'publish', Step[] | undefined>;

/** The toolkit's file for an environment: its own when there is one. */
const fileFor = (environment: string) =>
  existsSync(join(ROOT, `m365agents.${environment}.yml`))
    ? `m365agents.${environment}.yml`
    : 'm365agents.yml';
const environments = ['dev', 'prod', 'local', 'playground'] as const;
const stepsOf = (environment: string) => {
  const { provision = [], deploy = [], publish = [] } = parse(read(fileFor(environment))) as Stages;
  return [...provision, ...deploy, ...publish];
};

describe.each(environments)('the Agents Toolkit in %s', (environment) => {
  it('knows every value that its files ask for, or writes it first', () => {
    const known = new Set(Object.keys(parseEnv(read(`env/.env.${environment}`))));
    const unknown: string[] = [];
    for (const step of stepsOf(environment)) {
      const text = JSON.stringify(step);
      const asked = [
        ...placeholders(text),
        ...(text.includes('azure.parameters.json') ? placeholders(read('infra/azure.parameters.json')) : []),
        ...(text.includes('manifest.json') ? placeholders(read('appPackage/manifest.json')) : []),
      ];
      unknown.push(...asked.filter((name) => !known.has(name)));
      for (const name of Object.values(step.writeToEnvironmentFile ?? {})) known.add(name);
    }
    expect(unknown).toEqual([]);
  });

  it('keeps what it writes in the environment’s file, secrets apart', () => {
    const file = Object.keys(parseEnv(read(`env/.env.${environment}`)));
    const written = stepsOf(environment).flatMap((step) => Object.values(step.writeToEnvironmentFile ?? {}));
    const open = written.filter(
      (name) => !name.startsWith('SECRET_') && name !== 'TEAMS_APP_PUBLISHED_APP_ID',
    );
    expect(open.filter((name) => !file.includes(name))).toEqual([]);
    expect(file.filter((name) => /SECRET|PASSWORD/.test(name))).toEqual([]);
  });

  it('names files that are there', () => {
    const paths =
      JSON.stringify(stepsOf(environment)).match(/\.\/(infra|appPackage)\/[\w.]+\.(bicep|json)/g) ?? [];
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

const GUID = '11111111-2222-4333-8444-555555555555';

describe('what the toolkit sets for the bot', () => {
  const settings = (environment: string) => {
    const envs = stepsOf(environment).find((step) => step.with.envs)?.with.envs ?? {};
    return Object.fromEntries(Object.entries(envs).map(([name, value]) => [name, fill(String(value))]));
  };
  const fill = (value: string) => value.replace(/\$\{\{\w+\}\}/, GUID);

  it('is enough to serve on this machine', () => {
    expect(serveConfig(settings('local'))).toMatchObject({ mode: 'serve', port: 3978 });
  });

  it('is enough for the Playground', () => {
    expect(commonConfig(settings('playground'))).toMatchObject({
      port: 3978,
      databaseUrl: 'sqlite:data/playground.db',
    });
  });
});
