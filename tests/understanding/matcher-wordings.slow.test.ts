import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BRANCH_IDS } from '../../dialogs/flow/branches.ts';
import { wordsOf } from '../../src/understanding/features.ts';
import { createMatcher } from '../../src/understanding/matcher.ts';
import { train } from '../../src/understanding/model.ts';
import {
  decodeModel,
  encodeModel,
  ensureModel,
  loadModel,
  ModelError,
} from '../../src/understanding/model-file.ts';
import { readWordings, TOPIC_IDS, WordingsError } from '../../src/understanding/wordings.ts';

const yaml = readFileSync('guides/branches.yaml', 'utf8');
const wordings = readWordings(yaml);

describe('the wordings file', () => {
  test('has at least 30 wordings for every branch and some for every topic', () => {
    const count = new Map<string, number>(wordings.meanings.map((m) => [m.meaning.id, m.wordings.length]));
    for (const id of BRANCH_IDS) expect(count.get(id), id).toBeGreaterThanOrEqual(30);
    for (const id of TOPIC_IDS) expect(count.get(id), id).toBeGreaterThanOrEqual(30);
  });

  test('teaches each choice between slashes', () => {
    const edited = yaml.replace('    wordings: |\n', '    wordings: |\n      ask/tell my boss/mate/nan\n');
    const [first] = readWordings(edited).meanings;
    expect(first?.wordings).toEqual(expect.arrayContaining(['ask my boss', 'tell my mate', 'ask my nan']));
  });

  test.each([
    [
      'a wording in two places',
      yaml.replace(/(\n {6}i forgot my password)\n/, '$1\n      details do not match\n'),
      /branches\.yaml:\d+: "details do not match" is also on line \d+/,
    ],
    [
      'a question without a known answer',
      yaml.replace('between: [account-locked,', 'between: [account-lost,'),
      /between/,
    ],
  ])('is refused with what to mend: %s', (_, edited, message) => {
    expect(edited).not.toBe(yaml);
    expect(() => readWordings(edited)).toThrow(WordingsError);
    expect(() => readWordings(edited)).toThrow(message);
  });
});

describe('words', () => {
  test.each([
    ['I CANNOT Log-On!', ['i', 'cant', 'login']],
    ["can't sign in", ['cant', 'login']],
    ['my nhs.net e-mail', ['my', 'nhsmail', 'email']],
    ['432NASHR02, r.nash@nhs.net', ['anesrusername', 'anemailaddress']],
    ['error 400_645 / ERR 1002', ['error', 'anerrorcode', 'anerrorcode']],
  ])('are brought to one form: %s', (text, words) => {
    expect(wordsOf(text, wordings.same)).toEqual(words);
  });
});

describe('the trained model', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'guides-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('comes back from its file as it was', () => {
    const model = train(few());
    expect(decodeModel(encodeModel(model, 'yaml'), 'yaml')).toEqual(model);
  });

  const fileOf = () => join(folder, 'model/branches.model');

  test('is trained anew when the wordings have changed since, and production refuses the old one', () => {
    const edited = shortYaml().replace(
      'i forgot my password\n',
      'i forgot my password\n      zorgle flimbat\n',
    );
    writeFileSync(join(folder, 'branches.yaml'), shortYaml());
    ensureModel(folder, fileOf());
    writeFileSync(join(folder, 'branches.yaml'), edited);
    expect(() => loadModel(folder, fileOf())).toThrow(ModelError);
    const match = createMatcher(ensureModel(folder, fileOf())).match('zorgle flimbat');
    expect(match).toMatchObject({ kind: 'branch', id: 'forgot-username-password' });
    expect(loadModel(folder, fileOf())).toEqual(ensureModel(folder, fileOf()));
  });

  test('is trained once, with a word about it, and kept', () => {
    writeFileSync(join(folder, 'branches.yaml'), shortYaml());
    const training = vi.fn();
    expect(ensureModel(folder, fileOf(), training).meanings).toHaveLength(wordings.meanings.length);
    ensureModel(folder, fileOf(), training);
    expect(training).toHaveBeenCalledTimes(1);
  });

  test('is trained anew where its file was cut off', () => {
    writeFileSync(join(folder, 'branches.yaml'), shortYaml());
    ensureModel(folder, fileOf());
    for (const length of [5000, 10, 0]) {
      truncateSync(fileOf(), length);
      expect(() => loadModel(folder, fileOf())).toThrow(ModelError);
    }
    expect(ensureModel(folder, fileOf()).meanings).toHaveLength(wordings.meanings.length);
  });

  /** The file with the first wordings of each meaning, which trains in no time. */
  function shortYaml(): string {
    return yaml.replace(/(wordings: \|\n)((?: {6}\S.*\n)+)/g, (_, opens: string, lines: string) => {
      const kept = lines.split('\n').filter((line, at) => at < 10 || line.trim() === 'i forgot my password');
      return `${opens}${kept.join('\n')}\n`;
    });
  }

  function few() {
    return {
      ...wordings,
      meanings: wordings.meanings.map((m) => ({ ...m, wordings: m.wordings.slice(0, 3) })),
    };
  }
});
