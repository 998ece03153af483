import { plainText } from '../../cards/plain-text.ts';
import type { Card } from '../../cards/render.ts';
import { type ActedFrom, type Case, type CaseAction, isAsked, type Person } from '../../cases/case.ts';
import type { Acted, CaseService } from '../../cases/case-service.ts';
import { staysFrom } from '../../cases/joining.ts';
import { type CaseRole, caseRoleOf, mayDo } from '../../cases/permissions.ts';
import { hasSameQuestion } from '../../cases/still-true.ts';
import type { RefusalReason } from '../../monitoring/refusal-reasons.ts';
import { heldSecret } from '../../privacy/typed-fields.ts';
import type { ChatStore } from '../../store/chats/chat-store.ts';
import type { Roster } from '../../teams/roster.ts';
import type { Turn } from '../../teams/turn.ts';
import type { TurnAnswer } from '../../teams/turn-answer.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { caseForm } from './case-form.ts';
import { pointerCard } from './case-surfaces.ts';
import { type CaseView, isDone, leftBy, viewOf } from './case-view.ts';
import { CasePress, toAction } from './press-action.ts';
import { currentCard, rejectedCard, type Surface } from './pressed-card.ts';
import { CASE_TEXTS, explain, PRESS_TEXTS as SAYS } from './texts.ts';

export interface CasePressDeps {
  readonly caseService: CaseService;
  readonly chats: ChatStore;
  readonly caseCards: CaseCardDeps;
  readonly roster: Roster;
  /** Moves the case's card to the end of the ESR Team's chat. A repeated press moves it once. */
  readonly showAnew: (turn: Turn, it: Case) => Promise<unknown>;
  /** The ESR Team's queue as the person of this turn sees it. */
  readonly queue: (turn: Turn, trust: string, view: string, notice?: string) => Promise<Card>;
  /** The message that shows the case's handoff card, where Teams has it. */
  readonly handoffMessageOf: (reference: string) => Promise<string | undefined>;
  /** Counts refused presses, by reason. */
  readonly refused: (reason: RefusalReason) => void;
}

/** Whether a press is of a case's card. */
export const isCasePress = (turn: Turn): boolean => turn.isPressedWith('case');

/** Does what a button of a case's card asks for, if the person who pressed it may. The outbox updates everyone's cards. */
export async function pressCase(deps: CasePressDeps, turn: Turn): Promise<TurnAnswer> {
  const press = CasePress.safeParse(turn.pressed);
  if (!press.success) return { notice: SAYS.unreadable };
  const found = await authorise(deps, turn, press.data);
  if ('refused' in found) return refuse(deps, found);
  const done = await act(deps, turn, press.data, found);
  return 'refused' in done ? refuse(deps, done) : render(deps, turn, press.data, found.surface, done);
}

/** Nothing was done, and the card stays. `refused`: the reason to count, where the person is not allowed to do it. */
interface Refused {
  readonly refused: RefusalReason | undefined;
  readonly text: string;
}

interface Found {
  readonly it: Case;
  /** Undefined for a person who withdrew their report: they can only look. */
  readonly who: CaseRole | undefined;
  /** Which of the case's cards was pressed. */
  readonly surface: Surface;
}

/** The outcome of a press, and what to show for it. */
type Done =
  | { readonly show: 'current' | 'done' | 'form' | 'colleagues'; readonly it: Case; readonly notice?: string }
  | { readonly show: 'moved' };

function refuse(deps: CasePressDeps, { refused, text }: Refused): TurnAnswer {
  if (refused !== undefined) deps.refused(refused);
  return { notice: text };
}

/** Finds the case, and the role of the person: decided by the chat they press in, never by what the card says. */
async function authorise(deps: CasePressDeps, turn: Turn, press: CasePress): Promise<Found | Refused> {
  const { person, chat } = turn;
  const it = await deps.caseService.find(press.case);
  if (it === undefined) return { refused: undefined, text: SAYS.unknown };
  const link = await deps.chats.linkOf(chat.id);
  const teamOf = link?.role === 'esr-team' ? link.trust : undefined;
  const who = caseRoleOf(it, { personId: person.id, chat: chat.id, teamOf });
  if (who === undefined) {
    return hasLeft(it, { chat: chat.id }, person)
      ? { it, who, surface: 'status' }
      : { refused: 'case of another chat', text: SAYS.notHere };
  }
  // Only the ESR Team sees its own cards, whatever the press says.
  const isNotTheirs = who === 'requester' && (press.surface === 'handoff' || press.surface === 'queue');
  const surface = isNotTheirs ? 'status' : press.surface;
  // Once the reports of a status card were withdrawn, it must not act for the others in that chat.
  const hasCard = surface !== 'status' || leftBy(it, viewerOf(press, surface, chat.id)) === undefined;
  return { it, who: hasCard ? who : undefined, surface };
}

