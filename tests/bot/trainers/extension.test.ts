import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { startBot, type TestBot } from '../../support/bot.ts';
import { readAloud } from '../../support/cards.ts';
import { classOf, lookAt } from './classes.ts';

let bot: TestBot;
let see: ReturnType<typeof lookAt>;
beforeEach(async () => {
  bot = await startBot({ TRUSTS: 'esneft,trust-427' });
  see = lookAt(bot);
});
afterEach(() => bot.close());

const cast = () => bot.teams.cast;
const open = (text: string, where: { chat?: Chat; by?: Person; html?: string } = {}) => openOn(text, where);

/** Somebody says it without the bot, and Chloe opens "Escalate to ESR Team" on it. */
async function openOn(text: string, where: { chat?: Chat; by?: Person; html?: string }) {
  const { chat = cast().chats.escalation, by = cast().people.dev, html } = where;
  const options = { mention: false, ...(html === undefined ? {} : { html }) };
  const { activity } = await bot.teams.say(by, chat, text, options);
  const started = Date.now();
  const call = await bot.teams.openAction(cast().people.chloe, chat, activity.id, 'escalate');
  return {
    ...call,
    message: activity.id,
    took: Date.now() - started,
    words: JSON.stringify(call.task?.card),
  };
}

/** Presses a button of the dialog, with the values its fields have unless others are given. */
async function submit(
  dialog: { message: string; task?: { card: Record<string, unknown> } },
  button: string,
  inputs: Record<string, unknown> = {},
  chat = cast().chats.escalation,
  person = cast().people.chloe,
) {
  const found: Record<string, unknown>[] = [];
  const poll = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(poll);
    else if (part !== null && typeof part === 'object') {
      found.push(part as Record<string, unknown>);
      Object.values(part).forEach(poll);
    }
  };
  poll(dialog.task?.card);
  const action = found.find(({ type, title }) => type === 'Action.Submit' && title === button);
  if (action === undefined) throw new Error(`The dialog has no button ${button}`);
  const values = found
    .filter(({ type, value }) => String(type).startsWith('Input.') && value !== undefined && value !== '')
    .map(({ id, value }) => [id, value]);
  const data = { ...(action.data as object), ...Object.fromEntries(values), ...inputs };
  return bot.teams.submitAction(person, chat, dialog.message, 'escalate', data);
}

describe('"Escalate to ESR Team" on a message', () => {
  it('opens the form filled from that message, and hands over without a word in the chat before', async () => {
    const dialog = await open('Ravi Patel is locked out, 432PATELR02, r.patel@nhs.net');
    expect(dialog.took).toBeLessThan(5000);
    expect(dialog.words).toContain('432PATELR02');
    expect(dialog.words).toContain('account-locked');
    const { task } = await submit(dialog, 'Send to the ESR Team');
    expect(task).toBeUndefined();
    const handoff = await see.shown(cast().chats.esrTeam, '432PATELR02', 'r.patel@nhs.net');
    expect(readAloud(handoff)).toContain('Chloe Martin');
    await see.shown(cast().chats.escalation, 'The ESR Team has it', '432PATELR02');
  });

  it('is an empty form where the message names nobody', async () => {
    const dialog = await open('good morning everybody');
    const again = await submit(dialog, 'Send to the ESR Team', { 'username-1': '432PATELR02' });
    expect(JSON.stringify(again.task?.card)).toContain('Type the correct email address');
    await submit({ ...dialog, ...again }, 'Send to the ESR Team', { 'email-1': 'r.patel@nhs.net' });
    await see.shown(cast().chats.esrTeam, '432PATELR02');
  });

  it('takes a whole class to one card in the chat', async () => {
    const dialog = await open(classOf(4));
    await submit(dialog, 'Send to the ESR Team');
    await see.shown(cast().chats.escalation, 'Your class: 4 learners');
  });

  it('raises one case for a submit that comes twice', async () => {
    const dialog = await open('432PATELR02 r.patel@nhs.net');
    const first = await submit(dialog, 'Send to the ESR Team');
    await submit(dialog, 'Send to the ESR Team');
    await bot.teams.redeliver(first.activity.id);
    await see.shown(cast().chats.esrTeam, '432PATELR02');
    expect(see.handoffs()).toHaveLength(1);
  });

  it.each([
    '<p>432PATELR02 r.patel@nhs.net <script>alert(1)</script><img src=x onerror=alert(1)></p>',
    '<p><a href="javascript:alert(1)">432PATELR02</a> r.patel@nhs.net</p>',
    `<p>432PATELR02 <at id="0">Everyone</at> r.patel@nhs.net [Reset](https://evil.example) \${x} {{y}}</p>`,
    `<p>432PATELR02 r.patel@nhs.net</p>${'<div>'.repeat(5000)}`,
    '<table><tr><td>432PATELR02</td><td>r.patel@nhs.net</td><td><b onclick="x()">Ravi</b></td></tr></table>',
  ])('is not harmed by hostile HTML: %#', async (html) => {
    const dialog = await open('x', { html });
    expect(dialog.status).toBe(200);
    expect(dialog.took).toBeLessThan(5000);
    expect(dialog.words).toContain('432PATELR02');
    expect(dialog.words).not.toMatch(/<script|onerror|javascript:|evil\.example|onclick|<at|\$\{/);
  });

  it('leaves out a secret, and says that the message should go', async () => {
    const dialog = await open('432PATELR02 r.patel@nhs.net password Summer2026!');
    expect(dialog.words).toContain('delete the message');
    expect(dialog.words).not.toContain('Summer2026');
  });

  it('answers in time when the chat’s roster does not', async () => {
    bot.teams.faults.add({ match: { operation: 'member' }, effect: { delayMs: 30_000, status: 503 } });
    const dialog = await open('432PATELR02 r.patel@nhs.net');
    expect(dialog.took).toBeLessThan(5000);
    expect(dialog.words).toContain('432PATELR02');
    bot.teams.faults.clear();
  });
});

describe('where the bot cannot hand over from', () => {
  it('offers to be added to a chat it is not in, and goes on from there', async () => {
    const { chloe, dev } = cast().people;
    const chat = bot.teams.createGroupChat('Another chat', [chloe, dev]);
    await bot.teams.uninstall(chat);
    const dialog = await open('432PATELR02 r.patel@nhs.net', { chat });
    expect(dialog.words).toContain('justInTimeInstall');
    await bot.teams.install(chat);
    await bot.link('trust-427', 'escalation', chat);
    const again = await submit(dialog, 'Add the bot to this chat', {}, chat);
    expect(JSON.stringify(again.task?.card)).toContain('432PATELR02');
  });

  it('says how to link a chat that is not linked', async () => {
    const { chloe, dev } = cast().people;
    const chat = bot.teams.createGroupChat('Another chat', [chloe, dev]);
    const dialog = await open('432PATELR02 r.patel@nhs.net', { chat });
    expect(dialog.words).toContain('link CODE');
    expect(dialog.words).not.toContain('432PATELR02');
  });

  it('is the ESR Team’s chat too', async () => {
    const { elena } = cast().people;
    const { activity } = await bot.teams.say(elena, cast().chats.esrTeam, '432PATELR02', { mention: false });
    const { task } = await bot.teams.openAction(elena, cast().chats.esrTeam, activity.id, 'escalate');
    expect(JSON.stringify(task?.card)).toContain('trainers');
    expect(JSON.stringify(task?.card)).not.toContain('432PATELR02');
  });
});
