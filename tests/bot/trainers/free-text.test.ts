import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppOptions } from '../../../src/app.ts';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, cardIn, readAloud } from '../../support/cards.ts';
import { lookAt } from './classes.ts';

let bot: TestBot;
let see: ReturnType<typeof lookAt>;
const start = async (options: AppOptions = {}) => {
  bot = await startBot({ TRUSTS: 'esneft,trust-427' }, options);
  see = lookAt(bot);
};
beforeEach(() => start());
afterEach(() => bot.close());

const chats = () => bot.teams.cast.chats;
const lastHere = () => see.last(chats().escalation);
const card = () => JSON.stringify(cardIn(lastHere()));

describe('what a trainer types', () => {
  it('is shown before anything is sent, with a tick at each learner that is complete', async () => {
    await see.say('432PATELR02 r.patel@nhs.net\n432OKOYEA01 a.okoye@nhs.net\n432SMITHJ03');
    expect(readAloud(lastHere())).toContain('2 of 3 are ready');
    expect(card().match(/"id":"send-\d+"/g)).toHaveLength(2);
    expect(see.handoffs()).toEqual([]);
  });

  it('says from when a new username is ready, on any day', async () => {
    await see.say('Mo Lee mo.lee@nhs.net, record made today, no username yet');
    expect(readAloud(lastHere())).toMatch(/should be ready from (?:tomorrow|(?:Mon|Tue|Wed|Thu|Fri) \d)/);
  });

  it.each([
    ['no email', '432PATELR02 needs a reset', 'email-1'],
    ['no username', 'reset for r.patel@nhs.net please', 'username-1'],
    ['last two not digits', '432PATELRA r.patel@nhs.net', 'username-1'],
    ["another Trust's prefix", '427PATELR02 r.patel@nhs.net', 'username-1'],
    ['a letter for a digit', '432PATELRO2 r.patel@nhs.net', 'username-1'],
    ['a mistyped ending', '432PATELR02 r.patel@nhs.ent', 'email-1'],
  ])('is not sent half complete: %s', async (_, said, field) => {
    await see.say(said);
    expect(card()).toContain(`"id":"${field}"`);
    await see.press('Send to the ESR Team');
    expect(card()).toContain(`"id":"${field}"`);
    expect(see.handoffs()).toEqual([]);
  });

  it('is sent in upper case, and an old 178 login is only remarked on', async () => {
    await see.say('178patelr02 r.patel@nhs.net');
    expect(readAloud(lastHere())).toContain('older style of username');
    await see.press('Send to the ESR Team');
    await see.shown(chats().esrTeam, '178PATELR02');
  });

  it('is corrected in one press each where it is clear what was meant', async () => {
    await see.say('432PATELRO2 r.patel@nhs.ent');
    await see.press('Use 432PATELR02');
    await see.press('Use r.patel@nhs.net');
    await see.press('Send to the ESR Team');
    const handoff = await see.shown(chats().esrTeam, '432PATELR02', 'r.patel@nhs.net');
    expect(readAloud(handoff)).not.toContain('nhs.ent');
  });

  it('is sent as it is when the trainer says that an odd value is right', async () => {
    await see.say('999PATELR02 r.patel@nhs.net');
    await see.press("It's right as it is");
    await see.press('Send to the ESR Team');
    await see.shown(chats().esrTeam, '999PATELR02');
  });

  it('is asked again when the value is another than the one said to be right', async () => {
    await see.say('999PATELR02 r.patel@nhs.net');
    await see.press("It's right as it is", { 'username-1': '998PATELR02' });
    await see.press('Send to the ESR Team');
    expect(buttons(lastHere())).toContain('Send to the ESR Team');
    expect(see.handoffs()).toEqual([]);
  });

  it('is never sent to the wrong Trust, whatever the card says', async () => {
    await see.say('427PATELR02 r.patel@nhs.net');
    expect(buttons(lastHere())).not.toContain("It's right as it is");
    await see.press('Send to the ESR Team');
    expect(see.handoffs()).toEqual([]);
  });

  it('leaves a choice to the trainer where it can be read in two ways', async () => {
    await see.say('432PATELR02 r.patel@nhs.net or ravi.patel@gmail.com');
    expect(buttons(lastHere())).toContain('Use r.patel@nhs.net');
    await see.press('Use ravi.patel@gmail.com');
    await see.press('Send to the ESR Team');
    await see.shown(chats().esrTeam, '432PATELR02', 'ravi.patel@gmail.com');
  });

  it('is not kept when it is a secret: the learner stays, and the message should go', async () => {
    await see.say('432PATELR02 r.patel@nhs.net password Summer2026! dob 12/03/1990');
    expect(readAloud(lastHere())).toContain('delete the message');
    expect(card()).not.toContain('Summer2026');
    expect(card()).not.toContain('1990');
    await see.press('Send to the ESR Team', { words: 'her password is Winter2027!' });
    expect(card()).not.toContain('Winter2027');
    expect(see.handoffs()).toEqual([]);
    await see.press('Send to the ESR Team', { words: 'she starts on Monday' });
    const handoff = await see.shown(chats().esrTeam, '432PATELR02');
    expect(JSON.stringify(handoff)).not.toMatch(/Summer2026|Winter2027|1990/);
  });

  it('may be a secret and nothing else: it is refused with advice', async () => {
    await see.say('my password is Summer2026!');
    expect(readAloud(lastHere())).toContain('delete the message');
    expect(JSON.stringify(lastHere())).not.toContain('Summer2026');
  });

  it('may be a table from Excel, whose cells only its HTML keeps apart', async () => {
    const row = (cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    const html = `<table>${row(['Name', 'Username', 'Email'])}${row(['Ravi Patel', '432PATELR02', 'r.patel@nhs.net'])}${row(['Ada Okoye', '432OKOYEA01', 'a.okoye@nhs.net'])}</table>`;
    await bot.teams.say(bot.teams.cast.people.chloe, chats().escalation, 'table', { html });
    expect(readAloud(lastHere())).toContain('Both are ready');
    expect(readAloud(lastHere())).toContain('Ravi Patel');
  });

  it('never takes the trainer’s own address for a learner’s', async () => {
    const { email } = bot.teams.cast.people.chloe;
    await see.say(`432PATELR02 please reset ${email}`);
    expect(card()).not.toContain(email);
  });
});

describe('a press of the learners’ card', () => {
  it('raises one case however often it is pressed or comes again', async () => {
    await see.say('432PATELR02 r.patel@nhs.net');
    const { id = '' } = lastHere() ?? {};
    const { chloe, dev } = bot.teams.cast.people;
    const [first] = await Promise.all([
      bot.teams.press(chloe, chats().escalation, id, 'Send to the ESR Team'),
      bot.teams.press(dev, chats().escalation, id, 'Send to the ESR Team'),
      bot.teams.press(chloe, chats().escalation, id, 'Send to the ESR Team'),
    ]);
    await bot.teams.redeliver(first.activity.id);
    await see.shown(chats().esrTeam, '432PATELR02');
    expect(see.handoffs()).toHaveLength(1);
    expect(readAloud(see.handoffs()[0])).not.toContain('Also from');
  });

  it('is shown once when Teams sends the message again', async () => {
    const { activity } = await see.say('432PATELR02 r.patel@nhs.net');
    const before = bot.teams.activities(chats().escalation).length;
    expect((await bot.teams.redeliver(activity.id)).status).toBe(200);
    expect(bot.teams.activities(chats().escalation)).toHaveLength(before);
  });

  it('is shown once, later, where Teams would not take it, also when Teams sends the message again', async () => {
    await bot.close();
    await start({ replyWithinMs: 1500 });
    bot.teams.faults.add({
      match: { chat: chats().escalation.id, text: 'r.patel' },
      effect: { status: 503 },
    });
    const { activity, status } = await see.say('432PATELR02 r.patel@nhs.net');
    expect(status).toBe(200);
    const shown = () =>
      bot.teams
        .activities(chats().escalation)
        .filter((one) => cardIn(one) !== undefined && readAloud(one).includes('Is this right?'));
    expect((await bot.teams.redeliver(activity.id)).status).toBe(200);
    expect(shown()).toEqual([]);
    bot.teams.faults.clear();
    expect((await bot.teams.redeliver(activity.id)).status).toBe(200);
    await bot.teams.until(() => shown().length > 0);
    await bot.app.poll();
    expect(shown()).toHaveLength(1);
    await see.press('Send to the ESR Team');
    await see.shown(chats().esrTeam, '432PATELR02');
    expect(see.handoffs()).toHaveLength(1);
  });

  it('shows everyone in the chat what was sent', async () => {
    await see.say('432PATELR02 r.patel@nhs.net');
    await see.press('Send to the ESR Team');
    const seen = bot.teams.view(bot.teams.cast.people.dev, chats().escalation);
    expect(seen.some((one) => readAloud(one).includes('On its way to the ESR Team'))).toBe(true);
  });

  it('of an older showing changes nothing', async () => {
    await see.say('432PATELR02\n432OKOYEA01');
    const { chloe, dev } = bot.teams.cast.people;
    const { id = '' } = lastHere() ?? {};
    const old = cardIn(lastHere()) as { actions: { title: string }[] };
    const check = old.actions.find(({ title }) => title === 'Check again') ?? {};
    await bot.teams.press(chloe, chats().escalation, id, 'Check again', { 'email-1': 'r.patel@nhs.net' });
    await bot.teams.press(dev, chats().escalation, id, check, { 'email-1': 'wrong@nhs.net' });
    expect(card()).toContain('r.patel@nhs.net');
    expect(card()).not.toContain('wrong@nhs.net');
  });

  it('of an older showing is not lost where it puts right what is still odd', async () => {
    await see.say('432PATELR02 r.patel@nhs.ent\n432OKOYEA01 a.okoye@nhs.ent');
    const { chloe, dev } = bot.teams.cast.people;
    const { id = '' } = lastHere() ?? {};
    const old = cardIn(lastHere()) as { actions: { title: string }[] };
    const check = old.actions.find(({ title }) => title === 'Check again') ?? {};
    await bot.teams.press(chloe, chats().escalation, id, 'Use r.patel@nhs.net');
    await bot.teams.press(dev, chats().escalation, id, check, {
      'email-1': 'r.patel@nhs.ent',
      'email-2': 'ada.okoye@nhs.net',
    });
    expect(card()).toContain('r.patel@nhs.net');
    expect(card()).toContain('ada.okoye@nhs.net');
    expect(card()).not.toContain('nhs.ent');
  });

  it('keeps what was typed into the other rows, whichever button it is of', async () => {
    await see.say('432PATELR02 r.patel@nhs.ent\n432OKOYEA01 a.okoye@nhs.ent\n432ROSSIM09 m.rossi@nhs.net');
    await see.press('Use r.patel@nhs.net', { 'email-2': 'ada.okoye@nhs.net' });
    expect(card()).toContain('432OKOYEA01, ada.okoye@nhs.net');
    await see.press('Change', { change: '3' });
    await see.press('Check again', { 'email-3': 'marco.rossi@nhs.net', 'name-3': 'Marco Rossi' });
    expect(card()).toContain('3. Marco Rossi, 432ROSSIM09, marco.rossi@nhs.net');
    expect(readAloud(lastHere())).toContain('All 3 are ready');
  });

  it('works on a phone that knows only Action.Submit', async () => {
    bot.teams.oldPhones.add(bot.teams.cast.people.chloe.id);
    await see.say('432PATELRO2 r.patel@nhs.net');
    await see.press('Use 432PATELR02');
    await see.press('Send to the ESR Team');
    await see.shown(chats().esrTeam, '432PATELR02');
    await see.shown(chats().escalation, 'On its way to the ESR Team');
  });

  it('is safe to repeat after the bot was stopped between the two', async () => {
    await see.say('432PATELR02 r.patel@nhs.net');
    await bot.restart();
    await see.press('Send to the ESR Team');
    await see.shown(chats().esrTeam, '432PATELR02');
  });

  it('takes a learner back out, or all of it', async () => {
    await see.say('432PATELR02 r.patel@nhs.net\n432OKOYEA01 a.okoye@nhs.net');
    await see.press('Send to the ESR Team', { 'send-2': 'false' });
    await see.shown(chats().esrTeam, '432PATELR02');
    await see.press('Do not send the rest');
    expect(readAloud(await see.shown(chats().escalation, 'On its way to the ESR Team'))).not.toContain(
      '432OKOYEA01',
    );
    const sent = bot.teams.activities(chats().esrTeam).map(readAloud);
    expect(sent.filter((one) => one.includes('432PATELR02'))).toHaveLength(1);
    expect(sent.join()).not.toContain('432OKOYEA01');
  });

  it('opens a complete learner to be changed', async () => {
    await see.say('432PATELR02 r.patel@nhs.net\n432OKOYEA01 a.okoye@nhs.net');
    await see.press('Change', { change: '2' });
    expect(card()).toContain('"id":"email-2"');
    await see.press('Send to the ESR Team', { 'email-2': 'ada.okoye@nhs.net' });
    await see.shown(chats().esrTeam, '432OKOYEA01', 'ada.okoye@nhs.net');
  });

  it.each([
    { learners: 'f'.repeat(32), seen: 1, act: 'send' },
    { learners: '../../etc', seen: 1, act: 'send' },
    { learners: 20, problems: '' },
    { learners: 'f'.repeat(32), act: 'explode' },
    { something: 'else' },
  ])('that is not one of ours (%o) does nothing', async (data) => {
    await see.say('432PATELR02 r.patel@nhs.net');
    const { id = '' } = lastHere() ?? {};
    const press = { type: 'Action.Execute', verb: 'learners', data };
    const { outcome } = await bot.teams.press(bot.teams.cast.people.chloe, chats().escalation, id, press);
    expect(outcome.kind).toBe('message');
    expect(see.handoffs()).toEqual([]);
  });
});
