import { z } from 'zod';
import { plainText } from '../../cards/plain-text.ts';
import type { UsernameRules } from '../../intake/fields/esr-username.ts';
import { readTypedEmail, readTypedUsername } from '../../intake/fields/typed-fields.ts';
import type { Learner, LearnersReading } from '../../intake/learners/learners.ts';
import { heldSecret } from '../../privacy/typed-fields.ts';
import { addLearners, somebodyIn } from './add-learners.ts';
import { checkRow, oddValues, offersFor, ROW_FIELDS } from './check-row.ts';
import { type Draft, type DraftRow, Problem, unsentIn } from './draft.ts';
import type { Hint } from './hints.ts';
import { neededAfter } from './needed-choices.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

/** Without a limit: redacting a secret can make a list longer than its box allows. */
const Text = z.string().trim().catch('');

/** The data of the learners' card's buttons; inputs come with it, named by field and row. */
export const LearnersPress = z.looseObject({
  learners: z.string().regex(/^[0-9a-f]{32}$/),
  seen: z.coerce.number().int().catch(0),
  act: z.enum(['send', 'check', 'change', 'use', 'right', 'several', 'paste', 'back', 'drop']),
  field: z.enum(['username', 'email']).optional().catch(undefined),
  row: z.coerce.number().int().optional().catch(undefined),
  /** Which of the values that were offered for the field. */
  index: z.coerce.number().int().optional().catch(undefined),
  change: z.coerce.number().int().optional().catch(undefined),
  several: Text.optional(),
});
export type LearnersPress = z.infer<typeof LearnersPress>;

const Choices = z.object({
  problem: Problem.optional().catch(undefined),
  'learner-type': z.string().optional().catch(undefined),
});

/** The Trust's rules for a draft: how usernames look, its hints, and how a list of learners is read. */
export interface DraftRules {
  readonly usernames: UsernameRules;
  /** The types of learner that the guide tells apart. */
  readonly learnerTypes: readonly (readonly [id: string, name: string])[];
  readonly hints: (draft: Draft) => readonly Hint[];
  readonly read: (message: string) => LearnersReading;
  readonly now: string;
}

type InputRules = Pick<DraftRules, 'usernames' | 'learnerTypes' | 'now'>;

/** A draft after a press, not yet carried out. Rows that are `sending` are to be raised as cases. */
export interface NextDraft {
  readonly draft: Draft;
  readonly notices: readonly string[];
  /** The pasted list, to show again: it named nobody. */
  readonly typed?: string;
}

/**
 * Applies a press to a draft. A press of an older version of the card only fills in what is empty or doubtful, and adds its
 * pasted list.
 */
export function applyPress(before: Draft, press: LearnersPress, rules: DraftRules): NextDraft {
  if (unsentIn(before) === 0)
    return press.act === 'paste' ? pasteLate(before, press, rules) : { draft: before, notices: [] };
  if (before.version !== press.seen) {
    const typed = withTyped(before, press, rules);
    const next = press.act === 'paste' ? pasteLate(typed, press, rules) : { draft: typed, notices: [] };
    return { ...next, notices: [TEXTS.cardChanged, ...next.notices] };
  }
  const { draft, secret } = applyInputs(before, press, rules);
  const next = actOn(before, draft, press, rules, secret);
  return { ...next, notices: [...(secret ? [TEXTS.secretTyped] : []), ...next.notices] };
}

function withTyped(before: Draft, press: LearnersPress, rules: InputRules): Draft {
  const { draft: typed } = applyInputs(before, press, rules);
  const rows = before.rows.map((row) => {
    const said = typed.rows.find(({ id }) => id === row.id);
    if (row.sent !== undefined || said === undefined) return row;
    const { odd } = checkRow(before, row, rules.usernames);
    const takes = ROW_FIELDS.filter(
      (field) => row[field] === '' || (odd.includes(field) && said[field] !== ''),
    );
    return { ...row, ...Object.fromEntries(takes.map((field) => [field, said[field]])) };
  });
  const words = before.words.includes(typed.words) ? before.words : `${before.words} ${typed.words}`;
  const { problem = typed.problem, learnerType = typed.learnerType, neededBy = typed.neededBy } = before;
  const next: Draft = {
    ...before,
    rows,
    problem,
    learnerType,
    neededBy,
    words: words.trim().slice(0, 500),
  };
  return JSON.stringify(next) === JSON.stringify(before) ? before : next;
}

