import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BRANCH_IDS } from '../../../dialogs/flow/branches.ts';
import { ADDED } from '../../cases/added.ts';
import type { BranchId } from '../../guides/ids.ts';
import type { Learner } from '../../intake/learners/learners.ts';

/** One that this version does not know is chosen again. */
const Problem = z.enum([...BRANCH_IDS, 'other']);

const Row = z.object({
  /** From 1, in the order they were listed. */
  id: z.int(),
  name: z.string(),
  username: z.string(),
  email: z.string(),
  problem: Problem.optional().catch(undefined),
  /** The message could be read in more than one way. */
  unsure: z.boolean(),
  /** What an empty field could be. */
  choices: z.array(z.string()),
  repeated: z.boolean(),
  /** The odd values of which the trainer said that they are right. */
  right: z.string().optional(),
  /** What was said of this learner alone, before others were added. */
  words: z.string().optional().catch(undefined),
  wanted: z.boolean(),
  /** Its case is being raised. The next press raises it again if that broke off; its key makes it one case. */
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

/** Learners that a trainer is checking before they go to the ESR Team. Kept, so that a card need not carry it all. */
export const Draft = z.object({
  chat: z.string(),
  trust: z.string(),
  /** The trainer's message that it was read from. */
  message: z.string().optional().catch(undefined),
  /** Counts the changes: a press of an older showing changes nothing. */
  version: z.int(),
  rows: z.array(Row),
  problem: Problem.optional().catch(undefined),
  learnerType: z.string().optional().catch(undefined),
  words: z.string(),
  /** By when they must be able to sign in. */
  neededBy: z.iso.datetime().optional().catch(undefined),
  /** Rows whose fields the trainer asked to see. */
  changing: z.array(z.int()),
  /** The hints that were shown: each holds a send up once at most. */
  hinted: z.array(z.string()),
  view: z.enum(['check', 'paste']),
  dropped: z.boolean(),
  /** Who pressed Send last, and on which showing, with the time it had: a press of the same showing came too late. */
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

/** As many as a class has. More come on a card each. */
export const LEARNERS_A_CARD = 30;

/** How many learners remain unsent. */
export const unsentIn = ({ dropped, rows }: Draft): number =>
  dropped ? 0 : rows.filter((row) => row.sent === undefined).length;

/** The id of what one activity brought: a repeat of the activity brings the same. `part` where it brought several. */
export function draftId(chat: string, activityId: string, part = 0): string {
  return createHash('sha256').update(`${chat}\n${activityId}\n${part}`).digest('hex').slice(0, 32);
}

/** Learners to check, as they were read; none gives the empty form for one. */
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

/** Rows with the problem that all of them have stated once. */
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
