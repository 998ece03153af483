import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Shown } from '../../../simulator/teams-options.ts';
import type { Person } from '../../../simulator/world-events.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';
import { classOf, lookAt } from './classes.ts';

/** It is ten on a Monday morning in November. */
let bot: CaseBot;
beforeEach(async () => {
  bot = await startCaseBot();
});
afterEach(() => bot.close());

const team = () => bot.teams.cast.chats.esrTeam;
const trainers = () => bot.teams.cast.chats.escalation;
const elena = () => bot.teams.cast.people.elena;
const look = () => lookAt(bot);
const send = async (message: string, inputs: Record<string, unknown> = {}) => {
  await look().say(message);
  await look().press('Send to the ESR Team', inputs);
  await bot.settled();
};
const inTeam = (words: RegExp) => bot.teams.activities(team()).filter((one) => words.test(readAloud(one)));
const queue = async (person: Person = elena()) => {
  await bot.teams.say(person, team(), 'queue');
  return bot.shows(team(), 'to do');
};

const mentionedIn = (shown: Shown | undefined) =>
  ((shown?.entities ?? []) as { mentioned?: { name?: string } }[]).flatMap(
    ({ mentioned }) => mentioned?.name ?? [],
  );
const MENTIONED = /Needed (by|now).*Nobody has claimed/s;

describe('when a learner is needed', () => {
  it('is read from the message, shown to be checked, and on every card with the trainer’s words and the name', async () => {
    await look().say('Hi, Jo Smith 432SMITHJ01 jo.smith@nhs.net is locked out again. Class starts 2pm');
    const check = readAloud(await bot.shows(trainers(), 'Is this right?'));
    expect(check).toContain('2pm today');
    expect(check).toContain('locked out again. Class starts 2pm');
    await look().press('Send to the ESR Team');
    const card = readAloud(await bot.shows(team(), '432SMITHJ01'));
    expect(card).toContain('Needed by 2pm on Monday 23 November');
    expect(card).toMatch(/In their words:\s+.*locked out again. Class starts 2pm/);
    expect(card).toContain('Jo Smith');
    expect(readAloud(await bot.shows(trainers(), 'Sent at'))).toContain(
      'Needed by 2pm on Monday 23 November',
    );
    expect(readAloud(await queue())).toContain('In the queue. Needed by 2pm today. Raised');
    await bot.teams.say(elena(), team(), 'find Smith');
    expect(readAloud(await bot.shows(team(), '1 case found'))).toContain('Needed by 2pm today');
  });

  it('is taken out, chosen, or read from what is added', async () => {
    const message = '432SMITHJ01 jo.smith@nhs.net class at 2pm';
    await send(message, { 'needed-by': 'none' });
    expect(readAloud(look().handoffs().at(-1))).not.toContain('Needed');
    await send('432PATELR02 r.patel@nhs.net', { 'needed-by': '2026-11-23T17:00:00.000Z' });
    expect(readAloud(look().handoffs().at(-1))).toContain('Needed by 5pm on Monday 23 November');
    await send('432OKOYEC03 c.okoye@nhs.net', { words: 'She is in the 3pm class' });
    expect(readAloud(look().handoffs().at(-1))).toContain('Needed by 3pm on Monday 23 November');
    await send('432ROSSIM04 m.rossi@nhs.net', { 'needed-by': 'now' });
    expect(readAloud(look().handoffs().at(-1))).toContain('Needed now');
    await send('432ADAMSK05 k.adams@nhs.net', { 'needed-by': 'rubbish' });
    expect(readAloud(look().handoffs().at(-1))).not.toContain('Needed');
  });

  it.each([
    '12pm class is cancelled',
    'The class is off',
    'no class today',
    'not needed today',
    'class postponed',
  ])('is none where the words that are changed before sending call it off: %s', async (words) => {
    await send('432SMITHJ01 jo.smith@nhs.net class at 12pm', { words });
    expect(readAloud(look().handoffs().at(-1))).not.toContain('Needed');
  });

  it('is the new one where the changed words have one', async () => {
    await send('432SMITHJ01 jo.smith@nhs.net class at 12pm', { words: 'Class postponed to 3pm' });
    expect(readAloud(look().handoffs().at(-1))).toContain('Needed by 3pm');
  });

  it('is added by a colleague who presses Send too late with another time, and by nobody with the same', async () => {
    const { chloe, dev } = bot.teams.cast.people;
    await look().say('432SMITHJ01 jo.smith@nhs.net class at 3pm');
    const check = (await bot.shows(trainers(), 'Is this right?')).id;
    const pressAs = async (person: Person, inputs: object) => {
      const { outcome } = await bot.teams.press(person, trainers(), check, 'Send to the ESR Team', {
        ...inputs,
      });
      return JSON.stringify(outcome);
    };
    const words = 'Sorry, class is at 2pm';
    const [first, same, other] = await Promise.all([
      pressAs(chloe, { words }),
      pressAs(chloe, { words }),
      pressAs(dev, { words, 'needed-by': '2026-11-23T12:00:00.000Z' }),
    ]);
    expect(`${first}${same}`).not.toContain('already');
    expect(other).toContain('what is different in yours: time it is needed by');
    await bot.settled();
    expect(look().handoffs()).toHaveLength(1);
    expect(readAloud(look().handoffs()[0])).toContain('Needed by midday on Monday 23 November');
  });

  it('stands on the class’s cards, and the team is told of the class once', async () => {
    await send(`Class at 1pm\n${classOf(4)}`);
    await bot.forward({ minutes: 1 });
    expect(readAloud(await bot.shows(trainers(), 'Your class'))).toContain(
      'Needed by 1pm on Monday 23 November',
    );
    expect(readAloud(await bot.shows(team(), 'class: 4 learners'))).toContain(
      'Needed by 1pm on Monday 23 November',
    );
    await bot.forward({ hours: 2, minutes: 43 });
    expect(inTeam(MENTIONED)).toHaveLength(0);
    await bot.forward({ minutes: 1 });
    const [told, ...more] = inTeam(MENTIONED);
    expect(more).toEqual([]);
    expect(readAloud(told)).toMatch(/Needed by 1pm today.*Nobody has claimed these 4 cases yet/s);
    expect(mentionedIn(told)).toEqual([]);
    await bot.forward({ hours: 6 });
    expect(inTeam(MENTIONED)).toHaveLength(1);
  });

  it.each(['Claim', 'Resolve and tell them', 'Withdraw'])(
    'is not said to the team after %s',
    async (press) => {
      await send('432SMITHJ01 jo.smith@nhs.net class at 2pm');
      const card = look().handoffs().at(-1)?.id ?? '';
      if (press === 'Withdraw') await look().press('Yes, withdraw it');
      else await bot.teams.press(elena(), team(), card, press, { outcome: 'password-reset-sent' });
      await bot.forward({ hours: 5 });
      expect(inTeam(MENTIONED)).toEqual([]);
    },
  );

  it('is said of a case that was given back before, and of a late one within minutes', async () => {
    await send('432SMITHJ01 jo.smith@nhs.net class at 2pm');
    const card = look().handoffs().at(-1)?.id ?? '';
    await bot.teams.press(elena(), team(), card, 'Claim');
    await bot.teams.press(elena(), team(), card, 'Put back');
    await bot.forward({ hours: 3, minutes: 45 });
    const [told, ...more] = inTeam(MENTIONED);
    expect(more).toEqual([]);
    // She has worked today; her colleague has not.
    expect(mentionedIn(told)).toEqual(['Elena Rossi']);
    await send('432PATELR02 r.patel@nhs.net class started at 1:30');
    await bot.forward({ minutes: 3 });
    expect(inTeam(/Needed now \(by 1:30pm today\).*Nobody has claimed/s)).toHaveLength(1);
  });
});

