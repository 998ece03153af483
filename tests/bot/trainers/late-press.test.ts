import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import { cardIn, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';
import { actionIn, lookAt } from './classes.ts';

/** Send pressed on a card whose learners were sent meanwhile, with what that card still shows. */
let bot: CaseBot;
let see: ReturnType<typeof lookAt>;
beforeEach(async () => {
  bot = await startCaseBot();
  see = lookAt(bot);
});
afterEach(() => bot.close());

const SEND = 'Send to the ESR Team';
const WORDS = 'They start on Monday. Please call me first';
const people = () => bot.teams.cast.people;
const chat = () => bot.teams.cast.chats.escalation;
const wordsOf = async () => {
  const rows = await bot.app.database.db.selectFrom('cases').select('reference').execute();
  const store = new SqlCaseStore(bot.app.database);
  return Promise.all(rows.map(async ({ reference }) => (await store.find(reference))?.details.words ?? ''));
};
const times = (said: string, text: string) => said.split(text).length - 1;

/** Chloe sends these learners; what presses Send again on the card as it was then. */
async function sent(learners: string, inputs: Record<string, string> = { words: WORDS }) {
  await see.say(learners);
  const card = see.last(chat());
  const send = actionIn(cardIn(card), SEND);
  const late = async (person = people().dev, typed: Record<string, string> = inputs) => {
    const { outcome } = await bot.teams.press(person, chat(), card?.id ?? '', send, typed);
    await bot.settled();
    return JSON.stringify(outcome);
  };
  await see.press(SEND, inputs);
  await bot.forward({ minutes: 1 });
  return late;
}

describe('Send pressed late', () => {
  it.each(['dev', 'chloe'] as const)(
    'after a colleague took the class over says nothing twice, by %s',
    async (who) => {
      const late = await sent('Jo Ash 432ASHJ01 jo.ash@nhs.net\nJo Elm 432ELMJ02 jo.elm@nhs.net');
      await see.press('Take over', {}, people().dev);
      await bot.settled();
      await late(people()[who]);
      await late(people()[who]);
      for (const said of await wordsOf()) expect([said, times(said, WORDS)]).toEqual([said, 1]);
      expect(bot.teams.activities(bot.teams.cast.chats.esrTeam).map(readAloud).join()).not.toContain(
        'has added',
      );
    },
  );

  it('with words of several lines says them once', async () => {
    const late = await sent('432ASHJ01 jo.ash@nhs.net', {
      words: 'She starts on Monday.\nPlease call me first',
    });
    await late();
    const [said = ''] = await wordsOf();
    expect(times(said, 'call me first')).toBe(1);
  });

  it.each([
    ['another username', '432ASHJ01 jo.ash@nhs.net', { 'username-1': '432OTHER09' }, '432OTHER09'],
    [
      'an address of somebody without a username',
      'Jo Ash jo.ash@nhs.net has no ESR username yet',
      { 'email-1': 'jo@nhs.net' },
      'jo@nhs.net',
    ],
  ])('twice with %s passes it on once', async (_, learners, different, once) => {
    const late = await sent(learners);
    for (const person of [people().dev, people().chloe, people().dev])
      await late(person, { words: WORDS, ...different });
    const [said = ''] = await wordsOf();
    expect([said, times(said, once), times(said, WORDS)]).toEqual([said, 1, 1]);
  });
});
