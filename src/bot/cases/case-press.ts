import type { Activity, AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { isPressedWith, pressedData } from '../../../dialogs/engine/card-press.ts';
import type { Case, CaseAction, Person, Refusal } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import { caseRoleOf, mayDo } from '../../cases/permissions.ts';
import { readReference } from '../../cases/reference.ts';
import { OUTCOMES } from '../../guides/ids.ts';
import type { RefusalReason } from '../../monitoring/refusal-reasons.ts';
import { heldSecret } from '../../privacy/typed-fields.ts';
import type { ChatStore } from '../../store/chats/chat-store.ts';
import { messageResponse } from '../../teams/invoke-responses.ts';
import { personOf } from '../../teams/people.ts';
import type { Roster } from '../../teams/roster.ts';
import { speakTime } from '../../time/speak-time.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import type { CaseSurfaces } from './case-surfaces.ts';
import { leftBy } from './case-view.ts';
import { SURFACES } from './press-replies.ts';
import { PressReply } from './press-reply.ts';

const Text = z.string().trim().max(1000).catch('');

/** What the buttons of a case's cards send back. */
const CasePress = z.object({
  case: z
    .string()
    .max(20)
    .transform((text) => readReference(text))
    .pipe(z.string()),
  act: z.enum([
    ...(['look', 'show', 'colleagues'] as const),
    ...(['claim', 'release', 'assign', 'ask', 'answer', 'resolve', 'confirm', 'reopen', 'withdraw'] as const),
  ]),
  surface: z.enum(SURFACES).catch('status'),
  outcome: z.enum(OUTCOMES).optional().catch(undefined),
  note: Text.optional(),
  why: Text.optional(),
  question: Text.optional(),
  text: Text.optional(),
  /** The colleague a case is assigned to. */
  to: Text.optional(),
  /** When the question was asked that this answers. */
  asked: Text.optional(),
});
type CasePress = z.infer<typeof CasePress>;

export interface CasePressDeps {
  readonly caseService: CaseService;
  readonly chats: ChatStore;
  readonly caseCards: CaseCardDeps;
  readonly roster: Roster;
  readonly surfaces: CaseSurfaces;
  /** Counts what somebody may not do, by reason. */
  readonly refused: (reason: RefusalReason) => void;
}

/** Whether a press is of a case's card. */
export const isCasePress = (activity: Activity): boolean => isPressedWith(activity, 'case');

/** Does what a button of a case's card says, if who pressed it may; everyone's cards follow by delivery. */
export async function pressCase(
  deps: CasePressDeps,
  context: TurnContext,
): Promise<AdaptiveCardInvokeResponse | undefined> {
  const { activity } = context;
  const answer = async (text: string) => {
    if (activity.type === 'message') await context.sendActivity(text);
    return messageResponse(text);
  };
  const refuse = (reason: RefusalReason, text: string) => {
    deps.refused(reason);
    return answer(text);
  };
  const pressed = pressedData(activity) as Record<string, unknown>;
  const press = CasePress.safeParse(pressed);
  if (!press.success) return answer(SAYS.unreadable);
  const { case: reference, act } = press.data;
  const it = await deps.caseService.find(reference);
  if (it === undefined) return answer(SAYS.unknown);
  const person = personOf(activity);
  const link = await deps.chats.linkOf(activity.conversation.id);
  const teamOf = link?.role === 'esr-team' ? link.trust : undefined;
  const who = caseRoleOf(it, { personId: person.id, chat: activity.conversation.id, teamOf });
  if (who === undefined && hasLeft(it, activity.conversation.id, person))
    return new PressReply(deps, context, 'status').current(it);
  if (who === undefined) return refuse('case of another chat', SAYS.notHere);
  // Whatever the press says, only the ESR Team sees its own card.
  const surface = who === 'requester' && press.data.surface === 'handoff' ? 'status' : press.data.surface;
  const reply = new PressReply(deps, context, surface);
  if (act === 'look') return reply.current(it);
  if (act === 'show' || act === 'colleagues') {
    if (who !== 'esr-team') return refuse(`not for ${who}`, SAYS.notYours);
    if (act === 'colleagues') return reply.assign(it);
    await deps.surfaces.showAnew(context, it);
    return messageResponse(`${reference} is at the end of this chat now.`);
  }

  const colleague =
    act === 'assign' && who === 'esr-team' ? await reply.colleague(press.data.to ?? '') : undefined;
  const action = toAction(press.data, colleague);
  if (!mayDo(who, action?.type ?? act)) return refuse(`not for ${who}`, SAYS.notYours);
  if (action === undefined) {
    return act === 'assign'
      ? reply.assign(it, SAYS.chooseColleague)
      : reply.rejected(it, press.data, SAYS.chooseOutcome);
  }
  if (heldSecret(pressed)) return reply.rejected(it, press.data, SAYS.secret);
  if (act === 'answer' && it.question !== undefined && press.data.asked !== undefined) {
    if (press.data.asked !== it.question.at) return reply.rejected(it, press.data, SAYS.askedAgain);
  }
  const key = `act:${activity.conversation.id}:${activity.id ?? ''}`;
  const result = await deps.caseService.act(reference, action, person, key, {
    chat: activity.conversation.id,
    as: who,
  });
  if (result === undefined) return answer(SAYS.unknown);
  if (!('refused' in result)) {
    const first = result.case.question?.answer?.by;
    const isAddition = act === 'answer' && first !== undefined && first.id !== person.id;
    return reply.done(result.case, isAddition ? SAYS.addition : '');
  }
  const why = explain(result, deps.caseCards.now());
  return result.refused === 'reason-needed' || result.refused === 'text-needed'
    ? reply.rejected(result.case, press.data, why)
    : reply.current(result.case, why);
}

/** Whether somebody here took their report back, while the case went on for others. */
const hasLeft = (it: Case, chat: string, person: Person) => {
  const left = leftBy(it, chat);
  return left !== undefined && (left.kind === 'trainer' || left.person.id === person.id);
};

/** What the press asks for; undefined while something has to be chosen first. */
function toAction(press: CasePress, colleague: Person | undefined): CaseAction | undefined {
  const { act, outcome, note = '', why = '', question = '', text = '' } = press;
  switch (act) {
    case 'assign':
      return colleague && { type: 'assign', to: colleague };
    case 'resolve':
      return outcome && { type: 'resolve', outcome, ...(note === '' ? {} : { note }) };
    case 'reopen':
      return { type: 'reopen', why };
    case 'ask':
      return { type: 'ask', question };
    case 'answer':
      return { type: 'answer', text };
    case 'look':
    case 'show':
    case 'colleagues':
      return undefined;
    default:
      return { type: act };
  }
}

const SAYS = {
  unreadable: 'I could not read that button. Please use the newest card.',
  unknown: 'I do not know that case any more.',
  notHere: 'This case belongs to another chat. Nothing was changed.',
  notYours: 'That is not something you can do with this case. Nothing was changed.',
  chooseColleague: 'Please choose a colleague who is in this chat.',
  askedAgain:
    'The ESR Team has asked something else since. Please read the question again, then send your answer.',
  addition: 'This had been answered already. I pass on what you wrote as well.',
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
      return 'This case is still open.';
    case 'open-elsewhere':
      return `There is another case for this ESR username, ${refusal.elsewhere}, and it is open. Go on with that one.`;
    case 'nothing-asked':
      return 'There is no question waiting for an answer.';
    case 'already-withdrawn':
      return 'This was taken back already.';
    case 'reason-needed':
      return 'Please say in the note why we could not help, then press the button again.';
    case 'text-needed':
      return 'Please write something first.';
  }
}
