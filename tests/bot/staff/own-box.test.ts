import { describe, expect, it } from 'vitest';
import { readAloud } from '../../support/cards.ts';
import { caseOfEachTest } from './case-of-each-test.ts';

const staff = caseOfEachTest();
const { last, say, press, raise, teamCard, teamHeard } = staff;

describe('a person who adds words to their case', () => {
  it('has the words in the box that came with the wish to add them', async () => {
    const reference = await raise();
    await say('can you add to my case that I am on nights?');
    expect(JSON.stringify(last()?.attachments)).toContain('I am on nights');
    await press('Send to the ESR Team', { more: 'I am on nights' });
    expect(teamCard(reference)).toContain('I am on nights');
  });

  it.each([
    ['yes please', 'I am on nights'],
    ['send it', 'I am on nights'],
    ['Send to the ESR Team', 'I am on nights'],
    ['and weekends too', 'I am on nights and weekends too'],
  ])('sends what the box has, and more where they type more: %s', async (typed, sent) => {
    const reference = await raise();
    await say('add to my case that I am on nights');
    await say(typed);
    expect(teamHeard(reference).join(' ').replace(/\s+/g, ' ')).toContain(sent);
  });

  it('may name another of their cases while the box is open: words never go to the wrong one', async () => {
    const first = await raise();
    const second = await raise('432SECOND01');
    await say('add something');
    await say(`add to my case ${first} that I am on nights`);
    expect(JSON.stringify(last()?.attachments)).toContain('I am on nights');
    await say('yes');
    await say('add something');
    await say(`no ${first}`);
    await say('it has locked again');
    expect(teamCard(second)).not.toMatch(/nights|locked again/);
    expect(teamCard(first)).toContain('I am on nights');
    expect(teamCard(first)).toContain('it has locked again');
  });

  it.each(['nvm', 'oh never mind thanks', 'Forget about it', 'dont worry', 'nothing', 'actually no'])(
    'has nothing sent by a change of mind at the question what to add: %s',
    async (text) => {
      const reference = await raise();
      await say('add something');
      await say(text);
      await say('it says my smartcard is not linked');
      expect(teamHeard(reference)).toEqual([]);
    },
  );

  it.each(['add something to my case', 'add to my case that my smartcard is not linked'])(
    'is told where there is no open case to add to: %s',
    async (text) => {
      await say('hello');
      const before = staff.bot.teams.activities(staff.chat).length;
      await say(text);
      const said = staff.bot.teams.activities(staff.chat).slice(before).map(readAloud).join('\n');
      expect(said).toContain('no open case');
    },
  );
});
