import type { Logger } from 'pino';
import type { DialogDeps } from '../../dialogs/engine/conversation-state.ts';
import { AnsweredActivities } from '../bot/answered-activities.ts';
import { EsrAccessBot } from '../bot/bot.ts';
import type { CasePressDeps } from '../bot/cases/case-press.ts';
import { FindExtension } from '../bot/esr-team/find-cases.ts';
import { ReportFile } from '../bot/esr-team/report-file.ts';
import { TeamChat } from '../bot/esr-team/team-chat.ts';
import { CasePictures } from '../bot/staff/case-pictures.ts';
import { LearnerCases } from '../bot/staff/learner-cases.ts';
import { LOOK_WITHIN_MS, Screens } from '../bot/staff/screens.ts';
import { StaffChat } from '../bot/staff/staff-chat.ts';
import { EscalationChat } from '../bot/trainers/escalation-chat.ts';
import { EscalateExtension } from '../bot/trainers/extension.ts';
import { LearnersFile } from '../bot/trainers/learners-file.ts';
import type { Config } from '../config/config.ts';
import { GUIDES_FOLDER } from '../config/content-folder.ts';
import type { RefusalReason } from '../monitoring/refusal-reasons.ts';
import { HeldPictures } from '../screens/held-pictures.ts';
import { ScreenReader } from '../screens/screen-reader.ts';
import { ActivityHandler } from '../teams/activity-handler.ts';
import { MemberAddresses } from '../teams/member-addresses.ts';
import { type Allowances, RateLimiter } from '../teams/rate-limiter.ts';
import type { Content } from './content.ts';
import type { createOutbox } from './outbox.ts';
import type { Services } from './services.ts';
import type { Stores } from './stores.ts';

interface ChatsDeps {
  readonly config: Config;
  readonly log: Logger;
  readonly now: () => string;
  readonly content: Content;
  readonly stores: Stores;
  readonly services: Services;
  readonly outbox: Pick<ReturnType<typeof createOutbox>, 'checkBacks' | 'incidentWatch' | 'learners'>;
  readonly dispatchSoon: () => void;
  readonly allowances: Allowances | undefined;
  /** Time limit for reading pictures, in milliseconds. */
  readonly lookWithinMs: number | undefined;
}

/** The bot in its chats: staff in their own, trainers and ESR Teams in theirs. */
export function createBot(deps: ChatsDeps) {
  const { config, log, now, content, stores, services, dispatchSoon } = deps;
  const { checkBacks, incidentWatch, learners } = deps.outbox;
  const { cards, guides, problems, answers, matcher } = content;
  const { chats, classes, incidents, notices, planned, queries, reports, search, states } = stores;
  const { adapter, caseCards, caseService, monitoring, reach, reactions, replies, roster, surfaces } =
    services;
  const linkedTeams = () => chats.linkedTeams();
  const { lookWithinMs = LOOK_WITHIN_MS } = deps;
  const reader = new ScreenReader(GUIDES_FOLDER, { readMs: lookWithinMs });
  const held = new HeldPictures();
  const looks = { reader, held, token: () => adapter.token(), withinMs: lookWithinMs };
  const screens = new Screens({ ...looks, isOff: !config.readScreens });
  const dialogs: DialogDeps = {
    guides,
    problems,
    understand: matcher.match,
    rank: matcher.rank,
    offers: () => matcher.offers,
    answers,
    unplaced: content.unplaced,
    defaultTrust: config.defaultTrust,
    cards,
    caseService,
    openCases: (person, chat) => queries.openOf([...guides.keys()], person, chat),
    learners: new LearnerCases({ roster, chats, queries, caseCards }),
    reportedSince: (trust, since) => queries.reportedSince(trust, since),
    linkedTeams,
    checkBacks,
    pictures: config.readScreens
      ? new CasePictures({ ...looks, store: stores.pictures, now, dispatchSoon })
      : undefined,
    notices,
    now,
  };
  const addresses = new MemberAddresses();
  const notice = { notices, cards, now };
  const refused = (reason: RefusalReason) => monitoring.refusals.add(403, reason);
  const answered = new AnsweredActivities(states, log, now, stores.database.kind === 'postgres');
  const team = new TeamChat({
    ...{
      caseService,
      caseCards,
      queries,
      search,
      classes,
      reports,
      notices,
      planned,
      incidents,
      surfaces,
      roster,
    },
    ...{ timers: stores.timers, answered, dispatchSoon },
    ...{ unplaced: stores.unplaced, rank: matcher.rank },
    hoursOf: services.rules.hoursOf,
  });
  const cases: CasePressDeps = {
    ...{ caseService, chats, caseCards, roster, refused },
    showAnew: (turn, it) =>
      answered.once(turn.chat.id, turn.id && `${turn.id}/shown`, () => surfaces.showAnew(turn, it)),
    queue: (turn, trust, view, text = '') => team.work(turn, trust, view, { text }),
    handoffMessageOf: (reference) => queries.handoffMessageOf(reference),
  };
  const events = new EsrAccessBot({
    chats,
    answered,
    deliveries: stores.deliveries,
    cases,
    classes: { ...cases, batches: classes },
    notices: notice,
    staff: new StaffChat({
      dialogs,
      states,
      branchEnds: stores.branchEnds,
      unplaced: stores.unplaced,
      screens,
      surfaces,
      incidents: incidentWatch,
      addresses,
      log,
    }),
    escalation: new EscalationChat({
      caseService,
      cards,
      guides,
      openCases: (trust, chat) => queries.openIn([trust], chat),
      now,
      reach,
      learners,
      addresses,
      notice,
      surfaces,
    }),
    learnersFile: new LearnersFile({ chats, roster, learners, addresses, guides, dispatchSoon }),
    extension: new EscalateExtension({ chats, cards, learners, addresses }),
    team,
    find: new FindExtension({ chats, search, caseCards }),
    reportFile: new ReportFile({ chats, roster, reports, caseCards, hoursOf: services.rules.hoursOf, log }),
    offerHelp: config.offerHelp,
    links: services.linkedChats,
    now,
    dispatchSoon,
  });
  const bot = new ActivityHandler({
    events,
    rateLimiter: new RateLimiter(deps.allowances),
    replies,
    reactions,
    dropped: () => monitoring.metrics.dropped(),
    log,
  });
  return { bot, screens: reader };
}
