import { expect, it } from 'vitest';
import { readLearners } from '../../../src/intake/learners/learners.ts';
import { readSaid } from '../../../src/intake/message/said.ts';
import { misses, readRecords } from '../../shared/records.ts';
import { rules } from '../rules.ts';

interface Message {
  readonly id: string;
  readonly now: string;
  readonly text?: string;
  /** As Teams has it of a table, a quotation or a forwarded message. */
  readonly html?: string;
  readonly expected: readonly { readonly username: string; readonly email: string }[];
  /** `now`: what is needed is late already. */
  readonly neededBy: string | null;
  /** Kept aside while the reader was written: its half was first read at 111 of 121, before any of it was mended. */
  readonly aside?: boolean;
}

const messages = readRecords<Message>('tests/intake/needed-by/messages.jsonl').map((one) => ({
  ...one,
  text: one.text ?? one.html ?? '',
}));

function read({ now, text, html }: (typeof messages)[number]) {
  const attachments = html === undefined ? [] : [{ contentType: 'text/html', content: html }];
  const { rich } = readSaid({ text: html === undefined ? text : '', attachments });
  return readLearners(rich, { ...rules, now });
}

const pairs = (some: readonly { username?: string; email?: string }[]) =>
  some.flatMap(({ username, email }) => (username && email ? [`${username} ${email}`] : []));

/** The messages whose time is not read as labelled, each with what is wrong. */
const missed = (some: typeof messages) =>
  misses(some, (one) => {
    const { neededBy = null } = read(one);
    if (one.neededBy !== 'now') expect(neededBy).toBe(one.neededBy);
    else expect(neededBy !== null && neededBy <= one.now).toBe(true);
  });

it('trainers’ messages with times, tables of Excel, Outlook and Word, forwarded and quoted: no wrong pair', () => {
  const wrong = misses(messages, (one) =>
    expect(pairs(one.expected)).toEqual(expect.arrayContaining(pairs(read(one).rows))),
  );
  expect(wrong).toEqual([]);
});

it('at least 98 % of their learners are read', () => {
  const wanted = messages.flatMap((one) => pairs(one.expected)).length;
  const found = messages.flatMap((one) => pairs(read(one).rows)).length;
  expect(found / wanted).toBeGreaterThanOrEqual(0.98);
});

it('when they are needed is read as labelled, and of the half kept aside in 95 %', () => {
  expect(missed(messages.filter((one) => !one.aside))).toEqual([]);
  const aside = messages.filter((one) => one.aside);
  expect(aside.length).toBeGreaterThan(100);
  const few = missed(aside);
  if (few.length > aside.length * 0.05) expect(few).toEqual([]);
});
