import { setTimeout as wait } from 'node:timers/promises';
import { vi } from 'vitest';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import type { Shown } from '../../simulator/teams-options.ts';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { Database } from '../../src/store/database.ts';
import { REPLY } from '../../src/store/outbox/waiting-replies.ts';
import { buttons } from '../support/cards.ts';
import { linkTeam } from '../support/link-team.ts';
import { LONG } from './pace.ts';
import { Posts } from './posts.ts';

/** Trusts whose handover asks for a username and an address, and how their usernames begin. */
const PREFIXES = { esneft: '432', 'trust-382': '382', 'trust-427': '427' } as const;
export const TOWN_TRUSTS = Object.keys(PREFIXES) as (keyof typeof PREFIXES)[];
type TownTrust = (typeof TOWN_TRUSTS)[number];

/** A case that somebody was told was handed over. */
export interface Told {
  readonly reference: string;
  readonly team: Team;
  readonly requester: Chat;
}
interface Team {
  readonly trust: TownTrust;
  readonly chat: Chat;
  readonly worker: Person;
}

type Attempted = { readonly status: number; readonly body: unknown } | undefined;

const PATIENCE_MS = LONG ? 900_000 : 300_000;

/** Several Trusts' ESR Teams and people who raise one case after the other, and do not give up. */
export class Town {
  readonly told: Told[] = [];
  readonly teams: Teams;
  readonly chats: readonly Chat[];
  readonly teamChats: readonly Chat[];
  readonly #posts: Posts;
  readonly #teams: readonly Team[];
  readonly #people: readonly (readonly [Person, Chat, Team])[];
  readonly #database: Database;
  /** What tells this town's cases from another's. */
  #usernames = 0;
  /** What people who get no answer wait for before they try again. */
  ready: () => Promise<unknown> = async () => undefined;
  #raising = 0;
  #closed = false;

