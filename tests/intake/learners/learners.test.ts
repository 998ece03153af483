import { describe, expect, it } from 'vitest';
import { type Learner, readLearners } from '../../../src/intake/learners/learners.ts';
import { misses, readAllRecords, readRecords } from '../../shared/records.ts';
import { rules } from '../rules.ts';

interface Message {
  readonly id: string;
  readonly text: string;
  readonly expected: ReadonlyArray<{ readonly username: string | null; readonly email: string | null }>;
}

const FOLDER = 'tests/intake/learners';
const read = (message: string) => readLearners(message, rules);
const row = (message: string): Learner | undefined => read(message).rows[0];
const codes = (message: string) => {
  const { rows, findings } = read(message);
  const secret = findings.some((finding) => finding.code === 'sensitive-data') ? ['sensitive-data'] : [];
  return [
    ...new Set<string>([...rows.flatMap((one) => one.issues.map((issue) => issue.code)), ...secret]),
  ].toSorted();
};

it('reads labelled messages as labelled', () => {
  const labelled = readAllRecords<Message & { readonly complete: boolean; readonly issues: string[] }>(
    FOLDER,
    ['given-trainer-messages', 'trainer-messages'],
  );
  const wrong = misses(labelled, (message) => {
    const reading = read(message.text);
    const pairs = reading.rows.map((one) => ({ username: one.username ?? null, email: one.email ?? null }));
    expect(pairs.toSorted(byText)).toEqual(message.expected.toSorted(byText));
    expect(reading.complete).toBe(message.complete);
    expect(codes(message.text)).toEqual(message.issues.toSorted());
  });
  expect(wrong).toEqual([]);
});

/** Written and labelled before they were first read, many people's ways of writing. */
describe('messages nobody had seen', () => {
  const all = readAllRecords<Message>(FOLDER, ['more-trainer-messages', 'held-out-trainer-messages']);
  const pairsOf = (pairs: ReadonlyArray<{ username?: string | null; email?: string | null }>) =>
    pairs.filter((one) => one.username && one.email).map((one) => `${one.username} ${one.email}`);

  it('are never paired wrongly', () => {
    const wrong = misses(all, (message) =>
      expect(pairsOf(message.expected)).toEqual(expect.arrayContaining(pairsOf(read(message.text).rows))),
    );
    expect(wrong).toEqual([]);
  });

  it('are read, and not only asked about', () => {
    const wanted = all.flatMap((message) => pairsOf(message.expected)).length;
    expect(all.flatMap((message) => pairsOf(read(message.text).rows)).length / wanted).toBeGreaterThan(0.97);
  });
});

it('completes no row of a message that must be asked about, and offers the choices', () => {
  const asked = readRecords<{ readonly text: string; readonly choices: string[] }>(
    `${FOLDER}/must-ask.jsonl`,
  );
  const wrong = misses(asked, ({ text, choices }) => {
    const { rows } = read(text);
    expect(rows.some((one) => one.complete || one.email !== undefined)).toBe(false);
    expect(rows.flatMap((one) => one.choices)).toEqual(choices);
  });
  expect(wrong).toEqual([]);
});

describe('what is said of an address, or of the whole request', () => {
  type Said = { readonly text: string; readonly read: string; readonly aside?: boolean };
  const lines = readRecords<Said>(`${FOLDER}/said-of-addresses.jsonl`);
  /** A pair to send; a question that offers the address; a row without the wrong address; or nobody at all. */
  const readAs = (text: string) => {
    const { rows } = read(text);
    if (rows.length === 0) return 'no-row';
    if (rows.some((one) => one.complete)) return 'pair';
    return rows.some((one) => one.email !== undefined || one.choices.length > 0) ? 'asks' : 'wrong';
  };

  it('is read as labelled', () => {
    const tuned = lines.filter((one) => !one.aside);
    expect(misses(tuned, (one) => expect(readAs(one.text)).toBe(one.read))).toEqual([]);
  });

  it('completes no row by mistake in the lines kept aside, and reads 9 in 10 as labelled', () => {
    const aside = lines.filter((one) => one.aside);
    expect(aside.filter((one) => one.read !== 'pair' && readAs(one.text) === 'pair')).toEqual([]);
    expect(aside.filter((one) => readAs(one.text) === one.read).length / aside.length).toBeGreaterThan(0.9);
  });
});

