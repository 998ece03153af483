import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { encode } from 'fast-png';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/config/environment-file.ts';
import { buildPackage } from '../../tools/build/package-build.ts';
import { manifestProblems } from '../../tools/package/package-checks.ts';
import { fillPlaceholders, valuesFor } from '../../tools/package/package-env.ts';
import { PackageError } from '../../tools/package/package-error.ts';
import { iconProblems } from '../../tools/package/package-icons.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const placeholder = (name: string) => `\${{${name}}}`;

describe('the app package', () => {
  it('is a zip of the manifest and both icons, with every placeholder filled', () => {
    const files = unzipSync(buildPackage(ROOT, 'playground', {}));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    const json = strFromU8(files['manifest.json'] ?? new Uint8Array());
    expect(json).not.toContain('${{');
    expect(JSON.parse(json)).toMatchObject({
      manifestVersion: '1.29',
      localizationInfo: { defaultLanguageTag: 'en-gb' },
    });
  });

  it('asks for the members of channels, which Teams names to no other bot, and to read chats only where help is to be offered', () => {
    const permissionsOf = (shell: Record<string, string>) => {
      const files = unzipSync(buildPackage(ROOT, 'playground', shell));
      const json = strFromU8(files['manifest.json'] ?? new Uint8Array());
      const { authorization, bots, webApplicationInfo, supportsChannelFeatures } = JSON.parse(json);
      expect(webApplicationInfo.id).toBe(bots[0].botId);
      expect(supportsChannelFeatures).toBe('tier1');
      return authorization.permissions.resourceSpecific;
    };
    const members = { name: 'ChannelMember.Read.Group', type: 'Application' };
    expect(permissionsOf({})).toEqual([members]);
    const messages = { name: 'ChatMessage.Read.Chat', type: 'Application' };
    expect(permissionsOf({ OFFER_HELP: 'yes' })).toEqual([members, messages]);
  });

  it('has the same bytes when it is built again', () => {
    expect(buildPackage(ROOT, 'playground', {})).toEqual(buildPackage(ROOT, 'playground', {}));
  });

  it('is refused with the name of every value that is missing', () => {
    const names = ['TEAMS_APP_ID', 'BOT_ID', 'DEVELOPER_NAME', 'WEBSITE_URL', 'PRIVACY_URL', 'TERMS_URL'];
    const error = problemsOf(() => buildPackage(ROOT, 'prod', {}));
    expect(error.map((line) => line.split(':')[0]).sort()).toEqual(names.sort());
  });

  it('is refused for an environment that has no file, naming those that do', () => {
    expect(problemsOf(() => buildPackage(ROOT, 'nowhere', {}))[0]).toMatch(/dev, local, playground, prod/);
  });

  it('takes values from the shell before the file', () => {
    const zip = buildPackage(ROOT, 'playground', { DEVELOPER_NAME: 'Trust "A" & B' });
    const manifest = JSON.parse(strFromU8(unzipSync(zip)['manifest.json'] ?? new Uint8Array()));
    expect(manifest.developer.name).toBe('Trust "A" & B');
  });

  it('lets only the name’s suffix be empty, as the Agents Toolkit does', () => {
    expect(fillPlaceholders(placeholder('APP_NAME_SUFFIX'), { APP_NAME_SUFFIX: '' }, 'x')).toBe('');
    expect(problemsOf(() => fillPlaceholders(placeholder('BOT_ID'), { BOT_ID: '' }, 'x'))).toHaveLength(1);
  });
});

describe('values of an environment', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'esr-package-'));
    writeFileSync(join(folder, '.env.try'), 'A=1\nB=\nC=1\n');
    writeFileSync(join(folder, '.env.try.user'), 'A=2\nB=2\nC=2\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are the first of the shell’s, the file’s and its .user file’s that is not empty, as in the Agents Toolkit', () => {
    expect(readEnvironment(folder, 'try', { C: '3', D: '4' })).toEqual({ A: '1', B: '2', C: '3' });
    expect(readEnvironment(folder, '../env.try', {})).toBeUndefined();
  });
});

