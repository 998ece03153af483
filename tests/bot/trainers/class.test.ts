import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { actionIn, classOf, learnerLine, lookAt, referenceOn } from './classes.ts';

/** Forty times what Teams allows one chat, so that a class is not waited for. */
const QUICK = { chat: [{ everyMs: 14, burst: 4 }], tenant: [] };

let bot: TestBot;
let see: ReturnType<typeof lookAt>;
beforeEach(async () => {
  bot = await startBot({}, { sendLimits: QUICK });
  see = lookAt(bot);
});
afterEach(() => bot.close());

const cast = () => bot.teams.cast;
const textsWith = (words: string) =>
  bot.teams.activities(cast().chats.esrTeam).filter((one) => (one.text ?? '').includes(words));
const inTeamChat = (index: number) => see.handoffOf(index);
const teamCards = () =>
  bot.teams.activities(cast().chats.esrTeam).filter((one) => / class: \d+ learners/.test(readAloud(one)));
const classCards = () =>
  bot.teams
    .activities(cast().chats.escalation)
    .filter((one) => readAloud(one).includes('Your class:') && readAloud(one).includes('resolved'));

const sendClass = (count: number) => see.sendClass(count);

/** The class as this person has it after a press of Refresh. */
async function openList(messageId: string, person = cast().people.elena) {
  const { outcome } = await bot.teams.press(person, cast().chats.esrTeam, messageId, 'Refresh');
  if (outcome.kind !== 'card') throw new Error(`The list did not come: ${JSON.stringify(outcome)}`);
  return outcome.card;
}
/** Ticks of the first learners on the list that have one. */
const ticks = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, row) => [`tick-${row}`, 'true']));
/** Presses a button of the list that this person opened, and then fills in the form that it leads to. */
async function work(
  messageId: string,
  button: string,
  count: number,
  inputs = {},
  person = cast().people.elena,
) {
  const list = await openList(messageId, person);
  return pressOn(list, messageId, button, ticks(count), inputs, person);
}
async function pressOn(
  list: unknown,
  messageId: string,
  button: string,
  ticked: Record<string, string>,
  inputs: Record<string, unknown> = {},
  person = cast().people.elena,
) {
  const chat = cast().chats.esrTeam;
  const form = await bot.teams.press(person, chat, messageId, actionIn(list, button), ticked);
  const send = { 'Resolve ticked': 'Resolve and tell them', 'Ask about ticked': 'Send question' }[button];
  if (send === undefined || form.outcome.kind !== 'card') return form;
  return bot.teams.press(person, chat, messageId, actionIn(form.outcome.card, send), inputs);
}
const RESET = { outcome: 'password-reset-sent' };
const resolveAll = (messageId: string, count: number, person = cast().people.elena, inputs = {}) =>
  work(messageId, 'Resolve ticked', count, { ...RESET, ...inputs }, person);

