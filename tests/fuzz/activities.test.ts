import { Agent, request as startRequest } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Card, isRecord } from '../../simulator/activity.ts';
import { makePerson, makePersonalChat } from '../../simulator/cast.ts';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { cardIn } from '../support/cards.ts';
import type { Json } from '../support/json.ts';
import { newPostgresDatabase } from '../support/new-database.ts';
import { changed, type Pressing, pressing, sentBy } from './activities.ts';
import { buttonsOf, startYesTeams, type YesTeams } from './live-cards.ts';

const LONG = process.env.FUZZ === 'long';
/** On each database; `npm run test:fuzz` runs the long number. */
const INPUTS = { sqlite: LONG ? 100_000 : 4000, postgres: LONG ? 100_000 : 1000 };
/** How much more memory the second half may leave behind than the first. */
const GROWTH = 24 * 1024 * 1024;
const AT_ONCE = 20;
const PEOPLE = 40;

let bot: TestBot;
let yes: YesTeams;
/** Where presses are made: the staff's own chats, and the two linked ones. */
const places: { person: Person; chat: Chat; conversation: Json }[] = [];
const seeds: Json[] = [];
const rejections: unknown[] = [];
const onRejection = (reason: unknown) => rejections.push(reason);
const keepAlive = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

async function begin(kind: keyof typeof INPUTS) {
  process.on('unhandledRejection', onRejection);
  yes = await startYesTeams();
  const plenty = { most: 1e9, perSecond: 1e9 };
  const allowances = { person: plenty, chat: plenty, waiting: 1e9 };
  const settings: Record<string, string> =
    kind === 'postgres' ? { DATABASE_URL: await newPostgresDatabase() } : {};
  bot = await startBot(settings, { allowances, sendLimits: { chat: [], tenant: [] } });
  const real = new Map<string, Json>();
  bot.teams.events.on('delivered', ({ activity }) =>
    real.set(activity.id, structuredClone(activity) as unknown as Json),
  );
  await aDay();
  seeds.splice(0, seeds.length, ...real.values());
  const { people, chats } = bot.teams.cast;
  const staff = Array.from({ length: PEOPLE }, (_, index) => {
    const person = bot.teams.world.addPerson(makePerson(`Staff ${index}`, 'staff'));
    return { person, chat: bot.teams.world.addChat(makePersonalChat(person)) };
  });
  const linked = [
    { person: people.elena, chat: chats.esrTeam },
    { person: people.chloe, chat: chats.escalation },
  ];
  places.length = 0;
  // Half of all presses are made in the linked chats.
  for (const one of [...staff, ...Array.from({ length: PEOPLE / 2 }, () => linked).flat()]) {
    const { id, type: conversationType, tenantId } = one.chat;
    places.push({ ...one, conversation: { id, conversationType, tenantId } });
  }
}

