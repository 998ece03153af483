import { cardMessage } from '../../cards/message.ts';
import type { CaseService } from '../../cases/case-service.ts';
import type { Renderers } from '../../outbox/renderer.ts';
import type { CaseQueries } from '../../store/cases/case-queries.ts';
import type { NoticeStore } from '../../store/notices/notice-store.ts';
import { speakAgo, speakMoment, speakTime } from '../../time/speak-time.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { caseTitle, caseWhose } from '../cases/case-words.ts';
import { type Note, noteCard } from '../cases/message-card.ts';

export interface TeamNotificationDeps {
  readonly caseService: Pick<CaseService, 'find'>;
  readonly caseCards: CaseCardDeps;
  readonly queries: Pick<CaseQueries, 'counts'>;
  readonly notices: Pick<NoticeStore, 'current'>;
}

/** The ESR Team's reminders and summary, and the end of its notices. */
export function teamNotifications(
  deps: TeamNotificationDeps,
): Pick<Renderers, 'unclaimed' | 'morning-summary' | 'notice-over'> {
  const { caseService, caseCards } = deps;
  const note = (it: Note) => ({ activity: cardMessage(noteCard(caseCards.cards, it)) });
  return {
    unclaimed: async (_, { reference }) => {
      const it = reference === undefined ? undefined : await caseService.find(reference);
      if (it?.state !== 'open') return undefined;
      const now = caseCards.now();
      const place = it.batch ? `Learner ${it.batch.position} of ${it.batch.of} in a class. ` : '';
      return note({
        band: 'attention',
        kicker: it.released === undefined ? 'Nobody has claimed this yet' : 'Nobody has this now',
        title: caseTitle(caseCards.problems, it),
        text: `${caseWhose(it)}. ${place}Raised ${speakTime(it.openedAt, now)}, ${speakAgo(it.openedAt, now)}.`,
        reference: it.reference,
        opens: 'case',
      });
    },
    'morning-summary': async (_, { trust }) => note(await summary(deps, trust)),
    'notice-over': async ({ text = '' }) =>
      note({
        band: 'good',
        kicker: 'News from the ESR Team',
        title: 'It is over. You can try again now.',
        text: `You asked me to tell you. It was about this: ${text}`,
      }),
  };
}

async function summary({ queries, notices, caseCards }: TeamNotificationDeps, trust: string): Promise<Note> {
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
