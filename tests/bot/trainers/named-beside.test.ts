import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.ts';
import { readAloud } from '../../support/cards.ts';
import { lookAt } from './classes.ts';

let bot: TestBot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.close());

it('withdraws what has a reference, and says of whom else is named that they are still there', async () => {
  const see = lookAt(bot);
  const { escalation, esrTeam } = bot.teams.cast.chats;
  const answer = async (said: string) => {
    const { activity } = await see.say(said);
    return readAloud(bot.teams.activities(escalation).findLast((one) => one.replyToId === activity.id));
  };
  const raise = async (username: string) => {
    await see.say(`${username} someone@nhs.net`);
    await see.press('Send to the ESR Team');
    return /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(readAloud(await see.shown(esrTeam, username)))?.[0] ?? '';
  };
  const [first, second] = [await raise('432BESIDEA01'), await raise('432BESIDEB02')];
  const said = await answer(`withdraw ${first} and 432BESIDEB02 please`);
  expect(said).toContain('Withdrawn. ');
  expect(said.slice(said.indexOf('I have not withdrawn these'))).toContain(second);
  expect(await answer(`status ${second}`)).toContain('Nobody has claimed it yet');
  const unknown = await answer(`withdraw ${second} and Ann Nobody`);
  expect(unknown).toContain('Withdrawn. ');
  expect(unknown).toContain('cannot find an open case here for Ann Nobody');
});
