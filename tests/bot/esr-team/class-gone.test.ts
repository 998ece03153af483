import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Shown } from '../../../simulator/teams-options.ts';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { cardIn } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';
import { actionIn, classOf, lookAt } from '../trainers/classes.ts';

let bot: CaseBot;
let mine: Shown;
let theirs: Shown;
beforeEach(async () => {
  bot = await startCaseBot(undefined, { TRUSTS: 'esneft,yas' });
  const see = lookAt(bot);
  await see.say(classOf(2));
  await see.press('Send to the ESR Team');
  await bot.forward({ minutes: 1 });
  mine = await see.shown(bot.teams.cast.chats.escalation, 'Your class');
  theirs = await see.classForTeam(2);
});
afterEach(() => bot.close());

const OF_TEAM = ['Claim ticked', 'Resolve ticked', 'Ask about ticked', 'Assign ticked', 'Refresh'];
const OF_TRAINERS = ['Show the case', 'Take over'];

/** Each of these buttons of the class's card says that it is not here, and shows nothing of it. */
async function expectGone(person: Person, chat: Chat, card: Shown, titles: readonly string[]) {
  const actions = titles.map((title) => actionIn(cardIn(card), title));
  for (const action of actions) {
    const ticks = { 'tick-0': 'true', 'tick-1': 'true' };
    const { status, outcome } = await bot.teams.press(person, chat, card.id, action, ticks);
    expect(status).toBe(200);
    expect(JSON.stringify(outcome)).toContain('This class is no longer here');
    expect(JSON.stringify(outcome)).not.toMatch(/432|Patel/);
  }
}

it('a class’s card says that the class is not here, in a chat that another Trust has linked since', async () => {
  const { people, chats } = bot.teams.cast;
  await bot.link('yas', 'esr-team', chats.esrTeam);
  await expectGone(people.elena, chats.esrTeam, theirs, OF_TEAM);
});

it('a class’s cards say that the class is not here, once it was deleted', async () => {
  const { people, chats } = bot.teams.cast;
  const { db } = bot.app.database;
  for (const table of ['class_cases', 'case_events', 'cases', 'classes'] as const)
    await db.deleteFrom(table).execute();
  await expectGone(people.elena, chats.esrTeam, theirs, OF_TEAM);
  await expectGone(people.chloe, chats.escalation, mine, OF_TRAINERS);
});
