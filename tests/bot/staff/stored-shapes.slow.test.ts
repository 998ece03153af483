import { describe, expect, it } from 'vitest';
import { SENTENCES } from '../../../src/cards/sentences.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { staffOfEachTest } from '../../support/staff.ts';

const staff = staffOfEachTest({ TRUSTS: 'esneft' });

interface Stored {
  [part: string]: unknown;
  dialogs: { dialogStack: { id: unknown; state: unknown }[] } | unknown;
}
const top = (stored: Stored) =>
  (stored.dialogs as { dialogStack: { id: unknown; state: Record<string, unknown> }[] }).dialogStack;
const prompt = (stored: Stored) => top(stored).at(-1)?.state.data as Record<string, unknown>;

/** What another version may have made of a conversation. */
const SHAPES: readonly (readonly [string, (stored: Stored) => void])[] = [
  ['no stack', (it) => Object.assign(it, { dialogs: null })],
  ['a stack that is a text', (it) => Object.assign(it, { dialogs: { dialogStack: 'x' } })],
  ['a stack of texts', (it) => Object.assign(it, { dialogs: { dialogStack: ['x', 'y'] } })],
  ['a dialog whose state is a text', (it) => Object.assign(top(it)[0] ?? {}, { state: 'x' })],
  ['a dialog without a state', (it) => Object.assign(top(it)[0] ?? {}, { state: undefined })],
  ['a dialog whose name is a number', (it) => Object.assign(top(it)[0] ?? {}, { id: 7 })],
  ['a card with another kind of contact', (it) => Object.assign(prompt(it), { contact: 7 })],
  ['a card with no data', (it) => Object.assign(top(it).at(-1)?.state ?? {}, { data: null })],
  ['a card that is not there any more', (it) => Object.assign(top(it).at(-1)?.state ?? {}, { card: 'gone' })],
  ['a card whose name is a list', (it) => Object.assign(top(it).at(-1)?.state ?? {}, { card: [] })],
  ['a trail that is a text', (it) => Object.assign(it, { trail: 'x' })],
  ['a trail of texts', (it) => Object.assign(it, { trail: ['x', null] })],
  ['details that are a list', (it) => Object.assign(it, { entered: ['x'] })],
  ['no details', (it) => Object.assign(it, { entered: null })],
  ['a detail that is an object', (it) => Object.assign(it, { entered: { esrUsername: { value: 'x' } } })],
  ['facts that are a number', (it) => Object.assign(it, { facts: 7 })],
  ['a time that is a number', (it) => Object.assign(it, { lastAt: 7 })],
  ['answered activities that are a text', (it) => Object.assign(it, { seen: null })],
  ['a problem that is not known', (it) => Object.assign(it, { branch: 'gone' })],
  ['alternatives that are an object', (it) => Object.assign(it, { alternatives: {} })],
  ['nothing but a list', (it) => Object.assign(it, { dialogs: [], trail: {}, entered: 1, facts: [] })],
];

const store = async (change: (stored: Stored) => void) => {
  const { db } = staff.bot.app.database;
  const key = `talk/${staff.chat.id}`;
  const row = await db
    .selectFrom('dialog_state')
    .selectAll()
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  const body = JSON.parse(row.body) as Stored;
  change(body);
  await db
    .updateTable('dialog_state')
    .set({ body: JSON.stringify(body) })
    .where('key', '=', key)
    .execute();
};
const say = async (text: string) => {
  const before = staff.bot.teams.activities(staff.chat).length;
  const { status } = await staff.bot.teams.say(staff.person, staff.chat, text);
  const said = staff.bot.teams.activities(staff.chat).slice(before + 1);
  expect(status).toBe(200);
  expect(said.length).toBeGreaterThan(0);
  expect(said.map(readAloud).join('\n')).not.toContain(SENTENCES.failed);
  return said;
};
const newest = () => staff.bot.teams.activities(staff.chat).at(-1);

describe.each(SHAPES)('a conversation that was stored with %s', (_, change) => {
  it.each([
    ['the menu', 'start over'],
    ['a person', 'talk to someone'],
    ['being forgotten', 'forget me'],
    ['help', 'help'],
    ['another problem', 'my account is locked'],
    ['an answer', 'yes'],
    ['anything', 'asdfghjkl'],
  ])('hears a request for %s, and goes on', async (_what, text) => {
    await say('it says my smartcard is not linked to esr');
    await store(change);
    await say(text);
    if (text === 'talk to someone') expect(buttons(newest())).toContain('Check my answers');
    await say('talk to someone');
    expect(buttons(newest())).toContain('Check my answers');
  });

  it('answers a press of the card that was open', async () => {
    await say('it says my smartcard is not linked to esr');
    const open = newest();
    await store(change);
    const { status, outcome } = await staff.bot.teams.press(
      staff.person,
      staff.chat,
      open?.id ?? '',
      'Carry on',
    );
    expect(status).toBe(200);
    expect(JSON.stringify(outcome)).not.toContain(SENTENCES.failed);
    expect(buttons(newest()).length).toBeGreaterThan(0);
  });
});

it('what was typed is offered again where the place in the conversation is lost', async () => {
  await say('my username is 432OKAFORA01 and my email is amara.okafor@nhs.net');
  await store((it) => Object.assign(it, { dialogs: null }));
  await say('talk to someone');
  expect(readAloud(newest())).toContain('432OKAFORA01');
});