it.each([
  '432ODEU01 u.ode@nhs.net, her manager is j.white@nhs.net',
  '432ODEU01 u.ode@nhs.net new starter, not working',
  '432ODEU01 u.ode@nhs.net sorry, locked out again',
  "432ODEU01 u.ode@nhs.net hasn't had her reset, sorry",
  '432ODEU01 u.ode@nhs.net has no reset email',
  '432ODEU01 u.ode@nhs.net wrong details on record',
  '432ODEU01 u.ode@nhs.net\n432BELLB01 b.bell@nhs.net no email received',
])('asks nothing about %j', (text) => {
  expect(read(text).complete).toBe(true);
});

function byText(one: object, other: object): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

describe('names', () => {
  it.each([
    ['Patel, Ravi <r.patel@nhs.net> 432PATELR02', 'Ravi Patel'],
    ['Name: Ravi Patel\nUsername: 432PATELR02\nEmail: sunny1@gmail.com', 'Ravi Patel'],
    ['Reset for Ravi Patel 432PATELR02 r.patel@nhs.net', 'Ravi Patel'],
    ['Surname\tFirst name\tUsername\tEmail\nPatel\tRavi\t432PATELR02\tr.patel@nhs.net', 'Ravi Patel'],
  ])('%j holds the name %s', (message, name) => {
    expect(row(message)?.name).toBe(name);
  });

  it.each([
    '432PATELR02 r.patel@nhs.net please, Chloe Martin',
    'Hi Sam, 432PATELR02 sunny1@gmail.com',
    '432PATELR02 r.patel@nhs.net',
  ])('%j holds no name that the username or the address bears out', (message) => {
    expect(row(message)?.name).toBeUndefined();
  });
});

