import { cardMessage } from '../../cards/message.ts';
import { plainText } from '../../cards/plain-text.ts';
import { type Card, token } from '../../cards/render.ts';
import { type Case, isAsked } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import { MOST_WORDS } from '../../cases/given.ts';
import { marksIn } from '../../cases/marks.ts';
import type { CaseNotificationName } from '../../cases/notifications.ts';
import {
  hasPartIn,
  hasSameQuestion,
  isNewest,
  isStillAsked,
  isStillResolved,
  wasMistaken,
} from '../../cases/still-true.ts';
import type { DataOf } from '../../outbox/notification.ts';
import type { Rendered, Renderers } from '../../outbox/renderer.ts';
import type { Delivery } from '../../store/outbox/delivery-store.ts';
import { TEAM_TEXTS as TEXTS } from '../esr-team/texts.ts';
import { whomItIsAbout } from '../trainers/case-lines.ts';
import { joined } from './added-words.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { handoffCard, statusCard } from './case-cards.ts';
import { isDone, viewOf, wasReportedIn } from './case-view.ts';
import { reopenedBecause } from './case-words.ts';
import { mistakenCard, outcomeCard } from './outcome-card.ts';
import { currentCard } from './pressed-card.ts';
import { askedBeforeCard, questionCard } from './question-card.ts';
import { CASE_TEXTS } from './texts.ts';
import { undeliveredCard } from './undelivered-card.ts';

type Name = CaseNotificationName | 'handoff' | 'status' | 'undelivered' | 'still-waiting';

