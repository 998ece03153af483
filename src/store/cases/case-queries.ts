import { sql } from 'kysely';
import type { Case, Person } from '../../cases/case.ts';
import { requestersIn } from '../../cases/given.ts';
import type { IsoInstant } from '../../time/clock.ts';
import type { Database } from '../database.ts';
import { handoffKey } from '../outbox/team-cards.ts';
import { type Whereabouts, whereaboutsOf } from '../outbox/undelivered.ts';
import { prepared } from '../prepared.ts';
import { CASE_COLUMNS, fromRow } from './case-row.ts';

/** Filters for open cases. `needed`: by a time that is near. `overdue`: not claimed in time. */
export const QUEUE_FILTERS = ['all', 'new', 'mine', 'waiting', 'needed', 'overdue'] as const;
export type QueueFilter = (typeof QUEUE_FILTERS)[number];

/** One page of the cases a Trust's team has to do. */
export interface QueuePage {
  readonly cases: readonly Case[];
  /** How many each filter has, on all pages. */
  readonly counts: Readonly<Record<QueueFilter, number>>;
  /** The problems of all open work with their numbers of cases, most frequent first. */
  readonly problems: readonly { readonly problem: string; readonly cases: number }[];
  /** References of those whose card could not be brought to the team's chat. */
  readonly undelivered: ReadonlySet<string>;
}

/** How many cases wait for what, for a summary. */
export interface QueueCounts {
  readonly open: number;
  readonly claimed: number;
  readonly waiting: number;
  /** When the oldest of them was raised. */
  readonly oldest?: IsoInstant | undefined;
}

const UNCLAIMED_SINCE = sql<IsoInstant>`coalesce(unclaimed_since, opened_at)`;

const TO_DO = ['open', 'claimed', 'waiting'] as const;

/**
 * Whether the ESR Team should see `other` beside a case with the same ESR username: both were open at the same time. A withdrawn
 * case does not matter; one that ended otherwise may have sent a reset to another person's address.
 */
function isBeside(it: Case, other: Case): boolean {
  if (other.reference === it.reference || other.trust !== it.trust) return false;
  if (other.details.esrUsername !== it.details.esrUsername) return false;
  if (other.state !== 'closed') return it.state !== 'closed' || other.openedAt <= it.changedAt;
  return other.closedAs !== 'withdrawn' && other.changedAt >= it.openedAt && other.openedAt <= it.changedAt;
}

/** What the ESR Team looks up. */
export class CaseQueries {
  readonly #db: Database['db'];
  readonly #warnings: Database['warnings'];
  readonly #queries: ReturnType<typeof queriesOf>;

  constructor(database: Database) {
    this.#db = database.db;
    this.#warnings = database.warnings;
    this.#queries = queriesOf(database.db);
  }

