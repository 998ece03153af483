import { Agent, createServer, request as startRequest } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePerson, makePersonalChat } from '../../simulator/cast.ts';
import type { Chat, Person } from '../../simulator/world.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { cardIn } from '../support/cards.ts';
import type { Json } from '../support/json.ts';
import { changed } from './activities.ts';

/** `npm run test:fuzz` runs ten times as many. */
const INPUTS = process.env.MODE === 'fuzz' ? 200_000 : 20_000;
const AT_ONCE = 20;
const PEOPLE = 40;

let bot: TestBot;
let staff: { person: Person; chat: Chat }[];
const seeds: Json[] = [];
const rejections: unknown[] = [];
const onRejection = (reason: unknown) => rejections.push(reason);
const keepAlive = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

/** A Teams that says yes to everything. */
let sent = 0;
const teams = createServer((request, response) => {
  request.resume();
  sent += 1;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ id: `sent-${sent}` }));
});

beforeAll(async () => {
  process.on('unhandledRejection', onRejection);
  await new Promise<void>((resolve) => teams.listen(0, '127.0.0.1', resolve));
  const plenty = { most: 1e9, perSecond: 1e9 };
  bot = await startBot({}, { allowances: { person: plenty, chat: plenty, waiting: 1e9 } });
  bot.teams.events.on('delivered', ({ activity }) =>
    seeds.push(structuredClone(activity) as unknown as Json),
  );
  await aDay();
  staff = Array.from({ length: PEOPLE }, (_, index) => {
    const person = bot.teams.world.addPerson(makePerson(`Staff ${index}`, 'staff'));
    return { person, chat: bot.teams.world.addChat(makePersonalChat(person)) };
  });
}, 60_000);
afterAll(async () => {
  process.off('unhandledRejection', onRejection);
  keepAlive.destroy();
  await bot.close();
  await new Promise((resolve) => teams.close(resolve));
});

/** Real messages and presses of every kind of chat, to change. */
async function aDay() {
  const { people, chats } = bot.teams.cast;
  const press = async (person: Person, chat: Chat, button: string, inputs = {}) => {
    const title = `"title":${JSON.stringify(button)}`;
    const card = await bot.teams.until(() =>
      bot.teams.view(person, chat).findLast((one) => JSON.stringify(cardIn(one) ?? {}).includes(title)),
    );
    return bot.teams.press(person, chat, card.id, button, inputs);
  };
  await bot.teams.say(people.amara, chats.amara, 'hello');
  await press(people.amara, chats.amara, 'Username and password');
  await press(people.amara, chats.amara, 'It says my username or password is wrong');
  await press(people.amara, chats.amara, 'Twice');
  await press(people.amara, chats.amara, 'Ask the ESR Team');
  const details = { username: '432OKAFORA01', email: 'amara.okafor@nhs.net' };
  await press(people.amara, chats.amara, 'Check my answers', details);
  await press(people.amara, chats.amara, 'Yes, send to the ESR Team');
  await press(people.elena, chats.esrTeam, 'Claim');
  await press(people.femi, chats.esrTeam, 'Assign to');
  await press(people.elena, chats.esrTeam, 'Send question', { question: 'Which ward?' });
  for (const text of ['queue', 'report', 'notice It is down until 17:00', 'notice off', 'help']) {
    await bot.teams.say(people.elena, chats.esrTeam, text);
  }
  await bot.teams.say(people.amara, chats.amara, 'Ward 4');
  await press(people.elena, chats.esrTeam, 'Resolve and tell them', { outcome: 'password-reset-sent' });
  const learners = 'Reset needed - ESR username 432PATELR02, email r.patel@nhs.net. Thanks';
  await bot.teams.say(people.chloe, chats.escalation, learners);
  await press(people.chloe, chats.escalation, 'Send to the ESR Team');
}

let count = 0;

/** The activity from another person where it is a 1:1 chat, with an id of its own, answered by the Teams above. */
function addressed(it: Json): Json {
  count += 1;
  const { port } = teams.address() as { port: number };
  const id = `fuzz-${count}`;
  const serviceUrl = it.serviceUrl === bot.teams.serviceUrl ? `http://127.0.0.1:${port}/` : it.serviceUrl;
  const conversation = it.conversation as Json | undefined;
  const one = staff[count % PEOPLE];
  if (conversation?.conversationType !== 'personal' || one === undefined) return { ...it, id, serviceUrl };
  const from = { id: one.person.id, name: one.person.name, aadObjectId: one.person.aadObjectId };
  const whose = it.from === null || typeof it.from !== 'object' ? it.from : { ...from, ...name(it.from) };
  return { ...it, id, serviceUrl, from: whose, conversation: { ...conversation, id: one.chat.id } };
}

const name = (from: object) => ('name' in from ? { name: from.name } : {});

function post(activity: Json): Promise<number> {
  const body = JSON.stringify(addressed(activity));
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = startRequest(
      { agent: keepAlive, port: bot.app.port, method: 'POST', path: '/api/messages', headers },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

it('nothing that is sent breaks the bot, and everybody can go on afterwards', async () => {
  const answered = new Map<number, number>();
  const some = fc.array(changed(seeds), { minLength: AT_ONCE, maxLength: AT_ONCE });
  const property = fc.asyncProperty(some, async (activities) => {
    for (const status of await Promise.all(activities.map(post))) {
      answered.set(status, (answered.get(status) ?? 0) + 1);
      if (status >= 500 || status === 0) throw new Error(`answered ${status}`);
    }
  });
  await fc.assert(property, { numRuns: INPUTS / AT_ONCE, endOnFailure: true });
  // Most got as far as a turn.
  expect(answered.get(200) ?? 0).toBeGreaterThan(INPUTS / 2);
  expect(rejections).toEqual([]);
  for (const { person, chat } of staff) {
    const before = bot.teams.activities(chat).length;
    expect(await bot.teams.say(person, chat, 'start over')).toMatchObject({ status: 200 });
    expect(bot.teams.activities(chat).length).toBeGreaterThan(before + 1);
  }
}, 600_000);
