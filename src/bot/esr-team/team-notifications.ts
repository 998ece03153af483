import { cardMessage } from '../../cards/message.ts';
import { SENTENCES } from '../../cards/sentences.ts';
import type { CaseService } from '../../cases/case-service.ts';
import type { Renderers } from '../../outbox/renderer.ts';
import type { CaseQueries } from '../../store/cases/case-queries.ts';
import type { NoticeStore } from '../../store/notices/notice-store.ts';
import { speakAgo, speakMoment, speakTime } from '../../time/speak-time.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { caseTitle, caseWhose } from '../cases/case-words.ts';
import { type Note, noteCard } from '../cases/message-card.ts';
import { CASE_TEXTS, STATUS } from '../cases/texts.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

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
      const place = it.batch ? TEXTS.inClass(it.batch.position, it.batch.of) : '';
      return note({
        band: 'attention',
        kicker: it.released === undefined ? TEXTS.unclaimed : TEXTS.unclaimedAgain,
        title: caseTitle(caseCards.problems, it),
        text: TEXTS.raisedAgo(caseWhose(it), place, speakTime(it.openedAt, now), speakAgo(it.openedAt, now)),
        reference: it.reference,
        opens: 'case',
      });
    },
    'morning-summary': async (_, { trust }) => note(await summary(deps, trust)),
    'notice-over': async ({ text = '' }) =>
      note({
        band: 'good',
        kicker: CASE_TEXTS.newsFromTeam,
        title: SENTENCES.noticeOver,
        text: SENTENCES.noticeWas(text),
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
    kicker: TEXTS.goodMorning,
    title: TEXTS.toDo(all),
    facts: [
      [TEXTS.toClaim, String(open)],
      [STATUS.claimed, String(claimed)],
      [STATUS.waiting, String(waiting)],
      ...(oldest === undefined ? [] : [[TEXTS.oldest, speakAgo(oldest, now)] as const]),
      ...(notice === undefined
        ? []
        : [
            [
              TEXTS.notice,
              TEXTS.noticeUntil(notice.text, notice.until && speakMoment(notice.until, now)),
            ] as const,
          ]),
    ],
    opens: 'queue',
  };
}