describe('checks of the manifest', () => {
  type Draft = ReturnType<typeof draft>;
  const draft = () => {
    const values = valuesFor(join(ROOT, 'env'), 'playground', {});
    const template = readFileSync(join(ROOT, 'appPackage/manifest.json'), 'utf8');
    return JSON.parse(fillPlaceholders(template, values, 'playground'));
  };
  const broken: readonly [string, (manifest: Draft) => void, RegExp][] = [
    ['a bot id that is no GUID', (it) => (it.bots[0].botId = 'abc'), /botId/],
    ['two different bot ids', (it) => (it.composeExtensions[0].botId = it.id), /botId differs/],
    ['a name longer than 30', (it) => (it.name.short = 'x'.repeat(31)), /name\/short/],
    [
      'a short description longer than 80',
      (it) => (it.description.short = 'x'.repeat(81)),
      /description\/short/,
    ],
    [
      'a command title that menus cut off',
      (it) => (it.bots[0].commandLists[1].commands[0].title = 'x'.repeat(33)),
      /title/,
    ],
    [
      'a command description that menus cut off',
      (it) => (it.bots[0].commandLists[0].commands[0].description = 'x'.repeat(129)),
      /description/,
    ],
    [
      'thirteen commands',
      (it) => (it.bots[0].commandLists[0].commands = Array(13).fill({ title: 'a', description: 'b' })),
      /12/,
    ],
    ['a scope Teams does not have', (it) => (it.bots[0].scopes = ['ward']), /bots\/0\/scopes/],
    ['a property Teams does not have', (it) => (it.colour = 'blue'), /additional/],
    ['a privacy link without TLS', (it) => (it.developer.privacyUrl = 'http://example.org'), /privacyUrl/],
    ['a version that Teams does not take', (it) => (it.version = '1.2.0-beta.1'), /three numbers/],
    ['another version than package.json', (it) => (it.version = '9.9.9'), /9\.9\.9/],
    ['permission to read chats', (it) => (it.authorization = { permissions: {} }), /authorization/],
    ['a placeholder that is left', (it) => (it.description.full = placeholder('X')), /placeholder/],
  ];

  it('find nothing wrong with ours', () => {
    expect(manifestProblems(JSON.stringify(draft()), draft().version)).toEqual([]);
  });

  it.each(broken)('find %s', (_, breakIt, problem) => {
    const manifest = draft();
    const { version } = manifest;
    breakIt(manifest);
    expect(manifestProblems(JSON.stringify(manifest), version).join('\n')).toMatch(problem);
  });

  it('have at most twelve commands a scope, none twice', () => {
    for (const { commands } of draft().bots[0].commandLists) {
      const titles = commands.map((command: { title: string }) => command.title);
      expect(new Set(titles).size).toBe(titles.length);
      expect(titles.length).toBeLessThanOrEqual(12);
    }
  });
});

describe('checks of the icons', () => {
  const icon = (size: number, pixel: readonly [number, number, number, number], clear: boolean) => {
    const data = new Uint8Array(size * size * 4);
    for (let at = clear ? 4 : 0; at < data.length; at += 4) data.set(pixel, at);
    return encode({ width: size, height: size, data, channels: 4 });
  };
  const good = icon(192, [0, 94, 184, 255], false);
  const white = icon(32, [255, 255, 255, 255], true);

  it('pass ours, and those of the store’s sizes', () => {
    const read = (name: string) => readFileSync(join(ROOT, 'appPackage', name));
    expect(iconProblems(read('color.png'), read('outline.png'))).toEqual([]);
    expect(iconProblems(good, white)).toEqual([]);
  });

  it('find a wrong size, a filled background and a second colour', () => {
    expect(iconProblems(white, white)).toHaveLength(1);
    expect(iconProblems(good, good)).toHaveLength(1);
    expect(iconProblems(good, icon(32, [255, 255, 255, 255], false))).toHaveLength(1);
    expect(iconProblems(good, icon(32, [0, 0, 0, 255], true))).toHaveLength(1);
  });
});

it('builds from the files in a folder of their own: nothing else of the project is needed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'esr-package-'));
  try {
    for (const part of ['appPackage', 'env', 'package.json'])
      cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    expect(buildPackage(folder, 'playground', {}).length).toBeGreaterThan(1000);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function problemsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof PackageError) return error.problems;
    throw error;
  }
  throw new Error('Nothing was refused');
}