it('the queue has what is needed first, then the oldest, and Needed soon alone', async () => {
  const { people, chats } = bot.teams.cast;
  const old = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
  await bot.forward({ minutes: 5 });
  await send('432SMITHJ01 jo.smith@nhs.net class on Thursday 9am');
  await send('432PATELR02 r.patel@nhs.net class at 2pm');
  const card = await queue();
  const shown = readAloud(card);
  const [patel, smith, oldest] = ['432PATELR02', '432SMITHJ01', old].map((one) => shown.indexOf(one));
  expect(patel).toBeGreaterThan(-1);
  expect(patel).toBeLessThan(smith ?? -1);
  expect(smith).toBeLessThan(oldest ?? -1);
  expect(buttons(card)).toContain('Needed soon (1)');
  await bot.teams.press(elena(), team(), card.id, 'Needed soon (1)');
  const soon = readAloud(bot.teams.view(elena(), team()).find((one) => one.id === card.id));
  expect(soon).toContain('432PATELR02');
  expect(soon).not.toContain('432SMITHJ01');
});

it('the morning summary leads with what is needed today', async () => {
  const { people, chats } = bot.teams.cast;
  const old = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
  await send('432PATELR02 r.patel@nhs.net tomorrow 11am class');
  await bot.forward({ hours: 22, minutes: 30 });
  const summary = readAloud(await bot.shows(team(), 'Good morning'));
  expect(summary).toContain('Needed today: 1.');
  expect(summary.indexOf('432PATELR02')).toBeGreaterThan(-1);
  expect(summary.indexOf('432PATELR02')).toBeLessThan(summary.indexOf(old));
});

describe('two addresses for one ESR username', () => {
  it('the newest from one trainer leads, and find shows the other', async () => {
    await send('432SMITHJ01 jo.smith@nhs.net');
    await send('432SMITHJ01 joanna.smith@gmail.com');
    const card = readAloud(look().handoffs().at(-1));
    expect(card).toMatch(/joanna\.smith@gmail\.com.*was\s+jo\.smith@nhs\.net/s);
    await bot.teams.say(elena(), team(), 'find 432SMITHJ01');
    const found = readAloud(await bot.shows(team(), '1 case found'));
    expect(found).toMatch(/joanna\.smith@gmail\.com.*was\s+jo\.smith@nhs\.net/s);
  });

  it('from two trainers stand side by side, and the queue’s row says so', async () => {
    await send('432SMITHJ01 jo.smith@nhs.net');
    await look().say('432SMITHJ01 joanna.smith@gmail.com', bot.teams.cast.people.dev);
    await look().press('Send to the ESR Team', {}, bot.teams.cast.people.dev);
    await bot.settled();
    await bot.teams.say(elena(), team(), 'find 432SMITHJ01');
    const found = readAloud(await bot.shows(team(), '1 case found'));
    expect(found).toMatch(/Two people gave this username.*Also joanna\.smith@gmail\.com \(Dev/s);
    expect(readAloud(await queue())).toContain('2 email addresses were given');
  });
});