/** The cards of a case and the messages about it, rendered from its current state. */
export function caseNotifications(
  caseService: Pick<CaseService, 'find'>,
  deps: CaseCardDeps,
  /** Asks Teams for the requester's sign-in name, which the links to a chat with them need. */
  learnRequester: (it: Case) => Promise<void> = async () => undefined,
): Pick<Renderers, Name> {
  const about =
    <N extends Name>(
      rendered: (it: Case, data: DataOf<N>, delivery: Delivery) => Content | Promise<Content>,
    ) =>
    async (data: DataOf<N>, delivery: Delivery): Promise<Rendered | undefined> => {
      const { reference } = delivery;
      const it = reference === undefined ? undefined : await caseService.find(reference);
      const content = it && (await rendered(it, data, delivery));
      if (it === undefined || content === undefined || content === false) return undefined;
      const activity =
        typeof content === 'string'
          ? { type: 'message', text: content, textFormat: 'markdown' }
          : 'news' in content
            ? withTheCase(deps, it, content as News)
            : cardMessage(content);
      const marks = marksIn([it], delivery.chat);
      // An updated message mentions nobody, except an open question: a colleague may have to answer it by now.
      const asks = ['question', 'still-waiting'].includes(delivery.name) && isAsked(it);
      return { activity, version: it.version, withoutMention: isShown(delivery) && !asks, marks };
    };
  const casesIn = async (also = '') => {
    const others = await Promise.all(also.split(',').map((one) => caseService.find(one)));
    return others.flatMap((one) => one ?? []);
  };
  /** The class's other cases with the same question. */
  const alsoAsked = async (it: Case, { also }: DataOf<'question'>, chat: string) =>
    (await casesIn(also)).filter((one) => hasSameQuestion(it, one) && hasPartIn(one, chat));
  const shownBefore = async (
    it: Case,
    surface: 'outcome' | 'question',
    { chat }: Delivery,
    asked: DataOf<'question'> = {},
  ) => {
    const view = { ...(await viewOf(deps, it, chat)), also: await alsoAsked(it, asked, chat) };
    // The ESR Team has asked something newer.
    if (surface === 'question' && hasPartIn(it, chat) && !isNewest(it, asked))
      return askedBeforeCard(deps, it, chat, asked);
    return currentCard(deps, it, surface, view);
  };
  /** Of a case, or of a class's cases: this person's that the ESR Team does not have. */
  const undeliveredOf = async (it: Case, also: string | undefined, delivery: Delivery) => {
    const theirs = [it, ...(await casesIn(also))].filter(
      (one) => one.state !== 'closed' && isFor(one, delivery),
    );
    const reached = await Promise.all(theirs.map((one) => deps.reach?.(one)));
    return theirs.filter((_, index) => reached[index] !== 'there');
  };
  return {
    handoff: about<'handoff'>(async (it, _, { chat }) => {
      if (it.claim !== undefined) await learnRequester(it);
      return handoffCard(deps, it, await viewOf(deps, it, chat));
    }),
    status: about<'status'>(
      async (it, _, { chat }) =>
        wasReportedIn(it, { chat, alone: true }) &&
        statusCard(deps, it, { ...(await viewOf(deps, it, chat)), alone: true }),
    ),
    resolved: about<'resolved'>((it, data, delivery) =>
      isShown(delivery)
        ? hasPartIn(it, delivery.chat) && wasMistaken(it, data)
          ? mistakenCard(deps, it)
          : shownBefore(it, 'outcome', delivery)
        : isFor(it, delivery) &&
          isStillResolved(it, data) &&
          it.resolution !== undefined &&
          outcomeCard(deps, it, it.resolution, { chat: delivery.chat }),
    ),
    question: about<'question'>(async (it, data, delivery) => {
      const { chat } = delivery;
      const all = [it, ...(await alsoAsked(it, data, chat))];
      // One of several that needs no answer any more leaves the question open for the others.
      const isOpen = (one: Case) => (one === it ? isStillAsked(it, data) : isAsked(one));
      // On a message that Teams already has, a colleague who took over the class may answer.
      const isTheirs = (one: Case) => (isShown(delivery) ? hasPartIn(one, chat) : isFor(one, delivery));
      const first = all.find((one) => isTheirs(one) && isOpen(one));
      if (isShown(delivery) && (first === undefined || first === it))
        return shownBefore(it, 'question', delivery, data);
      const also = all.filter((one) => one !== first && (first === it || isAsked(one)));
      return first && questionCard(deps, first, { chat, also });
    }),
    'still-waiting': about<'still-waiting'>((it, _, delivery) =>
      isShown(delivery)
        ? shownBefore(it, 'question', delivery)
        : isFor(it, delivery) &&
          isAsked(it) &&
          questionCard(deps, it, { chat: delivery.chat, reminder: true }),
    ),
    undelivered: about<'undelivered'>(async (it, { also }, delivery) => {
      const [first, ...others] = await undeliveredOf(it, also, delivery);
      return first && undeliveredCard(deps, first, delivery.chat, others);
    }),
    'looking-again': about<'looking-again'>(
      (it, data, delivery) => isFor(it, delivery) && !isDone(it) && lookingAgain(it.reference, data),
    ),
    answered: about<'answered'>(async (it, { by, text, also }) =>
      newsOf(it, await casesIn(also), (named) => TEXTS.answered(named, nameOf(by), saidOf(text))),
    ),
    added: about<'added'>(async (it, { by, text, also }) =>
      newsOf(it, await casesIn(also), (named) => TEXTS.added(named, nameOf(by), saidOf(text))),
    ),
    reopened: about<'reopened'>(async (it, { also, ...data }) =>
      newsOf(it, await casesIn(also), (named, count) => reopened(named, data, count)),
    ),
    joined: about<'joined'>((it, data) => ({ news: `${named(it)}: ${joined(data, deps.now())}` })),
    withdrawn: about<'withdrawn'>((it, { by }) => ({
      news: TEXTS.withdrawn(named(it), by ? nameOf(by) : undefined),
    })),
    'report-withdrawn': about<'report-withdrawn'>((it, data) => ({
      news: reportWithdrawn(named(it), it, data),
    })),
    assigned: about<'assigned'>(async (it, { by, also }, { mention }) => {
      const theirs = [it, ...(await casesIn(also))];
      const still = theirs.filter(({ claim }) => mention !== undefined && claim?.by.id === mention.id);
      if (still.length === 0) return undefined;
      const references = still.map(({ reference }) => reference);
      return { news: TEXTS.assigned(references, by ? nameOf(by) : undefined) };
    }),
  };
}

