import { cardMessage } from '../../cards/message.ts';
import type { CaseService } from '../../cases/case-service.ts';
import type { CaseQueries } from '../../store/cases/case-queries.ts';
import type { NoticeStore } from '../../store/notices/notice-store.ts';
import type { Delivery } from '../../store/outbox/delivery-store.ts';
import { speakAgo, speakMoment, speakTime } from '../../time/speak-time.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { caseTitle, caseWhose } from '../cases/case-words.ts';
import { type Note, noteCard } from '../cases/message-card.ts';
import { questionCard } from '../cases/question-card.ts';

/** Makes the message of a delivery from how things are now. Undefined when there is nothing left to say. */
export type RenderMessage = (delivery: Delivery) => Promise<object | undefined>;

export interface TeamMessageDeps {
  readonly caseService: Pick<CaseService, 'find'>;
  readonly caseCards: CaseCardDeps;
  readonly queries: Pick<CaseQueries, 'counts'>;
  readonly notices: Pick<NoticeStore, 'current'>;
}

/** The messages that timers and notices owe, by name. */
export function teamMessages(deps: TeamMessageDeps): ReadonlyMap<string, RenderMessage> {
  const { caseService, caseCards } = deps;
  const find = async ({ reference }: Delivery) =>
    reference === undefined ? undefined : caseService.find(reference);
  const note = (it: Note) => cardMessage(noteCard(caseCards.cards, it));
  return new Map<string, RenderMessage>([
    [
      'unclaimed',
      async (delivery) => {
        const it = await find(delivery);
        if (it?.state !== 'open') return undefined;
        const now = caseCards.now();
        const place = it.batch && `Learner ${it.batch.position} of ${it.batch.of} in a class. `;
        return note({
          band: 'attention',
          kicker: it.released === undefined ? 'Nobody has claimed this yet' : 'Nobody has this now',
          title: caseTitle(caseCards.problems, it),
          text: `${caseWhose(it)}. ${place ?? ''}Raised ${speakTime(it.openedAt, now)}, ${speakAgo(it.openedAt, now)}.`,
          reference: it.reference,
          opens: 'case',
        });
      },
    ],
    [
      'still-waiting',
      async (delivery) => {
        const it = await find(delivery);
        const card = it && questionCard(caseCards, it, { chat: delivery.chat, reminder: true });
        return card && cardMessage(card);
      },
    ],
    ['morning-summary', async (delivery) => note(await summary(deps, delivery))],
    [
      'notice-over',
      async ({ data }) =>
        note({
          band: 'good',
          kicker: 'News from the ESR Team',
          title: 'It is over. You can try again now.',
          text: `You asked me to tell you. It was about this: ${data.text ?? ''}`,
        }),
    ],
  ]);
}

async function summary({ queries, notices, caseCards }: TeamMessageDeps, { trust }: Delivery): Promise<Note> {
  const now = caseCards.now();
  const [{ open, claimed, waiting, oldest }, notice] = await Promise.all([
    queries.counts(trust),
    notices.current(trust),
  ]);
  const all = open + claimed + waiting;
  return {
    band: 'accent',
    kicker: 'Good morning',
    title: all === 1 ? '1 case to do' : `${all} cases to do`,
    facts: [
      ['New', String(open)],
      ['Claimed', String(claimed)],
      ['Waiting for an answer', String(waiting)],
      ...(oldest === undefined ? [] : [['Oldest', speakAgo(oldest, now)] as const]),
      ...(notice === undefined
        ? []
        : [
            [
              'Notice',
              notice.until ? `${notice.text} (until ${speakMoment(notice.until, now)})` : notice.text,
            ] as const,
          ]),
    ],
    opens: 'queue',
  };
}
