import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BRANCH_IDS } from '../../../dialogs/flow/branches.ts';
import { ADDED } from '../../cases/added.ts';
import type { BranchId } from '../../guides/ids.ts';
import type { Learner } from '../../intake/learners/learners.ts';

/** What is wrong: a branch of the guide, or something else. */
export const Problem = z.enum([...BRANCH_IDS, 'other']);

const Row = z.object({
  /** From 1, in the order they were listed. */
  id: z.int(),
  name: z.string(),
  username: z.string(),
  email: z.string(),
  problem: Problem.optional().catch(undefined),
  /** The message can be read in more than one way. */
  unsure: z.boolean(),
  /** Values that may belong in an empty field. */
  choices: z.array(z.string()),
  repeated: z.boolean(),
  /** The doubtful values that the trainer confirmed: see `oddValues`. */
  right: z.string().optional(),
  /** Words about this learner alone. */
  words: z.string().optional().catch(undefined),
  wanted: z.boolean(),
  /** Its case is being raised. If that broke off, the next press raises it again: the same key makes it one case. */
  sending: z.boolean().optional(),
  sent: z
    .object({
      reference: z.string(),
      joined: z.boolean(),
      added: z.array(z.enum(ADDED)).optional().catch([]),
      reopened: z.boolean().optional(),
    })
    .optional(),
});

/** Learners that a trainer checks before they go to the ESR Team. Stored, so that cards need not carry them. */
export const Draft = z.object({
  chat: z.string(),
  trust: z.string(),
  /** The trainer's message that it was read from. */
  message: z.string().optional().catch(undefined),
  /** Counts the changes. A card sends the version that it shows back as `seen`. */
  version: z.int(),
  rows: z.array(Row),
  problem: Problem.optional().catch(undefined),
  learnerType: z.string().optional().catch(undefined),
  words: z.string(),
  /** By when they must be able to sign in. */
  neededBy: z.iso.datetime().optional().catch(undefined),
  /** Rows whose fields the trainer asked to see. */
  changing: z.array(z.int()),
  /** The hints that were shown. A hint holds up a send only until it was shown. */
  hinted: z.array(z.string()),
  view: z.enum(['check', 'paste']),
  dropped: z.boolean(),
  /** Who pressed Send last, on which version, with the time it showed. A later press of that version came too late. */
  sender: z
    .object({ id: z.string(), name: z.string(), seen: z.int(), neededBy: z.string().optional() })
    .optional()
    .catch(undefined),
});

export type Draft = z.infer<typeof Draft>;
export type DraftRow = z.infer<typeof Row>;

const PROBLEM_OF: Readonly<Record<NonNullable<Learner['problem']>, BranchId>> = {
  'details-do-not-match': 'details-dont-match',
  'no-reset-email': 'reset-email-missing',
  locked: 'account-locked',
  'no-username-yet': 'new-record',
};

/** The size of a class. More learners go on further cards. */
export const LEARNERS_A_CARD = 30;

/** How many learners remain unsent. */
export const unsentIn = ({ dropped, rows }: Draft): number =>
  dropped ? 0 : rows.filter((row) => row.sent === undefined).length;

/** The id of a draft, from the activity that brought it: a repeated activity gets the same. `part`: which of its cards, from 0. */
export function draftId(chat: string, activityId: string, part = 0): string {
  return createHash('sha256').update(`${chat}\n${activityId}\n${part}`).digest('hex').slice(0, 32);
}

/** A draft of learners as they were read. Without learners: an empty form for one. */
export function newDraft(
  where: Pick<Draft, 'chat' | 'trust' | 'message'>,
  learners: readonly Learner[],
  { words = '', neededBy }: Partial<Pick<Draft, 'words' | 'neededBy'>> = {},
): Draft {
  return {
    ...where,
    version: 1,
    ...withProblemOnce((learners.length === 0 ? [NOBODY] : learners).map(toRow)),
    words,
    neededBy,
    changing: [],
    hinted: [],
    view: 'check',
    dropped: false,
  };
}

/** Moves a problem that all rows share from the rows to the draft. */
export function withProblemOnce(rows: readonly DraftRow[]): Pick<Draft, 'rows' | 'problem'> {
  const [first] = rows;
  if (first?.problem === undefined || rows.some((row) => row.problem !== first.problem))
    return { rows: [...rows] };
  return { rows: rows.map((row) => ({ ...row, problem: undefined })), problem: first.problem };
}

const NOBODY: Learner = { issues: [], choices: [], complete: false };

export function toRow(learner: Learner, index: number): DraftRow {
  return {
    id: index + 1,
    name: learner.name ?? '',
    username: learner.username ?? '',
    email: learner.email ?? '',
    problem: learner.problem && PROBLEM_OF[learner.problem],
    unsure: learner.issues.some((issue) => issue.code === 'unsure-which'),
    choices: [...learner.choices],
    repeated: learner.issues.some((issue) => issue.code === 'duplicate-learner'),
    wanted: true,
  };
}