/** A card or a text; undefined or false where there is nothing to say in this chat any more. */
type Content = Card | News | string | undefined | false;

/** A line to the ESR Team, with a button that shows its case, or the class where it is about several of one. */
interface News {
  readonly news: string;
  readonly classId?: string | undefined;
}

const newsOf = (it: Case, also: readonly Case[], says: (named: string, count: number) => string): News => ({
  news: says(namedAll([it, ...also]), 1 + also.length),
  classId: also.length === 0 ? undefined : it.batch?.id,
});

function withTheCase(
  { cards }: CaseCardDeps,
  { reference }: Case,
  { news: text, classId = '' }: News,
): object {
  const card = cards.render('show-case', { reference: token(reference), classId: token(classId) });
  const { attachments } = cardMessage(card);
  return { type: 'message', text, textFormat: 'markdown', attachments };
}

/** To the ESR Team: a learner of a class is named, as several have news at once. */
const named = (it: Case) =>
  it.batch === undefined ? it.reference : `${it.reference} (${whomItIsAbout(it)})`;

/** More would not fit in a line. */
const MOST_NAMED = 6;

const namedAll = (cases: readonly Case[]) => {
  const left = cases.length - MOST_NAMED;
  return [...cases.slice(0, MOST_NAMED).map(named), ...(left > 0 ? [TEXTS.andMore(left)] : [])].join(', ');
};

/** Teams already has the message, so this updates it. */
const isShown = ({ kind, activityId }: Delivery) => kind === 'message' && activityId !== undefined;

const isFor = (it: Case, { chat, mention }: Delivery) => hasPartIn(it, chat, mention);

/** Somebody's own words, in full. */
const saidOf = (text = '') => plainText(text, MOST_WORDS);

const nameOf = (by: string | undefined) => plainText(by ?? '', 60) || TEXTS.someone;

/** To the ESR Team: a colleague reopened it, or somebody what was withdrawn, or who reported it says that it does not work. */
function reopened(
  reference: string,
  { by = '', why = '', as, because }: DataOf<'reopened'>,
  count: number,
): string {
  if (by === '') return TEXTS.wasReopened(reference, saidOf(why));
  return as === 'esr-team' || as === 'report'
    ? TEXTS.reopened(reference, nameOf(by), saidOf(why), reopenedBecause(because)?.toLowerCase())
    : TEXTS.reopenedAsBroken(reference, nameOf(by), saidOf(why), count);
}

/** To the requester who had been asked whether it works now. */
function lookingAgain(reference: string, { by = '', because }: DataOf<'looking-again'>): string {
  if (because === 'mistake')
    return `${reference}: ${CASE_TEXTS.lastByMistake} ${CASE_TEXTS.stillWorkedOn} ${CASE_TEXTS.nothingToDo}`;
  const did = by === '' ? CASE_TEXTS.wasReopened(reference) : CASE_TEXTS.teamReopened(nameOf(by), reference);
  return `${did} ${CASE_TEXTS.looksAgain} ${CASE_TEXTS.nothingToDo}`;
}

/** To the ESR Team: one report was withdrawn, and whose are left. */
function reportWithdrawn(
  reference: string,
  it: Case,
  { by = '', whose = '', left = '' }: DataOf<'report-withdrawn'>,
): string {
  const plain = (names: string) => plainText(names, 200);
  const rest = (isDone(it) ? CASE_TEXTS.oneStays : CASE_TEXTS.staysOpenFor)(plain(left));
  return TEXTS.reportWithdrawn(reference, plain(by), by === whose ? undefined : plain(whose), rest);
}