/** These open a form, or put a saved question or note into it. */
const FORMS: readonly string[] = ['outcome', 'use-question', 'use-note'];

const viewerOf = ({ of }: CasePress, surface: Surface, chat: string) => ({
  chat,
  alone: surface === 'status' && of === undefined,
});

/** Whether a report was withdrawn here while the case continued for others. */
const hasLeft = (it: Case, viewer: Pick<CaseView, 'chat'>, person: Person) => {
  const left = leftBy(it, viewer);
  return left !== undefined && (left.kind === 'trainer' || left.person.id === person.id);
};

async function act(
  deps: CasePressDeps,
  turn: Turn,
  press: CasePress,
  { it, who, surface }: Found,
): Promise<Done | Refused> {
  // Without Action.Execute a case can't open inside the queue for one person, and a copy below would not be kept up to date.
  const isOpenedForAll = press.act === 'look' && press.queue !== undefined && !turn.isInvoke;
  if (who === 'esr-team' && (press.act === 'show' || isOpenedForAll)) {
    await deps.showAnew(turn, it);
    return { show: 'moved' };
  }
  if (press.act === 'look') return { show: 'current', it };
  if (who === undefined) {
    const left = leftBy(it, viewerOf(press, surface, turn.chat.id)) ?? leftBy(it, { chat: turn.chat.id });
    const movedTo = left?.movedTo;
    const notice = movedTo === undefined ? SAYS.withdrawn : SAYS.movedTo(movedTo);
    return { show: 'current', it, notice: withTyped(notice, press) };
  }
  if (who === 'esr-team' && press.act === 'colleagues') return { show: 'colleagues', it };
  if (who === 'esr-team' && FORMS.includes(press.act))
    return isDone(it) ? { show: 'current', it } : { show: 'form', it };
  const action = await toAction(deps, turn, press, it, who);
  if (!mayDo(who, action?.type ?? (press.act as CaseAction['type'])))
    return { refused: `not for ${who}`, text: SAYS.notYours };
  if (action === undefined) {
    return press.act === 'assign'
      ? { show: 'colleagues', it, notice: SAYS.chooseColleague }
      : { show: 'form', it, notice: SAYS.chooseOutcome };
  }
  if (heldSecret(press)) return { show: 'form', it, notice: SAYS.secret };
  const isOutdated = press.act === 'answer' && press.asked !== undefined && isAsked(it);
  if (isOutdated && press.asked !== it.question?.at) return { show: 'form', it, notice: SAYS.askedAgain };
  return apply(deps, turn, press, action, it, who);
}

async function apply(
  deps: CasePressDeps,
  turn: Turn,
  press: CasePress,
  action: CaseAction,
  before: Case,
  who: CaseRole,
): Promise<Done | Refused> {
  const { id, person, chat } = turn;
  const key = `act:${chat.id}:${id ?? ''}`;
  const from = { chat: chat.id, as: who };
  const result = await actAlso(deps, turn, press, before, action, key, from);
  if (result === undefined) return { refused: undefined, text: SAYS.unknown };
  if ('refused' in result) {
    const isIncomplete = result.refused === 'reason-needed' || result.refused === 'text-needed';
    const isGone = action.type === 'answer' && result.case.closedAs === 'withdrawn';
    const why = explain(result, deps.caseCards.now());
    const notice = isGone ? withTyped(why, press) : why;
    // Typed text is shown again with the reason.
    return { show: isIncomplete || hasTyped(press) ? 'form' : 'current', it: result.case, notice };
  }
  const { case: after } = result;
  const stays = action.type === 'withdraw' ? staysFrom(after, { by: person, from }) : undefined;
  const notice =
    stays === undefined ? passedOn(before, after, action, person) : CASE_TEXTS.yoursIsGone(stays.name);
  return { show: 'done', it: after, notice };
}

