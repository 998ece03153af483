import { afterEach, describe, expect, it } from 'vitest';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

let bot: CaseBot;
afterEach(() => bot.close());

const start = async (from?: string, settings?: Record<string, string>) => {
  bot = await startCaseBot(from, settings);
  return bot.teams.cast;
};
const count = (words: string) =>
  bot.teams.activities(bot.teams.cast.chats.esrTeam).filter((message) => readAloud(message).includes(words))
    .length;
const UNCLAIMED = 'Nobody has claimed this yet';

describe('a case that nobody claims', () => {
  it('is raised once in the chat after 30 working minutes', async () => {
    const { people, chats } = await start();
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.forward({ minutes: 29 });
    expect(count(UNCLAIMED)).toBe(0);
    // At the next quarter of an hour.
    await bot.forward({ minutes: 16 });
    await bot.shows(chats.esrTeam, UNCLAIMED, reference);
    await bot.forward({ hours: 5 });
    expect(count(UNCLAIMED)).toBe(1);
  });

  it('is on one card with the others of the same quarter of an hour, and can be claimed there', async () => {
    const { people, chats } = await start();
    await bot.forward({ minutes: 1 });
    const first = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.forward({ minutes: 9 });
    const second = await bot.raise(people.ben, chats.ben, '432HUGHESB01');
    await bot.forward({ minutes: 34 });
    expect(count('Nobody has claimed t')).toBe(0);
    await bot.forward({ minutes: 1 });
    const card = await bot.shows(chats.esrTeam, 'Nobody has claimed these 2 cases yet', first, second);
    await bot.forward({ hours: 5 });
    expect(count('Nobody has claimed these')).toBe(1);
    expect(count(UNCLAIMED)).toBe(0);
    await bot.teams.press(people.elena, chats.esrTeam, card.id, 'Claim');
    await bot.shows(chats.esrTeam, first, 'Elena Rossi has it');
  });

  it('is reminded of with those of a later quarter apart', async () => {
    const { people, chats } = await start();
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.forward({ minutes: 16 });
    const second = await bot.raise(people.ben, chats.ben, '432HUGHESB01');
    await bot.forward({ minutes: 60 });
    expect(count(UNCLAIMED)).toBe(2);
    expect(readAloud(await bot.shows(chats.esrTeam, UNCLAIMED))).toContain(second);
  });

  it('costs one card for a whole weekend, half an hour after the morning summary', async () => {
    const { people, chats } = await start('2026-11-21T12:00:00.000Z');
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.forward({ days: 1 });
    await bot.raise(people.ben, chats.ben, '432HUGHESB01');
    await bot.forward({ hours: 20, minutes: 59 });
    expect(count('Good morning')).toBe(1);
    expect(count(UNCLAIMED)).toBe(0);
    await bot.forward({ minutes: 1 });
    await bot.shows(chats.esrTeam, 'Nobody has claimed these 2 cases yet');
  });

  it('is not raised when somebody has claimed it by then', async () => {
    const { people, chats } = await start();
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    const card = await bot.shows(chats.esrTeam, reference);
    await bot.teams.press(people.elena, chats.esrTeam, card.id, 'Claim');
    await bot.forward({ hours: 1 });
    await bot.raise(people.ben, chats.ben, '432HUGHESB01');
    expect(count(UNCLAIMED)).toBe(0);
  });

  it('counts only working time: from Friday afternoon it is Monday morning', async () => {
    const { people, chats } = await start('2026-11-20T16:45:00.000Z');
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.forward({ days: 2, hours: 15, minutes: 25 }); // Monday 08:10
    expect(count(UNCLAIMED)).toBe(0);
    // The morning summary says it first.
    await bot.forward({ minutes: 49 });
    expect(count(UNCLAIMED)).toBe(0);
    await bot.forward({ minutes: 1 });
    await bot.shows(chats.esrTeam, UNCLAIMED);
  });

  it("keeps to the Trust's own hours where they are set", async () => {
    const { people, chats } = await start('2026-11-23T17:10:00.000Z', {
      WORKING_HOURS: '08:00-17:00,esneft=07:00-20:00',
    });
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.forward({ minutes: 35 });
    await bot.shows(chats.esrTeam, UNCLAIMED);
  });

  it('counts anew after it was given back', async () => {
    const { people, chats } = await start();
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    const press = async (button: string) => {
      const card = await bot.shows(chats.esrTeam, reference, button);
      await bot.teams.press(people.elena, chats.esrTeam, card.id, button);
    };
    await press('Claim');
    await bot.forward({ minutes: 20 });
    await press('Put back');
    await bot.forward({ minutes: 15 });
    expect(count(UNCLAIMED)).toBe(0);
    // Its half an hour began anew in the queue too.
    await bot.teams.say(people.elena, chats.esrTeam, 'queue');
    expect(buttons(await bot.shows(chats.esrTeam, '1 case to do'))).not.toContain('Overdue (1)');
    await bot.forward({ minutes: 25 });
    await bot.teams.say(people.elena, chats.esrTeam, 'queue');
    expect(buttons(await bot.shows(chats.esrTeam, '1 case to do'))).toContain('Overdue (1)');
    // Somebody had claimed it: it says no more than that nobody has it now.
    await bot.shows(chats.esrTeam, 'Nobody has this now', reference);
    expect(count(UNCLAIMED)).toBe(0);
  });
});