function actOn(
  before: Draft,
  draft: Draft,
  press: LearnersPress,
  rules: DraftRules,
  secret: boolean,
): NextDraft {
  const checked = (next: Draft): NextDraft => ({ draft: withHints(next, rules), notices: [] });
  switch (press.act) {
    case 'use':
      return checked(useOffer(before, draft, press, rules.usernames));
    case 'right':
      return checked(confirmRow(before, draft, press));
    case 'change':
      return checked({
        ...draft,
        changing: draft.rows.length === 1 ? [1] : [press.change ?? press.row ?? 0],
      });
    case 'several':
      return { draft: { ...draft, view: 'paste' }, notices: [] };
    case 'back':
      return { draft: { ...draft, view: 'check' }, notices: [] };
    case 'paste':
      return paste(draft, press, rules);
    case 'drop': {
      const rows = draft.rows.filter((row) => row.sent !== undefined);
      return { draft: { ...draft, dropped: true, rows, words: '' }, notices: [] };
    }
    case 'check':
      return checked(draft);
    case 'send':
      return secret ? checked(draft) : send(draft, rules);
  }
}

/** Adds a list that was pasted before the card changed: those whom a colleague has sent since are not sent again. */
function pasteLate(before: Draft, press: LearnersPress, rules: DraftRules): NextDraft {
  const reading = rules.read(press.several ?? '');
  const sent = before.rows.flatMap((row) => (row.sent === undefined ? [] : row.username));
  const isSent = ({ username = '' }: Learner) => username !== '' && sent.includes(username);
  const rows = reading.rows.filter((row) => !isSent(row));
  if (rows.length === reading.rows.length) return paste({ ...before, dropped: false }, press, rules, reading);
  const who = plainText(before.sender?.name ?? '', 60);
  const usernames = reading.rows.flatMap((row) => (isSent(row) ? (row.username ?? []) : []));
  const said = TEXTS.sentOfThese(who, [...new Set(usernames)]);
  if (somebodyIn({ ...reading, rows }).length === 0) return { draft: before, notices: [said] };
  const next = paste(before, press, rules, { ...reading, rows });
  return { ...next, notices: [said, ...next.notices] };
}

/** Adds the learners of a pasted list. If it names nobody, it stays in its box. */
function paste(
  draft: Draft,
  press: LearnersPress,
  rules: DraftRules,
  reading = rules.read(press.several ?? ''),
): NextDraft {
  const typed = press.several ?? '';
  const notices = noticesOf(reading);
  if (somebodyIn(reading).length === 0)
    return { draft: { ...draft, view: 'paste' }, notices: [...notices, TEXTS.nobodyRead], typed };
  const added = addLearners(draft, reading);
  if (added.isCut) notices.push(TEXTS.tooMany);
  return { draft: withHints(added.draft, rules), notices };
}

/** Marks the ready rows as being sent, unless there is a hint that the trainer has not seen yet. */
function send(draft: Draft, rules: DraftRules): NextDraft {
  const isReady = (row: DraftRow) =>
    row.sent === undefined && row.wanted && checkRow(draft, row, rules.usernames).ready;
  const held = (notice: string): NextDraft => ({ draft: withHints(draft, rules), notices: [notice] });
  if (!draft.rows.some(isReady)) return held(unsentIn(draft) === 1 ? TEXTS.notReady : TEXTS.noneReady);
  const isNew = ({ code }: Hint) => !draft.hinted.includes(code);
  if (rules.hints(draft).some(isNew)) return held(TEXTS.held);
  const rows = draft.rows.map((row) => (isReady(row) ? { ...row, sending: true } : row));
  return { draft: { ...draft, rows }, notices: [] };
}

