import { cardMessage } from '../../cards/message.ts';
import { plainText } from '../../cards/plain-text.ts';
import type { Card } from '../../cards/render.ts';
import type { Case } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import type { CaseNotificationName } from '../../cases/notifications.ts';
import type { DataOf } from '../../outbox/notification.ts';
import type { Rendered, Renderers } from '../../outbox/renderer.ts';
import type { Delivery } from '../../store/outbox/delivery-store.ts';
import { joined } from './added-words.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { handoffCard, statusCard } from './case-cards.ts';
import { viewOf } from './case-view.ts';
import { REOPENED_BECAUSE } from './case-words.ts';
import { mistakenCard, outcomeCard } from './outcome-card.ts';
import { questionCard } from './question-card.ts';
import { CASE_TEXTS } from './texts.ts';
import { undeliveredCard } from './undelivered-card.ts';

type Name = CaseNotificationName | 'handoff' | 'status' | 'undelivered' | 'still-waiting';

/** The cards of a case, and the messages that are about one: from the case as it is now. */
export function caseNotifications(
  caseService: Pick<CaseService, 'find'>,
  deps: CaseCardDeps,
  /** Asks Teams for what a link to a chat with the requester needs. */
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
      if (it === undefined || content === undefined) return undefined;
      const isText = typeof content === 'string';
      const activity = isText
        ? { type: 'message', text: content, textFormat: 'markdown' }
        : cardMessage(content);
      return { activity, version: it.version };
    };
  return {
    handoff: about<'handoff'>(async (it, _, { chat }) => {
      if (it.claim !== undefined) await learnRequester(it);
      return handoffCard(deps, it, await viewOf(deps, it, chat));
    }),
    status: about<'status'>(async (it, _, { chat }) => statusCard(deps, it, await viewOf(deps, it, chat))),
    resolved: about<'resolved'>((it, data) =>
      data.mistaken === undefined ? outcomeCard(deps, it, data) : mistakenCard(deps, it),
    ),
    question: about<'question'>((it, _, { chat }) => questionCard(deps, it, { chat })),
    'still-waiting': about<'still-waiting'>((it, _, { chat }) =>
      questionCard(deps, it, { chat, reminder: true }),
    ),
    undelivered: about<'undelivered'>((it, _, { chat }) => undeliveredCard(deps, it, chat)),
    'looking-again': about<'looking-again'>(({ reference }, data) => lookingAgain(reference, data)),
    answered: about<'answered'>(
      ({ reference }, { by, text }) => `${reference}: ${nameOf(by)} has answered. ${plainText(text ?? '')}`,
    ),
    added: about<'added'>(
      ({ reference }, { by, text }) => `${reference}: ${nameOf(by)} has added this. ${plainText(text ?? '')}`,
    ),
    reopened: about<'reopened'>(({ reference }, data) => reopened(reference, data)),
    joined: about<'joined'>(({ reference }, data) => `${reference}: ${joined(data)}`),
    withdrawn: about<'withdrawn'>(({ reference }, { by }) =>
      by === undefined || by === ''
        ? `${reference} was withdrawn.`
        : `${nameOf(by)} withdrew ${reference}. It is closed.`,
    ),
    'report-withdrawn': about<'report-withdrawn'>(({ reference }, data) => reportWithdrawn(reference, data)),
    assigned: about<'assigned'>(({ reference }, { by }) =>
      by === undefined || by === ''
        ? `${reference} was assigned to you.`
        : `${nameOf(by)} assigned ${reference} to you.`,
    ),
  };
}

/** A card, or a text. */
type Content = Card | string | undefined;

const nameOf = (by: string | undefined) => plainText(by ?? '', 60) || 'Someone';

/** To the ESR Team: a colleague opened it again, or whoever reported it says that it does not work. */
function reopened(reference: string, { by = '', why = '', as, because = '' }: DataOf<'reopened'>): string {
  const reason = REOPENED_BECAUSE[because];
  if (by === '') return `${reference} is open again. ${plainText(why)}`.trim();
  return as === 'esr-team'
    ? `${nameOf(by)} reopened ${reference}${reason === undefined ? '' : `: ${reason.toLowerCase()}`}. ${plainText(why)}`.trim()
    : `${reference} is open again: ${nameOf(by)} says it's still not working. ${plainText(why)}`.trim();
}

/** To whoever had been asked whether it works now. */
const lookingAgain = (reference: string, { by = '', because }: DataOf<'looking-again'>) =>
  because === 'mistake'
    ? `${reference}: ${CASE_TEXTS.mistaken} ${CASE_TEXTS.stillWorking} ${CASE_TEXTS.nothingToDo}`
    : by === ''
      ? `${reference} is open again: the ESR Team is looking at it once more. You do not need to do anything now.`
      : `${nameOf(by)} in the ESR Team opened ${reference} again: they are looking at it once more. You do not need to do anything now.`;

/** To the ESR Team: one report fewer, and whose are left. */
function reportWithdrawn(
  reference: string,
  { by = '', whose = '', left = '' }: DataOf<'report-withdrawn'>,
): string {
  const [who, theirs, others] = [by, whose, left].map((names) => plainText(names, 200));
  const report = by === whose ? 'their report' : `the report of ${theirs}`;
  return `${reference}: ${who} took back ${report}; the report of ${others} stays.`;
}
