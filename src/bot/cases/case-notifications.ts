import { cardMessage } from '../../cards/message.ts';
import { plainText } from '../../cards/plain-text.ts';
import type { Card } from '../../cards/render.ts';
import type { Case } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import type { CaseNotificationName } from '../../cases/notifications.ts';
import type { DataOf } from '../../outbox/notification.ts';
import type { Rendered, Renderers } from '../../outbox/renderer.ts';
import type { Delivery } from '../../store/outbox/delivery-store.ts';
import { TEAM_TEXTS as TEXTS } from '../esr-team/texts.ts';
import { joined } from './added-words.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { handoffCard, statusCard } from './case-cards.ts';
import { viewOf } from './case-view.ts';
import { outcomeCard } from './outcome-card.ts';
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
      return handoffCard(deps, it, '', (await viewOf(deps, it, chat)).others);
    }),
    status: about<'status'>(async (it, _, { chat }) => statusCard(deps, it, await viewOf(deps, it, chat))),
    resolved: about<'resolved'>((it, data) => outcomeCard(deps, it, data)),
    question: about<'question'>((it, _, { chat }) => questionCard(deps, it, { chat })),
    'still-waiting': about<'still-waiting'>((it, _, { chat }) =>
      questionCard(deps, it, { chat, reminder: true }),
    ),
    undelivered: about<'undelivered'>((it, _, { chat }) => undeliveredCard(deps, it, chat)),
    'looking-again': about<'looking-again'>(({ reference }, data) => lookingAgain(reference, data)),
    answered: about<'answered'>(({ reference }, { by, text }) =>
      TEXTS.answered(reference, nameOf(by), plainText(text ?? '')),
    ),
    added: about<'added'>(({ reference }, { by, text }) =>
      TEXTS.added(reference, nameOf(by), plainText(text ?? '')),
    ),
    reopened: about<'reopened'>(({ reference }, data) => reopened(reference, data)),
    joined: about<'joined'>(({ reference }, data) => `${reference}: ${joined(data)}`),
    withdrawn: about<'withdrawn'>(({ reference }, { by }) =>
      TEXTS.withdrawn(reference, by ? nameOf(by) : undefined),
    ),
    'report-withdrawn': about<'report-withdrawn'>(({ reference }, data) => reportWithdrawn(reference, data)),
    assigned: about<'assigned'>(({ reference }, { by }) =>
      TEXTS.assigned(reference, by ? nameOf(by) : undefined),
    ),
  };
}

/** A card, or a text. */
type Content = Card | string | undefined;

const nameOf = (by: string | undefined) => plainText(by ?? '', 60) || TEXTS.someone;

/** To the ESR Team: a colleague reopened it, or the person who reported it says that it does not work. */
function reopened(reference: string, { by = '', why = '', as }: DataOf<'reopened'>): string {
  if (by === '') return TEXTS.wasReopened(reference, plainText(why));
  const says = as === 'esr-team' ? TEXTS.reopened : TEXTS.reopenedAsBroken;
  return says(reference, nameOf(by), plainText(why));
}

/** To the requester who had been asked whether it works now. */
const lookingAgain = (reference: string, { by = '' }: DataOf<'looking-again'>) =>
  [
    by === '' ? CASE_TEXTS.wasReopened(reference) : CASE_TEXTS.teamReopened(nameOf(by), reference),
    CASE_TEXTS.looksAgain,
    CASE_TEXTS.nothingToDo,
  ].join(' ');

/** To the ESR Team: one report was withdrawn, and whose are left. */
function reportWithdrawn(
  reference: string,
  { by = '', whose = '', left = '' }: DataOf<'report-withdrawn'>,
): string {
  const plain = (names: string) => plainText(names, 200);
  return TEXTS.reportWithdrawn(reference, plain(by), by === whose ? undefined : plain(whose), plain(left));
}