describe('a class', () => {
  it('is one card in each chat, and a learner has a handoff card once somebody asks for it', async () => {
    await sendClass(4);
    expect(classCards()).toHaveLength(1);
    expect(readAloud(classCards()[0])).toContain('0 of 4 resolved');
    const alone = bot.teams
      .activities(cast().chats.escalation)
      .filter((one) => buttons(one).includes('Withdraw'));
    expect(alone).toEqual([]);
    expect([see.handoffs().length, teamCards().length]).toEqual([0, 1]);
    expect(readAloud(teamCards()[0])).not.toContain('You have it');
    const handoff = await inTeamChat(2);
    expect(readAloud(handoff)).toContain('Learner 3 of 4');
    await bot.teams.press(cast().people.elena, cast().chats.esrTeam, handoff.id, 'Claim');
    await bot.teams.until(() => readAloud(teamCards()[0]).includes('Elena Rossi has it'));
    await bot.teams.until(() => readAloud(see.handoffs()[0]).includes('Elena Rossi'));
    expect([see.handoffs().length, teamCards().length]).toEqual([1, 1]);
  });

  it('is resolved with one outcome on the team’s card, and the trainer is told once', async () => {
    const { first } = await sendClass(4);
    await resolveAll(first.id, 4);
    await bot.teams.until(() => classCards().some((one) => readAloud(one).includes('4 of 4 resolved')));
    const news = await see.shown(cast().chats.escalation, 'All 4 can sign in now', 'What they do next');
    expect(readAloud(news)).toContain('Jo Patel, Jo Okoye, Jo Smith, Jo Hughes');
    expect(readAloud(news)).toContain('4 hours');
    expect(JSON.stringify(news.entities)).toContain(cast().people.chloe.aadObjectId);
    const told = bot.teams
      .activities(cast().chats.escalation)
      .filter((one) => readAloud(one).includes('What they do next'));
    expect(told).toHaveLength(1);
    expect(classCards()).toHaveLength(1);
  });

  it('is brought up to date as its learners are worked one by one', async () => {
    await sendClass(3);
    const handoff = await inTeamChat(1);
    await bot.teams.press(cast().people.femi, cast().chats.esrTeam, handoff.id, 'Claim');
    await bot.teams.until(() => classCards().some((one) => readAloud(one).includes('Femi Adeyemi has it')));
    await bot.teams.press(cast().people.femi, cast().chats.esrTeam, handoff.id, 'Resolve and tell them', {
      outcome: 'record-corrected',
    });
    await bot.teams.until(() => classCards().some((one) => readAloud(one).includes('1 of 3 resolved')));
  });

  it('leaves alone who a colleague has or has resolved, and names them', async () => {
    const { first } = await sendClass(3);
    const { elena, femi } = cast().people;
    const second = await inTeamChat(1);
    await bot.teams.press(femi, cast().chats.esrTeam, second.id, 'Claim');
    const list = await openList(first.id, elena);
    // A colleague is quicker: the list is out of date when the button is pressed.
    const third = await inTeamChat(2);
    await bot.teams.press(femi, cast().chats.esrTeam, third.id, 'Claim');
    const { outcome } = await pressOn(list, first.id, 'Resolve ticked', ticks(3), RESET);
    const said = JSON.stringify(outcome);
    expect(said).toContain('Resolved 1 case');
    expect(said).toContain('Femi Adeyemi has claimed this');
    await bot.teams.until(() => classCards().some((one) => readAloud(one).includes('1 of 3 resolved')));
  });

  it('is resolved once by a press that Teams repeats, and by two colleagues at once', async () => {
    const { first } = await sendClass(3);
    const { elena, femi } = cast().people;
    const [one, two] = [await openList(first.id, elena), await openList(first.id, femi)];
    const press = (person: typeof elena, card: unknown) =>
      pressOn(card, first.id, 'Resolve ticked', ticks(3), RESET, person);
    const [pressed] = await Promise.all([press(elena, one), press(femi, two)]);
    await bot.teams.redeliver(pressed.activity.id);
    await bot.teams.until(() => classCards().some((card) => readAloud(card).includes('3 of 3 resolved')));
    await see.shown(cast().chats.escalation, 'can sign in now', 'What they do next');
    const told = bot.teams
      .activities(cast().chats.escalation)
      .filter((message) => readAloud(message).includes('What they do next'));
    expect(told).toHaveLength(1);
  });

  it('resolves nobody who was not on the list', async () => {
    await see.say(classOf(3, { 2: learnerLine(2).replace('@nhs.net', '@nhs.ent') }));
    await see.press('Send to the ESR Team');
    const first = await see.classForTeam(2);
    const list = await openList(first.id);
    await see.press(`Use jo.smith03@nhs.net`);
    await see.press('Send to the ESR Team');
    await see.classForTeam(3);
    await pressOn(list, first.id, 'Resolve ticked', ticks(3), RESET);
    await bot.teams.until(() => classCards().some((one) => readAloud(one).includes('2 of 3 resolved')));
  });

  it.each([
    ['no outcome', { outcome: '' }, 'Choose what was done'],
    ['a secret in the note', { note: 'her password is Summer2026!' }, 'password'],
    ['no reason why it could not be helped', { outcome: 'could-not-help' }, 'why'],
  ])('is not resolved with %s', async (_, inputs, says) => {
    const { first } = await sendClass(2);
    const { outcome } = await resolveAll(first.id, 2, cast().people.elena, inputs);
    expect(JSON.stringify(outcome)).toContain(says);
    expect(JSON.stringify(outcome)).not.toContain('Summer2026');
    expect(readAloud(classCards()[0])).toContain('0 of 2 resolved');
  });

  it('can be resolved from a phone that knows only Action.Submit', async () => {
    bot.teams.oldPhones.add(cast().people.elena.id);
    const { first } = await sendClass(2);
    await bot.teams.press(cast().people.elena, cast().chats.esrTeam, first.id, 'Resolve ticked', ticks(2));
    const form = await see.shown(cast().chats.esrTeam, '2 cases', 'What was done?');
    await bot.teams.press(cast().people.elena, cast().chats.esrTeam, form.id, 'Resolve and tell them', RESET);
    await bot.teams.until(() => classCards().some((one) => readAloud(one).includes('2 of 2 resolved')));
  });

  it('is closed by the trainer in one press, or a learner at a time', async () => {
    const { mine, first } = await sendClass(3);
    await resolveAll(first.id, 3);
    await bot.teams.until(() => classCards().some((one) => readAloud(one).includes('3 of 3 resolved')));
    const reference = referenceOn(first, 1);
    const { chloe } = cast().people;
    const { outcome } = await bot.teams.press(chloe, cast().chats.escalation, mine.id, 'Show the case', {
      learner: reference,
    });
    expect(JSON.stringify(outcome)).toContain('Back to the class');
    await bot.teams.press(chloe, cast().chats.escalation, mine.id, 'Tell the ESR Team', { why: 'No email' });
    await bot.teams.until(() => classCards().some((one) => readAloud(one).includes('2 of 3 resolved')));
    await bot.teams.press(chloe, cast().chats.escalation, mine.id, 'Both can sign in now');
    await bot.teams.until(() => readAloud(teamCards()[0]).split('. Closed').length === 3);
  });

  it('takes what the trainer ticks: who can sign in, and who cannot', async () => {
    const { mine, first } = await sendClass(4);
    await resolveAll(first.id, 4);
    await bot.teams.until(() => classCards().some((one) => readAloud(one).includes('4 of 4 resolved')));
    const { chloe } = cast().people;
    const press = async (button: string, inputs: object) =>
      JSON.stringify(
        (await bot.teams.press(chloe, cast().chats.escalation, mine.id, button, { ...inputs })).outcome,
      );
    expect(await press('Ticked can sign in', {})).toContain('Tick who you mean');
    await press('Ticked can sign in', { 'tick-0': 'true', 'tick-2': 'true' });
    await bot.teams.until(() => readAloud(teamCards()[0]).split('. Closed').length === 3);
    await bot.teams.until(() => !JSON.stringify(classCards()[0]).includes('"tick-2"'));
    const refused = await press('Tell the ESR Team', { 'tick-1': 'true' });
    expect(refused).toContain('Say what happens');
    expect(refused).toContain('"value":"true"');
    await press('Tell the ESR Team', { 'tick-0': 'true', 'tick-1': 'true', why: 'No email came' });
    const told = `(Jo Okoye), ${referenceOn(first, 3)} (Jo Hughes) have been reopened`;
    expect(readAloud(await see.shown(cast().chats.esrTeam, told))).toContain(
      "they're still not working. No email came",
    );
    await bot.teams.until(
      () => readAloud(teamCards()[0]).split('Still not working, says Chloe Martin').length === 3,
    );
    await bot.teams.until(() => classCards().some((one) => readAloud(one).includes('2 of 4 resolved')));
    expect(textsWith('No email came')).toHaveLength(1);
  });

  it('is answered on its news, also from a phone that knows only Action.Submit', async () => {
    const { first } = await sendClass(3);
    await resolveAll(first.id, 3);
    const news = await see.shown(cast().chats.escalation, 'Jo Patel, Jo Okoye, Jo Smith');
    const { chloe } = cast().people;
    bot.teams.oldPhones.add(chloe.id);
    await bot.teams.press(chloe, cast().chats.escalation, news.id, 'All 3 can sign in now');
    await bot.teams.until(() => readAloud(teamCards()[0]).split('. Closed').length === 4);
    await see.shown(cast().chats.escalation, 'All done.');
  });

  it('is claimed by ticks, and a learner’s case opens inside the list and leads back to it', async () => {
    const { first } = await sendClass(3);
    const { outcome } = await work(first.id, 'Claim ticked', 2);
    const said = JSON.stringify(outcome);
    expect(said).toContain('Claimed 2 cases');
    expect(said.match(/You have it/g)).toHaveLength(2);
    await bot.teams.until(() =>
      classCards().some((one) => readAloud(one).split('Being worked on').length === 3),
    );
    const list = outcome.kind === 'card' ? outcome.card : {};
    const { elena } = cast().people;
    const chat = cast().chats.esrTeam;
    const opened = await bot.teams.press(elena, chat, first.id, actionIn(list, 'Open'));
    const inside = opened.outcome.kind === 'card' ? opened.outcome.card : {};
    const back = await bot.teams.press(elena, chat, first.id, actionIn(inside, 'Back to the class'));
    expect(JSON.stringify(back.outcome)).toContain("Chloe Martin's class");
  });

  it('is asked about once for several, and one answer is for all of them', async () => {
    const { first } = await sendClass(3);
    await work(first.id, 'Ask about ticked', 2, { question: 'Which ward are they on?' });
    const asked = await see.shown(cast().chats.escalation, 'Which ward are they on?', 'Your answer');
    await bot.teams.until(
      () => readAloud(teamCards()[0]).split('Asked: Which ward are they on?').length === 3,
    );
    expect(readAloud(teamCards()[0]).split('Elena Rossi has it. Waiting for an answer')).toHaveLength(3);
    expect(readAloud(asked)).toContain('Jo Patel, Jo Okoye');
    const questions = () =>
      bot.teams.activities(cast().chats.escalation).filter((one) => readAloud(one).includes('Your answer'));
    expect(questions()).toHaveLength(1);
    await bot.teams.press(cast().people.chloe, cast().chats.escalation, asked.id, 'Send answer', {
      text: 'Both on ward 4',
    });
    // One message tells the officer of both.
    const both = `${referenceOn(first, 0)} (Jo Patel), ${referenceOn(first, 1)} (Jo Okoye): Chloe Martin has answered.`;
    const told = await see.shown(cast().chats.esrTeam, `${both} Both on ward 4`);
    expect(buttons(told)).toEqual(['See the whole class']);
    await bot.teams.until(() => readAloud(teamCards()[0]).split('Answer: Both on ward 4').length === 3);
    expect(textsWith('has answered')).toHaveLength(1);
    // The card goes on naming both, and offers no chat with the first alone.
    const card = await see.shown(cast().chats.escalation, 'Chloe Martin answered:', 'Jo Patel, Jo Okoye');
    expect(buttons(card)).toEqual([]);
    expect(readAloud(await inTeamChat(2))).not.toContain('ward 4');
    await bot.teams.until(() => questions().length === 0);
  });

  it('goes on being asked about the others where the first needs no answer any more', async () => {
    const { first } = await sendClass(2);
    await work(first.id, 'Ask about ticked', 2, { question: 'Which ward are they on?' });
    const asked = await see.shown(cast().chats.escalation, 'Which ward are they on?', 'Your answer');
    const { chloe } = cast().people;
    const { escalation } = cast().chats;
    await bot.teams.say(chloe, escalation, `withdraw ${referenceOn(first, 0)}`);
    const card = () => bot.teams.view(chloe, escalation).find(({ id }) => id === asked.id);
    await bot.teams.until(() => !readAloud(card()).includes('Jo Patel'));
    expect(readAloud(card())).toContain('432OKOYEJ');
    await bot.teams.press(chloe, escalation, asked.id, 'Send answer', { text: 'Ward 4' });
    await see.shown(cast().chats.esrTeam, `${referenceOn(first, 1)} (Jo Okoye): Chloe Martin has answered.`);
  });
});
