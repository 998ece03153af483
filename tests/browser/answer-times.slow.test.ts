import { describe, expect, it } from 'vitest';
import { transition } from '../../src/cases/transitions.ts';
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { isWorkingTime } from '../../src/time/working-days.ts';
import { classOf } from '../bot/trainers/classes.ts';
import { aCase, ELENA, RESOLVE } from '../shared/a-case.ts';
import { Chat } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

const SETTINGS = { TRUSTS: 'esneft', WORKING_HOURS: '08:00-17:00' };

describe('with nothing to go by', () => {
  const { open } = trialInBrowser(SETTINGS);

  it('tells people when to expect an answer, from what others waited; and where one Trust runs it, never asks which', async () => {
    const page = await open();
    // Twenty cards come at the pace of one chat.
    const [trainers, team, staff] = [
      new Chat(page, 'ESR escalation chat'),
      new Chat(page, 'ESR Team'),
      new Chat(page, 'Staff'),
    ];
    await trainers.be('Chloe Martin');
    await team.be('Elena Rossi');
    await trainers.say(classOf(20));
    await trainers.button('Send to the ESR Team').click();
    const list = await team.shows("Chloe Martin's class: 20 learners");
    for (const box of await list.getByRole('checkbox').all()) await box.check();
    await list.getByRole('button', { name: 'Resolve ticked' }).click();
    const form = await team.shows('20 cases', 'What was done?');
    await form
      .getByRole('combobox', { name: 'What was done?' })
      .selectOption({ label: 'Password reset sent' });
    await form.getByRole('button', { name: 'Resolve and tell them' }).click();
    await trainers.shows('Your class: 20 learners', '20 of 20 resolved');

    await staff.be('Amara Okafor');
    await staff.say('hello');
    await staff.shows('Choose your problem', 'I forgot my username or password');
    expect(await staff.region.getByText('Which organisation').count()).toBe(0);
    // More than three others in the last hour.
    await staff.say('is ESR down?');
    await staff.region.getByText('20 people asked the ESR Team for help in the last hour').waitFor();
    await staff.say('talk to someone');
    await staff.say('432OKAFORA07 amara.okafor@nhs.net');
    await staff.say('it does not let me in');
    await staff.answer('Yes, send to the ESR Team');
    await staff.shows('The ESR Team works Monday to Friday, 8am to 5pm.');
  });
});

describe('with twenty cases of the last weeks, each answered within two and a half hours', () => {
  const { open } = trialInBrowser(SETTINGS, async (databaseUrl) => {
    const database = await openDatabase(databaseUrl);
    const cases = new SqlCaseStore(database);
    for (let number = 0; number < 20; number += 1) {
      const opened = workingMorning();
      const resolvedAt = new Date(Date.parse(opened) + 150 * 60_000).toISOString();
      const it = aCase({ reference: `K7M-4${number}`, openedAt: opened, changedAt: opened });
      await cases.save({ case: it, events: [{ type: 'raise', at: opened }], messages: [] });
      const resolved = transition(it, RESOLVE, { by: ELENA, at: resolvedAt });
      if (!('refused' in resolved)) await cases.save(resolved);
    }
    await database.close();
  });

  it('says within how many working hours most people hear back', async () => {
    const staff = new Chat(await open(), 'Staff');
    await staff.be('Amara Okafor');
    await staff.say('talk to someone');
    await staff.isLast('talk to someone', 'What the ESR Team needs');
    await staff.say('432OKAFORA07 amara.okafor@nhs.net');
    await staff.shows('What happens?');
    await staff.say('it does not let me in');
    await staff.answer('Yes, send to the ESR Team');
    await staff.shows('Most people hear back within 3 working hours.');
  });
});

/** Ten o'clock on the last working day before today. */
function workingMorning(): string {
  const day = new Date();
  do {
    day.setUTCDate(day.getUTCDate() - 1);
    day.setUTCHours(10, 0, 0, 0);
  } while (!isWorkingTime(day.toISOString(), { start: '08:00', end: '17:00' }));
  return day.toISOString();
}
