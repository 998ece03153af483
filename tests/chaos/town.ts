import { vi } from 'vitest';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import type { Shown } from '../../simulator/teams-options.ts';
import type { Chat, Person } from '../../simulator/world.ts';
import type { TrustId } from '../../src/guides/ids.ts';
import type { Database } from '../../src/store/database.ts';
import { buttons, cardIn, readAloud } from '../support/cards.ts';
import { linkTeam } from '../support/link-team.ts';

/** `npm run test:chaos` sets it: hundreds of kills and thousands of cases instead of a few. */
export const LONG = process.env.CHAOS === 'long';

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

/** Several Trusts' ESR Teams and people who raise one case after the other, and do not give up. */
export class Town {
  readonly told: Told[] = [];
  readonly teams: Teams;
  readonly chats: readonly Chat[];
  readonly teamChats: readonly Chat[];
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
    for (const { trust, chat } of town.#teams) await linkTeam(database, trust as TrustId, chat.id);
    return town;
  }

  async install(): Promise<void> {
    for (const chat of this.chats) await this.teams.install(chat);
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

  /** Waits until nothing is owed to any chat. */
  async settled(): Promise<void> {
    await vi.waitFor(
      async () => {
        const owed = await this.#database.db
          .selectFrom('deliveries')
          .select(['id', 'state', 'attempts', 'last_error', 'due_at'])
          .where('kind', '<>', 'timer')
          .where('state', '<>', 'delivered')
          .execute();
        if (owed.length > 0) throw new Error(`Still owed: ${JSON.stringify(owed.slice(0, 5))}`);
      },
      { timeout: LONG ? 3_600_000 : 60_000, interval: 100 },
    );
  }

  /** The handoff cards of a case that its team's chat shows, oldest first. */
  handoffs = ({ team, reference }: Pick<Told, 'team' | 'reference'>): Shown[] =>
    this.#cards(team.chat, [reference, 'ESR username']);

  /** The messages that told the requester of the outcome, oldest first. */
  outcomes = ({ requester, reference }: Told): Shown[] =>
    this.#cards(requester, [reference, 'Is it working now?']);

  #cards(chat: Chat, words: readonly string[]): Shown[] {
    return this.teams.activities(chat).filter((shown) => {
      const text = cardIn(shown) === undefined ? '' : readAloud(shown);
      return words.every((word) => text.includes(word));
    });
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.teams.close();
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
    for (;;) {
      await this.#attempt(() => this.teams.say(person, chat, 'talk to someone'));
      const asked = buttons(this.teams.activities(chat).at(-1)).find((title) => title.includes(NAMES[trust]));
      if (asked !== undefined) await this.#attempt(() => press(asked));
      await this.#attempt(() => press('Check my answers', { username, email: 'a.smith@nhs.net' }));
      const sent = await this.#attempt(() => press('Yes, send to the ESR Team'));
      const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(sent?.outcome ?? ''))?.[0];
      if (reference !== undefined) return reference;
    }
  }

  /** Claims and resolves it from the card, as soon as that is there; presses again until the answer says it is done. */
  async #work({ reference, team }: Told): Promise<void> {
    const card = () => this.handoffs({ team, reference }).at(-1)?.id;
    await this.teams.until(card, LONG ? 3_600_000 : 45_000);
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

  /** People who get no answer wait until the bot is there before they try again. */
  async #attempt<T extends { status: number } | undefined>(doing: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error('The town is closed');
    const result = await doing();
    if (result === undefined || result.status !== 200) await this.ready();
    return result;
  }
}

const NAMES: Record<TownTrust, string> = {
  esneft: 'East Suffolk',
  'trust-382': '382',
  'trust-427': '427',
};