  /**
   * Open work: the asker's own first, then the others; of each, what is needed soonest, then the oldest. New cases that
   * nobody has had since `overdueUntil` are overdue; those needed before `neededUntil` are needed soon.
   */
  async queue(
    trust: string,
    asker: string,
    page: {
      readonly skip: number;
      readonly take: number;
      readonly filter: QueueFilter;
      readonly problem?: string | undefined;
      readonly overdueUntil: IsoInstant;
      readonly neededUntil?: IsoInstant | undefined;
    },
  ): Promise<QueuePage> {
    const { filter, problem, overdueUntil, neededUntil = '' } = page;
    const toDo = this.#db.selectFrom('cases').where('trust', '=', trust).where('state', 'in', TO_DO);
    const [rows, groups] = await Promise.all([
      toDo
        .selectAll()
        .$if(filter === 'new' || filter === 'overdue', (query) => query.where('state', '=', 'open'))
        .$if(filter === 'overdue', (query) => query.where(UNCLAIMED_SINCE, '<=', overdueUntil))
        .$if(filter === 'needed', (query) => query.where('needed_by', '<', neededUntil))
        .$if(filter === 'waiting', (query) => query.where('state', '=', 'waiting'))
        .$if(filter === 'mine', (query) => query.where('claimed_by', '=', asker))
        .$if(problem !== undefined, (query) => query.where('problem', '=', problem ?? ''))
        .orderBy((order) => order.case().when('claimed_by', '=', asker).then(0).else(1).end())
        .orderBy('needed_by', (order) => order.asc().nullsLast())
        .orderBy('opened_at')
        .orderBy('reference')
        .offset(page.skip)
        .limit(page.take)
        .execute(),
      toDo
        .select((select) => [
          'state',
          'problem',
          select.case().when('claimed_by', '=', asker).then(1).else(0).end().as('mine'),
          select.case().when(UNCLAIMED_SINCE, '<=', overdueUntil).then(1).else(0).end().as('old'),
          select.case().when('needed_by', '<', neededUntil).then(1).else(0).end().as('needed'),
          select.fn.countAll<number>().as('cases'),
        ])
        .groupBy(['state', 'problem', 'mine', 'old', 'needed'])
        .execute(),
    ]);
    const references = rows.map((row) => row.reference);
    const whereabouts = await whereaboutsOf(this.#db, references);
    const sum = (some: typeof groups) => some.reduce((total, group) => total + Number(group.cases), 0);
    const count = (one: (group: (typeof groups)[number]) => boolean) =>
      sum(groups.filter((group) => one(group) && (problem === undefined || group.problem === problem)));
    return {
      cases: rows.map((row) => fromRow(row, this.#warnings)),
      counts: {
        all: count(() => true),
        new: count(({ state }) => state === 'open'),
        mine: count(({ mine }) => mine === 1),
        waiting: count(({ state }) => state === 'waiting'),
        needed: count(({ needed }) => needed === 1),
        overdue: count(({ state, old }) => state === 'open' && old === 1),
      },
      problems: [...Map.groupBy(groups, (group) => group.problem)]
        .map(([id, some]) => ({ problem: id, cases: sum(some) }))
        .sort((a, b) => b.cases - a.cases || a.problem.localeCompare(b.problem)),
      undelivered: new Set(references.filter((one) => whereabouts.get(one) === 'undelivered')),
    };
  }

  /** Who of the ESR Team has worked on cases of this Trust since then, the latest first. */
  async officersSince(trust: string, since: IsoInstant, most: number): Promise<readonly Person[]> {
    const rows = await this.#db
      .selectFrom('case_events')
      .innerJoin('cases', 'cases.reference', 'case_events.reference')
      .select(({ fn }) => ['by_id', fn.max('by_name').as('by_name'), fn.max('at').as('last')])
      .where('cases.trust', '=', trust)
      .where('cases.changed_at', '>=', since)
      .where('type', 'in', ['claim', 'ask', 'resolve', 'release', 'assign'])
      .where('at', '>=', since)
      .where('by_id', 'is not', null)
      .groupBy('by_id')
      .orderBy('last', 'desc')
      .limit(most)
      .execute();
    return rows.flatMap(({ by_id: id, by_name: name }) =>
      id === null || name === null ? [] : [{ id, name }],
    );
  }

  /** New cases that nobody has had since a time in this span, the longest first. */
  async unclaimed(trust: string, after: IsoInstant, until: IsoInstant): Promise<readonly Case[]> {
    const rows = await this.#db
      .selectFrom('cases')
      .selectAll()
      .where('trust', '=', trust)
      .where('state', '=', 'open')
      .where(UNCLAIMED_SINCE, '>', after)
      .where(UNCLAIMED_SINCE, '<=', until)
      .orderBy(UNCLAIMED_SINCE)
      .orderBy('reference')
      .execute();
    return rows.map((row) => fromRow(row, this.#warnings));
  }

  /** Claimed cases that nothing has happened to since then, the longest first. */
  async idle(trust: string, since: IsoInstant, most: number): Promise<readonly Case[]> {
    const rows = await this.#db
      .selectFrom('cases')
      .selectAll()
      .where('trust', '=', trust)
      .where('state', '=', 'claimed')
      .where('changed_at', '<=', since)
      .orderBy('changed_at')
      .orderBy('reference')
      .limit(most)
      .execute();
    return rows.map((row) => fromRow(row, this.#warnings));
  }

  /** For each of these cases, those of other people with its ESR username that were open while it was. */
  async others(cases: readonly Case[]): Promise<ReadonlyMap<string, readonly Case[]>> {
    const usernames = [...new Set(cases.flatMap((it) => it.details.esrUsername ?? []))];
    if (usernames.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('cases')
      .selectAll()
      .where('esr_username', 'in', usernames)
      .where('trust', 'in', [...new Set(cases.map((it) => it.trust))])
      .orderBy('opened_at')
      .orderBy('reference')
      .execute();
    const found = rows.map((row) => fromRow(row, this.#warnings));
    return new Map(cases.map((it) => [it.reference, found.filter((other) => isBeside(it, other))]));
  }

  /** How many cases with its ESR username were raised before it. */
  async earlier({ trust, reference, openedAt, details: { esrUsername } }: Case): Promise<number> {
    if (esrUsername === undefined) return 0;
    const found = await this.#db
      .selectFrom('cases')
      .select((select) => select.fn.countAll<number>().as('total'))
      .where('trust', '=', trust)
      .where('esr_username', '=', esrUsername)
      .where('opened_at', '<', openedAt)
      .where('reference', '<>', reference)
      .executeTakeFirst();
    return Number(found?.total ?? 0);
  }

  /** This person's open cases from this chat, oldest first. */
  async openOf(trusts: readonly string[], personId: string, chat: string): Promise<readonly Case[]> {
    const cases = await this.openIn(trusts, chat);
    return cases.filter((it) => requestersIn(it, chat).some((one) => one.person.id === personId));
  }

  /** The open cases from this chat, oldest first. */
  async openIn(trusts: readonly string[], chat: string): Promise<readonly Case[]> {
    const cases = await this.#openFound(trusts, 'chat', chat);
    return cases.filter((it) => requestersIn(it, chat).length > 0);
  }

  /** Whether trainers have an open case at all. */
  async hasOpenOfTrainers(): Promise<boolean> {
    return (await this.#queries.anyOfTrainers(this.#db, {})).rows.length > 0;
  }

  /** The open cases that trainers alone raised with this address, oldest first. */
  openForAddress(trusts: readonly string[], address: string): Promise<readonly Case[]> {
    return this.#openFound(trusts, 'address', address);
  }

  async #openFound(trusts: readonly string[], kind: 'chat' | 'address', value: string) {
    const { rows } = await this.#queries.openFound(this.#db, { kind, value });
    return rows.filter(({ trust }) => trusts.includes(trust)).map((row) => fromRow(row, this.#warnings));
  }

  /** How many people's cases of this Trust were opened since then. */
  async reportedSince(trust: string, since: IsoInstant): Promise<number> {
    const rows = await this.#db
      .selectFrom('cases')
      .selectAll()
      .where('trust', '=', trust)
      .where('opened_at', '>=', since)
      .execute();
    const cases = rows.map((row) => fromRow(row, this.#warnings));
    return new Set(cases.map((it) => it.details.esrUsername ?? it.reference)).size;
  }

  /** Whether the team's chat shows the case. */
  async whereaboutsOf(reference: string): Promise<Whereabouts> {
    return (await whereaboutsOf(this.#db, [reference])).get(reference) ?? 'there';
  }

  /** The message that shows a case's handoff card, where Teams has it. */
  async handoffMessageOf(reference: string): Promise<string | undefined> {
    const card = await this.#db
      .selectFrom('outbox')
      .select('activity_id')
      .where('key', '=', handoffKey(reference))
      .executeTakeFirst();
    return card?.activity_id ?? undefined;
  }

  async counts(trust: string): Promise<QueueCounts> {
    const rows = await this.#db
      .selectFrom('cases')
      .select((select) => [
        'state',
        select.fn.countAll<number>().as('cases'),
        select.fn.min('opened_at').as('oldest'),
      ])
      .where('trust', '=', trust)
      .where('state', 'in', TO_DO)
      .groupBy('state')
      .execute();
    const of = (state: string) => Number(rows.find((row) => row.state === state)?.cases ?? 0);
    const [oldest] = rows.map((row) => row.oldest).sort();
    return { open: of('open'), claimed: of('claimed'), waiting: of('waiting'), oldest };
  }
}

/** The queries that run whenever somebody types. */
const queriesOf = (db: Database['db']) => ({
  anyOfTrainers: prepared(
    () => db.selectFrom('case_finder').select('reference').where('kind', '=', 'address').limit(1),
    'at once',
  ),
  openFound: prepared(({ kind, value }: { kind: 'chat' | 'address'; value: string }) =>
    db
      .selectFrom('case_finder as found')
      .innerJoin('cases', 'cases.reference', 'found.reference')
      .select(CASE_COLUMNS)
      .where('found.kind', '=', kind)
      .where('found.value', '=', value)
      .orderBy('opened_at')
      .orderBy('cases.reference'),
  ),
});
