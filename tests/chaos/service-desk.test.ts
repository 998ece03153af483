import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { actOnCase } from '../../examples/service-desk.ts';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import { newLinkCode } from '../../src/bot/linking/link-codes.ts';
import { ChatStore } from '../../src/store/chats/chat-store.ts';
import type { Database } from '../../src/store/database.ts';
import { newSecret } from '../service-desk/desk-bot.ts';
import { type BotProcess, startQuickBot } from '../shared/bot-process.ts';
import { readAloud } from '../support/cards.ts';
import { onEveryDatabase } from '../support/databases.ts';

interface Taken {
  readonly id: string;
  readonly type: string;
  readonly reference: string;
}

onEveryDatabase('a bot that is killed while a service desk is told', (databases) => {
  const inbound = newSecret();
  let teams: Teams;
  let bot: BotProcess;
  let url: string;
  let database: Database;
  let desk: Server;
  /** Every post that reached the desk, with repeats. */
  let posts: Taken[];
  let answers: (response: ServerResponse, taken: Taken) => void;

  const start = async () => {
    bot = await startQuickBot(
      url,
      {
        WEBHOOK_ESNEFT_URL: `http://127.0.0.1:${(desk.address() as AddressInfo).port}/`,
        WEBHOOK_ESNEFT_SECRET: secret,
        WEBHOOK_ESNEFT_INBOUND_SECRET: inbound,
      },
      { sendLimits: { chat: [], tenant: [] } },
    );
    teams.botUrl = bot.url;
  };
  const secret = newSecret();
  const killed = async () => {
    await bot.kill('SIGKILL');
    // The dead one's lock would end by itself within a minute.
    if (databases.kind === 'postgres')
      await database.db
        .updateTable('outbox')
        .set({ run_at: new Date().toISOString() })
        .where('lock_token', 'is not', null)
        .execute();
    await start();
  };
  const takes = (response: ServerResponse, { type, reference }: Taken) =>
    void response.end(type === 'case.raised' ? JSON.stringify({ ticket: { number: `T-${reference}` } }) : '');
  const refuses = (response: ServerResponse) => {
    response.statusCode = 503;
    response.end();
  };
  /** What the desk did, however often it was asked to. */
  const once = () => [...new Map(posts.map((one) => [one.id, one])).values()].map(({ type }) => type);

  beforeEach(async () => {
    posts = [];
    answers = takes;
    desk = createServer(async (request, response) => {
      const { type, data } = JSON.parse(await text(request));
      const taken = { id: String(request.headers['webhook-id']), type, reference: data.reference };
      posts.push(taken);
      answers(response, taken);
    });
    await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
    url = await databases.url();
    database = await databases.open(url);
    teams = await createTeams();
    await start();
    const { chats, people } = teams.cast;
    const now = new Date().toISOString();
    const link = { trust: 'esneft', role: 'esr-team' } as const;
    const code = await newLinkCode(new ChatStore(database, () => now), link, now);
    await teams.install(chats.esrTeam);
    await teams.say(people.elena, chats.esrTeam, `link ${code}`);
  });
  afterEach(async () => {
    await bot.kill('SIGKILL');
    await teams.close();
    desk.closeAllConnections();
    desk.close();
  });

  async function handOver(): Promise<string> {
    const { people, chats } = teams.cast;
    const press = (button: string, inputs = {}) =>
      teams.press(people.amara, chats.amara, teams.activities(chats.amara).at(-1)?.id ?? '', button, inputs);
    await teams.say(people.amara, chats.amara, 'talk to someone');
    await press('Check my answers', { username: '432OKAFORA01', email: 'a@nhs.net', words: 'It is blank' });
    const { outcome } = await press('Yes, send to the ESR Team');
    return /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(outcome))?.[0] ?? '';
  }
  const shown = (...words: string[]) =>
    teams.until(() =>
      teams
        .activities(teams.cast.chats.esrTeam)
        .findLast((one) => words.every((word) => readAloud(one).includes(word))),
    );
  const work = async (reference: string, button: string) => {
    const card = await shown(reference, 'ESR username');
    await teams.press(teams.cast.people.elena, teams.cast.chats.esrTeam, card.id, button);
  };
  const act = (it: { case: string }, id?: string) =>
    actOnCase(bot.url.replace('/api/messages', ''), inbound, it, id);

  it('loses nothing, keeps the order and the ids, and goes round in no circle', async () => {
    // Nobody answers, then the bot dies: what was owed is told afterwards, in order.
    answers = refuses;
    const reference = await handOver();
    await work(reference, 'Claim');
    await work(reference, 'Put back');
    await killed();
    answers = takes;
    await expect.poll(once).toEqual(['case.raised', 'case.claimed', 'case.changed']);
    await shown(reference, `T-${reference}`);

    // The desk took it, and the bot died before it heard so: it comes once more under the same id.
    const held = new Promise<Taken>((resolve) => {
      answers = (_, taken) => resolve(taken);
    });
    await work(reference, 'Claim');
    const { id } = await held;
    answers = takes;
    await killed();
    await expect.poll(() => posts.filter((one) => one.id === id).length).toBe(2);
    await work(reference, 'Put back');
    await expect.poll(() => once().length).toBe(5);

    // The desk acts, and does not hear whether it was done: the same again is done once. It is not told of what it did.
    const resolve = { type: 'resolve', case: reference, outcome: 'password-reset-sent' };
    const first = act(resolve, 'msg_resolve').catch(() => undefined);
    await killed();
    await first;
    const again = await act(resolve, 'msg_resolve');
    expect(await again.json()).toMatchObject({ done: true, case: { state: 'resolved' } });
    // A rule of the desk's that repeats everything it hears.
    answers = (response, taken) => {
      takes(response, taken);
      act(resolve).catch(() => undefined);
    };
    const { people, chats } = teams.cast;
    const card = await teams.until(() =>
      teams.activities(chats.amara).findLast((one) => JSON.stringify(one).includes('still not working')),
    );
    await teams.press(people.amara, chats.amara, card.id, 'Tell the ESR Team', { why: 'The same' });
    await expect.poll(() => once().at(-1)).toBe('case.reopened');
    const resolved = await database.db
      .selectFrom('case_events')
      .select('by_id')
      .where('type', '=', 'resolve')
      .execute();
    expect(resolved.length).toBeLessThanOrEqual(2);
    expect(once().filter((type) => type === 'case.resolved')).toEqual([]);
    await expect
      .poll(() => database.db.selectFrom('outbox').select('id').where('kind', '=', 'webhook').execute())
      .toEqual([]);
  });
});