describe('problems', () => {
  it.each([
    ['432PATELR02 r.patel@nhs.net locked out', 'locked'],
    ["432PATELR02 r.patel@nhs.net says details don't match", 'details-do-not-match'],
    ['432PATELR02 r.patel@nhs.net not had the reset email', 'no-reset-email'],
    ['432PATELR02 r.patel@nhs.net details did not match', 'details-do-not-match'],
    ['432PATELR02 r.patel@nhs.net her details have not been recognised', 'details-do-not-match'],
    ["432PATELR02 r.patel@nhs.net didn't get the reset email", 'no-reset-email'],
    ['432PATELR02 r.patel@nhs.net didn’t get the reset email', 'no-reset-email'],
    ['432PATELR02 r.patel@nhs.net did not get the reset email', 'no-reset-email'],
    ['432PATELR02 r.patel@nhs.net has still not received the link', 'no-reset-email'],
    ['432PATELR02 r.patel@nhs.net reset email did not arrive', 'no-reset-email'],
    ['432PATELR02 r.patel@nhs.net the email has not come', 'no-reset-email'],
    ['432PATELR02 r.patel@nhs.net does not have a work email', undefined],
    ['432PATELR02 r.patel@nhs.net no email yet', 'no-reset-email'],
    ["432PATELR02 I can't get in. My email is r.patel@nhs.net", undefined],
    ["432PATELR02 she can't get in, email is r.patel@nhs.net", undefined],
    ['432PATELR02 cannot get on to ESR email r.patel@nhs.net', undefined],
    ['432PATELR02 has no access. Email r.patel@nhs.net', undefined],
    ["432PATELR02 r.patel@nhs.net can't get the reset email", 'no-reset-email'],
    ['432PATELR02 no email yet', undefined],
    ['432PATELR02 no email address', undefined],
    ['432PATELR02 no email received', 'no-reset-email'],
    ['432PATELR02 no reset email yet', 'no-reset-email'],
    ['r.patel@nhs.net no username yet', 'no-username-yet'],
    ['r.patel@nhs.net does not have a username', 'no-username-yet'],
    ['432PATELR02 r.patel@nhs.net reset please', undefined],
    ["432PATELR02 r.patel@nhs.net locked and details don't match", undefined],
  ])('%j is %s', (message, problem) => {
    expect(row(message)?.problem).toBe(problem);
  });

  it('gives each learner their own', () => {
    const message = '432PATELR02 r.patel@nhs.net locked\n432KHANS01 s.khan@nhs.net no email received';
    expect(read(message).rows.map((one) => one.problem)).toEqual(['locked', 'no-reset-email']);
  });

  it('gives all of them what is said of all', () => {
    const message = '432PATELR02 r.patel@nhs.net\n432KHANS01 s.khan@nhs.net\nboth locked out';
    expect(read(message).rows.map((one) => one.problem)).toEqual(['locked', 'locked']);
  });

  it.each([
    '432PATELR02 r.patel@nhs.net, 432KHANS01 s.khan@nhs.net and Mo Lee (no username) mo.lee@nhs.net',
    '432PATELR02 r.patel@nhs.net, 432KHANS01 s.khan@nhs.net, mo.lee@nhs.net',
  ])('is asked about one more address than there are usernames: %s', (message) => {
    expect(read(message).rows.map(({ email }) => email)).toContain('mo.lee@nhs.net');
  });

  it('is never a missing username of one whose username is there', () => {
    const message = '432PATELR02 r.patel@nhs.net and Mo Lee (no username) mo.lee@nhs.net';
    expect(read(message).rows[0]?.problem).toBeUndefined();
  });
});

describe('addresses that are not the learner’s', () => {
  it('never pairs an address the caller rules out', () => {
    const reading = readLearners('432PATELR02 chloe.martin@nhs.net', {
      ...rules,
      neverLearners: ['chloe.martin@nhs.net'],
    });
    expect(reading.rows).toMatchObject([{ username: '432PATELR02', issues: [{ code: 'email-missing' }] }]);
  });

  it('offers what an empty field could be', () => {
    expect(row('432PATELR02 r.patel@nhs.net or ravi77@gmail.com')?.choices).toEqual([
      'r.patel@nhs.net',
      'ravi77@gmail.com',
    ]);
    expect(row('178SMITHK01 or 432SMITHK03, k.smith@nhs.net')?.choices).toEqual([
      '178SMITHK01',
      '432SMITHK03',
    ]);
  });
});

describe('what is taken for a table', () => {
  it.each([
    'Hi, please reset\n432PATELR02, I am Wes Evans, wes.evans@nhs.net',
    'Name\tUsername\tEmail\tContact\nRavi\t432PATELR02\t\tsunny1@gmail.com',
    'Username\tWork email\tPersonal email\n432PATELR02\t\tsunny1@gmail.com',
    'Name\tUsername\tEmail\nSal Egan\t432PATELR02\ts.egan@nhs.net',
  ])('%j gives nobody an address that is not said to be theirs', (message) => {
    expect(row(message)).toMatchObject({ username: '432PATELR02' });
    expect(row(message)?.email).toBeUndefined();
  });
});

it('takes two usernames of one name for one learner only where nobody else is there', () => {
  const alone = '432OKOYEJ02 jo.okoye02@nhs.net\n432OKOYEJ08';
  expect(read(alone).rows.map((one) => one.email)).toEqual([undefined, undefined]);
  expect(read(`${alone}\n432PATELR02 r.patel@nhs.net`).rows.map((one) => one.email)).toEqual([
    'jo.okoye02@nhs.net',
    undefined,
    'r.patel@nhs.net',
  ]);
});

