import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkContent } from '../../../src/commands/doctor/check-content.ts';
import { commonConfig } from '../../../src/config/config.ts';
import { GUIDES_FOLDER } from '../../../src/config/content-folder.ts';

const ESNEFT = readFileSync(join(GUIDES_FOLDER, 'esneft.yaml'), 'utf8');
const REVIEWED = ESNEFT.replace(
  '\nusername:',
  '\nchecked: { on: "2026-05-10", by: ESR Team lead }\nreviewBy: "2027-05-10"\nusername:',
).replace('  account-locked:\n', '  account-locked:\n    reviewBy: "2027-05-01"\n');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'esr-dated-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the doctor has to say on that day of a guide with this text, its contacts aside. */
function dated(yaml: string, day: string) {
  writeFileSync(join(folder, 'esneft.yaml'), yaml);
  const config = commonConfig({ GUIDES_DIR: folder, WORKING_HOURS: '08:00-17:00' });
  return checkContent(config, `${day}T10:00:00.000Z`).filter(
    ({ level, about }) => level !== 'ok' && about === 'guides',
  );
}

it('a guide that learns needs a key that outlives the process', () => {
  const learning = ESNEFT.replace('\nusername:', '\nlearns: true\nusername:');
  expect(dated(learning, '2026-11-20')).toMatchObject([
    { level: 'warning', fix: expect.stringContaining('WORDINGS_KEY') },
  ]);
  const key = 'a-key-of-twenty-four-letters';
  const config = commonConfig({ GUIDES_DIR: folder, WORKING_HOURS: '08:00-17:00', WORDINGS_KEY: key });
  const said = checkContent(config, '2026-11-20T10:00:00.000Z').filter(
    ({ level, about }) => level !== 'ok' && about === 'guides',
  );
  expect(said).toEqual([]);
});

describe('the contacts of a guide', () => {
  const contacts = (trust: string) =>
    checkContent(commonConfig({ TRUSTS: trust }), '2026-11-20T10:00:00.000Z').filter(
      ({ about, level }) => about === 'contacts' && level !== 'ok',
    );

  it('without an email address, a number or a web address are a warning, with the file to add it in', () => {
    expect(contacts('yas')).toMatchObject([
      {
        level: 'warning',
        what: expect.stringMatching(/^yas: .* IT Support Portal$/),
        fix: expect.stringContaining('guides/yas.yaml'),
      },
      { level: 'warning', what: expect.stringMatching(/^yas: no phone number or web address/) },
    ]);
  });

  it('of which none is the ESR Team are one too', () => {
    const said = contacts('trust-382').map(({ what }) => what);
    expect(said).toEqual([expect.stringContaining('ESR Team')]);
  });
});

describe('hours that nobody gave', () => {
  const hours = (guide: string, more: Record<string, string>) => {
    writeFileSync(join(folder, 'esneft.yaml'), guide);
    const said = checkContent(commonConfig({ GUIDES_DIR: folder, ...more }), '2026-11-20T10:00:00.000Z');
    return said.filter(({ about }) => about === 'hours');
  };

  it('are a warning, and none where the settings or the guide have them', () => {
    expect(hours(ESNEFT, {})).toMatchObject([
      {
        level: 'warning',
        what: expect.stringMatching(/^esneft: /),
        fix: expect.stringContaining('WORKING_HOURS='),
      },
    ]);
    expect(hours(ESNEFT, { WORKING_HOURS: '08:00-17:00' })).toEqual([]);
    const own = ESNEFT.replace('\nusername:', '\nworkingHours: { start: "08:30", end: "16:30" }\nusername:');
    expect(hours(own, {})).toEqual([]);
  });
});

describe('a change that is prepared in a guide', () => {
  it('is a warning from a month ahead, and when it is late, with the file to confirm it in', () => {
    expect(dated(ESNEFT, '2027-01-27')).toEqual([]);
    for (const day of ['2027-01-28', '2027-02-28', '2027-04-01'])
      expect(dated(ESNEFT, day)).toMatchObject([
        {
          level: 'warning',
          what: expect.stringMatching(/^esneft: a change is prepared for 2027-02-28 and not confirmed/),
          fix: expect.stringMatching(/confirmed: true in guides\/esneft\.yaml/),
        },
      ]);
  });

  it('is none once the Trust has confirmed it, nor after its last day', () => {
    expect(dated(ESNEFT.replace('confirmed: false', 'confirmed: true'), '2027-02-20')).toEqual([]);
    const ended = ESNEFT.replace('    set:\n', '    until: "2027-03-31"\n    set:\n');
    expect(dated(ended, '2027-03-31')).toHaveLength(1);
    expect(dated(ended, '2027-04-01')).toEqual([]);
  });
});

describe('a guide that is to be reviewed', () => {
  it('is a warning from a month ahead until it was: the guide, and each of its problems, the earliest first', () => {
    const on = (day: string) =>
      dated(REVIEWED.replace('confirmed: false', 'confirmed: true'), day).map(({ what }) => what);
    const branch = 'esneft: account-locked is due to be checked by 2027-05-01';
    const guide = 'esneft: the guide is due to be checked by 2027-05-10';
    expect(on('2027-03-30')).toEqual([]);
    expect(on('2027-03-31')).toEqual([branch]);
    expect(on('2027-04-09')).toEqual([branch, guide]);
    expect(on('2027-06-01')).toEqual([branch, guide]);
  });
});
