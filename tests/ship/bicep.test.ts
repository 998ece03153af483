import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, serveConfig } from '../../src/config/config.ts';
import {
  declared,
  loopNames,
  parseBicep,
  properties,
  readBicep,
  syntaxErrors,
  textOf,
  used,
} from '../support/bicep.ts';
import { readDockerfile } from '../support/dockerfile.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const MAIN = 'infra/azure.bicep';
const FILES = globSync('infra/**/*.bicep', { cwd: ROOT });
const tree = (file: string) => readBicep(join(ROOT, file));
const main = tree(MAIN);

describe.each(FILES)('%s', (file) => {
  const root = tree(file);

  it('is Bicep from its first line to its last', () => {
    expect(syntaxErrors(root)).toEqual([]);
  });

  it('uses only what it declares, and all of its parameters, variables and modules', () => {
    const here = (['param', 'var', 'resource', 'module'] as const).flatMap((kind) => [
      ...declared(root, kind).keys(),
    ]);
    const names = used(root);
    expect([...names].filter((name) => ![...here, ...loopNames(root)].includes(name))).toEqual([]);
    const ends = new Set([...declared(root, 'resource').keys(), 'bot', 'alerts', 'appSettings']);
    expect(here.filter((name) => !names.has(name) && !ends.has(name))).toEqual([]);
  });

  it('says of every resource which version of Azure’s interface it is written for', () => {
    const loose = [...declared(root, 'resource')].filter(([, it]) => {
      const type = it.namedChild(1)?.text ?? '';
      return (
        !/^'Microsoft\.[\w./]+@20\d\d-\d\d-\d\d(-preview)?'$/.test(type) &&
        it.parent?.type === 'infrastructure'
      );
    });
    expect(loose.map(([name]) => name)).toEqual([]);
  });

  it('holds no secret: no password, no key, and no secure parameter but what the web app keeps', () => {
    expect(read(file)).not.toMatch(/listKeys|listCredentials|Password:|administratorLogin\b/);
    const secure = [...read(file).matchAll(/@secure\(\)(?:\n@.*)*\nparam (\w+)/g)].map(([, name]) => name);
    expect(secure).toEqual(file.endsWith('app-settings.bicep') ? ['kept'] : []);
  });
});

describe('the parser of Bicep', () => {
  it.each(['output a string = b.', "resource a 'b' = {", 'param a ='])(
    'finds what is wrong with %s',
    (text) => {
      expect(syntaxErrors(parseBicep(`${text}\n`))).not.toEqual([]);
    },
  );
});

describe('modules', () => {
  const moduleFile = (name: string, from = MAIN) =>
    join(dirname(from), declared(tree(from), 'module').get(name)?.namedChild(1)?.text.slice(1, -1) ?? '');
  const uses = FILES.flatMap((from) =>
    [...declared(tree(from), 'module').keys()].map((name) => [name, from]),
  );

  it.each(uses)('%s of %s gets the parameters it has', (name = '', from = '') => {
    const passed = [...properties(properties(declared(tree(from), 'module').get(name)).get('params')).keys()];
    expect(passed.sort()).toEqual([...declared(tree(moduleFile(name, from)), 'param').keys()].sort());
  });

  it('give every output that is asked of them, and no other', () => {
    for (const name of declared(main, 'module').keys()) {
      const asked = [...main.text.matchAll(new RegExp(`\\b${name}\\.outputs\\.(\\w+)`, 'g'))].map(
        (one) => one[1],
      );
      const given = [...declared(tree(moduleFile(name)), 'output').keys()];
      expect({ name, outputs: [...new Set(asked)].sort() }).toEqual({ name, outputs: given.sort() });
    }
  });
});

describe('parameters and outputs of the deployment', () => {
  it('are all given a value or a default, and none is given that is not known', () => {
    const given = Object.keys(
      (JSON.parse(read('infra/azure.parameters.json')) as { parameters: object }).parameters,
    );
    const params = [...declared(main, 'param')];
    const needed = params.filter(([, it]) => !/=/.test(it.text)).map(([name]) => name);
    expect(needed.filter((name) => !given.includes(name))).toEqual([]);
    expect(given.filter((name) => !declared(main, 'param').has(name))).toEqual([]);
  });

  it('are written only where the environment files expect them', () => {
    const file = Object.keys(parseEnv(read('env/.env.prod')));
    expect([...declared(main, 'output').keys()].filter((name) => !file.includes(name))).toEqual([]);
  });
});

