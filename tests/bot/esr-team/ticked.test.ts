import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { buttons, cardIn, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

let bot: CaseBot;
let references: string[];
let queue: string;
let chats: Chat[];

const USERNAMES = ['432OKAFORA01', '432HUGHESB01', '432PRICET01'] as const;

beforeEach(async () => {
  bot = await startCaseBot();
  references = [];
  chats = [];
  for (const [number, username] of USERNAMES.entries()) {
    const person = bot.teams.createPerson(`Person Number${number}`);
    const chat = bot.teams.personalChat(person);
    await bot.teams.install(chat);
    chats.push(chat);
    references.push(await bot.raise(person, chat, username));
    await bot.forward({ minutes: 1 });
  }
  await say('queue');
  queue = (await bot.shows(team(), '3 cases to do', 'Claim ticked')).id;
});
afterEach(() => bot.close());

const team = () => bot.teams.cast.chats.esrTeam;
const elena = () => bot.teams.cast.people.elena;
const femi = () => bot.teams.cast.people.femi;
const say = (text: string, person: Person = elena()) => bot.teams.say(person, team(), text);
const ticks = (...rows: number[]) => Object.fromEntries(rows.map((row) => [`tick-${row}`, 'true']));
const press = (button: string, inputs = {}, person = elena(), message = queue) =>
  bot.teams.press(person, team(), message, button, inputs);
const seen = (person = elena(), message = queue) =>
  bot.teams.view(person, team()).find((one) => one.id === message);
const said = (person = elena()) => readAloud(seen(person));
const stateOf = async (reference: string) => {
  await bot.settled();
  return readAloud(await bot.shows(team(), reference, 'ESR username'));
};
/** The outcomes that requesters were sent. */
const news = () =>
  chats.flatMap((chat) => bot.teams.activities(chat)).filter((one) => readAloud(one).includes('News from'));
const [first, second, third] = [0, 1, 2].map((row) => () => references[row] ?? '') as [
  () => string,
  () => string,
  () => string,
];

describe('ticked cases of the queue', () => {
  it('are claimed together, and the others are left alone', async () => {
    await press('Claim ticked', ticks(0, 2));
    expect(said()).toContain('Claimed 2 cases.');
    expect(await stateOf(first())).toContain('Elena Rossi has it');
    expect(await stateOf(third())).toContain('Elena Rossi has it');
    expect(await stateOf(second())).toContain('Nobody has it yet');
  });

  it('are resolved with one outcome, which each requester gets, in two presses', async () => {
    await press('Resolve ticked', ticks(0, 1));
    expect(readAloud(seen())).toContain('2 cases');
    expect(readAloud(seen())).toContain(`${first()} Person Number0; ${second()} Person Number1`);
    await press('Resolve and tell them', { outcome: 'username-sent' });
    expect(said()).toContain('Resolved 2 cases.');
    expect(said()).toContain('1 case to do');
    await bot.settled();
    expect(news()).toHaveLength(2);
  });

  it('say by reference which could not be done and why: a colleague was first', async () => {
    await press('Claim', {}, femi());
    await press('Claim ticked', ticks(0, 1));
    expect(said()).toContain('Claimed 1 case.');
    expect(said()).toMatch(new RegExp(`Not done: ${first()}: Femi Adeyemi has claimed this`));
    expect(await stateOf(first())).toContain('Femi Adeyemi has it');
  });

  it('are done once when the press comes twice', async () => {
    await press('Resolve ticked', ticks(0, 1));
    const { activity } = await press('Resolve and tell them', { outcome: 'username-sent' });
    await bot.settled();
    expect((await bot.teams.redeliver(activity.id)).status).toBe(200);
    expect(said()).toContain('Resolved 2 cases.');
    await bot.settled();
    expect(news()).toHaveLength(2);
  });

  it('say which was withdrawn while the form was open, and resolve the others', async () => {
    await press('Resolve ticked', ticks(0, 1));
    const [chat] = chats as [Chat];
    const person = bot.teams.world.person(chat.members.find((id) => id.startsWith('29:')) ?? '');
    const mine = bot.teams.activities(chat).findLast((one) => buttons(one).includes('Yes, withdraw it'));
    await bot.teams.press(person, chat, mine?.id ?? '', 'Yes, withdraw it');
    await press('Resolve and tell them', { outcome: 'username-sent' });
    expect(said()).toMatch(new RegExp(`Resolved 1 case. Not done: ${first()}: This was withdrawn`));
  });

  it('are as before when none was ticked, and it says so', async () => {
    await press('Claim ticked');
    expect(said()).toContain('Tick at least one case first.');
    expect(said()).toContain('3 cases to do');
  });

  it('keep the form until the outcome is complete, and go back without it', async () => {
    await press('Resolve ticked', ticks(1));
    await press('Resolve and tell them', { outcome: 'could-not-help' });
    expect(said()).toContain('why we could not help');
    expect(buttons(seen())).toEqual(['Resolve and tell them', 'Back']);
    await press('Back');
    expect(said()).toContain('3 cases to do');
  });

  it('are given to a colleague, who is told once of all of them', async () => {
    await press('Assign ticked', ticks(0, 1, 2));
    await press('Assign', { to: femi().aadObjectId });
    expect(said()).toContain('Assigned 3 cases to Femi Adeyemi.');
    await bot.settled();
    const told = bot.teams.activities(team()).filter((one) => readAloud(one).includes('assigned'));
    expect(told).toHaveLength(1);
    expect(readAloud(told[0])).toContain(`Elena Rossi assigned 3 cases (${references.join(', ')}) to you.`);
  });
});

describe('handing over at the end of a shift', () => {
  beforeEach(() => press('Claim ticked', ticks(0, 1)));

  it('lists what one has, and puts it back in the queue', async () => {
    await say('hand over');
    const form = await bot.shows(team(), 'Assign to a colleague', '2 cases', first(), second());
    expect(readAloud(form)).not.toContain(third());
    await press('Put back', {}, elena(), form.id);
    expect(await stateOf(first())).toContain('Elena Rossi put it back');
    expect(await stateOf(second())).toContain('Elena Rossi put it back');
  });

  it('has the colleague chosen who was named, and asks where it cannot tell', async () => {
    await say('assign my 2 to femi');
    const form = await bot.shows(team(), 'Assign to a colleague', '2 cases');
    expect(JSON.stringify(cardIn(form))).toMatch(
      new RegExp(`"spacing":"Medium","value":"${femi().aadObjectId}"`),
    );
    await say('hand over to nobody');
    await bot.shows(team(), 'I cannot tell who nobody is in this chat.');
  });

  it('is for the chat of their own ESR Team alone', async () => {
    const { escalation } = bot.teams.cast.chats;
    const data = { desk: 'ticked', act: 'release', listed: references.join(',') };
    const forged = { type: 'Action.Execute', verb: 'desk', data } as const;
    await bot.teams.press(bot.teams.cast.people.chloe, escalation, queue, forged);
    expect(await stateOf(first())).toContain('Elena Rossi has it');
  });
});
