import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';
import { lookAt } from './classes.ts';

/** Learners who reported it themselves too: the trainer's report leaves the case, which goes on. */
let bot: CaseBot;
let see: ReturnType<typeof lookAt>;
let reference: string;
beforeEach(async () => {
  bot = await startCaseBot();
  see = lookAt(bot);
  const { people, chats } = bot.teams.cast;
  // She signs in to Teams with the address that she gives.
  Object.assign(people.amara, { email: 'someone@nhs.net' });
  reference = await bot.raise(people.amara, chats.amara, USERNAME);
});
afterEach(() => bot.close());

const USERNAME = '432OKAFORA01';
const CLASS = `${USERNAME} someone@nhs.net Amara Okafor\n432LEEA03 a.lee@nhs.net Ann Lee`;
const inChat = () => bot.teams.cast.chats.escalation;
const answer = () => readAloud(see.last(inChat()));

async function says(text: string, person = bot.teams.cast.people.chloe) {
  await see.say(text, person);
  await bot.forward({ minutes: 1 });
}

async function sends(learners: string, words = '', person = bot.teams.cast.people.chloe) {
  await see.say(learners, person);
  await see.press('Send to the ESR Team', { words }, person);
  await bot.forward({ minutes: 1 });
}

it('a learner whose report moved is followed there by the class, and the old reference leads to the new one', async () => {
  await sends(CLASS);
  await sends(`${USERNAME} other@nhs.net Amara Okafor`);
  await says('my cases');
  const [, moved = ''] = /(\w{3}-\w{3})\*\* Amara/.exec(answer()) ?? [];
  expect(moved).not.toBe(reference);
  await says('status Ann Lee');
  await says(`withdraw ${/\w{3}-\w{3}/.exec(answer())?.[0]}`);
  for (const card of [await see.shown(inChat(), 'Your class'), await see.classForTeam(2)]) {
    expect(readAloud(card)).toContain('0 of 2 resolved, 1 withdrawn');
    expect(readAloud(card)).toContain(moved);
    expect(readAloud(card)).not.toMatch(/[Mm]oved|All done|✓/);
  }
  await says(`status ${reference}`);
  expect(answer()).toContain(`${reference} moved to ${moved}`);
  expect(answer()).toContain('In the queue');
  await says(`add ${reference} she starts at noon`);
  await see.shown(bot.teams.cast.chats.esrTeam, moved, 'she starts at noon');
  await says(`withdraw ${reference}`);
  expect(answer()).toContain(`**${moved}** Amara Okafor, ${USERNAME}: **Withdrawn**`);
});

it('a class with a learner whose report moved is finished once that case is', async () => {
  const { people, chats } = bot.teams.cast;
  await sends(CLASS);
  await sends(`${USERNAME} other@nhs.net Amara Okafor`);
  await says('my cases');
  const [, moved = ''] = /(\w{3}-\w{3})\*\* Amara/.exec(answer()) ?? [];
  await says('status Ann Lee');
  await says(`withdraw ${/\w{3}-\w{3}/.exec(answer())?.[0]}`);
  const card = await see.shown(chats.esrTeam, moved, 'Resolve and tell them');
  await bot.teams.press(people.elena, chats.esrTeam, card.id, 'Resolve and tell them', {
    outcome: 'password-reset-sent',
  });
  await bot.forward({ minutes: 1 });
  const ofClass = async () => readAloud(await see.shown(inChat(), 'Your class'));
  expect(await ofClass()).toContain('1 of 2 resolved, 1 withdrawn');
  expect(await ofClass()).toContain('✓');
  await see.press("Yes, it's working");
  await bot.forward({ minutes: 1 });
  expect(await ofClass()).toContain('All done');
});

it.each([
  ['open', 'The case stays open for Amara Okafor', 'The report from'],
  ['resolved', 'The report from Amara Okafor stays', 'stays open'],
])('the ESR Team is told what stays of a case that is %s', async (state, told, not) => {
  const { elena } = bot.teams.cast.people;
  const { esrTeam } = bot.teams.cast.chats;
  await sends(`${USERNAME} someone@nhs.net`);
  if (state === 'resolved') {
    const card = await see.shown(esrTeam, reference, 'Resolve and tell them');
    const outcome = { outcome: 'password-reset-sent' };
    await bot.teams.press(elena, esrTeam, card.id, 'Resolve and tell them', outcome);
    await bot.forward({ minutes: 1 });
  }
  await says(`withdraw ${reference}`);
  expect(readAloud(await see.shown(esrTeam, 'Chloe Martin withdrew their report'))).toContain(told);
  expect(readAloud(await see.shown(esrTeam, 'Chloe Martin withdrew their report'))).not.toContain(not);
});