describe('the settings of the web app', () => {
  const params = properties(properties(declared(main, 'module').get('webApp')).get('params'));
  const settings = properties(params.get('settings'));
  const names = [...settings.keys()];
  const GUID = '11111111-2222-4333-8444-555555555555';
  const INSIGHTS = `InstrumentationKey=${GUID};IngestionEndpoint=https://uksouth-1.in.applicationinsights.azure.com/`;
  /** What the Trust and Azure fill in; the rest stands in the file. */
  const filled: Readonly<Record<string, string>> = {
    TRUSTS: 'esneft',
    WORKING_HOURS: '08:30-16:30',
    CLOSE_AFTER_DAYS: '7',
    PURGE_AFTER_DAYS: '30',
    READ_SCREENS: 'yes',
    OFFER_HELP: 'no',
    APPLICATIONINSIGHTS_CONNECTION_STRING: INSIGHTS,
  };
  const sample = Object.fromEntries(
    [...settings].map(([name, it]) => [
      name,
      filled[name] ?? (it.namedChild(1)?.type === 'string' ? textOf(it).replace(/\$\{[^}]+\}/g, 'x') : GUID),
    ]),
  );

  it('are enough to serve, with no password for anything', () => {
    expect(serveConfig(sample)).toMatchObject({
      sdk: { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: GUID },
      databaseUrl: expect.stringMatching(/^postgres:\/\/[^:@]+@.+sslmode=verify-full$/),
      azureClientId: GUID,
      telemetry: INSIGHTS,
    });
  });

  // A name that the bot does not read would make no difference.
  it.each(names)('are read by the bot under the name %s', (name) => {
    const refused = (): readonly string[] => {
      try {
        serveConfig({ ...sample, [name]: '?' });
      } catch (error) {
        if (error instanceof ConfigError) return error.problems;
        throw error;
      }
      return [];
    };
    expect(refused().map((line) => line.split(/[: ]/)[0])).toContain(name);
  });

  // Setting them in Azure replaces all of them; only what is read first is kept.
  it('leave those alone that somebody set in the web app, and win over them', () => {
    const properties = /properties: (.+)/.exec(read('infra/modules/app-settings.bicep'))?.[1];
    expect(properties).toBe('union(kept, settings)');
    expect(read('infra/modules/web-app.bicep')).toMatch(/kept: list\('\$\{app\.id\}\/config\/appsettings'/);
    expect(read('infra/modules/web-app.bicep')).not.toMatch(/name: 'appsettings'|appSettings:/);
  });

  it('beside the bot’s own are those of its image, and of App Service', () => {
    const text = read('infra/modules/web-app.bicep');
    const given = [...text.matchAll(/^ {6}([A-Z_]{4,}): '(.+)'$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    const { PORT: _, DATABASE_URL: __, ...image } = readDockerfile(join(ROOT, 'Dockerfile')).env;
    expect(Object.fromEntries(given)).toEqual({
      ...image,
      WEBSITE_RUN_FROM_PACKAGE: '1',
      SCM_DO_BUILD_DURING_DEPLOYMENT: 'false',
    });
  });
});

describe('what is made in Azure', () => {
  it('keeps the database off the internet, without passwords, and encrypted on the way', () => {
    const database = read('infra/modules/database.bicep');
    expect(database).toMatch(/publicNetworkAccess: 'Disabled'/);
    expect(database).toMatch(/passwordAuth: 'Disabled'/);
    expect(database).toMatch(/name: 'require_secure_transport'\n {2}properties: \{\n {4}value: 'on'/);
  });

  // Azure gives a database to the administrator that is there when it is made, and keeps it otherwise.
  it('makes the database after the one who is to own it', () => {
    const waitsFor = (name: string) =>
      properties(declared(tree('infra/modules/database.bicep'), 'resource').get(name)).get('dependsOn')
        ?.text ?? '';
    expect(waitsFor('database')).toContain('administrator');
    expect(waitsFor('administrator')).not.toContain('database');
  });

  it('checks the paths that the service answers', () => {
    expect(read('infra/modules/web-app.bicep')).toContain("healthCheckPath: '/healthz'");
    expect(read('infra/modules/alerts.bicep')).toContain('/readyz');
    expect(read('src/http/server.ts')).toMatch(/'\/healthz'[\s\S]*'\/readyz'/);
  });

  it('starts what the image starts', () => {
    const command = /appCommandLine: '(.+)'/.exec(read('infra/modules/web-app.bicep'))?.[1];
    expect(command).toBe(readDockerfile(join(ROOT, 'Dockerfile')).command.join(' '));
  });
});
