import { describe, expect, it } from 'vitest';
import {
  findIn,
  type OwnDetails,
  type OwnDetailsRules,
  ownDetailsIn,
} from '../../../src/intake/finding/own-details.ts';
import { misses, readRecords } from '../../shared/records.ts';
import { cpuMs, slowness } from '../../support/slowness.ts';
import { rules } from '../rules.ts';

type Labelled = OwnDetails & { readonly id: string; readonly kind: string; readonly text: string };

const FIELDS = ['email', 'username', 'smartcard'] as const;
const labelledIn = (name: string) => readRecords<Labelled>(`tests/intake/finding/${name}.jsonl`);
const readFor = (text: string, of: OwnDetailsRules) => ownDetailsIn(findIn(text, of), of);
const read = (text: string) => readFor(text, rules);

/** How often a field was filled in wrongly, rightly, and not though it could have been. */
function score(lines: readonly Labelled[]) {
  const counts = { wrong: 0, right: 0, left: 0 };
  for (const one of lines) {
    const found = read(one.text);
    for (const field of FIELDS) {
      if (found[field] !== undefined && found[field] !== one[field]) counts.wrong += 1;
      else if (found[field] !== undefined) counts.right += 1;
      else if (one[field] !== undefined) counts.left += 1;
    }
  }
  return counts;
}

describe('sentences of staff', () => {
  it('are read as labelled', () => {
    const wrong = misses(labelledIn('staff-details'), ({ text, email, username, smartcard }) =>
      expect(read(text)).toEqual({
        ...(username && { username }),
        ...(email && { email }),
        ...(smartcard && { smartcard }),
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('that the reader was not made with are hardly ever read wrongly', () => {
    const { wrong, left } = score(labelledIn('held-out-staff-details'));
    expect(wrong).toBe(0);
    expect(left).toBeLessThanOrEqual(1);
  });
});

describe('own details', () => {
  it('never takes an address of the Trust’s own for a person’s', () => {
    const neverOwn = ['yas.esr@nhs.net'];
    expect(readFor('my email is yas.esr@nhs.net', { ...rules, neverOwn })).toEqual({});
  });

  it('knows what the writer is called', () => {
    const text = 'Ravi Patel, 432PATELR02';
    expect(readFor(text, { ...rules, name: 'Ravi Patel' })).toEqual({ username: '432PATELR02' });
    expect(read(text)).toEqual({});
  });

  it('leaves out what was quoted from somebody else', () => {
    expect(read('see below\nFrom: Jo White <j.white@nhs.net>\nTo: me\nmy email is j.white@nhs.net')).toEqual(
      {},
    );
  });

  it.each(['my email is ', 'a@b.net ', '432PATELR02 ', 'is my email my email ', '\u2011', ', ', 'I use '])(
    'reads 100 KB of %j in no time',
    (part) => {
      const text = part.repeat(100_000 / part.length);
      read(text.slice(0, 200));
      expect(cpuMs(() => read(text))).toBeLessThan(500 * slowness());
    },
  );
});
