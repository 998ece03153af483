import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, readAloud } from '../../support/cards.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.close());

const people = () => bot.teams.cast.people;
const chats = () => bot.teams.cast.chats;
const shown = (chat: Chat, words: string) =>
  bot.teams.until((teams) => teams.activities(chat).find((message) => readAloud(message).includes(words)));
const texts = (chat: Chat) => bot.teams.activities(chat).map(readAloud).join('\n');

/** The newest message with this button: deliveries may come after it. */
const cardWith = (button: string, chat: Chat) =>
  bot.teams.activities(chat).findLast((message) => buttons(message).includes(button))?.id ?? '';

/** Straight to the ESR Team, up to the reference. */
async function handOver(person: Person, chat: Chat, username: string): Promise<string> {
  const press = (button: string, inputs = {}) =>
    bot.teams.press(person, chat, cardWith(button, chat), button, inputs);
  await bot.teams.say(person, chat, 'talk to someone');
  // Where the ESR Team has no chat, they are told so first.
  const isUnlinked = buttons(bot.teams.activities(chat).at(-1)).includes('Leave my details');
  if (isUnlinked) await press('Leave my details');
  await press('Check my answers', { username, email: 'someone@nhs.net', words: 'It does not let me in' });
  const { outcome } = await press(isUnlinked ? 'Yes, save it for the ESR Team' : 'Yes, send to the ESR Team');
  const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(outcome))?.[0];
  if (reference === undefined) throw new Error(`No reference in ${JSON.stringify(outcome)}`);
  return reference;
}
const amaraHandsOver = () => handOver(people().amara, chats().amara, '432OKAFORA01');

describe('a chat that nobody has linked', () => {
  it('gets a short explanation and no data, whatever is said in it', async () => {
    const { elena, femi } = people();
    const chat = bot.teams.createGroupChat('Somewhere', [elena, femi]);
    const reference = await amaraHandsOver();
    for (const text of ['hello', reference, 'queue', '432OKAFORA01 someone@nhs.net', 'help']) {
      await bot.teams.say(elena, chat, text);
    }
    const said = bot.teams.activities(chat).filter((message) => message.from.id === bot.teams.bot.id);
    expect(said).toHaveLength(5);
    for (const message of said) {
      expect(readAloud(message)).toMatch(/not linked/);
      expect(readAloud(message)).not.toMatch(new RegExp(`${reference}|OKAFOR|someone@`));
    }
  });

  it('stays unlinked by a code that is wrong, and the chat that is linked stays', async () => {
    const chat = bot.teams.createGroupChat('Somewhere', [people().elena]);
    await bot.teams.say(people().elena, chat, 'link CDFGHJKMNP');
    const reference = await amaraHandsOver();
    await shown(chats().esrTeam, reference);
    expect(texts(chat)).not.toContain(reference);
  });
});

describe('linking another chat', () => {
  it('tells the old one, brings the open cases, and leaves its cards without power', async () => {
    const { elena, femi } = people();
    const reference = await amaraHandsOver();
    const old = await shown(chats().esrTeam, reference);
    const next = bot.teams.createGroupChat('The new ESR Team', [elena, femi]);
    await bot.link('esneft', 'esr-team', next);
    await shown(chats().esrTeam, 'Another chat is now');
    const handoff = await shown(next, reference);
    expect(buttons(handoff)).toContain('Claim');

    const count = bot.teams.activities(chats().esrTeam).length;
    await bot.teams.press(elena, chats().esrTeam, old.id, 'Claim');
    await bot.teams.press(femi, next, handoff.id, 'Claim');
    await shown(next, 'Femi Adeyemi has it');
    expect(texts(next)).not.toContain('Elena Rossi has it');
    expect(bot.teams.activities(chats().esrTeam)).toHaveLength(count);
  });

  it('of another Trust to the same chat takes the first Trust’s cases out of its reach', async () => {
    const reference = await amaraHandsOver();
    const handoff = await shown(chats().esrTeam, reference);
    await bot.link('south-tees', 'esr-team', chats().esrTeam);
    await bot.teams.press(people().elena, chats().esrTeam, handoff.id, 'Claim');
    const second = await handOver(people().ben, chats().ben, '432HUGHESB01');
    const next = bot.teams.createGroupChat('The new ESR Team', [people().femi]);
    await bot.link('esneft', 'esr-team', next);
    await shown(next, second);
    expect(readAloud(await shown(next, reference))).not.toContain('Elena Rossi');
    expect(texts(chats().esrTeam)).not.toContain(second);
  });
});

describe('a chat that gets another role', () => {
  it('is told which one it has lost, and what becomes of the cases there', async () => {
    const { esrTeam, escalation } = chats();
    await bot.link('esneft', 'escalation', esrTeam);
    const now = await shown(esrTeam, 'This is now the escalation chat');
    expect(readAloud(now)).toContain(
      'It is no longer the ESR Team chat (ESNEFT). New and open cases are kept',
    );
    await bot.link('south-tees', 'esr-team', esrTeam);
    const last = await shown(esrTeam, 'This is now the ESR Team chat (south-tees)');
    expect(readAloud(last)).toContain('It is no longer the escalation chat for Epic trainers (ESNEFT).');
    await bot.link('south-tees', 'esr-team', escalation);
    expect(readAloud(await shown(escalation, 'This is now the ESR Team chat'))).not.toContain('no longer');
  });
});

describe('a channel', () => {
  it('is linked as a whole: cards come as posts, and can be worked in any of its threads', async () => {
    const { elena, femi } = people();
    const channel = bot.teams.createChannel('ESR Team channel', [elena, femi]);
    await bot.link('esneft', 'esr-team', channel);
    const reference = await amaraHandsOver();
    const handoff = await shown(channel, reference);
    await bot.teams.press(elena, channel, handoff.id, 'Claim');
    await bot.teams.until(() =>
      bot.teams.activities(channel).some((message) => readAloud(message).includes('Elena Rossi')),
    );
  });

  it('of trainers hears of its learners in the thread in which they asked', async () => {
    const { chloe, dev, femi } = people();
    const channel = bot.teams.createChannel('Escalation channel', [chloe, dev]);
    await bot.link('esneft', 'escalation', channel);
    const { activity } = await bot.teams.say(chloe, channel, 'Reset 432PATELR02, email r.patel@nhs.net');
    const send = 'Send to the ESR Team';
    await bot.teams.press(chloe, channel, cardWith(send, channel), send);
    const handoff = await shown(chats().esrTeam, '432PATELR02');
    await bot.teams.press(femi, chats().esrTeam, handoff.id, 'Resolve and tell them', {
      outcome: 'password-reset-sent',
    });
    const news = await shown(channel, 'News from the ESR Team');
    expect(news.conversation.id).toBe(activity.conversation.id);
  });
});

describe('a chat that the bot was taken out of', () => {
  it('gets what it is owed when the bot is back, once', async () => {
    await bot.teams.uninstall(chats().esrTeam);
    const reference = await amaraHandsOver();
    await bot.teams.until((teams) =>
      teams.calls.some((call) => call.status === 403 && call.chat === chats().esrTeam.id),
    );
    await bot.teams.install(chats().esrTeam);
    await bot.teams.install(chats().esrTeam);
    await shown(chats().esrTeam, reference);
    const second = await handOver(people().ben, chats().ben, '432HUGHESB01');
    await shown(chats().esrTeam, second);
    const cards = bot.teams
      .activities(chats().esrTeam)
      .filter((message) => readAloud(message).includes(reference));
    expect(cards).toHaveLength(1);
  });
});
