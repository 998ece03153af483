import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { SCREENS } from '../screens/pictures.ts';
import { type BotProcess, startBotProcess } from '../shared/bot-process.ts';
import { buttons, readAloud } from '../support/cards.ts';
import { linkInProcess } from '../support/link-in-process.ts';

let folder: string;
let database: string;
let teams: Teams;
let bot: BotProcess;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-crash-'));
  database = `sqlite:${join(folder, 'bot.db')}`;
  teams = await createTeams();
  bot = await startBotProcess(database);
  teams.botUrl = bot.url;
  await linkInProcess(teams, database, 'esneft', 'esr-team', teams.cast.chats.esrTeam);
});

afterEach(async () => {
  await bot.kill('SIGKILL');
  await teams.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Straight to the ESR Team, up to the reference. */
async function handOver(person: Person, chat: Chat, username: string): Promise<string> {
  const press = (button: string, inputs = {}) =>
    teams.press(person, chat, teams.activities(chat).at(-1)?.id ?? '', button, inputs);
  await teams.say(person, chat, 'talk to someone');
  await press('Check my answers', { username, email: 'someone@nhs.net', words: 'It does not let me in' });
  const { outcome } = await press('Yes, send to the ESR Team');
  const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(outcome))?.[0];
  if (reference === undefined) throw new Error(`No reference in ${JSON.stringify(outcome)}`);
  return reference;
}

const cardsOf = (reference: string) =>
  teams.activities(teams.cast.chats.esrTeam).filter((shown) => readAloud(shown).includes(reference));

describe('a bot that is killed', () => {
  it('delivers after its restart, once, what a requester was told was handed over', async () => {
    const { people, chats } = teams.cast;
    const block = teams.faults.add({
      match: { operation: 'send', chat: chats.esrTeam.id },
      effect: { status: 503 },
    });
    const reference = await handOver(people.amara, chats.amara, '432OKAFORA01');
    await bot.kill('SIGKILL');
    expect(cardsOf(reference)).toHaveLength(0);

    teams.faults.clear(block.id);
    bot = await startBotProcess(database);
    teams.botUrl = bot.url;
    await teams.until(() => cardsOf(reference).length > 0);

    // A second case goes the same way afterwards: by then a repeat of the first would have shown.
    const second = await handOver(people.ben, chats.ben, '432HUGHESB01');
    await teams.until(() => cardsOf(second).length > 0);
    expect(cardsOf(reference)).toHaveLength(1);
  });

  it('sends after its restart, once, the picture that its sender was told goes to the ESR Team', async () => {
    const { people, chats } = teams.cast;
    const picture = teams.world.pictures.paste(SCREENS.known, 'image/png', teams.serviceUrl);
    await teams.say(people.amara, chats.amara, '', { attachments: [picture] });
    const reference = await handOver(people.amara, chats.amara, '432OKAFORA01');
    await teams.until(() => cardsOf(reference).length === 1);
    const block = teams.faults.add({
      match: { operation: 'send', chat: chats.esrTeam.id },
      effect: { status: 503 },
    });
    // The card of the case may come before or after it.
    const question = teams
      .activities(chats.amara)
      .findLast((one) => buttons(one).includes('Send the picture'));
    await teams.press(people.amara, chats.amara, question?.id ?? '', 'Send the picture');
    expect(teams.activities(chats.amara).map(readAloud).join('\n')).toContain('sending your picture');
    await bot.kill('SIGKILL');

    teams.faults.clear(block.id);
    bot = await startBotProcess(database);
    teams.botUrl = bot.url;
    await teams.until(() => cardsOf(reference).length > 1);
    expect(cardsOf(reference).at(-1)?.attachments).toMatchObject([{ contentType: 'image/png' }]);
  });

  it('keeps a conversation where it was', async () => {
    const { people, chats } = teams.cast;
    await teams.say(people.amara, chats.amara, 'talk to someone');
    await bot.kill('SIGKILL');
    bot = await startBotProcess(database);
    teams.botUrl = bot.url;
    const form = teams.activities(chats.amara).at(-1);
    const inputs = { username: '432OKAFORA01', email: 'amara.okafor@nhs.net', words: 'It is blank' };
    await teams.press(people.amara, chats.amara, form?.id ?? '', 'Check my answers', inputs);
    expect(readAloud(teams.activities(chats.amara).at(-1))).toContain('432OKAFORA01');
  });

  it('says after its restart, once and in order, what Teams would not take before', async () => {
    const { people, chats } = teams.cast;
    const said = () => teams.activities(chats.amara).filter(({ from }) => from.id === teams.bot.id);
    await teams.say(people.amara, chats.amara, 'help');
    const expected = said().map(readAloud);
    const out = teams.faults.add({ match: { chat: chats.amara.id }, effect: { status: 429, retryAfter: 8 } });
    await teams.say(people.amara, chats.amara, 'help');
    await teams.say(people.amara, chats.amara, 'help');
    await bot.kill('SIGKILL');
    expect(said()).toHaveLength(expected.length);

    teams.faults.clear(out.id);
    bot = await startBotProcess(database);
    teams.botUrl = bot.url;
    await teams.until(() => said().length >= 3 * expected.length);
    // What is said next comes last: by then a repeat would have shown.
    await teams.say(people.amara, chats.amara, 'help');
    expect(said().map(readAloud)).toEqual([...expected, ...expected, ...expected, ...expected]);
  });

  it('says after its restart what it was trying to say when it was killed', async () => {
    const { people, chats } = teams.cast;
    const said = () => teams.activities(chats.amara).filter(({ from }) => from.id === teams.bot.id);
    const out = teams.faults.add({
      match: { operation: 'reply', chat: chats.amara.id },
      effect: { status: 503 },
    });
    const turn = teams.say(people.amara, chats.amara, 'help').catch(() => undefined);
    await teams.until(() => out.hits > 1);
    await bot.kill('SIGKILL');
    await turn;

    teams.faults.clear(out.id);
    bot = await startBotProcess(database);
    teams.botUrl = bot.url;
    await teams.until(() => said().length === 2);
    expect(readAloud(said()[0])).toContain('talk to someone');
  });

  it('ends cleanly when it is asked to, within its time', async () => {
    expect(await bot.kill('SIGTERM')).toBe(0);
  });
});
