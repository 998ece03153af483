import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import type { CaseCardDeps } from '../bot/cases/case-card-deps.ts';
import { CaseSurfaces } from '../bot/cases/case-surfaces.ts';
import { WhenAnswered } from '../bot/cases/when-answered.ts';
import { LinkedChats } from '../bot/linking/linked-chats.ts';
import { CaseService } from '../cases/case-service.ts';
import type { Config } from '../config/config.ts';
import type { GuideProblem } from '../guides/watch-guides.ts';
import { createMonitoring } from '../monitoring/monitoring.ts';
import type { SendLimits } from '../outbox/send-limits.ts';
import { DeskRequests } from '../service-desk/desk-requests.ts';
import { TeamsAdapter } from '../teams/adapter.ts';
import { Reactions } from '../teams/reactions.ts';
import { Replies } from '../teams/replies.ts';
import { Roster } from '../teams/roster.ts';
import type { Content } from './content.ts';
import type { Stores } from './stores.ts';

interface ServicesDeps {
  readonly config: Config;
  readonly log: Logger;
  readonly now: () => string;
  readonly content: Content;
  readonly stores: Stores;
  readonly dispatchSoon: () => void;
  readonly sendLimits: SendLimits | undefined;
  readonly replyWithinMs: number | undefined;
  readonly guideProblems: () => readonly GuideProblem[];
}

export type Services = ReturnType<typeof createServices>;

/** Cases, the way to Teams, and what watches over both. */
export function createServices(deps: ServicesDeps) {
  const { config, log, now, content, stores, dispatchSoon } = deps;
  const { database, chats, deliveries, links, queries } = stores;
  const hoursOf = (trust: string) => config.hoursOf(trust, content.guides.get(trust)?.workingHours);
  const rules = { hoursOf, closeAfterDays: config.closeAfterDays };
  const random = (below: number) => randomInt(below);
  const caseService = new CaseService({
    ...{ store: stores.cases, now, random, dispatchSoon, rules },
    signInName: (chat, person) => roster.signInName(chat, person),
  });
  const replies = new Replies({
    ...{ store: deliveries, dispatchSoon, log, now },
    withinMs: deps.replyWithinMs,
    hasTenantLimit: config.mode === 'serve' && deps.sendLimits?.tenant.length !== 0,
  });
  const adapter = new TeamsAdapter(config, log, replies);
  const reactions = new Reactions({ adapter, log });
  const desks = [...config.serviceDesks.out.keys()];
  const deskEvents = () => stores.deskEvents.counts(desks);
  const { guideProblems } = deps;
  const monitoring = createMonitoring({
    config,
    database,
    deliveries,
    links,
    deskEvents,
    adapter,
    guideProblems,
    log,
    now,
  });
  const roster = new Roster({ chats, adapter });
  const reach: CaseCardDeps['reach'] = async ({ trust, reference }) => {
    if ((await chats.linkedChat({ trust, role: 'esr-team' })) === undefined) return 'none';
    return queries.whereaboutsOf(reference);
  };
  const { cards, problems, guides } = content;
  const whenAnswered = new WhenAnswered({
    answerTimes: (trust, since) => stores.answers.answerTimes(trust, since),
    saidHoursOf: (trust) => config.saidHoursOf(trust, content.guides.get(trust)?.workingHours),
    now,
  });
  const caseCards: CaseCardDeps = {
    cards,
    problems,
    guides,
    now,
    upnOf: (person) => roster.upnOf(person),
    reach,
    expects: (trust) => whenAnswered.of(trust),
    others: (cases) => queries.others(cases),
    earlier: (it) => queries.earlier(it),
  };
  const { inboundSecrets: secrets } = config.serviceDesks;
  const deskRequests =
    secrets.size === 0
      ? undefined
      : new DeskRequests({ secrets, guides, caseService, store: stores.deskRequests, now });
  const surfaces = new CaseSurfaces({ store: stores.surfaces, caseCards, dispatchSoon });
  const linkedChats = new LinkedChats({
    ...{ chats, adapter, guides, deliveries, dispatchSoon, roster, now },
    timers: stores.timers,
    allowedTenants: config.mode === 'serve' ? config.allowedTenants : [],
  });
  return {
    rules,
    linkedChats,
    caseService,
    replies,
    reactions,
    adapter,
    monitoring,
    roster,
    reach,
    caseCards,
    surfaces,
    deskRequests,
  };
}