it('says that a learner is there twice, also where nobody else is', () => {
  expect(codes('432PATELR02 r.patel@nhs.net\n432PATELR02 r.patel@nhs.net')).toEqual(['duplicate-learner']);
});

describe('a message that is a pasted mail', () => {
  const mail = (from: string, ...said: string[]) =>
    [`From: ${from}`, 'Sent: 12 November 2026 10:00', 'To: Martin, Chloe', 'Subject: help', '', ...said].join(
      '\n',
    );
  const pair = (message: string) => [row(message)?.username, row(message)?.email];

  it.each([
    mail('Ravi Patel <r.patel@nhs.net>', 'Hi my username is 432PATELR02'),
    mail('PATEL, Ravi (EAST SUFFOLK NHS TRUST) <r.patel@nhs.net>', 'My login 432PATELR02 is locked', 'Ravi'),
    `Begin forwarded message:\n\n${mail('Ravi Patel <r.patel@nhs.net>', 'my ESR username: 432PATELR02')}`,
    `FW: ESR\n${mail('Ravi <old@gmail.com>', 'my username is 432PATELR02, my email is r.patel@nhs.net')}`,
  ])('is about its sender, who writes of their own username: %j', (message) => {
    expect(pair(message)).toEqual(['432PATELR02', 'r.patel@nhs.net']);
  });

  it.each([
    mail('Jo White <j.white@nhs.net>', 'the new starter is 432PATELR02'),
    mail('Jo White <j.white@nhs.net>', "my learner's username is 432PATELR02"),
    `432PATELR02\n${mail('Jo White <j.white@nhs.net>', 'my username is 432WHITEJ01')}`,
  ])('gives nobody the address of a sender who writes of others: %j', (message) => {
    expect(read(message).rows.filter((one) => one.email !== undefined)).toEqual([]);
  });

  it('names the problem only where it is said', () => {
    const message = mail('Ravi <r.patel@nhs.net>', "I can't get in. My email is r.patel@nhs.net");
    expect(row(message)).toMatchObject({ email: 'r.patel@nhs.net' });
    expect(row(message)?.problem).toBeUndefined();
  });
});

describe('what is left out', () => {
  it('says when a quoted reply or a signature was left out', () => {
    const message = '432PATELR02 r.patel@nhs.net\nKind regards\nChloe\n> 432KHANS01';
    expect(read(message).findings.map((finding) => finding.code)).toEqual([
      'quoted-reply-ignored',
      'signature-ignored',
    ]);
  });

  it('names the kinds of secret and keeps none of them', () => {
    const reading = read('432PATELR02 r.patel@nhs.net dob 14/03/1987 pw Winter2025! Ravi Patel');
    expect(reading.findings).toContainEqual({ code: 'sensitive-data', kinds: ['date-of-birth', 'password'] });
    expect(JSON.stringify(reading)).not.toMatch(/1987|Winter2025/i);
  });

  it('does not take a security answer for a name', () => {
    const reading = read('432PATELR02 r.patel@nhs.net mothers maiden name is Patel');
    expect(JSON.stringify(reading)).not.toContain('Patel');
  });

  it('does not run, keep or follow what hostile HTML holds', () => {
    const message =
      '<div onclick="x()"><img src=x onerror=alert(1)>432PATELR02 r.patel@nhs.net<script>432KHANS01 s.khan@nhs.net</script><style>x</style></div>';
    const reading = read(message);
    expect(reading.rows).toMatchObject([{ username: '432PATELR02', email: 'r.patel@nhs.net' }]);
    expect(JSON.stringify(reading)).not.toMatch(/[<>]|alert|script/);
  });

  it('says when a message was too long to be read to its end', () => {
    expect(read('x '.repeat(20_000)).findings).toContainEqual({ code: 'message-cut-short' });
    expect(read('a@b.co '.repeat(401)).findings).toContainEqual({ code: 'message-cut-short' });
    expect(read('432PATELR02 a@b.co').findings).toEqual([]);
  });
});
