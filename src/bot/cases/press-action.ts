import { z } from 'zod';
import { type Case, type CaseAction, REOPEN_REASONS } from '../../cases/case.ts';
import type { CaseRole } from '../../cases/permissions.ts';
import type { Guide } from '../../guides/guide.ts';
import { namesAddress, offeredOutcomes } from '../../guides/outcomes.ts';
import type { Roster } from '../../teams/roster.ts';
import type { Turn } from '../../teams/turn.ts';
import { readReference } from '../../text/reference.ts';
import { VIEW_TOKEN } from '../esr-team/queue-view.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { SURFACES } from './pressed-card.ts';
import { Listed } from './ticks.ts';

const Text = z.string().trim().max(1000).catch('');
const Id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,60}$/)
  .optional()
  .catch(undefined);

/** What the buttons of a case's cards send back. */
export const CasePress = z.looseObject({
  case: z
    .string()
    .max(20)
    .transform((text) => readReference(text))
    .pipe(z.string()),
  act: z.enum([
    ...(['look', 'show', 'colleagues', 'outcome', 'use-question', 'use-note'] as const),
    ...(['claim', 'release', 'assign', 'ask', 'answer', 'resolve', 'confirm', 'reopen', 'withdraw'] as const),
  ]),
  surface: z.enum(SURFACES).catch('status'),
  /** The page of the queue that it was pressed on, or opened from. */
  queue: z.string().regex(VIEW_TOKEN).optional().catch(undefined),
  /** The class whose card it was opened from. */
  of: z
    .string()
    .regex(/^[\w:.-]{1,64}$/)
    .optional()
    .catch(undefined),
  outcome: Id,
  /** The saved question, and the saved note, to use. */
  reply: Id,
  saved: Id,
  /** The address that a reset went to. */
  sentTo: Text.optional(),
  note: Text.optional(),
  why: Text.optional(),
  /** Why the ESR Team opens it again. */
  because: z.enum(REOPEN_REASONS).optional().catch(undefined),
  question: Text.optional(),
  text: Text.optional(),
  /** The colleague a case is assigned to. */
  to: Text.optional(),
  /** When the question was asked that this answers, and the class's other cases with it. */
  asked: Text.optional(),
  also: Listed.optional(),
});
export type CasePress = z.infer<typeof CasePress>;

/** The action that a press asks for; undefined if something must be chosen first. */
export async function toAction(
  { roster, caseCards }: { readonly roster: Pick<Roster, 'members'>; readonly caseCards: CaseCardDeps },
  turn: Turn,
  press: CasePress,
  { trust }: Case,
  who: CaseRole,
): Promise<CaseAction | undefined> {
  const { act, outcome, note = '', why = '', question = '', text = '', to = '' } = press;
  switch (act) {
    case 'assign': {
      const members = who === 'esr-team' ? await roster.members(turn) : [];
      const colleague = members.find(({ id }) => id === to);
      return colleague && { type: 'assign', to: colleague };
    }
    case 'resolve':
      return resolveAs(caseCards.guides.get(trust), outcome, note, press.sentTo);
    case 'reopen':
      return { type: 'reopen', why, because: press.because };
    case 'ask':
      return { type: 'ask', question };
    case 'answer':
      return { type: 'answer', text };
    case 'look':
    case 'outcome':
    case 'use-question':
    case 'use-note':
    case 'show':
    case 'colleagues':
      return undefined;
    default:
      return { type: act };
  }
}

/** Resolves with an outcome that this Trust offers; undefined if none of them was chosen. */
export function resolveAs(
  guide: Guide | undefined,
  chosen: string | undefined,
  note: string,
  sentTo = '',
): Extract<CaseAction, { type: 'resolve' }> | undefined {
  const [outcome, words] = offeredOutcomes(guide).find(([id]) => id === chosen) ?? [];
  if (outcome === undefined || words === undefined) return undefined;
  return {
    type: 'resolve',
    outcome,
    needsNote: words.needsNote,
    ...(note !== '' && { note }),
    ...(sentTo !== '' && namesAddress(words) && { sentTo }),
  };
}
