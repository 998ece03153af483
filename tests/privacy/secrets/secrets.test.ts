import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecrets, REMOVED, redact } from '../../../src/privacy/secrets/secrets.ts';
import { misses, readRecords } from '../../shared/records.ts';

const cut = (text: string) => findSecrets(text).map((span) => text.slice(span.start, span.end));

interface Labelled {
  readonly text: string;
  readonly secret: string | null;
  /** Kept aside: no rule is tuned to it. */
  readonly aside?: boolean;
}

const recordsOf = (name: string) => readRecords<Labelled>(`tests/privacy/secrets/${name}.jsonl`);
const labelled = recordsOf('secrets');
const codes = recordsOf('codes');
const told = recordsOf('told-secrets');
const alphabets = recordsOf('other-alphabets');

function check({ text, secret }: Labelled): void {
  if (secret === null) expect(cut(text)).toEqual([]);
  else expect(findSecrets(text).map((span) => span.kind)).toContain(secret);
}

describe('finds what is labelled a secret, and nothing else', () => {
  it.each([
    ['the labelled lines', labelled],
    ['codes, ids and made-up names', codes],
    ['secrets told in other words, and what sounds like them', told],
    ['letters of other alphabets', alphabets],
  ])('in %s', (_, lines) => {
    const tuned = lines.filter((one) => !one.aside);
    expect(misses(tuned, check)).toEqual([]);
  });

  it.each([
    ['codes, ids and made-up names', codes],
    ['secrets told in other words, and what sounds like them', told],
  ])('in 9 of 10 lines kept aside, at least: %s', (_, lines) => {
    const aside = lines.filter((one) => one.aside);
    expect(misses(aside, check).length / aside.length).toBeLessThan(0.1);
  });
});

describe('findSecrets', () => {
  it.each([
    ['her password was Winter2025!', ['Winter2025!']],
    ['username: 432FORDM01\nPassword: Lemon2025', ['Lemon2025']],
    ['the pin for card 555012345678 is 4821', ['4821']],
    ['tried pins 8890 and 8891', ['8890 and 8891']],
    ['pin is 4 8 2 1 ok', ['4 8 2 1']],
    ['password is a:b=C9 ok', ['a:b=C9']],
    ['dob 14 mar 87, NI QQ 12 34 56 C', ['14 mar 87', 'QQ 12 34 56 C']],
    ['432PATELR02/Autumn2025! r.patel@nhs.net', ['/Autumn2025!']],
    ['432PATELR02:Autumn2025:r.patel@nhs.net', ['Autumn2025']],
    ['DOB the third of april nineteen eighty', ['third of april nineteen eighty']],
    ['my mum’s maiden name is O’Brien', ['O’Brien']],
  ])('marks exactly the secret in %j', (text, expected) => {
    expect(cut(text)).toEqual(expected);
  });

  it('marks every cell under a secret heading of a pasted table', () => {
    const text = 'Username\tPassword\tDOB\n432FORDM01\tsunshine\t140387\n432KHANS01\tn/a\t5/6/71';
    expect(cut(text)).toEqual(['sunshine', '140387', '5/6/71']);
  });

  it('leaves a recent date alone, and takes it where it is said to be a date of birth', () => {
    expect(cut('the link was sent on 12/11/2026')).toEqual([]);
    expect(cut('dob: 12/11/2026')).toEqual(['12/11/2026']);
  });

  it('leaves usernames, addresses and card numbers alone beside a password', () => {
    const text = 'username 432PATELR02 r.patel@nhs.net card 555012345678 password Autumn2025';
    expect(cut(text)).toEqual(['Autumn2025']);
  });
});

describe('redact', () => {
  it('keeps the rest of the text as it is', () => {
    expect(redact('432SINGHA01 a.singh@nhs.net - dob is 01/02/1993 and her password was Winter2025!')).toBe(
      `432SINGHA01 a.singh@nhs.net - dob is ${REMOVED} and her password was ${REMOVED}`,
    );
  });

  it.each([
    ['password Ｃｈｅｌｓｅａ７ 🙏', `password ${REMOVED} 🙏`],
    ['ｐｗ：Chelsea7\u200b', `ｐｗ：${REMOVED}\u200b`],
    ['pin 4\uFE0F\u20E38\uFE0F\u20E32\uFE0F\u20E31\uFE0F\u20E3', `pin ${REMOVED}`],
    ['“pin” ①②③④ — thanks', `“pin” ${REMOVED} — thanks`],
    ['мій раsswоrd is Снellо24 дякую', `мій раsswоrd is ${REMOVED} дякую`],
    ['𝐩𝐢𝐧 𝟒𝟖𝟐𝟏 ok', `𝐩𝐢𝐧 ${REMOVED} ok`],
    ['my email is \u202Ar.patel@nhs.net\u202C', 'my email is \u202Ar.patel@nhs.net\u202C'],
  ])('takes %j out as it was typed, and nothing else', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('leaves nothing to find behind', () => {
    const all = [...labelled, ...codes, ...told, ...alphabets];
    expect(misses(all, ({ text }) => expect(findSecrets(redact(text))).toEqual([]))).toEqual([]);
  });

  const bits = fc.constantFrom(
    'password ',
    'is ',
    'pin ',
    'dob ',
    ': ',
    '=',
    '4821 ',
    'Winter2025! ',
    '14/03/1987 ',
    'QQ 12 34 56 C ',
    "'",
    '"',
    '\n',
    '\t',
    ' and ',
    'maiden name ',
    'mothers ',
    '-',
    '’',
    '🙏',
    '1 ',
    'my ',
  );

  it('never throws, and its spans are in order and apart', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(bits, { maxLength: 40 }).map((all) => all.join('')),
        ),
        (text) => {
          let end = 0;
          for (const span of findSecrets(text)) {
            expect(span.start).toBeGreaterThanOrEqual(end);
            expect(span.end).toBeGreaterThan(span.start);
            end = span.end;
          }
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('finds a stated password wherever it stands', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'abcdefghjkmnpqrstuvwxyz'),
      minLength: 4,
      maxLength: 9,
    });
    fc.assert(
      fc.property(
        letters,
        fc.integer({ min: 10, max: 99 }),
        fc.constantFrom('password is ', 'pw: ', 'pwd = ', 'my pass is ', 'password was '),
        (word, number, cue) => {
          const secret = `${word}${number}`;
          expect(redact(`432PATELR02 locked out, ${cue}${secret} thanks`)).not.toContain(secret);
        },
      ),
      { numRuns: 500 },
    );
  });
});
