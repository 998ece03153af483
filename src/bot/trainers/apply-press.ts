import { z } from 'zod';
import { BRANCH_IDS } from '../../../dialogs/flow/branches.ts';
import { LEARNER_TYPES } from '../../guides/ids.ts';
import type { UsernameRules } from '../../intake/fields/esr-username.ts';
import { readTypedEmail, readTypedUsername } from '../../intake/fields/typed-fields.ts';
import { heldSecret } from '../../privacy/typed-fields.ts';
import { checkRow, choicesFor, meantBy, oddValues } from './check-row.ts';
import type { Draft, DraftRow } from './draft.ts';

const Text = z.string().trim().max(4000).catch('');

/** What the buttons of the learners' card send back; inputs come beside it, named by field and row. */
export const LearnersPress = z.looseObject({
  learners: z.string().regex(/^[0-9a-f]{32}$/),
  seen: z.coerce.number().int().catch(0),
  act: z.enum(['send', 'check', 'change', 'use', 'several', 'paste', 'back', 'drop']),
  field: z.enum(['username', 'email']).optional().catch(undefined),
  row: z.coerce.number().int().optional().catch(undefined),
  change: z.coerce.number().int().optional().catch(undefined),
  several: Text.optional(),
});
export type LearnersPress = z.infer<typeof LearnersPress>;

const Choices = z.object({
  problem: z
    .enum([...BRANCH_IDS, 'other'])
    .optional()
    .catch(undefined),
  'learner-type': z.enum(LEARNER_TYPES).optional().catch(undefined),
});

/** The draft with what was typed into the card; `secret` says that one was taken out of it. */
export function applyInputs(
  draft: Draft,
  press: LearnersPress,
  rules: UsernameRules,
): { draft: Draft; secret: boolean } {
  const typed = (name: string, longest: number): string | undefined => {
    const value = press[name];
    if (typeof value !== 'string') return undefined;
    return value.slice(0, longest).replace(/\s+/g, ' ').trim();
  };
  const rows = draft.rows.map((row) =>
    row.sent === undefined ? applyRow(draft, row, press, typed, rules) : row,
  );
  const { problem, 'learner-type': learnerType } = Choices.parse(press);
  const next: Draft = {
    ...draft,
    rows,
    problem: problem ?? draft.problem,
    learnerType: learnerType ?? draft.learnerType,
    words: typed('words', 500) ?? draft.words,
    changing: [],
  };
  return { draft: next, secret: heldSecret(press) };
}

function applyRow(
  draft: Draft,
  row: DraftRow,
  press: LearnersPress,
  typed: (name: string, longest: number) => string | undefined,
  rules: UsernameRules,
): DraftRow {
  // What is left of a value without its secret is none.
  const value = (name: string, longest: number) =>
    heldSecret(press, name) ? undefined : typed(name, longest);
  const username = value(`username-${row.id}`, 60);
  const email = value(`email-${row.id}`, 200);
  const next: DraftRow = {
    ...row,
    name: value(`name-${row.id}`, 80) ?? row.name,
    username: username === undefined ? row.username : readTypedUsername(username, rules).value,
    email: email === undefined ? row.email : readTypedEmail(email).value,
    wanted: press[`send-${row.id}`] === undefined ? row.wanted : press[`send-${row.id}`] !== 'false',
  };
  const { field, values } = choicesFor(next);
  const chosen = values[Number(press[`choice-${row.id}`] ?? Number.NaN)];
  if (chosen !== undefined) next[field] = chosen;
  const same = oddValues(next) === oddValues(row);
  const sure = press[`sure-${row.id}`] === 'true' && same && checkRow(draft, row, rules).confirmable;
  return sure ? { ...next, right: oddValues(next) } : next;
}

/** The row with the correction that its card offered. */
export function useSuggestion(draft: Draft, press: LearnersPress, rules: UsernameRules): Draft {
  const { field, row: id } = press;
  if (field === undefined) return draft;
  const rows = draft.rows.map((row) => {
    if (row.id !== id || row.sent !== undefined) return row;
    return { ...row, [field]: meantBy(checkRow(draft, row, rules), field) ?? row[field] };
  });
  return { ...draft, rows };
}
