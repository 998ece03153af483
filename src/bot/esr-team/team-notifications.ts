import { cardMessage } from '../../cards/message.ts';
import { type Card, words } from '../../cards/render.ts';
import { SENTENCES } from '../../cards/sentences.ts';
import type { Case, Person } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import { idleSince, overdueUntil, reminderAt, unclaimedDue } from '../../cases/follow-ups.ts';
import { neededBy, neededTodayUntil } from '../../cases/needed-by.ts';
import { dueToday } from '../../guides/dated.ts';
import { problemTitle } from '../../guides/problems.ts';
import type { Renderers } from '../../outbox/renderer.ts';
import type { CaseQueries } from '../../store/cases/case-queries.ts';
import type { NoticeStore } from '../../store/notices/notice-store.ts';
import type { TimerStore } from '../../store/outbox/timer-store.ts';
import type { Roster } from '../../teams/roster.ts';
import { londonDay, londonInstant, shift } from '../../time/clock.ts';
import { speakAgo, speakDay, speakTime } from '../../time/speak-time.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { caseTitle, caseWhose } from '../cases/case-words.ts';
import { type Note, noteCard } from '../cases/message-card.ts';
import { CASE_TEXTS } from '../cases/texts.ts';
import { GUIDE_TEXTS } from './guide-texts.ts';
import { caseRowsCard, idleCard, neededCard, overdueCard } from './queue-card.ts';
import { reportCard } from './report-card.ts';
import { type ReportDeps, reportFigures } from './report-figures.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';
import { weeklyReportKey } from './weekly-report.ts';
import { type WordingsDeps, wordingsCard } from './wordings-card.ts';

export interface TeamNotificationDeps extends ReportDeps, WordingsDeps {
  readonly caseService: Pick<CaseService, 'find'>;
  readonly timers: Pick<TimerStore, 'has'>;
  readonly queries: Pick<CaseQueries, 'counts' | 'queue' | 'idle' | 'unclaimed' | 'officersSince'>;
  readonly roster: Pick<Roster, 'isMember'>;
  readonly notices: Pick<NoticeStore, 'current'>;
}

/** The ESR Team's reminders, morning summary and weekly report, and news of its notices and guide. */
export function teamNotifications(
  deps: TeamNotificationDeps,
): Pick<
  Renderers,
  | 'unclaimed'
  | 'needed-soon'
  | 'morning-summary'
  | 'idle'
  | 'weekly-report'
  | 'not-understood'
  | 'notice-over'
  | 'notice-started'
  | 'guide-changed'
> {
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
    'needed-soon': async ({ at }, { reference, trust, chat }) => {
      const cases = await stillNeeded(deps, trust, at, reference);
      if (cases.length === 0) return undefined;
      const activity = cardMessage(neededCard(caseCards, cases, at));
      return { activity, mentions: await onDuty(deps, trust, chat) };
    },
    'morning-summary': async (_, { trust }) => ({ activity: cardMessage(await summary(deps, trust)) }),
    idle: async (_, { trust }) => {
      const since = idleSince(londonDay(caseCards.now()));
      const cases = await deps.queries.idle(trust, since, MOST_IDLE);
      return cases.length === 0 ? undefined : { activity: cardMessage(idleCard(caseCards, cases)) };
    },
    'weekly-report': async (_, { trust }) => {
      // They may have stopped it while this waited.
      if (!(await deps.timers.has(weeklyReportKey(trust)))) return undefined;
      const figures = await reportFigures(deps, trust, 7);
      return { activity: cardMessage(reportCard(caseCards, trust, 7, figures, true)) };
    },
    'not-understood': async (_, { trust }) => {
      const card = await wordingsCard(deps, trust);
      return card && { activity: cardMessage(card) };
    },
    'notice-started': async ({ text = '', until, by = '', instead, missed }) =>
      note({
        band: missed === undefined ? 'warning' : 'attention',
        kicker: missed === undefined ? TEXTS.noticeStarted : TEXTS.noticeMissed,
        title: text,
        text:
          instead !== undefined
            ? TEXTS.tookPlaceOf(instead)
            : words(missed ? '' : TEXTS.noticeSeenUntil(until && speakTime(until, caseCards.now()))),
        facts: [[TEXTS.plannedBy, by], ...(missed ? [] : [TEXTS.toEnd])],
      }),
    'guide-changed': async ({ branches = '' }) => {
      const titles = branches
        .split(',')
        .filter((id) => id !== '')
        .map((id) => problemTitle(caseCards.problems, id));
      return note({
        band: 'accent',
        kicker: GUIDE_TEXTS.kicker,
        title: GUIDE_TEXTS.changed,
        text: GUIDE_TEXTS.now(titles),
      });
    },
    'notice-over': async ({ text = '' }) =>
      note({
        band: 'good',
        kicker: CASE_TEXTS.newsFromTeam,
        title: SENTENCES.noticeOver,
        text: SENTENCES.noticeWas(text),
      }),
  };
}

