import { z } from 'zod';
import { cardMessage } from '../../cards/message.ts';
import type { Card } from '../../cards/render.ts';
import { unreadSentence } from '../../cards/sentences.ts';
import type { CaseService } from '../../cases/case-service.ts';
import { overdueUntil } from '../../cases/follow-ups.ts';
import { neededSoonUntil } from '../../cases/needed-by.ts';
import type { ClassStore } from '../../cases/training-class.ts';
import type { CaseQueries } from '../../store/cases/case-queries.ts';
import type { CaseSearch } from '../../store/cases/case-search.ts';
import type { IncidentStore } from '../../store/incidents/incident-store.ts';
import type { NoticeStore } from '../../store/notices/notice-store.ts';
import type { PlannedNotices } from '../../store/notices/planned-notices.ts';
import type { TimerStore } from '../../store/outbox/timer-store.ts';
import type { Roster } from '../../teams/roster.ts';
import type { Turn } from '../../teams/turn.ts';
import type { Reply, TurnAnswer } from '../../teams/turn-answer.ts';
import { londonDay } from '../../time/clock.ts';
import { speakDay } from '../../time/speak-time.ts';
import type { AnsweredActivities } from '../answered-activities.ts';
import type { CaseSurfaces } from '../cases/case-surfaces.ts';
import { PRESS_TEXTS } from '../cases/texts.ts';
import { pressIncident, readIncidentPress } from '../notices/incident-press.ts';
import { pressPlanned, readPlannedPress } from '../notices/planned-press.ts';
import { listNotices, setNotice, type TeamNoticesDeps } from '../notices/team-notices.ts';
import { classTeamCard } from './class-team-card.ts';
import { findCases } from './find-cases.ts';
import { QUEUE_PAGE, type QueueNotice, queueCard } from './queue-card.ts';
import { classIn, type QueueView, readView } from './queue-view.ts';
import { reportCard } from './report-card.ts';
import { type ReportDays, type ReportDeps, reportFigures } from './report-figures.ts';
import { readTeamCommand, type TeamCommand } from './team-commands.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';
import { handOverForm, pressTicked, type TickedDeps } from './ticked-cases.ts';
import { firstWeeklyReport, weeklyReportKey } from './weekly-report.ts';
import { noWordings, pressWording, type WordingsDeps, wordingsCard } from './wordings-card.ts';

/** The data of the ESR Team's buttons that are not about one case. `anew`: answer with a new message, and keep the pressed card. */
const TeamPress = z.object({
  desk: z.enum(['queue', 'report', 'find', 'earlier', 'ticked', 'wordings']),
  /** The search terms; for `earlier`, the case whose ESR username it is. */
  terms: z.string().max(300).optional().catch(undefined),
  of: z.string().max(20).optional().catch(undefined),
  /** The page of the queue. Cards of an earlier release send `mine` and `page` instead; search results send `page`. */
  view: z.string().max(80).optional().catch(undefined),
  /** Chosen on the queue: only cases with this problem; empty for any. */
  problem: z.string().max(40).optional().catch(undefined),
  page: z.coerce.number().int().min(0).max(10_000).catch(0),
  mine: z.literal('true').optional().catch(undefined),
  days: z.literal('30').optional().catch(undefined),
  /** Switches the report on Mondays on or off. */
  monday: z.enum(['on', 'off']).optional().catch(undefined),
  anew: z.literal('true').optional().catch(undefined),
  /** The id of a wording that was not understood, and the problem that the team says it means. */
  wording: z.string().max(64).optional().catch(undefined),
  meant: z.string().max(40).optional().catch(undefined),
  act: z.enum(['choose', 'chosen', 'undo']).optional().catch(undefined),
});

type TeamPress = z.infer<typeof TeamPress>;

/** A press of the ESR Team's own cards; undefined for anything else. */
export function readTeamPress(turn: Turn): TeamPress | undefined {
  return turn.isPressedWith('desk') ? TeamPress.safeParse(turn.pressed).data : undefined;
}

export interface TeamChatDeps extends ReportDeps, WordingsDeps {
  readonly caseService: CaseService;
  readonly queries: CaseQueries;
  readonly search: CaseSearch;
  readonly classes: ClassStore;
  readonly timers: Pick<TimerStore, 'ensure' | 'has' | 'remove'>;
  readonly notices: NoticeStore;
  readonly planned: PlannedNotices;
  readonly incidents: IncidentStore;
  readonly answered: Pick<AnsweredActivities, 'once'>;
  readonly surfaces: CaseSurfaces;
  readonly roster: Pick<Roster, 'members'>;
  /** Tells the outbox that there is something to send. */
  readonly dispatchSoon: () => void;
}

