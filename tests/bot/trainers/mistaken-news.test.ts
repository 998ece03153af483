import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { actionIn, lookAt } from './classes.ts';

let bot: TestBot;
let see: ReturnType<typeof lookAt>;
beforeAll(async () => {
  bot = await startBot({}, { sendLimits: { chat: [], tenant: [] } });
  see = lookAt(bot);
});
afterAll(() => bot.close());

it('news of several learners is of the others once one was resolved by mistake, and of none once all were', async () => {
  const { people, chats } = bot.teams.cast;
  const { id } = (await see.sendClass(3)).first;
  const press = async (action: Parameters<typeof bot.teams.press>[3], inputs = {}) => {
    const { outcome } = await bot.teams.press(people.elena, chats.esrTeam, id, action, inputs);
    if (outcome.kind !== 'card') throw new Error(`No card: ${JSON.stringify(outcome)}`);
    return outcome.card;
  };
  const ticked = { 'tick-0': 'true', 'tick-1': 'true' };
  const form = await press(actionIn(await press('Refresh'), 'Resolve ticked'), ticked);
  await press(actionIn(form, 'Resolve and tell them'), { outcome: 'password-reset-sent' });
  const news = await see.shown(chats.escalation, 'Some still cannot', 'Jo Patel, Jo Okoye');
  const now = () => bot.teams.activities(chats.escalation).find((one) => one.id === news.id);
  const takeBack = async (index: number) => {
    const handoff = await see.handoffOf(index);
    await bot.teams.press(people.elena, chats.esrTeam, handoff.id, 'Resolved by mistake');
    await bot.app.poll();
  };
  await takeBack(0);
  expect(readAloud(now())).toContain('**Jo Okoye**');
  await takeBack(1);
  expect(readAloud(now())).toContain('sent by mistake');
  expect(buttons(now())).toEqual([]);
});