  private constructor(teams: Teams, database: Database) {
    this.teams = teams;
    this.#posts = new Posts(teams);
    this.#database = database;
    this.#teams = TOWN_TRUSTS.map((trust) => {
      const worker = teams.createPerson(`Worker of ${trust}`);
      return { trust, worker, chat: teams.createGroupChat(`ESR Team of ${trust}`, [worker]) };
    });
    this.#people = this.#teams.flatMap((team) =>
      Array.from({ length: LONG ? 6 : 2 }, (_, index): [Person, Chat, Team] => {
        const person = teams.createPerson(`Person ${index + 1} of ${team.trust}`);
        return [person, teams.personalChat(person), team];
      }),
    );
    this.teamChats = this.#teams.map(({ chat }) => chat);
    this.chats = [...this.teamChats, ...this.#people.map(([, chat]) => chat)];
  }

  /** Links the teams' chats in this database; `install` when a bot is there. */
  static async build(database: Database): Promise<Town> {
    const town = new Town(await createTeams(), database);
    for (const { trust, chat } of town.#teams) await linkTeam(database, trust, chat.id);
    return town;
  }

  async install(): Promise<void> {
    for (const chat of this.chats) await this.teams.install(chat);
  }

  /** From now on the bot is put back into each chat that it was thrown out of, as soon as it has noticed. */
  putBack(): void {
    this.teams.events.on('called', ({ status, chat = '' }) => {
      if (status !== 403) return;
      const paused = () => this.#paused(chat);
      // It may have been a reply, or somebody spoke to it meanwhile: then nothing waits, and nothing is to be done.
      vi.waitUntil(paused, { timeout: 2000, interval: 20 }).then(
        () => this.teams.install(this.teams.world.chat(chat)),
        () => undefined,
      );
    });
  }

  /** Everyone raises cases, and each is claimed and resolved, until there are so many and `enough` says so. */
  async live(cases: number, enough: () => boolean = () => true): Promise<void> {
    const next = () => {
      this.#raising += 1;
      return this.#raising <= cases || !enough();
    };
    await Promise.all(
      this.#people.map(async ([person, chat, team]) => {
        while (next()) {
          const reference = await this.#raise(person, chat, team);
          const told = { reference, team, requester: chat };
          this.told.push(told);
          await this.#work(told);
        }
      }),
    );
  }

  /** Until a few more things have happened, and a little longer: then is in the middle of whatever is going on. */
  async someTime(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    let left = 1 + Math.floor(Math.random() * 30);
    const seen = () => {
      left -= 1;
      if (left <= 0) resolve();
    };
    this.teams.events.on('called', seen).on('delivered', seen);
    await promise;
    this.teams.events.off('called', seen).off('delivered', seen);
    await wait(Math.random() * 10);
  }

  /** Waits until nothing is owed to any chat. */
  async settled(): Promise<void> {
    await vi.waitFor(
      async () => {
        const pending = await this.#database.db
          .selectFrom('outbox')
          .select(['id', 'conversation_id', 'state', 'attempts', 'last_error', 'run_at'])
          .where('state', '<>', 'delivered')
          .execute();
        if (pending.length > 0) throw new Error(`Still owed: ${JSON.stringify(pending.slice(0, 5))}`);
      },
      { timeout: PATIENCE_MS, interval: 100 },
    );
  }

  /** The handoff cards of a case that its team's chat shows, oldest first. */
  handoffs = ({ team, reference }: Pick<Told, 'team' | 'reference'>): Shown[] =>
    this.#posts.of(team.chat, reference, 'ESR username');

  /** The cards by which the requester follows the case, oldest first. */
  statuses = ({ requester, reference }: Told): Shown[] => this.#posts.of(requester, reference, 'Sent ');

  /** The messages that told the requester of the outcome, oldest first. */
  outcomes = ({ requester, reference }: Told): Shown[] =>
    this.#posts.of(requester, reference, 'News from the ESR Team');

  close(): Promise<void> {
    this.#closed = true;
    return this.teams.close();
  }

  async #paused(chat: string): Promise<boolean> {
    if (this.#closed) return false;
    const found = await this.#database.db
      .selectFrom('outbox')
      .select('id')
      .where('conversation_id', '=', chat)
      .where('state', '=', 'paused')
      .execute();
    return found.length > 0;
  }

  /**
   * Until no reply is on its way to this chat: people wait for one that is late. Without that they would say more each second
   * than a chat may be sent, and never read the answer to what they said last.
   */
  async #answered(chat: Chat): Promise<void> {
    // Tried again also while the database is away.
    await vi.waitFor(
      async () => {
        const late = await this.#database.db
          .selectFrom('outbox')
          .select('id')
          .where('conversation_id', '=', chat.id)
          .where('name', '=', REPLY)
          .where('state', '=', 'pending')
          .execute();
        if (late.length > 0) throw new Error(`Replies on their way: ${late.length}`);
      },
      { timeout: PATIENCE_MS, interval: 50 },
    );
  }

  async #raise(person: Person, chat: Chat, { trust }: Team): Promise<string> {
    this.#usernames += 1;
    const letters = [...this.#usernames.toString(26).padStart(3, '0')];
    const name = letters.map((digit) => String.fromCharCode(65 + Number.parseInt(digit, 26))).join('');
    const username = `${PREFIXES[trust]}SM${name}A01`;
    const press = async (button: string, inputs = {}) => {
      const card = this.teams.view(person, chat).findLast((shown) => buttons(shown).includes(button));
      return card && this.teams.press(person, chat, card.id, button, inputs);
    };
    const attempt = async <T extends Attempted>(doing: () => Promise<T>): Promise<T> => {
      const result = await this.#attempt(doing);
      await this.#answered(chat);
      return result;
    };
    for (;;) {
      await attempt(() => this.teams.say(person, chat, 'talk to someone'));
      const asked = buttons(this.teams.activities(chat).at(-1)).find((title) => title.includes(NAMES[trust]));
      if (asked !== undefined) await attempt(() => press(asked));
      await attempt(() =>
        press('Check my answers', { username, email: 'a.smith@nhs.net', words: 'It does not let me in' }),
      );
      const sent = await attempt(() => press('Yes, send to the ESR Team'));
      const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(sent?.outcome ?? ''))?.[0];
      if (reference !== undefined) return reference;
    }
  }

  /** Claims and resolves it from the card, as soon as that is there; presses again until the answer says it is done. */
  async #work({ reference, team }: Told): Promise<void> {
    const card = () => this.handoffs({ team, reference }).at(-1)?.id;
    await this.teams.until(card, PATIENCE_MS);
    const press = async (data: object, done: RegExp) => {
      for (;;) {
        const action = { type: 'Action.Execute', verb: 'case', data: { case: reference, ...data } };
        const pressed = await this.#attempt(() =>
          this.teams.press(team.worker, team.chat, card() ?? '', action),
        );
        if (done.test(JSON.stringify(pressed?.outcome ?? ''))) return;
      }
    };
    await press({ act: 'claim', surface: 'handoff' }, /has it|already has this|resolved/);
    await press({ act: 'resolve', surface: 'handoff', outcome: 'password-reset-sent' }, /resolved/);
  }

  /** People who get no answer, or hear that it did not work, wait until the bot is there before they try again. */
  async #attempt<T extends Attempted>(doing: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error('The town is closed');
    const result = await doing();
    const failed = result?.status !== 200 || JSON.stringify(result.body)?.includes(SENTENCES.failed);
    if (failed) await this.ready();
    return result;
  }
}

const NAMES: Record<TownTrust, string> = {
  esneft: 'East Suffolk',
  'trust-382': '382',
  'trust-427': '427',
};
