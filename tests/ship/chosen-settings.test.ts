import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { serveConfig, settingNames } from '../../src/config/config.ts';
import { declared, properties, readBicep, textOf } from '../support/bicep.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Settings that no Trust has to choose, and why. All others are asked for when the bot is installed. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  PORT: 'App Service and the image set it',
  DATABASE_URL: 'the Bicep files make the database',
  AZURE_CLIENT_ID: 'the Bicep files make the identity',
  APPLICATIONINSIGHTS_CONNECTION_STRING: 'the Bicep files make it',
  GUIDES_DIR: 'a folder beside the bot; what is deployed brings its guides',
  DEFAULT_TRUST: 'the first of TRUSTS',
  METRICS_PORT: 'for a Prometheus on the same machine',
  METRICS_TOKEN: 'a secret',
  WORDINGS_KEY: 'a secret',
  LOG_LEVEL: 'for looking into a problem',
  SERVICE_URL_HOSTS: 'Microsoft’s own',
  SECRET_EXPIRES: 'a managed identity has no secret',
};
const isOfTheSdk = (name: string) =>
  /^(Microsoft|Certificate|To(Bot|Channel)From|OAuthUrl|CallerId|ValidateAuthority)/.test(name);
const chosen = settingNames().filter((name) => !(name in ELSEWHERE) && !isOfTheSdk(name));

/** What the toolkit asks for that is no setting of the bot. */
const NO_SETTING = ['RESOURCE_SUFFIX', 'APP_NAME_SUFFIX', 'OPERATIONS_EMAIL'];

const { parameters } = JSON.parse(read('infra/azure.parameters.json')) as {
  parameters: Record<string, { value: string }>;
};
/** Each setting, and the deployment's parameter that carries it. */
const passed = new Map(
  Object.entries(parameters).flatMap(([parameter, { value }]) => {
    const name = /^\$\{\{(\w+)\}\}$/.exec(value)?.[1];
    return name === undefined || NO_SETTING.includes(name) ? [] : [[name, parameter] as const];
  }),
);
const main = readBicep(join(ROOT, 'infra/azure.bicep'));
const settings = properties(
  properties(properties(declared(main, 'module').get('webApp')).get('params')).get('settings'),
);

describe('every setting that a Trust chooses', () => {
  it('is one of these', () => {
    expect(chosen).toEqual(
      expect.arrayContaining(['TRUSTS', 'WORKING_HOURS', 'ALLOWED_TENANTS', 'OFFER_HELP']),
    );
    expect(Object.keys(ELSEWHERE).filter((name) => !settingNames().includes(name))).toEqual([]);
  });

  it('goes from env/ through a parameter into the web app, and so does nothing else', () => {
    expect([...passed.keys()].sort()).toEqual([...chosen].sort());
    const params = declared(main, 'param');
    const inBicep = [...settings].filter(([, it]) => params.has(textOf(it)));
    expect(new Map(inBicep.map(([name, it]) => [name, textOf(it)]))).toEqual(passed);
  });

  it.each(['dev', 'prod'])('is a line of env/.env.%s, with a comment above it', (environment) => {
    const lines = read(`env/.env.${environment}`).split('\n');
    const found = chosen.map((name) => lines.findIndex((line) => line.startsWith(`${name}=`)));
    expect(chosen.filter((_, at) => (found[at] ?? -1) < 0)).toEqual([]);
    expect(chosen.filter((_, at) => !lines[(found[at] ?? 0) - 1]?.startsWith('# '))).toEqual([]);
  });

  it('has the default there that the bot has, or none', () => {
    const env = parseEnv(read('env/.env.prod'));
    const given = Object.fromEntries(chosen.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
    const GUID = '11111111-2222-4333-8444-555555555555';
    const needed = { ALLOWED_TENANTS: GUID, MicrosoftAppId: GUID, MicrosoftAppTenantId: GUID };
    const plain = { ...needed, MicrosoftAppType: 'UserAssignedMSI' };
    expect(JSON.stringify(serveConfig({ ...plain, ...given }))).toBe(JSON.stringify(serveConfig(plain)));
  });

  it('is asked for in step 1 of the installation', () => {
    const step = /## Step 1([\s\S]*?)\n## /.exec(read('docs/installing.md'))?.[1] ?? '';
    expect(chosen.filter((name) => !step.includes(`\`${name}\``))).toEqual([]);
  });
});

it('the environments in Azure have the same lines', () => {
  const [dev, prod] = ['dev', 'prod'].map((name) => Object.keys(parseEnv(read(`env/.env.${name}`))));
  expect(dev).toEqual(prod);
});

it('docs/settings.md has every setting', () => {
  expect(settingNames().filter((name) => !read('docs/settings.md').includes(`\`${name}\``))).toEqual([]);
});
