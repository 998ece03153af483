import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { dueFor, dueToday } from '../../src/guides/dated.ts';
import type { Guide } from '../../src/guides/guide.ts';
import { parseGuide } from '../../src/guides/load-guides.ts';

const ESNEFT = readFileSync(join(GUIDES_FOLDER, 'esneft.yaml'), 'utf8');
const read = (yaml: string, day: string): Guide => {
  const guide = parseGuide('esneft.yaml', yaml, undefined, day);
  if (Array.isArray(guide)) throw new Error(guide.join('\n'));
  return guide;
};
const agents = ({ branches }: Guide) => branches['smartcard-software-error']?.steps['check-agents']?.text;
const confirmed = ESNEFT.replace('confirmed: false', 'confirmed: true');
/** The change ends again, and also changes a fact and takes a step out. */
const ended = confirmed.replace(
  '    set:\n',
  '    until: "2027-03-31"\n    set:\n      reset: { linkHours: 6 }\n      leaverDays: 60\n',
);

describe('the end of Identity Agent in the guide of ESNEFT', () => {
  it('changes nothing on its day while the Trust has not confirmed it', () => {
    expect(read(ESNEFT, '2027-03-01')).toEqual(read(ESNEFT, '2026-11-20'));
    expect(agents(read(ESNEFT, '2027-03-01'))).toContain('HSCIC Identity Agent');
  });

  it('changes the words from that day on, and the version, once it is confirmed', () => {
    const [before, from] = [read(confirmed, '2027-02-27'), read(confirmed, '2027-02-28')];
    expect(agents(before)).toContain('HSCIC Identity Agent');
    expect(agents(from)).toContain('NHS Smartcard Connect');
    expect(agents(from)).not.toContain('HSCIC');
    expect(from.version).not.toBe(before.version);
    expect(from.branches['account-locked']).toEqual(before.branches['account-locked']);
  });

  it('is told to the ESR Team a month ahead, on Mondays, and daily in the last week', () => {
    const guide = read(ESNEFT, '2026-11-20');
    expect(dueFor(guide, '2027-01-27')).toEqual([]);
    expect(dueFor(guide, '2027-01-28')).toMatchObject([{ about: 'change', on: '2027-02-28' }]);
    expect(dueToday(guide, '2027-01-29')).toEqual([]);
    expect(dueToday(guide, '2027-02-01')).toHaveLength(1);
    expect(dueToday(guide, '2027-02-24')).toHaveLength(1);
    expect(dueFor(read(confirmed, '2026-11-20'), '2027-02-24')).toEqual([]);
  });
});

describe('a change with a last day', () => {
  it('holds up to and with that day, for facts in every text as well', () => {
    const links = ({ branches }: Guide) => branches['reset-link-expired']?.steps.expired?.text;
    expect(links(read(ended, '2027-02-27'))).toContain('4 hours');
    expect(links(read(ended, '2027-03-31'))).toContain('6 hours');
    expect(links(read(ended, '2027-04-01'))).toContain('4 hours');
    expect(read(ended, '2027-03-31').leaverDays).toBe(60);
  });

  it('takes out what it sets to null, and names the line of what would then be wrong', () => {
    const out = ended.replace('leaverDays: 60', 'contacts: { it: null }');
    const line = out.split('\n').findIndex((one) => /^ {4}steps:\n?/.test(one));
    expect(line).toBeGreaterThan(0);
    expect(parseGuide('esneft.yaml', out, undefined, '2026-11-20')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^esneft\.yaml:\d+: there is no contact "it"/)]),
    );
  });

  it('may not end before it begins', () => {
    const wrong = ended.replace('2027-03-31', '2027-01-31');
    expect(parseGuide('esneft.yaml', wrong)).toEqual([
      expect.stringMatching(/^esneft\.yaml:\d+: changes\.0\.until: write a last day that is not before/),
    ]);
  });
});

describe('a review', () => {
  it('is due from a month ahead until it is done, for the guide and for one of its problems', () => {
    const yaml = ESNEFT.replace('\nusername:', '\nreviewBy: "2027-05-10"\nusername:').replace(
      '  account-locked:\n',
      '  account-locked:\n    reviewBy: "2027-05-01"\n',
    );
    const guide = { ...read(yaml, '2026-11-20'), changes: [] };
    expect(dueFor(guide, '2027-03-20')).toEqual([]);
    expect(dueFor(guide, '2027-06-20').map(({ on }) => on)).toEqual(['2027-05-01', '2027-05-10']);
    expect(dueFor(guide, '2027-04-05')).toEqual([
      { about: 'review', on: '2027-05-01', branch: 'account-locked' },
    ]);
  });
});
