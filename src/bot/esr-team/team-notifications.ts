import { cardMessage } from '../../cards/message.ts';
import { words } from '../../cards/render.ts';
import { SENTENCES } from '../../cards/sentences.ts';
import type { Case } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import { reminderAt, unclaimedDue } from '../../cases/follow-ups.ts';
import type { Renderers } from '../../outbox/renderer.ts';
import type { CaseQueries } from '../../store/cases/case-queries.ts';
import type { NoticeStore } from '../../store/notices/notice-store.ts';
import { speakAgo, speakMoment, speakTime } from '../../time/speak-time.ts';
import type { WorkingHours } from '../../time/working-days.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { caseTitle, caseWhose } from '../cases/case-words.ts';
import { type Note, noteCard } from '../cases/message-card.ts';
import { CASE_TEXTS, STATUS } from '../cases/texts.ts';
import { overdueCard } from './queue-card.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

export interface TeamNotificationDeps {
  readonly caseService: Pick<CaseService, 'find'>;
  readonly caseCards: CaseCardDeps;
  readonly queries: Pick<CaseQueries, 'counts' | 'queue'>;
  readonly hoursOf: (trust: string) => WorkingHours;
  readonly notices: Pick<NoticeStore, 'current'>;
}

/** The ESR Team's reminders and summary, and the end of its notices. */
export function teamNotifications(
  deps: TeamNotificationDeps,
): Pick<Renderers, 'unclaimed' | 'morning-summary' | 'notice-over' | 'notice-started'> {
  const { caseCards } = deps;
  const note = (it: Note) => ({ activity: cardMessage(noteCard(caseCards.cards, it)) });
  return {
    unclaimed: async ({ at }, { reference, trust }) => {
      const cases = await overdue(deps, trust, at, reference);
      const [first, ...more] = cases;
      if (first === undefined) return undefined;
      return more.length === 0
        ? note(unclaimedNote(caseCards, first))
        : { activity: cardMessage(overdueCard(caseCards, cases)) };
    },
    'morning-summary': async (_, { trust }) => note(await summary(deps, trust)),
    'notice-started': async ({ text = '', until, by = '', instead, missed }) =>
      note({
        band: missed === undefined ? 'warning' : 'attention',
        kicker: missed === undefined ? TEXTS.noticeStarted : TEXTS.noticeMissed,
        title: text,
        text:
          instead !== undefined
            ? TEXTS.tookPlaceOf(instead)
            : words(missed ? '' : TEXTS.noticeSeenUntil(until && speakMoment(until, caseCards.now()))),
        facts: [[TEXTS.plannedBy, by], ...(missed ? [] : [TEXTS.toEnd])],
      }),
    'notice-over': async ({ text = '' }) =>
      note({
        band: 'good',
        kicker: CASE_TEXTS.newsFromTeam,
        title: SENTENCES.noticeOver,
        text: SENTENCES.noticeWas(text),
      }),
  };
}

/** More would be a page of the queue. */
const MOST_OVERDUE = 100;

/** The unclaimed cases of a reminder, in their current state. */
async function overdue(
  { caseService, queries, hoursOf }: TeamNotificationDeps,
  trust: string,
  at: string | undefined,
  reference: string | undefined,
): Promise<readonly Case[]> {
  if (at === undefined) {
    const it = reference === undefined ? undefined : await caseService.find(reference);
    return it?.state === 'open' ? [it] : [];
  }
  const hours = hoursOf(trust);
  const page = { skip: 0, take: MOST_OVERDUE, filter: 'overdue', overdueUntil: at } as const;
  const { cases } = await queries.queue(trust, '', page);
  return cases.filter((it) => reminderAt(unclaimedDue(it, hours), hours) === at);
}

function unclaimedNote({ problems, now }: CaseCardDeps, it: Case): Note {
  const place = it.batch ? TEXTS.inClass(it.batch.position, it.batch.of) : '';
  const { openedAt } = it;
  return {
    band: 'attention',
    kicker: it.released === undefined ? TEXTS.unclaimed : TEXTS.unclaimedAgain,
    title: caseTitle(problems, it),
    text: TEXTS.raisedAgo(caseWhose(it), place, speakTime(openedAt, now()), speakAgo(openedAt, now())),
    reference: it.reference,
    opens: 'case',
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
