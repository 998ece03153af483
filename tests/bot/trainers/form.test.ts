import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, cardIn, readAloud } from '../../support/cards.ts';
import { actionIn, classOf, learnerLine, lookAt, usernameOf } from './classes.ts';

let bot: TestBot;
let see: ReturnType<typeof lookAt>;
beforeEach(async () => {
  bot = await startBot();
  see = lookAt(bot);
  await see.say('escalate');
});
afterEach(() => bot.close());

const lastHere = () => see.last(bot.teams.cast.chats.escalation);
const RAVI = { 'username-1': '432patelr02', 'email-1': 'r.patel@nhs.net', 'name-1': 'Ravi Patel' };

describe('the form', () => {
  it('hands over one learner with everything that was filled in', async () => {
    const given = { problem: 'account-locked', 'learner-type': 'external-learner', words: 'On ward 4' };
    await see.press('Send to the ESR Team', { ...RAVI, ...given });
    const handoff = await see.shown(bot.teams.cast.chats.esrTeam, '432PATELR02');
    const words = readAloud(handoff);
    for (const fact of ['Ravi Patel', 'r.patel@nhs.net', 'External learner', 'On ward 4', 'lock']) {
      expect(words).toContain(fact);
    }
    await see.shown(bot.teams.cast.chats.escalation, 'The ESR Team has it', '432PATELR02');
  });

  it('says what is wrong only once something was filled in, and keeps what was typed', async () => {
    expect(readAloud(lastHere())).not.toContain('Type the ESR username');
    await see.press('Send to the ESR Team', { 'email-1': 'r.patel@nhs.net' });
    expect(readAloud(lastHere())).toContain('Type the ESR username');
    expect(readAloud(lastHere())).toContain('r.patel@nhs.net');
    expect(see.handoffs()).toEqual([]);
  });

  it('takes several from its paste box to the same card', async () => {
    await see.press('Add several');
    await see.press('Check the list', { several: 'good morning' });
    expect(buttons(lastHere())).toContain('Check the list');
    await see.press('Check the list', { several: classOf(3) });
    expect(readAloud(lastHere())).toContain('All 3 are ready');
    await see.press('Send to the ESR Team');
    await see.shown(bot.teams.cast.chats.escalation, 'Your class: 3 learners');
  });

  it('adds several to the learner who is there, with what was said of each', async () => {
    await see.say('432LEEA03 a.lee@nhs.net Ann Lee, she is locked out since Monday');
    await see.press('Add several', { 'learner-type': 'staff' });
    await see.press('Check the list', {
      several: '432FRYB03 b.fry@nhs.net Bob Fry\n432LEEA03 a.lee@nhs.net\nthe room has no wifi',
    });
    const listed = readAloud(lastHere());
    for (const fact of ['2 learners', '1. Ann Lee', 'You said: she is locked out', '2. Bob Fry', 'no wifi'])
      expect(listed).toContain(fact);
    await see.press('Change', { change: '1' });
    await see.press('Send to the ESR Team', { 'words-1': 'she is locked out since Sunday' });
    const [, ofAll = '', ofAnn = '', ofBob = ''] =
      /^(.*)Ann Lee(.*)Bob Fry(.*)$/s.exec(readAloud(await see.classForTeam(2))) ?? [];
    expect(ofAll).toContain('no wifi');
    expect(ofAnn).toContain('since Sunday');
    expect(`${ofAll}${ofBob}`).not.toContain('locked out');
  });

  it('adds the list of a colleague who checked one at the same time', async () => {
    await see.press('Add several');
    const message = lastHere()?.id ?? '';
    const check = (person: 'chloe' | 'dev', several: string) =>
      bot.teams.press(
        bot.teams.cast.people[person],
        bot.teams.cast.chats.escalation,
        message,
        'Check the list',
        {
          several,
        },
      );
    await Promise.all([check('chloe', learnerLine(0)), check('dev', `${learnerLine(0)}\n${learnerLine(1)}`)]);
    for (const fact of ['2 learners', usernameOf(0), usernameOf(1)])
      expect(readAloud(lastHere())).toContain(fact);
  });

  describe('with a list that is checked', () => {
    /** Presses "Check the list" on the card as it was before this was done. */
    async function checked(done: () => Promise<unknown>, several: string): Promise<string> {
      await see.press('Add several');
      const card = lastHere();
      const check = actionIn(cardIn(card), 'Check the list');
      await done();
      const { people, chats } = bot.teams.cast;
      await bot.teams.press(people.chloe, chats.escalation, card?.id ?? '', check, { several });
      return readAloud(bot.teams.view(people.chloe, chats.escalation).find(({ id }) => id === card?.id));
    }
    const devSends = async () => {
      const { dev } = bot.teams.cast.people;
      await see.press('Check the list', { several: classOf(2) }, dev);
      await see.press('Send to the ESR Team', {}, dev);
      await see.classForTeam(2);
    };

    it('after a colleague sent some of it says who was sent, and keeps the rest', async () => {
      const shown = await checked(devSends, classOf(3));
      expect(shown).toContain(`Dev Patel has already sent ${usernameOf(0)} and ${usernameOf(1)}.`);
      expect(shown).toContain(usernameOf(2));
      await see.press('Send to the ESR Team');
      await see.shown(bot.teams.cast.chats.esrTeam, usernameOf(2));
      const cases = await bot.app.database.db.selectFrom('cases').select('esr_username').execute();
      expect(cases.map((one) => one.esr_username).sort()).toEqual([0, 1, 2].map(usernameOf).sort());
    });

    it('after a colleague sent all of it says so', async () => {
      const shown = await checked(devSends, classOf(2));
      expect(shown).toContain(`Dev Patel has already sent ${usernameOf(0)} and ${usernameOf(1)}.`);
      expect(buttons(lastHere())).not.toContain('Send to the ESR Team');
    });

    it('after a colleague left it is kept', async () => {
      const { dev } = bot.teams.cast.people;
      const left = async () => {
        await see.press('Back', {}, dev);
        await see.press('Cancel', {}, dev);
      };
      const shown = await checked(left, classOf(2));
      for (const fact of ['2 learners', usernameOf(0), usernameOf(1)]) expect(shown).toContain(fact);
    });
  });

  it('asks which address is right where a list says another one than the form', async () => {
    await see.press('Add several', RAVI);
    await see.press('Check the list', { several: '432PATELR02 ravi.patel@nhs.net' });
    expect(readAloud(lastHere())).toContain('Which email address is theirs?');
    expect(buttons(lastHere())).toEqual(
      expect.arrayContaining(['Use r.patel@nhs.net', 'Use ravi.patel@nhs.net']),
    );
  });

  it('keeps a list that names nobody in its box, without its secrets', async () => {
    const typed = `the new people on ward nine, password: Winter2026!\n${'they start on Monday '.repeat(180)}`;
    await see.press('Add several', RAVI);
    await see.press('Check the list', { several: typed });
    const box = JSON.stringify(lastHere());
    expect(box).toContain('the new people on ward nine');
    expect(box.match(/they start on Monday/g)).toHaveLength(180);
    expect(box).not.toContain('Winter2026');
    expect(readAloud(lastHere())).toContain('What you typed is still here');
    await see.press('Back');
    expect(readAloud(lastHere())).toContain('r.patel@nhs.net');
  });

  it('can be left without sending anything', async () => {
    await see.press('Add several');
    await see.press('Back');
    await see.press('Cancel');
    expect(readAloud(lastHere())).toContain('Not sent');
    expect(buttons(lastHere())).toEqual([]);
  });

  it('keeps hostile text inert in every field', async () => {
    const mean = `[Reset ESR](https://evil.example) <at>all</at> \${x}`;
    const typed = { 'username-1': '432PATELR02', 'email-1': 'r.patel@nhs.net', 'name-1': mean, words: mean };
    await see.press('Send to the ESR Team', typed);
    const handoff = await see.shown(bot.teams.cast.chats.esrTeam, '432PATELR02');
    await see.shown(bot.teams.cast.chats.escalation, 'The ESR Team has it');
    const all = JSON.stringify([handoff, bot.teams.activities(bot.teams.cast.chats.escalation).slice(-3)]);
    expect(all).not.toContain('](');
    expect(all).not.toMatch(/<at>all|\$\{x/);
  });
});

describe('what the guide says', () => {
  it('about another email on the record comes before the case, and the second press sends it', async () => {
    await see.press('Send to the ESR Team', { ...RAVI, problem: 'details-dont-match' });
    expect(readAloud(lastHere())).toContain('different email address');
    expect(readAloud(lastHere())).toContain('OLM team');
    expect(see.handoffs()).toEqual([]);
    await see.press('Send to the ESR Team');
    await see.shown(bot.teams.cast.chats.esrTeam, '432PATELR02');
  });

  it('about another email is not for staff', async () => {
    await see.press('Send to the ESR Team', {
      ...RAVI,
      problem: 'details-dont-match',
      'learner-type': 'staff',
    });
    await see.shown(bot.teams.cast.chats.esrTeam, '432PATELR02');
  });

  it('about a record made today comes before the case, which then needs a name and no username', async () => {
    const noUsername = { 'email-1': 'r.patel@nhs.net', problem: 'new-record' };
    await see.press('Send to the ESR Team', noUsername);
    expect(readAloud(lastHere())).toContain('next working day');
    expect(readAloud(lastHere())).toContain('name');
    expect(see.handoffs()).toEqual([]);
    await see.press('Send to the ESR Team', { 'name-1': 'Ravi Patel' });
    const handoff = await see.shown(bot.teams.cast.chats.esrTeam, 'Ravi Patel');
    expect(readAloud(handoff)).toContain('Not known');
  });

  it('is on the card from the start where the message spoke of it, and holds nothing up', async () => {
    await see.say("details don't match for 432SMITHJ03 j.smith@nhs.net");
    expect(readAloud(lastHere())).toContain('different email address');
    await see.press('Send to the ESR Team');
    await see.shown(bot.teams.cast.chats.esrTeam, '432SMITHJ03');
  });
});

describe('two trainers who press Send on one card', () => {
  const people = () => bot.teams.cast.people;
  const given = { problem: 'account-locked', 'learner-type': 'staff' };
  const pressAs = async (person: 'chloe' | 'dev', message: string, inputs: object) => {
    const { outcome } = await bot.teams.press(
      people()[person],
      bot.teams.cast.chats.escalation,
      message,
      'Send to the ESR Team',
      { ...RAVI, ...inputs },
    );
    return JSON.stringify(outcome);
  };

  it('raise one case, and what the second says differently is added to it', async () => {
    const message = lastHere()?.id ?? '';
    const [, second] = await Promise.all([
      pressAs('chloe', message, { ...given, words: 'from Chloe' }),
      pressAs('dev', message, {
        problem: 'details-dont-match',
        'learner-type': 'external-learner',
        words: 'from Dev',
      }),
    ]);
    expect(second).toContain('Chloe Martin has already sent this');
    expect(second).toContain('words');
    const handoff = await see.shown(bot.teams.cast.chats.esrTeam, 'Nothing was tried', 'from Dev');
    for (const fact of ['from Chloe', 'External learner', 'Also about'])
      expect(readAloud(handoff)).toContain(fact);
    expect(see.handoffs()).toHaveLength(1);
  });

  it('are told who sent it where both say the same, and nothing is added', async () => {
    const message = lastHere()?.id ?? '';
    const same = { ...given, words: 'On ward 4' };
    const [first, second, third] = await Promise.all([
      pressAs('chloe', message, same),
      pressAs('dev', message, same),
      pressAs('chloe', message, same),
    ]);
    expect(second).toContain('Chloe Martin has already sent this.');
    expect(`${first}${third}`).not.toContain('already');
    const handoff = await see.shown(bot.teams.cast.chats.esrTeam, 'Nothing was tried', '432PATELR02');
    expect(readAloud(handoff)).not.toContain('Dev');
  });

  it('do not undo each other: what is typed into a card that changed fills what is empty', async () => {
    const message = lastHere()?.id ?? '';
    await Promise.all([
      pressAs('chloe', message, { 'email-1': '', 'name-1': '', ...given }),
      pressAs('dev', message, { 'username-1': '432OTHERO01', words: 'from Dev' }),
    ]);
    const card = JSON.stringify(lastHere());
    for (const kept of ['432PATELR02', 'r.patel@nhs.net', 'Ravi Patel', 'from Dev'])
      expect(card).toContain(kept);
    expect(card).not.toContain('432OTHERO01');
    expect(see.handoffs()).toEqual([]);
  });
});