describe('a claimed case that does not move', () => {
  const IDLE = 'Nothing has happened with';
  const claim = async (reference: string) => {
    const { people, chats } = bot.teams.cast;
    const card = await bot.shows(chats.esrTeam, reference, 'ESR username');
    await bot.teams.press(people.elena, chats.esrTeam, card.id, 'Claim');
  };
  /** Two cases, claimed on Monday at ten. */
  const claimTwo = async () => {
    const { people, chats } = await start();
    const first = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    const second = await bot.raise(people.ben, chats.ben, '432HUGHESB01');
    await claim(first);
    await claim(second);
    return [first, second] as const;
  };

  it('is asked about once a working day with the others, on one card', async () => {
    const [first, second] = await claimTwo();
    await bot.forward({ days: 1, hours: 3, minutes: 29 }); // Tuesday 13:29
    expect(count(IDLE)).toBe(0);
    await bot.forward({ minutes: 1 });
    const card = await bot.shows(bot.teams.cast.chats.esrTeam, `${IDLE} these 2 cases`, first, second);
    expect(readAloud(card)).toContain('Elena Rossi has it');
    await bot.forward({ hours: 23, minutes: 59 });
    expect(count(IDLE)).toBe(1);
    await bot.forward({ minutes: 1 });
    expect(count(IDLE)).toBe(2);
  });

  it('is not asked about when it moved within a working day, nor at the weekend', async () => {
    const { people, chats } = await start('2026-11-20T14:00:00.000Z'); // a Friday
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await claim(reference);
    await bot.forward({ days: 3 }); // Monday 14:00: claimed half an hour too late for 13:30
    expect(count(IDLE)).toBe(0);
    await bot.forward({ hours: 23, minutes: 30 });
    expect(count(IDLE)).toBe(1);
    await bot.shows(chats.esrTeam, `${IDLE} this case`, reference);
  });

  it('is opened from its row, and worked there', async () => {
    const [first] = await claimTwo();
    await bot.forward({ days: 1 });
    await bot.forward({ hours: 3, minutes: 30 });
    const { people, chats } = bot.teams.cast;
    const card = await bot.shows(chats.esrTeam, IDLE);
    await bot.teams.press(people.elena, chats.esrTeam, card.id, `Open ${first}`);
    const seen = bot.teams.view(people.elena, chats.esrTeam).find((one) => one.id === card.id);
    expect(buttons(seen)).toEqual(expect.arrayContaining(['Put back', 'Back to the queue']));
  });
});

describe('a class that nobody claims', () => {
  it('is raised in the chat with one message, not one for each learner', async () => {
    const { people, chats } = await start();
    const list = '432PATELR02 r.patel@nhs.net\n432KHANA03 a.khan@nhs.net\n432LEEG04 g.lee@nhs.net';
    await bot.teams.say(people.chloe, chats.escalation, list);
    const check = await bot.shows(chats.escalation, '432LEEG04', 'Send to the ESR Team');
    await bot.teams.press(people.chloe, chats.escalation, check.id, 'Send to the ESR Team');
    // A class's card waits for all of its learners.
    await bot.forward({ minutes: 1 });
    await bot.shows(chats.esrTeam, '432LEEG04');
    await bot.forward({ minutes: 45 });
    await bot.shows(chats.esrTeam, 'Nobody has claimed these 3 cases yet', 'Chloe Martin');
    expect(count('Nobody has claimed t')).toBe(1);
  });
});