/** The ESR Team's linked chat: typed commands, and presses of its queue, report, search and notices. */
export class TeamChat {
  readonly #deps: TeamChatDeps;

  constructor(deps: TeamChatDeps) {
    this.#deps = deps;
  }

  async turn(turn: Turn, trust: string): Promise<TurnAnswer> {
    const pressed = await this.#pressedNotice(turn, trust);
    if (pressed !== undefined) return pressed;
    const press = readTeamPress(turn);
    if (press?.desk === 'ticked') return pressTicked(this.#ticked, turn, trust);
    if (press !== undefined) {
      const shown = await this.#shown(turn, trust, press);
      if (typeof shown === 'string') return { notice: shown };
      if (press.anew === undefined) return { card: shown };
      return { replies: [cardMessage(shown)], privately: press.desk !== 'report' };
    }
    // A press of an older card, or of another chat's.
    if (!turn.isTyped) return { notice: PRESS_TEXTS.unreadable };
    const { text, attachments } = turn.said;
    const unread = unreadSentence(attachments, text !== '');
    const remark = unread === undefined ? [] : [unread];
    const command = readTeamCommand(text, this.#now());
    const replies = await this.#obey(turn, trust, command);
    return { replies: [...remark, ...replies], privately: FOR_ONE.includes(command.type) };
  }

  /** The answer to a press of an incident's card or of a planned notice; undefined for any other turn. */
  async #pressedNotice(turn: Turn, trust: string): Promise<TurnAnswer | undefined> {
    const { incidents, notices, caseCards: card, answered, dispatchSoon } = this.#deps;
    const incident = readIncidentPress(turn);
    if (incident !== undefined) {
      const deps = { incidents, notices, card, answered, dispatchSoon };
      const shown = await pressIncident(deps, turn, trust, incident);
      return typeof shown === 'string' ? { notice: shown } : { card: shown };
    }
    const planned = readPlannedPress(turn);
    return planned && pressPlanned(this.#notices, turn, trust, planned);
  }

  get #notices(): TeamNoticesDeps {
    const { notices, planned, caseCards } = this.#deps;
    return { notices, planned, cards: caseCards.cards, now: caseCards.now };
  }

  /** The card that a press opens, or why there is nothing to show. */
  async #shown(turn: Turn, trust: string, press: TeamPress): Promise<Card | string> {
    switch (press.desk) {
      case 'ticked':
      case 'queue':
        if (classIn(press.view ?? '') !== undefined) return this.work(turn, trust, press.view ?? '');
        return this.queue(turn, trust, viewOf(press));
      case 'report':
        if (press.monday !== undefined) await this.#switchWeekly(trust, press.monday === 'on');
        return this.#report(trust, press.days === undefined ? 7 : 30);
      case 'wordings':
        return pressWording(this.#deps, trust, press);
      case 'find':
        return this.#find(trust, press.terms ?? '', press.page);
      case 'earlier': {
        const it = await this.#deps.caseService.find(press.of ?? '');
        const isTheirs = it?.trust === trust;
        return this.#find(trust, (isTheirs && it.details.esrUsername) || '');
      }
    }
  }

  #find(trust: string, typed: string, page = 0): Promise<Card | string> {
    return findCases(this.#deps.search, this.#deps.caseCards, { trust, typed, page });
  }

  /** Runs a typed command, and answers it. */
  async #obey(turn: Turn, trust: string, command: TeamCommand): Promise<readonly Reply[]> {
    switch (command.type) {
      case 'help':
        return this.#help('');
      case 'not-understood':
        return this.#help(TEXTS.notUnderstood);
      case 'invalid':
        return [command.say];
      case 'assign': {
        const { card, notice = '' } = await handOverForm(this.#ticked, turn, trust, command.to);
        return [card === undefined ? notice : cardMessage(card)];
      }
      case 'queue':
        return [
          cardMessage(await this.queue(turn, trust, { filter: command.onlyMine ? 'mine' : 'all', page: 0 })),
        ];
      case 'report': {
        const report = cardMessage(await this.#report(trust, command.days));
        return command.asFile ? [report, TEXTS.noFileHere] : [report];
      }
      case 'weekly-report': {
        const next = await this.#switchWeekly(trust, command.on);
        if (next === undefined) return [TEXTS.weeklyOff];
        return [TEXTS.weeklyOn(speakDay(londonDay(next), this.#now()))];
      }
      case 'wordings': {
        const card = await wordingsCard(this.#deps, trust);
        return [card === undefined ? await noWordings(this.#deps, trust) : cardMessage(card)];
      }
      case 'case':
        return this.#case(turn, trust, command);
      case 'find': {
        const found = await this.#find(trust, command.typed);
        return [typeof found === 'string' ? found : cardMessage(found)];
      }
      case 'notice':
        this.#deps.dispatchSoon();
        return [await setNotice(this.#notices, turn, trust, command)];
      case 'notices':
        return listNotices(this.#notices, trust);
      case 'notice-off': {
        const ended = await this.#deps.notices.end(trust);
        this.#deps.dispatchSoon();
        return [ended ? TEXTS.noticeOff : TEXTS.noNotice];
      }
    }
  }

  #help(notice: string): Reply[] {
    return [cardMessage(this.#deps.caseCards.cards.render('team-help', { notice }))];
  }

  /** A page of the queue for the person of this turn; the last page if the one asked for is empty by now. */
  async queue(turn: Turn, trust: string, view: QueueView, notice?: QueueNotice): Promise<Card> {
    const { queries, caseCards, hoursOf } = this.#deps;
    const asker = turn.person.id;
    const { filter, page, problem } = view;
    const found = await queries.queue(trust, asker, {
      skip: page * QUEUE_PAGE,
      take: QUEUE_PAGE,
      filter,
      problem,
      overdueUntil: overdueUntil(this.#now(), hoursOf(trust)),
      neededUntil: neededSoonUntil(this.#now()),
    });
    const last = Math.max(0, Math.ceil(found.counts[filter] / QUEUE_PAGE) - 1);
    if (page > last) return this.queue(turn, trust, { ...view, page: last }, notice);
    return queueCard(caseCards, found, view, { person: turn.person, isShared: !turn.isInvoke }, notice);
  }

  /** The queue or the class that a button leads back to. Another Trust's class is not confirmed to exist. */
  async work(turn: Turn, trust: string, view: string, notice?: QueueNotice): Promise<Card> {
    const { classes, caseCards } = this.#deps;
    const id = classIn(view);
    if (id === undefined) return this.queue(turn, trust, readView(view), notice);
    const batch = await classes.find(id);
    if (batch?.trust !== trust)
      return this.queue(turn, trust, readView(view), { text: PRESS_TEXTS.classGone });
    const cases = await classes.casesOf(batch.id);
    const others = await caseCards.others?.(cases);
    const reader = { person: turn.person, isShared: !turn.isInvoke };
    return classTeamCard(caseCards, { batch, cases, others }, reader, notice);
  }

  async #report(trust: string, days: ReportDays): Promise<Card> {
    const figures = await reportFigures(this.#deps, trust, days);
    const monday = await this.#deps.timers.has(weeklyReportKey(trust));
    return reportCard(this.#deps.caseCards, trust, days, figures, monday);
  }

  /** Switches the report on Mondays on or off. Returns when the first one comes. */
  async #switchWeekly(trust: string, on: boolean): Promise<string | undefined> {
    const { timers } = this.#deps;
    const first = firstWeeklyReport(trust, this.#now());
    await (on ? timers.ensure(first) : timers.remove(first.key));
    return on ? first.runAt : undefined;
  }

  async #case(
    turn: Turn,
    trust: string,
    { reference, name }: Extract<TeamCommand, { type: 'case' }>,
  ): Promise<Reply[]> {
    const it = await this.#deps.caseService.find(reference);
    // Another Trust's case is not confirmed to exist.
    if (it?.trust !== trust) {
      const found = name === undefined ? '' : await this.#find(trust, name);
      return [typeof found === 'string' ? TEXTS.noSuchCase(reference) : cardMessage(found)];
    }
    if (it.purgedAt !== undefined) return [TEXTS.purged(reference)];
    await this.#deps.surfaces.showAnew(turn, it);
    return [];
  }

  get #ticked(): TickedDeps {
    return { ...this.#deps, work: (turn, trust, view, notice) => this.work(turn, trust, view, notice) };
  }

  #now(): string {
    return this.#deps.caseCards.now();
  }
}

/** Answered to the person who asked alone. Other answers are for the whole team, as is a case's card, which the outbox sends. */
const FOR_ONE: readonly TeamCommand['type'][] = [
  'help',
  'not-understood',
  'invalid',
  'queue',
  'find',
  'case',
];

/** The page of the queue that a press asks for: the first page, if a problem was chosen. */
function viewOf({ view, mine, page, problem }: TeamPress): QueueView {
  const asked = readView(view ?? `${mine ? 'mine' : 'all'}:${page}`);
  return problem === undefined ? asked : readView(`${asked.filter}:0${problem === '' ? '' : `:${problem}`}`);
}
