import { describe, expect, it } from 'vitest';
import { readTakenBack } from '../../../src/intake/finding/later-words.ts';
import { findIn, ownDetailsIn } from '../../../src/intake/finding/own-details.ts';
import { misses, readRecords } from '../../shared/records.ts';
import { cpuMs, slowness } from '../../support/slowness.ts';
import { rules } from '../rules.ts';

const held = { username: '432ODEU01', email: 'u.ode@nhs.net', smartcard: '555012345678' };
const lines = readRecords<{ text: string; back: string[]; aside?: boolean }>(
  'tests/intake/finding/later-words.jsonl',
);

describe('a later message', () => {
  const check = ({ text, back }: (typeof lines)[number]) => {
    const findings = findIn(text, rules);
    expect(readTakenBack(findings, held, ownDetailsIn(findings, rules))).toEqual(back);
  };

  it('takes back what is labelled so', () => {
    const tuned = lines.filter((one) => !one.aside);
    expect(misses(tuned, check)).toEqual([]);
  });

  it('takes back what is labelled so in 9 of 10 lines kept aside', () => {
    const aside = lines.filter((one) => one.aside);
    expect(misses(aside, check).length / aside.length).toBeLessThan(0.1);
  });

  it('takes back nothing where nothing was given', () => {
    expect(readTakenBack(findIn('sorry that is my old one', rules), {}, {})).toEqual([]);
  });

  it.each(['sorry that is my ', 'u.ode@nhs.net not ', '432ODEU01 or ', 'wrong ', 'that was ', 'has the my '])(
    'is read in no time: %j',
    (part) => {
      const text = part.repeat(100_000 / part.length);
      const took = cpuMs(() => readTakenBack(findIn(text, rules), held, {}));
      expect(took).toBeLessThan(500 * slowness());
    },
  );
});