describe('a case that waits for its requester', () => {
  it('reminds them once after two days, with the question to answer', async () => {
    const { people, chats } = await start();
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    const card = await bot.shows(chats.esrTeam, reference);
    await bot.teams.press(people.elena, chats.esrTeam, card.id, 'Send question', { question: 'Which ward?' });
    await bot.shows(chats.amara, 'The ESR Team asks');
    await bot.forward({ days: 2 });
    const reminder = await bot.shows(chats.amara, 'still needs to know', 'Which ward?');
    await bot.teams.press(people.amara, chats.amara, reminder.id, 'Send answer', { text: 'Ward 7' });
    await bot.shows(chats.esrTeam, reference, 'Ward 7');
  });

  it('does not remind somebody who has answered', async () => {
    const { people, chats } = await start();
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    const card = await bot.shows(chats.esrTeam, reference);
    await bot.teams.press(people.elena, chats.esrTeam, card.id, 'Send question', { question: 'Which ward?' });
    const question = await bot.shows(chats.amara, 'The ESR Team asks');
    await bot.teams.press(people.amara, chats.amara, question.id, 'Send answer', { text: 'Ward 7' });
    await bot.forward({ days: 3 });
    const words = bot.teams.activities(chats.amara).map(readAloud).join();
    expect(words).not.toContain('still needs to know');
  });
});

describe('a resolved case', () => {
  const resolve = async () => {
    const { people, chats } = bot.teams.cast;
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    const card = await bot.shows(chats.esrTeam, reference);
    const done = { outcome: 'password-reset-sent' };
    await bot.teams.press(people.elena, chats.esrTeam, card.id, 'Resolve and tell them', done);
    await bot.shows(chats.amara, 'News from the ESR Team');
    return reference;
  };

  it('closes after seven days without a word, and not a moment before', async () => {
    const { chats } = await start();
    const reference = await resolve();
    await bot.forward({ days: 6, hours: 23, minutes: 59 });
    expect(count('Closed')).toBe(0);
    await bot.forward({ minutes: 1 });
    await bot.shows(chats.esrTeam, reference, 'Closed');
  });

  it('stays open when it was opened again meanwhile', async () => {
    const { people, chats } = await start(undefined, { CLOSE_AFTER_DAYS: '2' });
    const reference = await resolve();
    const news = await bot.shows(chats.amara, 'News from the ESR Team');
    await bot.teams.press(people.amara, chats.amara, news.id, 'Tell the ESR Team', { why: 'No email' });
    await bot.forward({ days: 3 });
    await bot.raise(people.ben, chats.ben, '432HUGHESB01');
    await bot.shows(chats.esrTeam, reference, 'Being worked on', 'No email');
  });
});

describe('the morning summary', () => {
  it('comes at 08:30 on a working day when something is to do', async () => {
    const { people, chats } = await start();
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.forward({ hours: 22, minutes: 29 });
    expect(count('Good morning')).toBe(0);
    await bot.forward({ minutes: 1 });
    const summary = await bot.shows(chats.esrTeam, 'Good morning', '1 case to do');
    await bot.teams.press(people.elena, chats.esrTeam, summary.id, 'Show the queue');
    await bot.shows(chats.esrTeam, 'then the oldest');
  });

  it('leads with what is needed today: what is overdue, and then the oldest', async () => {
    const { people, chats } = await start();
    const oldest = await bot.raise(people.ben, chats.ben, '432HUGHESB01');
    const card = await bot.shows(chats.esrTeam, oldest, 'ESR username');
    await bot.teams.press(people.elena, chats.esrTeam, card.id, 'Claim');
    await bot.forward({ hours: 1 });
    const late = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.forward({ hours: 21, minutes: 30 });
    const summary = await bot.shows(chats.esrTeam, 'Good morning', '2 cases to do', 'Overdue: 1');
    const text = readAloud(summary);
    expect(text).toContain('1 to claim, 1 being worked on, 0 waiting for an answer.');
    expect(text.indexOf(late)).toBeLessThan(text.indexOf(oldest));
    await bot.teams.press(people.femi, chats.esrTeam, summary.id, 'Claim');
    await bot.shows(chats.esrTeam, late, 'Femi Adeyemi has it');
  });

  it('comes on a Monday when the guide needs something within a month, also without a case', async () => {
    const { chats } = await start('2027-01-31T12:00:00.000Z'); // a Sunday
    await bot.forward({ hours: 20, minutes: 30 }); // Monday 08:30
    await bot.shows(chats.esrTeam, 'Good morning', 'No cases to do', 'NHS Identity Agent ends', 'Sun 28 Feb');
    await bot.forward({ days: 1 });
    expect(count('Good morning')).toBe(1);
  });

  it('says nothing at the weekend, nor when nothing is to do', async () => {
    const { people, chats } = await start('2026-11-20T12:00:00.000Z'); // a Friday
    await bot.forward({ days: 1 });
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.forward({ days: 1 });
    expect(count('Good morning')).toBe(0);
    await bot.forward({ hours: 20, minutes: 30 }); // Monday 08:30
    await bot.shows(chats.esrTeam, 'Good morning');
  });
});
