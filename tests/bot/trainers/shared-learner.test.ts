import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import { buttons, cardIn, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

/** Two trainers of one chat who sent the same learner. Time passes: what is drawn only at the moment of a change must still be right. */
let bot: CaseBot;
beforeEach(async () => {
  bot = await startCaseBot();
  known = '';
});
afterEach(() => bot.close());

const USERNAME = '432OKAFORA01';
const world = () => bot.teams.cast;
const inChat = () => bot.teams.activities(world().chats.escalation);

async function send(person = world().people.chloe, learners = `${USERNAME} a.okafor@nhs.net`) {
  const { escalation } = world().chats;
  await bot.teams.say(person, escalation, learners);
  const card = inChat().findLast((one) => buttons(one).some((button) => button.startsWith('Send')));
  const button = buttons(card).find((one) => one.startsWith('Send')) ?? '';
  await bot.teams.press(person, escalation, card?.id ?? '', button);
  await bot.forward({ minutes: 2 });
}

const sendClass = (person = world().people.dev) =>
  send(person, `${USERNAME} a.okafor@nhs.net\n432NGUYENT02 t.nguyen@nhs.net`);

/** The card of the one who sent the learner alone. */
const single = () => inChat().find((one) => /Help for a learner/.test(readAloud(one))) ?? inChat()[0];
const withdraw = { type: 'Action.Execute', data: { act: 'withdraw', surface: 'status', case: '' } };

async function press(person = world().people.chloe) {
  const data = { ...withdraw.data, case: await reference() };
  const { outcome } = await bot.teams.press(person, world().chats.escalation, single()?.id ?? '', {
    ...withdraw,
    data,
  });
  await bot.forward({ minutes: 3 });
  return readAloud({
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: (outcome as { card?: unknown }).card,
      },
    ],
  } as never);
}

const cases = () => new SqlCaseStore(bot.app.database);
let known = '';
const reference = async () => (known ||= (await cases().findActive('esneft', USERNAME))[0]?.reference ?? '');
const theCase = async () => cases().find(await reference());
const names = async () => (await theCase())?.requesters.map(({ person }) => person.name);

describe('a learner who is in a colleague’s class too', () => {
  it('is withdrawn once by the one who sent them alone: their card says so at once and for good, and acts for nobody', async () => {
    await sendClass();
    await send();
    expect(buttons(single())).toContain('Yes, withdraw it');
    const answer = await press();
    expect(answer).toContain('Chloe Martin withdrew this');
    expect(answer).toContain('The one from Dev Patel stays');
    for (const person of [world().people.chloe, world().people.dev])
      expect(await press(person)).toContain('Chloe Martin withdrew this');
    expect(await names()).toEqual(['Dev Patel']);
    expect(await theCase()).toMatchObject({ state: 'open' });

    const { elena } = world().people;
    const { esrTeam } = world().chats;
    await bot.teams.say(elena, esrTeam, `case ${await reference()}`);
    await bot.settled();
    const resolve = 'Resolve and tell them';
    const handoff = bot.teams.activities(esrTeam).findLast((one) => buttons(one).includes(resolve));
    await bot.teams.press(elena, esrTeam, handoff?.id ?? '', resolve, {
      outcome: 'password-reset-sent',
    });
    await bot.forward({ minutes: 30 });
    expect(readAloud(single())).toContain('Chloe Martin withdrew this');
    expect(buttons(single())).toEqual([]);
    expect(cardIn(single())).toBeDefined();
  });

  it('is still the colleague’s to follow, opened from the class', async () => {
    await sendClass();
    await send();
    await press();
    const { escalation } = world().chats;
    const { dev } = world().people;
    const card = inChat().find((one) => /Your class/.test(readAloud(one)));
    const opened = await bot.teams.press(dev, escalation, card?.id ?? '', 'Show the case', {
      learner: await reference(),
    });
    expect(JSON.stringify(opened.outcome)).toContain('The ESR Team has it');
    await bot.teams.press(dev, escalation, card?.id ?? '', 'Yes, withdraw it');
    expect(await theCase()).toMatchObject({ state: 'closed' });
  });
});

describe('a learner whom two trainers sent alone', () => {
  beforeEach(async () => {
    await send();
    await send(world().people.dev);
  });

  it('stays with the colleague when one withdraws theirs, who is told so however often they press', async () => {
    for (const _ of ['first', 'second']) {
      const answer = await press();
      expect(answer).toContain('Your report is withdrawn. The one from Dev Patel stays.');
      expect(answer).toContain('The ESR Team has it');
    }
    expect(await names()).toEqual(['Dev Patel']);
    await press(world().people.dev);
    expect(await theCase()).toMatchObject({ state: 'closed' });
    expect(readAloud(single())).toContain('Withdrawn');
  });

  it('is told the same where the command is typed', async () => {
    const { chloe } = world().people;
    const { escalation } = world().chats;
    for (const _ of ['first', 'second']) {
      await bot.teams.say(chloe, escalation, `withdraw ${await reference()}`);
      await bot.forward({ minutes: 1 });
      expect(readAloud(inChat().at(-1))).toContain('The one from Dev Patel stays');
    }
  });
});
