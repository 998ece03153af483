import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FaultOptions } from '../../../simulator/faults.ts';
import { SENTENCES } from '../../../src/cards/sentences.ts';
import { startBot } from '../../support/bot.ts';
import { buttons, readAloud } from '../../support/cards.ts';

let bot: Awaited<ReturnType<typeof startBot>>;
let card: string;
let before: number;

beforeEach(async () => {
  bot = await startBot({}, { replyWithinMs: 1500 });
  const { people, chats } = bot.teams.cast;
  const press = async (button: string, inputs = {}) => {
    const seen = bot.teams.view(people.amara, chats.amara).findLast((one) => buttons(one).includes(button));
    await bot.teams.press(people.amara, chats.amara, seen?.id ?? '', button, inputs);
  };
  await bot.teams.say(people.amara, chats.amara, 'talk to someone');
  const answers = { username: '432OKAFORA01', email: 'amara@nhs.net', words: 'It does not work' };
  await press('Check my answers', answers);
  await press('Yes, send to the ESR Team');
  const handoff = () => bot.teams.activities(chats.esrTeam).find((one) => buttons(one).includes('Assign'));
  card = (await bot.teams.until(handoff)).id;
  before = allCalls();
});
afterEach(() => bot.close());

const refuse = (effect: FaultOptions['effect'], times?: number) =>
  bot.teams.faults.add({ match: { operation: 'pagedMembers' }, effect, ...(times && { times }) });
const assign = async (inputs = {}) => {
  const { people, chats } = bot.teams.cast;
  const { outcome } = await bot.teams.press(people.elena, chats.esrTeam, card, 'Assign', inputs);
  return JSON.stringify(outcome);
};
const allCalls = () => bot.teams.calls.filter(({ operation }) => operation === 'pagedMembers').length;
const asked = () => allCalls() - before;

it.each([{ status: 412 }, { status: 429, retryAfter: 1 }, { status: 502 }, { status: 503 }, { drop: true }])(
  'Teams is asked again who is in the chat, after %j',
  async (effect) => {
    refuse(effect, 1);
    expect(await assign()).toContain('Femi Adeyemi');
    expect(asked()).toBe(2);
  },
);

it('where Teams goes on refusing, a press says so and changes nothing, and the next one works', async () => {
  const { people, chats } = bot.teams.cast;
  const { id } = refuse({ status: 503 });
  expect(await assign()).toContain(SENTENCES.membersUnknown);
  expect(asked()).toBeGreaterThan(1);
  const seen = bot.teams.activities(chats.esrTeam).find((one) => one.id === card);
  expect(readAloud(seen)).toContain('Nobody has it yet');
  bot.teams.faults.clear(id);
  expect(await assign()).toContain('Femi Adeyemi');
  await bot.teams.press(people.elena, chats.esrTeam, card, 'Assign', { to: people.femi.aadObjectId });
  await bot.teams.until(() =>
    bot.teams.activities(chats.esrTeam).find((one) => readAloud(one).includes('Femi Adeyemi has it')),
  );
});

it('where Teams refuses for good, it is asked once; where it does not answer, nobody waits longer than a turn', async () => {
  const { id } = refuse({ status: 403 });
  expect(await assign()).toContain(SENTENCES.membersUnknown);
  expect(asked()).toBe(1);
  bot.teams.faults.clear(id);
  refuse({ delayMs: 9000 });
  const began = performance.now();
  expect(await assign()).toContain(SENTENCES.membersUnknown);
  expect(performance.now() - began).toBeLessThan(6000);
});

it('a typed “assign” is answered the same', async () => {
  const { people, chats } = bot.teams.cast;
  const cardPress = await bot.teams.press(people.elena, chats.esrTeam, card, 'Claim');
  expect(cardPress.status).toBe(200);
  const { id } = refuse({ status: 503 });
  await bot.teams.say(people.elena, chats.esrTeam, 'assign');
  const said = () => bot.teams.activities(chats.esrTeam).map(readAloud);
  expect(said()).toContain(SENTENCES.membersUnknown);
  bot.teams.faults.clear(id);
  refuse({ status: 503 }, 1);
  await bot.teams.say(people.elena, chats.esrTeam, 'assign to femi');
  expect(said().at(-1)).toContain('Femi Adeyemi');
  expect(said()).not.toContain(SENTENCES.failed);
});