/** Records the hints that the next card shows: they do not hold up a send from that card. */
export const withHints = (draft: Draft, { hints }: Pick<DraftRules, 'hints'>): Draft => ({
  ...draft,
  hinted: hints(draft).map(({ code }) => code),
});

/** Notices about a reading beside its learners. */
export function noticesOf({ findings }: LearnersReading): string[] {
  return findings.flatMap((finding) => {
    const { code } = finding;
    if (code === 'done-left-out') return [TEXTS.doneLeftOut(finding.learners)];
    if (code === 'sensitive-data') return [TEXTS.secretSaid];
    if (code === 'quoted-reply-read') return [TEXTS.quotedOnly];
    return code === 'message-cut-short' ? [TEXTS.tooMany] : [];
  });
}

/** The draft with values typed into the card; `secret` if one was removed from them. */
export function applyInputs(
  draft: Draft,
  press: LearnersPress,
  { usernames, learnerTypes, now }: InputRules,
): { draft: Draft; secret: boolean } {
  const typed = (name: string, longest: number): string | undefined => {
    const value = press[name];
    if (typeof value !== 'string') return undefined;
    return value.slice(0, longest).replace(/\s+/g, ' ').trim();
  };
  const rows = draft.rows.map((row) =>
    row.sent === undefined ? applyRow(row, press, typed, usernames) : row,
  );
  const { problem, 'learner-type': chosen } = Choices.parse(press);
  const [learnerType] = learnerTypes.find(([id]) => id === chosen) ?? [];
  const words = typed('words', 500) ?? draft.words;
  const next: Draft = {
    ...draft,
    rows,
    problem: problem ?? draft.problem,
    learnerType: learnerType ?? draft.learnerType,
    words,
    neededBy: neededAfter(draft, { chosen: press['needed-by'], words }, now),
    changing: [],
  };
  return { draft: next, secret: heldSecret(press) };
}

function applyRow(
  row: DraftRow,
  press: LearnersPress,
  typed: (name: string, longest: number) => string | undefined,
  rules: UsernameRules,
): DraftRow {
  // A value that held a secret is dropped.
  const value = (name: string, longest: number) =>
    heldSecret(press, name) ? undefined : typed(name, longest);
  const username = value(`username-${row.id}`, 60);
  const email = value(`email-${row.id}`, 200);
  return {
    ...row,
    name: value(`name-${row.id}`, 80) ?? row.name,
    words: value(`words-${row.id}`, 1000) ?? row.words,
    username: username === undefined ? row.username : readTypedUsername(username, rules).value,
    email: email === undefined ? row.email : readTypedEmail(email).value,
    wanted: press[`send-${row.id}`] === undefined ? row.wanted : press[`send-${row.id}`] !== 'false',
  };
}

/** Puts the offered value that was pressed into its row. */
function useOffer(before: Draft, draft: Draft, press: LearnersPress, rules: UsernameRules): Draft {
  const { field, index = 0 } = press;
  const shown = before.rows.find(({ id }) => id === press.row);
  if (field === undefined || shown === undefined) return draft;
  const offer = offersFor(checkRow(before, shown, rules), field)[index];
  return withRow(draft, press, (row) => ({ ...row, [field]: offer ?? row[field] }));
}

/** Records that the trainer confirmed a row's doubtful values, if they are still the ones that were shown. */
function confirmRow(before: Draft, draft: Draft, press: LearnersPress): Draft {
  const shown = before.rows.find(({ id }) => id === press.row);
  return withRow(draft, press, (row) =>
    shown !== undefined && oddValues(shown) === oddValues(row) ? { ...row, right: oddValues(row) } : row,
  );
}

const withRow = (draft: Draft, press: LearnersPress, change: (row: DraftRow) => DraftRow): Draft => ({
  ...draft,
  rows: draft.rows.map((row) => (row.id === press.row && row.sent === undefined ? change(row) : row)),
});
