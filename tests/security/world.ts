import type { Press, Shown } from '../../simulator/teams-options.ts';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { newSecret } from '../service-desk/desk-bot.ts';
import { cardIn, readAloud } from '../support/cards.ts';
import type { Json } from '../support/json.ts';
import { type RawResponse, rawRequest } from '../support/raw-http.ts';
import { type Served, startServed } from '../support/serve.ts';

/** In every personal field of the case that is attacked: seeing it elsewhere is a leak. */
export const MARK = 'zyxmark';

/** What the Trusts' service desks sign their requests with. */
export const DESK_SECRETS = { esneft: newSecret(), yas: newSecret() };

/** The service as in production, two Trusts with their chats, and a case of Amara's to attack. */
export interface World {
  readonly served: Served;
  readonly reference: string;
  /** ESNEFT's chats and people are the simulator's cast; Mallory is in every chat of these. */
  readonly mallory: Person;
  readonly elsewhere: {
    readonly team: Chat;
    readonly escalation: Chat;
    readonly unlinked: Chat;
    readonly own: Chat;
  };
  /** What Teams sends for a message or an invoke of this person in this chat, signed; with fields changed. */
  send(person: Person, chat: Chat, fields: Json): Promise<RawResponse>;
  /** A press of whatever data, as Action.Execute. */
  press(person: Person, chat: Chat, data: Json): Promise<RawResponse>;
  /** Somebody raises a case of their own; its reference. */
  raise(person: Person, chat: Chat, username: string): Promise<string>;
  /** Presses a button of the newest card of a chat that has it, once there is one with these words. */
  pressTitle(person: Person, chat: Chat, words: string, title: string, inputs?: Json): Promise<Press>;
  /** The newest message of a chat with these words, once there is one. */
  shows(chat: Chat, ...words: string[]): Promise<Shown>;
  /** Waits until nothing is owed to any chat. */
  settled(): Promise<void>;
  /** Everything that happened to cases so far, in order. */
  history(): Promise<readonly string[]>;
  /** All that the database holds, as text. */
  dump(): Promise<string>;
  close(): Promise<void>;
}

/** One person at a time does in minutes here what people do in a year; a flood is still one. */
const ALLOWANCES = {
  person: { most: 1000, perSecond: 20 },
  chat: { most: 5000, perSecond: 100 },
  waiting: 5000,
};

