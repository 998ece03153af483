import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat } from '../../../simulator/world-events.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

/** A trainer who sent a learner in the trainers' chat, and reports the same username in her own. */
let bot: CaseBot;
let own: Chat;
let reference: string;
const USERNAME = '432OKAFORA01';
const world = () => bot.teams.cast;
const chloe = () => world().people.chloe;
const seenIn = (chat: Chat) => bot.teams.activities(chat).map((one) => JSON.stringify(one));
const inTrainers = () => seenIn(world().chats.escalation).join('\n');
const store = () => new SqlCaseStore(bot.app.database);

async function press(chat: Chat, button: string, inputs = {}, person = chloe()) {
  const card = bot.teams.activities(chat).findLast((one) => buttons(one).includes(button));
  const pressed = await bot.teams.press(person, chat, card?.id ?? '', button, inputs);
  await bot.settled();
  return pressed;
}
async function say(chat: Chat, text: string) {
  await bot.teams.say(chloe(), chat, text);
  await bot.settled();
}
const ask = (question: string) =>
  press(world().chats.esrTeam, 'Send question', { question }, world().people.elena);
/** The newest card in this chat with the ESR Team's question. */
const asked = (chat: Chat, question: string) =>
  readAloud(bot.teams.activities(chat).findLast((one) => readAloud(one).includes(question)));

beforeEach(async () => {
  bot = await startCaseBot();
  const { escalation } = world().chats;
  own = Object.assign(bot.teams.personalChat(chloe()), { installed: true });
  await say(escalation, `@ESR ${USERNAME} a.okafor@nhs.net`);
  await press(escalation, 'Send to the ESR Team');
  reference = await bot.raise(chloe(), own, USERNAME);
});
afterEach(() => bot.close());

describe('what a trainer says in her own chat of a case that she has in the trainers’ chat too', () => {
  it('is shown to the ESR Team and to her, and the trainers’ chat learns only that there is an answer', async () => {
    expect((await store().find(reference))?.requesters.map(({ chat }) => chat)).toHaveLength(2);
    await ask('Which ward?');
    await press(own, 'Send answer', { text: 'Between us: Willow ward' });
    await say(own, 'add something');
    await press(own, 'Send to the ESR Team', { more: 'I am off sick myself' });
    await bot.shows(world().chats.esrTeam, 'Chloe Martin has added', 'off sick');
    await bot.shows(world().chats.esrTeam, 'Chloe Martin has answered', 'Willow ward');
    expect(asked(own, 'Which ward?')).toContain('Between us: Willow ward');
    await say(world().chats.escalation, `status ${reference}`);
    expect(inTrainers()).not.toMatch(/Willow|off sick/);
    expect(asked(world().chats.escalation, 'Which ward?')).toContain('This was answered.');
    expect(asked(world().chats.escalation, 'Which ward?')).not.toContain('Chloe Martin answered');
  });

  it('is not what the trainers’ chat has sent: where she sends it there too, nobody says that it was', async () => {
    await bot.raise(chloe(), own, '432HUGHESB01');
    await say(world().chats.escalation, '@ESR 432HUGHESB01 b.hughes@nhs.net');
    await press(world().chats.escalation, 'Send to the ESR Team');
    expect(inTrainers()).not.toContain('already sent');
    await say(world().chats.escalation, '@ESR 432HUGHESB01 b.hughes@nhs.net');
    await press(world().chats.escalation, 'Send to the ESR Team');
    expect(inTrainers()).toContain('This chat has already sent this');
  });

  it('stays there where she presses the trainers’ card, or a colleague does', async () => {
    await ask('Which ward?');
    await press(own, 'Send answer', { text: 'Between us: Willow ward' });
    const card = bot.teams
      .activities(world().chats.escalation)
      .find((one) => readAloud(one).includes('Which ward?'));
    const data = { act: 'answer', case: reference, surface: 'question', text: 'Oak ward' };
    for (const person of [chloe(), world().people.dev]) {
      const { outcome } = await bot.teams.press(person, world().chats.escalation, card?.id ?? '', {
        type: 'Action.Execute',
        data,
      });
      expect(JSON.stringify(outcome)).not.toContain('Willow');
    }
  });

  it('the other way round: an answer of the trainers’ chat is shown there, and not in her own', async () => {
    await ask('Which ward?');
    await say(world().chats.escalation, `add ${reference} Oak ward`);
    expect(asked(world().chats.escalation, 'Which ward?')).toContain('Oak ward');
    expect(seenIn(own).join('\n')).not.toContain('Oak ward');
  });

  it('of a release that did not keep where: is shown to her alone, and to the ESR Team', async () => {
    await ask('Which ward?');
    await press(own, 'Send answer', { text: 'Between us: Willow ward' });
    const { db } = bot.app.database;
    const { body } = await db.selectFrom('cases').select('body').executeTakeFirstOrThrow();
    const it = JSON.parse(body) as { question: { answer: { chat?: string } } };
    delete it.question.answer.chat;
    await db
      .updateTable('cases')
      .set({ body: JSON.stringify(it) })
      .execute();
    const look = { type: 'Action.Execute', data: { act: 'look', case: reference, surface: 'question' } };
    const lookIn = async (chat: Chat) => {
      const card = bot.teams.activities(chat).find((one) => readAloud(one).includes('Which ward?'));
      return JSON.stringify((await bot.teams.press(chloe(), chat, card?.id ?? '', look)).outcome);
    };
    expect(await lookIn(own)).toContain('Willow');
    expect(await lookIn(world().chats.escalation)).not.toContain('Willow');
    expect(asked(world().chats.esrTeam, 'Which ward?')).toContain('Willow');
  });
});