/** Acts on the case. An answer to a question about several cases of a class answers all that still wait, in one transaction. */
async function actAlso(
  deps: CasePressDeps,
  turn: Turn,
  press: CasePress,
  before: Case,
  action: CaseAction,
  key: string,
  from: ActedFrom,
): Promise<Acted | undefined> {
  if (action.type !== 'answer' || press.also === undefined)
    return deps.caseService.act(press.case, action, turn.person, key, from);
  const also = (await sameQuestion(deps, turn, press, before)).filter(isAsked);
  const references = [press.case, ...also.map((one) => one.reference)];
  return (await deps.caseService.actOnAll(references, action, turn.person, key, from)).get(press.case);
}

/** The class's other cases with the same question, answered or not, that this person may answer. */
async function sameQuestion(
  { caseService }: CasePressDeps,
  { person, chat }: Turn,
  { also = [] }: CasePress,
  it: Case,
): Promise<readonly Case[]> {
  const found = await Promise.all(also.map((one) => caseService.find(one)));
  return found.flatMap((one) =>
    one !== undefined &&
    caseRoleOf(one, { personId: person.id, chat: chat.id }) === 'requester' &&
    hasSameQuestion(it, one)
      ? [one]
      : [],
  );
}

const typedIn = ({ note, why, question, text }: CasePress) => note || why || question || text || '';

const hasTyped = (press: CasePress) => typedIn(press) !== '';

/** For presses after which no form shows the typed text again: adds it to the reason. */
const withTyped = (notice: string, press: CasePress) =>
  hasTyped(press) ? `${notice} ${SAYS.youTyped(typedIn(press))}` : notice;

/** What to say when an answer, or "still not working", came too late and was only added to the case; else empty. */
function passedOn(before: Case, { state, question }: Case, action: CaseAction, person: Person): string {
  if (action.type === 'reopen') return isDone(before) ? '' : SAYS.openAlready;
  if (action.type !== 'answer') return '';
  if (before.question === undefined) return SAYS.passedOn;
  const { answer } = question ?? {};
  if (answer?.by.id === person.id && answer.text === action.text) return '';
  return state === 'resolved' ? SAYS.resolvedAlready : SAYS.addition;
}

/** Whether the pressed card is an old copy: the case has a newer one further down. */
async function isOldCopy({ handoffMessageOf }: CasePressDeps, turn: Turn, { reference }: Case) {
  const current = await handoffMessageOf(reference);
  return turn.pressedMessage !== undefined && current !== undefined && current !== turn.pressedMessage;
}

/** The card to show: the current case, or a form to fill in (again). */
async function render(
  deps: CasePressDeps,
  turn: Turn,
  press: CasePress,
  surface: Surface,
  done: Done,
): Promise<TurnAnswer> {
  const { caseCards, roster } = deps;
  // Without Action.Execute nothing is said: the card is now at the end of the chat.
  if (done.show === 'moved') return turn.isInvoke ? { notice: SAYS.moved(press.case) } : {};
  const { it, notice = '' } = done;
  if (done.show === 'colleagues') {
    const members = await roster.members(turn);
    const colleagues = members.filter(({ id }) => id !== it.claim?.by.id);
    return { card: caseForm(caseCards, it, { form: 'assign', notice, colleagues }), show: 'below' };
  }
  // The card of a claimed case links to a chat with the requester.
  if (surface === 'handoff' && it.claim !== undefined) await roster.learnRequester(it);
  const view = {
    ...(await viewOf(caseCards, it, turn.chat.id)),
    ...viewerOf(press, surface, turn.chat.id),
    also: await sameQuestion(deps, turn, press, it),
    classId: press.of,
    queue: press.queue,
  };
  if (done.show === 'form')
    return { card: rejectedCard(caseCards, it, surface, press, view, notice), show: 'below' };
  if (surface === 'queue')
    return { card: await deps.queue(turn, it.trust, press.queue ?? '', plainText(notice)) };
  if (surface === 'handoff' && press.queue === undefined && (await isOldCopy(deps, turn, it)))
    return { card: pointerCard(caseCards, it, 'case', notice) };
  const card = currentCard(caseCards, it, surface, view, notice);
  // The notice may have people's names in it, which must not be read as Markdown.
  if (done.show === 'current') return { card, show: 'presser', notice: plainText(notice) };
  // The outbox updates handoff and status cards. That a question or outcome was answered is shown to everyone here.
  return { card, show: surface === 'question' || surface === 'outcome' ? 'for-all' : 'presser' };
}
