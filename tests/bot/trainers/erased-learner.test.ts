import { afterEach, beforeEach, expect, it } from 'vitest';
import { privacyCommand } from '../../../src/commands/privacy.ts';
import { commonConfig } from '../../../src/config/config.ts';
import { readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';
import { classOf, learnerLine, lookAt, usernameOf } from './classes.ts';

let bot: CaseBot;
let see: ReturnType<typeof lookAt>;
beforeEach(async () => {
  bot = await startCaseBot();
  see = lookAt(bot);
});
afterEach(() => bot.close());

it('the class’s card no longer shows a learner who was erased, and shows the others', async () => {
  const { escalation } = bot.teams.cast.chats;
  await see.say(classOf(3));
  await see.press('Send to the ESR Team');
  await bot.forward({ minutes: 1 });
  const { id } = await see.shown(escalation, 'Your class: 3 learners', usernameOf(1));
  const email = learnerLine(1).split('\t')[2] ?? '';
  const receipt = await privacyCommand(
    commonConfig({ DATABASE_URL: bot.databaseUrl }),
    ['erase', email],
    bot.now(),
  );
  const card = () => readAloud(bot.teams.activities(escalation).find((one) => one.id === id));
  await bot.settled();
  expect(card()).not.toMatch(new RegExp(`Okoye|${usernameOf(1)}`));
  expect(card()).toContain(usernameOf(0));
  expect(card()).toContain(usernameOf(2));
  // The handoff card, which was deleted with the case's deliveries, and the class's.
  expect(JSON.parse(receipt).erased).toMatchObject({ cases: [expect.any(String)], shownInTeams: 2 });
});
