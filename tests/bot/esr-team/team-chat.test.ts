import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../simulator/world-events.ts';
import { buttons, cardIn, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';
import { pictureWith } from '../../support/teams-messages.ts';

let bot: CaseBot;
beforeEach(async () => {
  bot = await startCaseBot();
});
afterEach(() => bot.close());

const team = () => bot.teams.cast.chats.esrTeam;
const say = (text: string, person: Person = bot.teams.cast.people.elena) =>
  bot.teams.say(person, team(), text);
const last = () => bot.teams.activities(team()).at(-1);

describe('case REFERENCE', () => {
  it('brings that case to the end of the chat', async () => {
    const { people, chats } = bot.teams.cast;
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    const old = await bot.shows(team(), reference);
    await say(`case ${reference.toLowerCase()}`);
    await bot.teams.until(() => last()?.id !== old.id && readAloud(last()).includes(reference));
  });

  it('knows no reference of another Trust', async () => {
    await bot.close();
    bot = await startCaseBot(undefined, { TRUSTS: 'esneft,yas' });
    const { people, chats } = bot.teams.cast;
    const other = bot.teams.createGroupChat('Another team', [people.femi]);
    await bot.link('yas', 'esr-team', other);
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.teams.say(people.femi, other, `case ${reference}`);
    await bot.shows(other, `There is no case ${reference} here`);
    await bot.settled();
    expect(bot.teams.activities(other).map(readAloud).join()).not.toContain('Amara');
  });
});

describe('a picture', () => {
  it('is said once not to be seen, before the answer', async () => {
    const before = bot.teams.activities(team()).length;
    await bot.teams.say(bot.teams.cast.people.elena, team(), 'queue', { raw: pictureWith('queue') });
    const said = bot.teams.activities(team()).slice(before).map(readAloud).join('\n');
    expect(said.match(/pictures|only read/g)).toEqual(['pictures']);
    expect(said.match(/this chat/g)).toHaveLength(1);
  });
});

describe('report', () => {
  it('counts cases and walks, with a chart, a table for clients without one, and text for a spreadsheet', async () => {
    const { people, chats } = bot.teams.cast;
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    const card = await bot.shows(team(), reference);
    await bot.forward({ minutes: 12 });
    await bot.teams.press(people.elena, team(), card.id, 'Claim');
    await bot.forward({ minutes: 48 });
    await bot.teams.press(people.elena, team(), card.id, 'Resolve and tell them', {
      outcome: 'username-sent',
    });
    await bot.settled();
    await say('report');
    const report = await bot.shows(team(), 'The last 7 days');
    const words = readAloud(report);
    expect(words).toContain('Typical: 12 minutes. 9 in 10 within 12 minutes');
    expect(words).toContain('Typical: 1 hour. 9 in 10 within 1 hour');
    expect(words).toContain('Username sent');
    const json = JSON.stringify(cardIn(report));
    expect(json).toContain('"type":"Chart.HorizontalBar"');
    expect(json).toContain('Cases raised\\t1\\n');
    await bot.teams.press(people.elena, team(), report.id, 'Last 30 days');
    const view = bot.teams.view(people.elena, team()).find((message) => message.id === report.id);
    expect(readAloud(view)).toContain('The last 30 days');
  });

  it('counts the whole of the day that it names as its first', async () => {
    const { people, chats } = bot.teams.cast;
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.forward({ days: 7, hours: 2 });
    await say('report');
    const report = await bot.shows(team(), 'since Mon 23 Nov');
    expect(readAloud(report)).toContain('1 (1 by staff, 0 by trainers)');
  });

  it('cannot be a file here, and says where it can', async () => {
    await say('report 30 csv');
    await bot.shows(team(), 'The last 30 days');
    await bot.shows(team(), 'only lets me send files in a one-to-one chat');
  });
});

describe('notice', () => {
  const first = () => bot.teams.activities(bot.teams.cast.chats.amara);
  const TOLD = 'You asked me to tell you';

  it('is the first thing that a new conversation shows, until it is over', async () => {
    const { people, chats } = bot.teams.cast;
    await say('notice ESR is down for everyone until 14:00');
    await bot.shows(team(), 'Notice set', 'until 2pm today');
    await bot.teams.say(people.amara, chats.amara, 'hello');
    const [, ...said] = first();
    expect(said).toHaveLength(1);
    expect(readAloud(said[0])).toContain('ESR is down for everyone');
    expect(buttons(said[0])).toContain('I forgot my username or password');
    await bot.forward({ hours: 4 });
    await bot.teams.say(people.ben, chats.ben, 'hello');
    expect(bot.teams.activities(chats.ben).map(readAloud).join()).not.toContain('ESR is down');
  });

  it('tells whoever asked when it is over, at its time', async () => {
    const { people, chats } = bot.teams.cast;
    await say('notice ESR is down until 14:00');
    await bot.teams.say(people.amara, chats.amara, 'hello');
    const notice = await bot.shows(chats.amara, "Tell me when it's over");
    await bot.teams.press(people.amara, chats.amara, notice.id, "Tell me when it's over");
    await bot.forward({ hours: 3, minutes: 59 });
    expect(first().map(readAloud).join()).not.toContain(TOLD);
    await bot.forward({ minutes: 1 });
    await bot.shows(chats.amara, TOLD);
    expect(bot.teams.activities(chats.ben).map(readAloud).join()).not.toContain(TOLD);
  });

  it('tells whoever asked by typing, and knows of no notice where none was shown', async () => {
    const { people, chats } = bot.teams.cast;
    await bot.teams.say(people.ben, chats.ben, 'tell me when it is over');
    await say('notice ESR is down');
    await bot.teams.say(people.amara, chats.amara, 'hello');
    await bot.teams.say(people.amara, chats.amara, "Please tell me when it's over");
    await bot.shows(chats.amara, "I'll tell you here");
    await say('notice off');
    await bot.shows(chats.amara, TOLD);
    await bot.teams.say(people.amara, chats.amara, 'tell me when it is over');
    await bot.shows(chats.amara, "It's over");
    expect(bot.teams.activities(chats.ben).map(readAloud).join()).not.toContain("I'll tell you here");
  });

  it('tells them once on `notice off`, and not again at the time it was set for', async () => {
    const { people, chats } = bot.teams.cast;
    await say('notice ESR is down until 14:00');
    await bot.teams.say(people.amara, chats.amara, 'hello');
    const notice = await bot.shows(chats.amara, "Tell me when it's over");
    await bot.teams.press(people.amara, chats.amara, notice.id, "Tell me when it's over");
    await bot.teams
      .press(people.amara, chats.amara, notice.id, "Tell me when it's over")
      .catch(() => undefined);
    await say('notice off');
    await bot.shows(chats.amara, TOLD);
    await bot.forward({ hours: 5 });
    expect(first().filter((message) => readAloud(message).includes(TOLD))).toHaveLength(1);
    await say('notice off');
    await bot.shows(team(), 'There is no notice now');
  });

  it('is shown with who set it, and until when, to whoever asks', async () => {
    await say('notice');
    await bot.shows(team(), 'There is no notice now');
    await say('notice ESR is down until 14:00');
    await bot.forward({ minutes: 5 });
    await say('notice', bot.teams.cast.people.femi);
    await bot.shows(team(), 'Current notice', 'ESR is down', 'Elena Rossi, 10am today', 'until 2pm today');
  });

  it('comes before the learners that trainers raise, until their chat wants to hear that it is over', async () => {
    const { people, chats } = bot.teams.cast;
    const raise = (username: string) =>
      bot.teams.say(people.chloe, chats.escalation, `Reset needed: ${username} r.patel@nhs.net`);
    const shown = () =>
      bot.teams.activities(chats.escalation).filter((one) => readAloud(one).includes('ESR is down'));
    await say('notice ESR is down for everyone');
    await raise('432PATELR02');
    const [notice] = shown();
    const learner = await bot.shows(chats.escalation, '432PATELR02', 'Send to the ESR Team');
    const order = bot.teams.activities(chats.escalation).map(({ id }) => id);
    expect(order.indexOf(notice?.id ?? '')).toBe(order.indexOf(learner.id) - 1);
    await raise('432PATELS03');
    expect(shown()).toHaveLength(2);
    await bot.teams.press(people.chloe, chats.escalation, notice?.id ?? '', "Tell me when it's over");
    await raise('432PATELT04');
    await bot.shows(chats.escalation, '432PATELT04', 'Send to the ESR Team');
    expect(shown()).toHaveLength(2);
    await say('notice off');
    await bot.shows(chats.escalation, TOLD);
  });

  it('can be given more time', async () => {
    const { people, chats } = bot.teams.cast;
    await say('notice ESR is down until 11:00');
    await say('notice ESR is still down until 12:00');
    await bot.forward({ minutes: 90 });
    await bot.teams.say(people.amara, chats.amara, 'hello');
    await bot.shows(chats.amara, 'ESR is still down');
  });

  it('does not take a password', async () => {
    await say('notice Everyone use the password is Winter2026! until 14:00');
    await bot.shows(team(), 'looks like a password');
    const { people, chats } = bot.teams.cast;
    await bot.teams.say(people.amara, chats.amara, 'hello');
    expect(first().map(readAloud).join()).not.toContain('Winter2026');
  });
});

describe('help', () => {
  it('answers what it does not understand, too', async () => {
    await say('what can you do?');
    const help = await bot.shows(team(), 'I did not understand that', 'notice off');
    expect(buttons(help)).toEqual(['Show the queue', 'Last 7 days']);
  });
});
