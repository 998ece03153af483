import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { Chat } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

const LEARNERS = ['Ash', 'Birch', 'Cedar', 'Elm', 'Fir', 'Hazel', 'Maple', 'Oak', 'Pine', 'Rowan'];
const CLASSES = ['Anna', 'Bella', 'Carol', 'Diana'];
const SCREEN = 720;

describe('forty open cases and two officers in the page', () => {
  const { open } = trialInBrowser();

  /** Four classes of ten: nobody else has a case. */
  beforeAll(async () => {
    const page = await open();
    const trainers = new Chat(page, 'ESR escalation chat');
    const team = new Chat(page, 'ESR Team');
    await trainers.be('Dev Patel');
    for (const [index, first] of CLASSES.entries()) {
      const lines = LEARNERS.map((last) => {
        const username = `432${last.toUpperCase()}${first[0]}0${index + 1}`;
        return `${first} ${last} ${username} ${first}.${last}@nhs.net`
          .toLowerCase()
          .replace(/^\w| \w/g, (c) => c.toUpperCase());
      });
      await trainers.say(lines.join('\n'));
      await trainers.shows(`432ROWAN${first[0]}0${index + 1}`);
      await trainers.answer('Send to the ESR Team');
      await team.shows(`432ROWAN${first[0]}0${index + 1}`, 'In the queue');
    }
  });

  const officers = async () => {
    const [elena, femi] = (await Promise.all([open(), open()])).map((page) => new Chat(page, 'ESR Team'));
    if (elena === undefined || femi === undefined) throw new Error('no page');
    await Promise.all([elena.be('Elena Rossi'), femi.be('Femi Adeyemi')]);
    return { elena, femi };
  };
  const queueOf = async (officer: Chat, command = 'queue') => {
    await officer.say(command);
    return officer.shows('to do', 'Refresh');
  };
  const textOf = async (card: Locator) => (await card.textContent()) ?? '';
  const referencesOn = async (card: Locator) => {
    const rows = await card.getByRole('checkbox').all();
    const names = await Promise.all(
      rows.map((one) => one.getAttribute('aria-label').then((label) => label ?? '')),
    );
    return names.flatMap((name) => /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(name)?.[0] ?? []);
  };
  const press = (card: Locator, name: string) =>
    card.getByRole('button', { name, exact: true }).first().click();
  const tick = (card: Locator, reference: string) =>
    card.getByRole('checkbox', { name: new RegExp(reference) }).check();
  const says = (card: Locator, words: string) => expect.poll(() => textOf(card)).toContain(words);

  it('has every open case on pages that together take at most six screens', async () => {
    const { elena } = await officers();
    const queue = await queueOf(elena);
    const heights: number[] = [];
    const seen = new Set<string>();
    for (;;) {
      heights.push((await queue.boundingBox())?.height ?? Number.NaN);
      const before = await referencesOn(queue);
      for (const one of before) seen.add(one);
      const more = queue.getByRole('button', { name: 'Next page', exact: true });
      if ((await more.count()) === 0) break;
      await more.click();
      await expect.poll(() => referencesOn(queue)).not.toEqual(before);
    }
    const total = Number(/(\d+) cases to do/.exec(await textOf(queue))?.[1]);
    expect(seen.size).toBe(total);
    const screens = heights.reduce((sum, height) => sum + height, 0) / SCREEN;
    process.stdout.write(
      `${total} cases: ${heights.length} pages, ${screens.toFixed(1)} screens of ${SCREEN} px\n`,
    );
    expect((screens / total) * 35).toBeLessThanOrEqual(6);
  });

  it('is worked by two officers at once, who both see the truth', async () => {
    const { elena, femi } = await officers();
    const elenas = await queueOf(elena);
    const femis = await queueOf(femi);
    const [first = '', second = '', third = ''] = await referencesOn(elenas);

    // Femi claims one that Elena ticked meanwhile: hers are claimed all the same, and she is told whose that one is.
    for (const one of [first, second, third]) await tick(elenas, one);
    await tick(femis, first);
    await press(femis, 'Claim ticked');
    await says(femis, 'Claimed 1 case.');
    await press(elenas, 'Claim ticked');
    await says(elenas, 'Claimed 2 cases.');
    await says(elenas, `${first}: Femi Adeyemi has claimed this`);

    // From the queue to resolved in three presses: tick, Resolve ticked, Resolve and tell them.
    await tick(elenas, second);
    await press(elenas, 'Resolve ticked');
    const outcome = elena.card(second, 'What was done?', 'Back');
    await outcome.getByRole('combobox', { name: 'What was done?' }).selectOption({ label: 'Username sent' });
    await press(outcome, 'Resolve and tell them');
    await says(elenas, 'Resolved 1 case.');
    expect(await textOf(elenas)).not.toContain(second);
    await femi.shows(second, 'Resolved');

    // Opened inside the queue, and back.
    await elenas.getByText('from Dev Patel').last().click();
    await elena.region.getByRole('button', { name: 'Back to the queue' }).click();
    await says(elenas, 'to do');

    // What is left at the end of a shift goes to a colleague, in whose queue it then is.
    await elena.say('hand over to femi');
    const form = await elena.shows('Assign to a colleague', third);
    await press(form, 'Assign');
    await femi.region
      .getByText(/Elena Rossi assigned .*to you/)
      .last()
      .waitFor();
    await press(femis, 'Refresh');
    await femis.getByRole('button', { name: /^Mine \(/ }).click();
    await says(femis, '✓ Mine (');
    await says(femis, third);
    await says(femis, first);
    expect(await textOf(femis)).not.toContain(second);
  });

  it('finds one of them by part of a name, and shows it', async () => {
    const { elena } = await officers();
    await elena.say('find carol haz');
    const found = await elena.shows('1 case found', 'Carol Hazel');
    const [reference = ''] = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(await textOf(found)) ?? [];
    await found.getByText('Carol Hazel').click();
    await elena.shows(reference, '432HAZELC03', 'Claim');
  });
});
