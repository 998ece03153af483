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

it('the class’s cards no longer show a learner who was erased, and show the others', async () => {
  const { escalation, esrTeam } = bot.teams.cast.chats;
  await see.say(classOf(3));
  await see.press('Send to the ESR Team');
  await bot.forward({ minutes: 1 });
  const { id } = await see.shown(escalation, 'Your class: 3 learners', usernameOf(1));
  const theirs = await see.classForTeam(3);
  const email = learnerLine(1).split('\t')[2] ?? '';
  const receipt = await privacyCommand(
    commonConfig({ DATABASE_URL: bot.databaseUrl }),
    ['erase', email],
    bot.now(),
  );
  await bot.settled();
  for (const [chat, card] of [
    [escalation, id],
    [esrTeam, theirs.id],
  ] as const) {
    const shown = readAloud(bot.teams.activities(chat).find((one) => one.id === card));
    expect(shown).not.toMatch(new RegExp(`Okoye|${usernameOf(1)}`));
    expect(shown).toContain(usernameOf(0));
    expect(shown).toContain(usernameOf(2));
  }
  // The class's card in each chat.
  expect(JSON.parse(receipt).erased).toMatchObject({ cases: [expect.any(String)], shownInTeams: 2 });
});
