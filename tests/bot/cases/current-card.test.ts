import { describe, expect, it } from 'vitest';
import { buttons, readAloud } from '../../support/cards.ts';
import { raisedCase } from '../../support/raised-case.ts';

describe('a case whose card stands in the chat twice', () => {
  const given = raisedCase();
  const elena = () => given.bot.teams.cast.people.elena;
  const seen = (id: string) =>
    given.bot.teams.view(elena(), given.team()).find((message) => message.id === id);

  /** The card as it was, though it could not be changed, and the one that is kept up to date. */
  const twice = async () => {
    const old = await given.handoff('ESR username');
    given.bot.teams.faults.add({
      match: { chat: given.team().id, operation: 'update' },
      effect: { status: 404 },
    });
    await given.bot.teams.say(elena(), given.team(), `case ${given.reference}`);
    await given.bot.settled();
    given.bot.teams.faults.clear();
    const current = await given.handoff('ESR username');
    expect(current.id).not.toBe(old.id);
    return { old, current };
  };

  it('says on the old one which is current, with nothing to press but the way there', async () => {
    const { old, current } = await twice();
    expect(buttons(seen(old.id))).toContain('Claim');
    // What Teams does by itself where a person sees the card.
    await given.bot.teams.press(elena(), given.team(), old.id, 'Refresh');
    expect(readAloud(seen(old.id))).toContain("This case's current card is further down");
    expect(buttons(seen(old.id))).toEqual(['Show the case']);
    expect(buttons(seen(current.id))).toContain('Claim');
  });

  it('is worked from the old one all the same, once, and says there what stopped it', async () => {
    const { old, current } = await twice();
    await given.bot.teams.press(given.bot.teams.cast.people.femi, given.team(), current.id, 'Claim');
    await given.bot.teams.press(elena(), given.team(), old.id, 'Claim');
    expect(readAloud(seen(old.id))).toContain('Femi Adeyemi has claimed this');
    expect(readAloud(seen(old.id))).toContain("This case's current card is further down");
  });
});

describe("an officer's news of a case", () => {
  const given = raisedCase();

  it('has a button that shows the case at the end of the chat', async () => {
    const { bot } = given;
    const { people, chats } = bot.teams.cast;
    await given.work('elena', 'Claim');
    await given.work('elena', 'Send question', { question: 'Which ward?' });
    const question = await bot.shows(chats.amara, 'The ESR Team asks');
    await bot.teams.press(people.amara, chats.amara, question.id, 'Send answer', { text: 'Ward 7' });
    const news = await given.handoff('has answered', 'Ward 7');
    expect(buttons(news)).toEqual(['Show the case']);
    await bot.teams.press(people.elena, given.team(), news.id, 'Show the case');
    await bot.settled();
    const last = bot.teams.activities(given.team()).at(-1);
    expect(readAloud(last)).toContain('ESR username');
    expect(readAloud(last)).toContain(given.reference);
  });

  it('stands beside ways to write to the person and to call them', async () => {
    await given.work('elena', 'Claim');
    await given.bot.settled();
    const card = JSON.stringify(await given.handoff('Elena Rossi has it'));
    expect(card).toMatch(
      /"Message them","url":"https:\/\/teams\.microsoft\.com\/l\/chat\/0\/0\?users=[^"]+"/,
    );
    expect(card).toMatch(/"Call them","url":"https:\/\/teams\.microsoft\.com\/l\/call\/0\/0\?users=[^"]+"/);
  });
});