/** More would be too many pages of the queue. */
const MOST_IDLE = 100;
/** The reminder of a case comes within this time after it is overdue. */
const REMINDED_SPAN = { hours: -2 } as const;

/** The cases of a reminder that are still unclaimed. Without `at`, only the one with this reference. */
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
  const cases = await queries.unclaimed(trust, overdueUntil(shift(at, REMINDED_SPAN), hours), at);
  return cases.filter((it) => reminderAt(unclaimedDue(it, hours), hours) === at);
}

/** More mentions would disturb people who have other work. */
const MOST_CALLED = 3;

/** The officers who worked on a case today and are in the team's chat. A bot cannot mention a whole chat. */
async function onDuty(
  { queries, roster, caseCards }: TeamNotificationDeps,
  trust: string,
  chat: string,
): Promise<readonly Person[]> {
  const today = londonInstant(londonDay(caseCards.now()), '00:00');
  const officers = await queries.officersSince(trust, today, MOST_CALLED);
  // Without an answer from Teams the message goes without mentions.
  const isIn = await Promise.all(officers.map(({ id }) => roster.isMember(chat, id).catch(() => false)));
  return officers.filter((_, index) => isIn[index]);
}

/** The queue starts with what is needed first, so a class is among these. */
const MOST_NEEDED = 100;

/** The unclaimed ones of: the case of a reminder, and its class's other cases that are needed at the same time. */
async function stillNeeded(
  { caseService, queries }: TeamNotificationDeps,
  trust: string,
  at: string,
  reference = '',
): Promise<readonly Case[]> {
  const first = await caseService.find(reference);
  if (first === undefined) return [];
  const page = { skip: 0, take: MOST_NEEDED, filter: 'new', overdueUntil: '' } as const;
  const { cases } = await queries.queue(trust, '', page);
  return cases.filter(
    (it) =>
      neededBy(it) === at &&
      (it.reference === reference || (it.batch !== undefined && it.batch.id === first.batch?.id)),
  );
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

/** Cases listed in the morning summary. */
const SUMMARY_ROWS = 5;

/** The morning summary: what is needed today first, then overdue cases, then the others. */
async function summary(
  { queries, notices, caseCards, hoursOf }: TeamNotificationDeps,
  trust: string,
): Promise<Card> {
  const now = caseCards.now();
  const page = {
    skip: 0,
    take: SUMMARY_ROWS,
    overdueUntil: overdueUntil(now, hoursOf(trust)),
    neededUntil: neededTodayUntil(now),
  };
  const [{ open, claimed, waiting, oldest }, needed, late, all, notice] = await Promise.all([
    queries.counts(trust),
    queries.queue(trust, '', { ...page, filter: 'needed' }),
    queries.queue(trust, '', { ...page, filter: 'overdue' }),
    queries.queue(trust, '', { ...page, filter: 'all' }),
    notices.current(trust),
  ]);
  const first = [...needed.cases, ...late.cases, ...all.cases];
  const cases = [...new Map(first.map((it) => [it.reference, it])).values()].slice(0, SUMMARY_ROWS);
  const total = open + claimed + waiting;
  const until = notice?.until && speakTime(notice.until, now);
  return caseRowsCard(caseCards, {
    band: 'accent',
    kicker: TEXTS.goodMorning,
    title: TEXTS.queueTitle(total),
    sub: [
      ...(needed.counts.needed === 0 ? [] : [TEXTS.neededToday(needed.counts.needed)]),
      TEXTS.waitsFor(open, claimed, waiting),
      ...(late.counts.overdue === 0 ? [] : [TEXTS.lateCases(late.counts.overdue)]),
      ...(oldest === undefined ? [] : [TEXTS.oldest(speakAgo(oldest, now))]),
      ...(notice === undefined ? [] : [TEXTS.noticeNowIs(TEXTS.noticeUntil(notice.text, until))]),
      ...guideDue(caseCards, trust, now),
    ].join(' '),
    cases,
    total,
    button: TEXTS.showQueue,
    view: { filter: 'all', page: 0 },
  });
}

/** What the team must do about its guide within a month: said once a week, and daily in the last week. */
function guideDue({ guides, problems }: CaseCardDeps, trust: string, now: string): string[] {
  const guide = guides.get(trust);
  const today = londonDay(now);
  return (guide === undefined ? [] : dueToday(guide, today)).map((due) =>
    due.about === 'change'
      ? GUIDE_TEXTS.changeDue(speakDay(due.on, now), due.why)
      : GUIDE_TEXTS.reviewDue(due.branch && problemTitle(problems, due.branch), speakDay(due.on, now)),
  );
}