async function end() {
  process.off('unhandledRejection', onRejection);
  await bot.close();
  await yes.close();
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
/** What the process holds on to. Not what lies outside of the heap: that is given back late, tens of megabytes at a time. */
function memory(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Real messages and presses of every kind of chat, to change. */
async function aDay() {
  const { teams } = bot;
  const { people, chats } = teams.cast;
  const press = async (person: Person, chat: Chat, button: string, inputs = {}) => {
    const title = `"title":${JSON.stringify(button)}`;
    const card = await teams.until(() =>
      teams.view(person, chat).findLast((one) => JSON.stringify(cardIn(one) ?? {}).includes(title)),
    );
    return teams.press(person, chat, card.id, button, inputs);
  };
  for (const chat of Object.values(chats)) await teams.install(chat);
  await teams.say(people.amara, chats.amara, 'hello');
  await press(people.amara, chats.amara, 'Username and password');
  await press(people.amara, chats.amara, 'ESR says my username or password is wrong');
  teams.oldPhones.add(people.amara.id);
  await press(people.amara, chats.amara, 'Twice');
  teams.oldPhones.clear();
  await press(people.amara, chats.amara, 'Ask the ESR Team');
  const details = { username: '432OKAFORA01', email: 'amara.okafor@nhs.net' };
  await press(people.amara, chats.amara, 'Check my answers', details);
  await press(people.amara, chats.amara, 'Yes, send to the ESR Team');
  await press(people.elena, chats.esrTeam, 'Claim');
  await press(people.femi, chats.esrTeam, 'Assign');
  await press(people.elena, chats.esrTeam, 'Send question', { question: 'Which ward?' });
  for (const text of ['queue', 'report', 'notice It is down until 17:00', 'notice off', 'help']) {
    await teams.say(people.elena, chats.esrTeam, text);
  }
  await teams.say(people.amara, chats.amara, 'Ward 4');
  await press(people.elena, chats.esrTeam, 'Resolve and tell them', { outcome: 'password-reset-sent' });
  const learners = 'Reset needed - ESR username 432PATELR02, email r.patel@nhs.net. Thanks';
  const { activity } = await teams.say(people.chloe, chats.escalation, learners);
  await press(people.chloe, chats.escalation, 'Send to the ESR Team');
  const opened = await teams.openAction(people.chloe, chats.escalation, activity.id, 'escalate');
  const [button] = buttonsOf(opened.task?.card ?? {});
  await teams.submitAction(people.chloe, chats.escalation, activity.id, 'escalate', button?.data ?? {});
}

let count = 0;
const nextId = () => {
  count += 1;
  return `fuzz-${count}`;
};

/** The activity from another person where it is a 1:1 chat, with an id of its own, answered by the Teams that says yes. */
function addressed(it: Json): Json {
  const id = nextId();
  const serviceUrl = it.serviceUrl === bot.teams.serviceUrl ? yes.serviceUrl : it.serviceUrl;
  const conversation = it.conversation as Json | undefined;
  const one = places[count % PEOPLE];
  if (conversation?.conversationType !== 'personal' || one === undefined) return { ...it, id, serviceUrl };
  const from = { id: one.person.id, name: one.person.name, aadObjectId: one.person.aadObjectId };
  const whose = it.from === null || typeof it.from !== 'object' ? it.from : { ...from, ...name(it.from) };
  return { ...it, id, serviceUrl, from: whose, conversation: { ...conversation, id: one.chat.id } };
}

const name = (from: object) => ('name' in from ? { name: from.name } : {});

/** The press of a card that this chat shows now; a word where it shows none. */
function pressed(it: Pressing): Json {
  const place = places[it.chat % places.length];
  if (place === undefined) throw new TypeError('nobody is there');
  const { person, chat, conversation } = place;
  const shown = yes.cards(chat.id);
  const live = shown[it.card % Math.max(1, shown.length)];
  const buttons = buttonsOf(live?.card ?? {});
  const button = buttons[it.button % Math.max(1, buttons.length)];
  const frame = {
    channelId: 'msteams',
    id: nextId(),
    serviceUrl: yes.serviceUrl,
    conversation,
    from: { id: person.id, name: person.name, aadObjectId: person.aadObjectId },
    recipient: bot.teams.bot,
    channelData: { tenant: { id: chat.tenantId } },
  };
  if (live === undefined || button === undefined) return { ...frame, type: 'message', text: 'hello' };
  const kind = it.execute ? { type: 'invoke', name: 'adaptiveCard/action' } : { type: 'message' };
  return { ...frame, ...kind, replyToId: live.id, value: sentBy(it, button) };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function post(activity: Json): Promise<Answer> {
  const body = JSON.stringify(activity);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = startRequest(
      { agent: keepAlive, port: bot.app.port, method: 'POST', path: '/api/messages', headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    // The server may close an idle connection just as it is used again.
    const isStale = (error: NodeJS.ErrnoException) => request.reusedSocket && error.code === 'ECONNRESET';
    request.on('error', (error) => (isStale(error) ? resolve(post(activity)) : reject(error)));
    request.end(body);
  });
}

/** As Teams does with the card that answers a press: it takes the pressed one's place, for the next press. */
function showAnswer(activity: Json, text: string): void {
  if (activity.type !== 'invoke' || text === '') return;
  const { value } = JSON.parse(text) as { value?: unknown };
  if (isRecord(value) && value.type === 'AdaptiveCard') {
    const { id } = activity.conversation as { id: string };
    yes.answered(id, String(activity.replyToId), value as Card);
  }
}

const answers = new Map<string, number>();
const tally = (what: string) => answers.set(what, (answers.get(what) ?? 0) + 1);

async function send(activity: Json): Promise<string> {
  const { status, text } = await post(activity);
  tally(`${status}`);
  // A turn that broke off is told to who pressed with a 200: it is as much of a failure.
  if (status >= 500 || status === 0 || text.includes(SENTENCES.failed)) {
    throw new Error(`answered ${status} to ${JSON.stringify(activity).slice(0, 3000)}`);
  }
  return text;
}

async function sendPress(it: Pressing): Promise<void> {
  const activity = pressed(it);
  const text = await send(activity);
  tally(activity.type === 'invoke' ? 'pressed: Execute' : 'pressed: Submit');
  if (/"type":"AdaptiveCard"/.test(text)) tally('pressed: a card came of it');
  showAnswer(activity, text);
}

let rounds = 0;
/** After whatever came before, a good message is answered: by turns of each person, and in the linked chats. */
async function goOn(): Promise<void> {
  rounds += 1;
  const place = places[rounds % places.length];
  if (place === undefined) return;
  const { person, chat, conversation } = place;
  const [command] = chat.type === 'personal' ? ['start over'] : ['help'];
  const before = yes.sent(chat.id);
  await send({
    type: 'message',
    channelId: 'msteams',
    serviceUrl: yes.serviceUrl,
    conversation,
    from: { id: person.id, name: person.name, aadObjectId: person.aadObjectId },
    recipient: bot.teams.bot,
    channelData: { tenant: { id: chat.tenantId } },
    // In linked chats Teams delivers only messages that mention the bot.
    text: chat.type === 'personal' ? command : `<at>bot</at> ${command}`,
    entities: [{ type: 'mention', text: '<at>bot</at>', mentioned: bot.teams.bot }],
    id: nextId(),
  });
  if (yes.sent(chat.id) <= before) throw new Error(`${person.name} got no answer to "${command}"`);
}

afterAll(() => keepAlive.destroy());

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  beforeAll(() => begin(kind));
  afterAll(end);

  it('nothing that is sent breaks the bot or fills its memory, and everybody can go on after each batch', async () => {
    const inputs = INPUTS[kind];
    answers.clear();
    const input = fc.oneof(
      { weight: 3, arbitrary: changed(seeds).map((it) => async () => void (await send(addressed(it)))) },
      { weight: 2, arbitrary: pressing.map((it) => () => sendPress(it)) },
    );
    const some = fc.array(input, { minLength: AT_ONCE, maxLength: AT_ONCE });
    const property = fc.asyncProperty(some, async (all) => {
      await Promise.all(all.map((one) => one()));
      await goOn();
    });
    const half = () => fc.assert(property, { numRuns: inputs / AT_ONCE / 2, endOnFailure: true });
    await half();
    const before = memory();
    await half();
    const growth = memory() - before;
    if (LONG) {
      const told = JSON.stringify({ ...Object.fromEntries(answers), growth });
      process.stdout.write(`${inputs} inputs on ${kind}: ${told}\n`);
    }
    expect(yes.apologies).toEqual([]);
    expect(growth).toBeLessThan(GROWTH);
    // Most got as far as a turn, and many presses were of cards that live.
    expect(answers.get('200') ?? 0).toBeGreaterThan(inputs * 0.6);
    for (const what of ['pressed: Execute', 'pressed: Submit', 'pressed: a card came of it']) {
      expect(answers.get(what) ?? 0).toBeGreaterThan(inputs / 25);
    }
    expect(rejections).toEqual([]);
    for (const { person, chat } of places.slice(0, PEOPLE)) {
      const shown = bot.teams.activities(chat).length;
      expect(await bot.teams.say(person, chat, 'start over')).toMatchObject({ status: 200 });
      expect(bot.teams.activities(chat).length).toBeGreaterThan(shown + 1);
    }
  });
});
