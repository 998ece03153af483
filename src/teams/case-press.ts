import type { Activity, AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { pressedData } from '../../dialogs/card-press.ts';
import type { Card } from '../cards/render.ts';
import type { Case, CaseAction, Refusal } from '../cases/case.ts';
import type { Desk } from '../cases/desk.ts';
import { mayDo, standing } from '../cases/permissions.ts';
import { readReference } from '../cases/reference.ts';
import { OUTCOMES } from '../guides/ids.ts';
import { speakTime } from '../guides/speak-time.ts';
import { findSecrets } from '../privacy/secrets.ts';
import type { ChatStore } from '../store/chat-store.ts';
import { type CaseCardParts, handoffCard, statusCard } from './case-cards.ts';
import { cardResponse, messageResponse } from './invoke-responses.ts';
import { personOf } from './people.ts';

const Text = z.string().trim().max(1000).catch('');

/** What the buttons of a case's cards send back. */
const CasePress = z.object({
  case: z
    .string()
    .max(20)
    .transform((text) => readReference(text))
    .pipe(z.string()),
  act: z.enum(['look', 'claim', 'release', 'ask', 'answer', 'resolve', 'confirm', 'reopen', 'withdraw']),
  surface: z.enum(['handoff', 'status']).catch('status'),
  outcome: z.enum(OUTCOMES).optional().catch(undefined),
  note: Text.optional(),
  why: Text.optional(),
  question: Text.optional(),
  text: Text.optional(),
});

export interface CasePressParts {
  readonly desk: Desk;
  readonly chats: ChatStore;
  readonly caseCards: CaseCardParts;
}

/** Whether a press is of a case's card. */
export function isCasePress(activity: Activity): boolean {
  const data = pressedData(activity);
  return typeof data === 'object' && data !== null && 'case' in data;
}

/** Does what a button of a case's card says, if who pressed it may; everyone's cards follow by delivery. */
export async function pressCase(
  parts: CasePressParts,
  context: TurnContext,
): Promise<AdaptiveCardInvokeResponse | undefined> {
  const { activity } = context;
  const answer = async (text: string) => {
    if (activity.type === 'message') await context.sendActivity(text);
    return messageResponse(text);
  };
  const press = CasePress.safeParse(pressedData(activity));
  if (!press.success) return answer(SAYS.unreadable);
  const { case: reference, act, surface } = press.data;
  const it = await parts.desk.find(reference);
  if (it === undefined) return answer(SAYS.unknown);
  const person = personOf(activity);
  const link = await parts.chats.linkOf(activity.conversation.id);
  const teamOf = link?.role === 'esr-team' ? link.trust : undefined;
  const who = standing(it, { personId: person.id, chat: activity.conversation.id, teamOf });
  if (who === undefined) return answer(SAYS.notHere);
  if (act === 'look') return show(parts, it, surface);

  const action = toAction(press.data);
  if (action === undefined) return answer(SAYS.chooseOutcome);
  if (!mayDo(who, action.type)) return answer(SAYS.notYours);
  if (Object.values(press.data).some((value) => findSecrets(value ?? '').length > 0))
    return answer(SAYS.secret);
  const key = `act:${activity.conversation.id}:${activity.id ?? ''}`;
  const result = await parts.desk.act(reference, action, person, key);
  if (result === undefined) return answer(SAYS.unknown);
  if (!('refused' in result)) return show(parts, result.case, surface);
  const why = explain(result, parts.caseCards.now());
  if (activity.type === 'message') await context.sendActivity(why);
  return show(parts, result.case, surface, why);
}

function toAction(press: z.infer<typeof CasePress>): CaseAction | undefined {
  const { act, outcome, note = '', why = '', question = '', text = '' } = press;
  switch (act) {
    case 'resolve':
      return outcome && { type: 'resolve', outcome, ...(note === '' ? {} : { note }) };
    case 'reopen':
      return { type: 'reopen', why };
    case 'ask':
      return { type: 'ask', question };
    case 'answer':
      return { type: 'answer', text };
    case 'look':
      return undefined;
    default:
      return { type: act };
  }
}

function show(
  parts: CasePressParts,
  it: Case,
  surface: 'handoff' | 'status',
  notice = '',
): AdaptiveCardInvokeResponse {
  const card: Card = (surface === 'handoff' ? handoffCard : statusCard)(parts.caseCards, it, notice);
  return cardResponse(card);
}

const SAYS = {
  unreadable: 'I could not read that button. Please use the newest card.',
  unknown: 'I do not know that case any more.',
  notHere: 'This case belongs to another chat. Nothing was changed.',
  notYours: 'That is not something you can do with this case. Nothing was changed.',
  chooseOutcome: 'Please choose what was done, then press the button again.',
  secret:
    'That looks like a password, PIN or date of birth. Please take it out: nobody needs it here. Nothing was sent.',
} as const;

/** Who did what, when: the reason an action was not done. */
export function explain(refusal: Refusal, now: string): string {
  const by = refusal.by?.name ?? 'Someone';
  const at = refusal.at === undefined ? '' : ` (${speakTime(refusal.at, now)})`;
  switch (refusal.refused) {
    case 'claimed-by-another':
      return `${by} has claimed this${at}.`;
    case 'already-yours':
      return `${by} already has this${at}.`;
    case 'not-claimed':
      return 'Nobody has claimed this.';
    case 'already-resolved':
      return `${by} has already resolved this${at}.`;
    case 'already-closed':
      return `This case is closed${at}.`;
    case 'not-resolved':
      return 'This case is not resolved, so it is already being worked on.';
    case 'nothing-asked':
      return 'There is no question waiting for an answer.';
    case 'reason-needed':
      return 'Please say in the note why we could not help, then press the button again.';
    case 'text-needed':
      return 'Please write something first.';
  }
}