export async function startWorld(settings: Record<string, string> = {}): Promise<World> {
  const served = await startServed(
    {
      TRUSTS: 'esneft,yas',
      DEFAULT_TRUST: 'esneft',
      WEBHOOK_ESNEFT_INBOUND_SECRET: DESK_SECRETS.esneft,
      WEBHOOK_YAS_INBOUND_SECRET: DESK_SECRETS.yas,
      ...settings,
    },
    { allowances: ALLOWANCES, sendLimits: { chat: [], tenant: [] }, lookWithinMs: 20_000 },
  );
  const { teams, app } = served;
  const { people, chats } = teams.cast;
  const mallory = teams.createPerson('Mallory');
  const group = (name: string) => teams.createGroupChat(name, [mallory]);
  const elsewhere = {
    team: group('Another ESR Team'),
    escalation: group('Other trainers'),
    unlinked: group('Lunch'),
    own: teams.personalChat(mallory),
  };
  const link = async (trust: 'esneft' | 'yas', role: 'esr-team' | 'escalation', chat: Chat) => {
    await teams.install(chat);
    const code = await app.linkCode({ trust, role });
    await teams.say(teams.world.person(chat.members[0] ?? ''), chat, `link ${code}`);
  };
  await link('esneft', 'esr-team', chats.esrTeam);
  await link('esneft', 'escalation', chats.escalation);
  await link('yas', 'esr-team', elsewhere.team);
  await link('yas', 'escalation', elsewhere.escalation);

  let count = 0;
  const world: Omit<World, 'reference'> = {
    served,
    mallory,
    elsewhere,
    async send(person, chat, fields) {
      count += 1;
      const activity: Json = {
        type: 'message',
        id: `abuse-${count}`,
        channelId: 'msteams',
        serviceUrl: teams.serviceUrl,
        from: { id: person.id, aadObjectId: person.aadObjectId, name: person.name },
        recipient: teams.bot,
        conversation: { id: chat.id, conversationType: chat.type, tenantId: chat.tenantId },
        channelData: { tenant: { id: chat.tenantId } },
        // In shared chats Teams delivers only what mentions the bot.
        ...(chat.type !== 'personal' && {
          entities: [
            { type: 'mention', text: '@bot', mentioned: { id: teams.bot.id, name: teams.bot.name } },
          ],
        }),
        ...fields,
      };
      return postRaw(served, JSON.stringify(activity));
    },
    press: (person, chat, data) =>
      world.send(person, chat, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: 'abuse-card',
        value: { action: { type: 'Action.Execute', verb: 'abuse', data } },
      }),
    async raise(person, chat, username) {
      await teams.say(person, chat, 'start over');
      await teams.say(person, chat, 'talk to someone');
      const last = () => teams.activities(chat).at(-1)?.id ?? '';
      const trust = /East Suffolk[^\n]*/.exec(readAloud(teams.activities(chat).at(-1)))?.[0];
      if (
        trust !== undefined &&
        JSON.stringify(cardIn(teams.activities(chat).at(-1))).includes('"title":"East')
      )
        await teams.press(person, chat, last(), trust);
      const details = { username, email: `${MARK}@nhs.net`, words: 'It does not let me in' };
      await teams.press(person, chat, last(), 'Check my answers', details);
      const { outcome } = await teams.press(person, chat, last(), 'Yes, send to the ESR Team');
      const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(outcome))?.[0];
      if (reference === undefined) throw new Error(`No reference in ${JSON.stringify(outcome)}`);
      await world.shows(chats.esrTeam, reference);
      return reference;
    },
    async pressTitle(person, chat, words, title, inputs = {}) {
      const has = (one: Shown) =>
        readAloud(one).includes(words) &&
        JSON.stringify(cardIn(one) ?? {}).includes(`"title":${JSON.stringify(title)}`);
      const card = await teams.until(() => teams.view(person, chat).findLast(has));
      return teams.press(person, chat, card.id, title, inputs);
    },
    shows: (chat, ...words) =>
      teams.until(() =>
        teams.activities(chat).findLast((one) => words.every((word) => readAloud(one).includes(word))),
      ),
    settled: () => app.poll(),
    async history() {
      const rows = await app.database.db
        .selectFrom('case_events')
        .select(['reference', 'type', 'version'])
        .orderBy('id')
        .execute();
      return rows.map((row) => `${row.reference} ${row.version} ${row.type}`);
    },
    async dump() {
      const tables = await app.database.db.introspection.getTables();
      const rows = tables.map((table) =>
        app.database.db
          .selectFrom(table.name as 'cases')
          .selectAll()
          .execute(),
      );
      return JSON.stringify(await Promise.all(rows));
    },
    close: () => served.close(),
  };
  const reference = await world.raise(people.amara, chats.amara, '432ZYXMARK01');
  return { ...world, reference };
}

/** Posts a body as it is, with a good token. */
export async function postRaw(served: Served, body: string | Buffer, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${await served.authority.sign(served.claims())}`;
  return rawRequest(served.app.port, {
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body,
  });
}

/** All that a person can be shown in a chat, as it went to Teams. */
export const sentTo = (world: World, chat: Chat): string =>
  JSON.stringify(world.served.teams.activities(chat));

/** An abuse, what comes of it in words, and the test of it; `effects`: how much is done to cases. */
export interface Abuse {
  readonly abuse: string;
  readonly outcome: string;
  readonly effects?: number;
  readonly run: (world: World) => Promise<void>;
}
