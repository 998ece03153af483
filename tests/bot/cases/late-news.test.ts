import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { buttons, cardIn, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

let bot: CaseBot;
beforeEach(async () => {
  bot = await startCaseBot();
  // She signs in to Teams with the address that she gives.
  Object.assign(bot.teams.cast.people.amara, { email: 'amara.okafor@nhs.net' });
});
afterEach(() => bot.close());

const USERNAME = '432OKAFORA01';
const cast = () => bot.teams.cast;
const seenIn = (chat: Chat) => bot.teams.activities(chat).map(readAloud).join('\n');
const referenceOf = (text: string) => /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(text)?.[0] ?? '';
const newestWith = (chat: Chat, button: string) =>
  bot.teams.activities(chat).findLast((one) => buttons(one).includes(button));

const press = async (person: Person, chat: Chat, button: string, inputs = {}) => {
  const { outcome } = await bot.teams.press(person, chat, newestWith(chat, button)?.id ?? '', button, inputs);
  await bot.settled();
  return JSON.stringify(outcome);
};
/** Teams takes nothing new in this chat until `heal`; answers to presses go through. */
const hold = (chat: Chat) => {
  for (const operation of ['send', 'update'] as const)
    bot.teams.faults.add({ match: { chat: chat.id, operation }, effect: { status: 503 } });
};
const heal = async () => {
  bot.teams.faults.clear();
  await bot.forward({ minutes: 30 });
};

const report = async (person: Person, chat: Chat, email: string) => {
  await bot.teams.say(person, chat, 'talk to someone');
  await bot.settled();
  const esneft = buttons(bot.teams.activities(chat).at(-1)).find((one) => one.startsWith('East Suffolk'));
  if (esneft !== undefined) await press(person, chat, esneft);
  await press(person, chat, 'Check my answers', {
    username: USERNAME,
    email,
    words: 'It does not let me in',
  });
  return referenceOf(await press(person, chat, 'Yes, send to the ESR Team'));
};
const escalate = async (...learners: string[]) => {
  const { people, chats } = cast();
  await bot.teams.say(people.chloe, chats.escalation, learners.join('\n'));
  await bot.settled();
  const card = bot.teams.activities(chats.escalation).at(-1);
  const send = buttons(card).find((one) => one.startsWith('Send')) ?? '';
  await press(people.chloe, chats.escalation, send, { problem: 'account-locked', 'learner-type': 'staff' });
  await bot.forward({ minutes: 1 });
  // Each learner of a class has a handoff card once somebody asks for it.
  const ofClass = bot.teams
    .activities(chats.esrTeam)
    .findLast((one) => / class: \d+ learners/.test(readAloud(one)));
  for (const [reference] of new Set(readAloud(ofClass).matchAll(/[A-Z0-9]{3}-[A-Z0-9]{3}/g)))
    await bot.teams.say(people.elena, chats.esrTeam, `case ${reference}`);
  await bot.settled();
};
const amara = () => report(cast().people.amara, cast().chats.amara, 'amara.okafor@nhs.net');
const shared = async () => {
  await escalate(`${USERNAME} amara.okafor@nhs.net`);
  return amara();
};
const handoffOf = (words: string) =>
  bot.teams
    .activities(cast().chats.esrTeam)
    .findLast((one) => readAloud(one).includes('ESR username') && readAloud(one).includes(words));
const work = async (words: string, button: string, inputs = {}) => {
  const card = handoffOf(words);
  const { people, chats } = cast();
  const { outcome } = await bot.teams.press(people.elena, chats.esrTeam, card?.id ?? '', button, inputs);
  await bot.settled();
  return JSON.stringify(outcome);
};
const RESOLVED = { outcome: 'password-reset-sent', note: 'Note for the trainer' };

describe('news that waits in the outbox', () => {
  it('is not for a reader who took their report back meanwhile', async () => {
    const reference = await shared();
    hold(cast().chats.amara);
    await work(reference, 'Send question', { question: 'Which ward?' });
    await work(reference, 'Resolve and tell them', RESOLVED);
    await press(cast().people.amara, cast().chats.amara, 'Yes, withdraw it');
    await heal();
    expect(seenIn(cast().chats.amara)).not.toContain('Which ward?');
    expect(seenIn(cast().chats.amara)).not.toContain('Note for the trainer');
    expect(newestWith(cast().chats.amara, "Yes, it's working")).toBeUndefined();
    // The trainer, whose case it still is, has it all.
    expect(seenIn(cast().chats.escalation)).toContain('Note for the trainer');
    expect(await failed()).toBe(0);
  });

  it('is not for a reader whose report goes on as another case', async () => {
    const reference = await shared();
    hold(cast().chats.amara);
    await work(reference, 'Resolve and tell them', RESOLVED);
    bot.teams.faults.clear();
    hold(cast().chats.amara);
    const moved = await report(cast().people.amara, cast().chats.amara, 'amara@gmail.com');
    expect(moved).not.toBe(reference);
    await heal();
    expect(seenIn(cast().chats.amara)).not.toContain('Note for the trainer');
  });

  it('is not told once it is no longer true', async () => {
    const reference = await amara();
    hold(cast().chats.amara);
    await work(reference, 'Send question', { question: 'Which ward?' });
    await work(reference, 'Resolve and tell them', RESOLVED);
    await work(reference, 'More to do');
    await heal();
    expect(seenIn(cast().chats.amara)).not.toContain('Note for the trainer');
    expect(seenIn(cast().chats.amara)).not.toContain('Which ward?');
    expect(seenIn(cast().chats.amara)).toContain('opened');
  });

  it('tells the newest outcome once, where the case was resolved again', async () => {
    const reference = await amara();
    hold(cast().chats.amara);
    await work(reference, 'Resolve and tell them', RESOLVED);
    await work(reference, 'More to do');
    await bot.forward({ minutes: 1 });
    await work(reference, 'Resolve and tell them', RESOLVED);
    await heal();
    const told = bot.teams
      .activities(cast().chats.amara)
      .filter((one) => readAloud(one).includes('News from the ESR Team'));
    expect(told).toHaveLength(1);
  });

  const failed = async () => {
    const response = await fetch(`http://127.0.0.1:${bot.app.port}/readyz`);
    const { deliveries } = (await response.json()) as { deliveries?: { failed?: number } };
    return deliveries?.failed ?? 0;
  };
});

describe('news of a class', () => {
  const learners = ['432GREENJ01 j.green@nhs.net', '432BLACKT01 t.black@nhs.net'];
  const news = () =>
    bot.teams
      .activities(cast().chats.escalation)
      .filter((one) => JSON.stringify(cardIn(one) ?? '').includes('News from the ESR Team'));

  it('leaves out who was opened again before it was sent', async () => {
    await escalate(...learners);
    await work('432GREENJ01', 'Resolve and tell them', RESOLVED);
    await work('432BLACKT01', 'Resolve and tell them', RESOLVED);
    await work('432GREENJ01', 'More to do');
    await bot.forward({ minutes: 1 });
    expect(news().map(readAloud).join()).not.toContain('432GREENJ01');
    expect(news().map(readAloud).join()).toContain('432BLACKT01');
  });

  it('is not sent at all where that was the only one', async () => {
    await escalate(...learners);
    await work('432GREENJ01', 'Resolve and tell them', RESOLVED);
    await work('432GREENJ01', 'More to do');
    await bot.forward({ minutes: 1 });
    expect(news()).toHaveLength(0);
    expect(seenIn(cast().chats.escalation)).toContain('opened');
  });

  it('leaves out who was taken back before it was sent', async () => {
    await escalate(...learners);
    await work('432GREENJ01', 'Resolve and tell them', RESOLVED);
    const reference = referenceOf(readAloud(handoffOf('432GREENJ01')));
    await bot.teams.say(cast().people.chloe, cast().chats.escalation, `withdraw ${reference}`);
    await bot.forward({ minutes: 1 });
    expect(news()).toHaveLength(0);
  });

  it('comes once of a learner who was resolved, opened and resolved again', async () => {
    await escalate(...learners);
    await work('432GREENJ01', 'Resolve and tell them', RESOLVED);
    await work('432GREENJ01', 'More to do');
    expect(await work('432GREENJ01', 'Resolve and tell them', RESOLVED)).toContain('Resolved');
    await bot.forward({ minutes: 1 });
    expect(news()).toHaveLength(1);
  });

  it('leaves the username of who was taken back on the card of the class', async () => {
    await escalate(`${USERNAME} amara.okafor@nhs.net`, learners[0] ?? '');
    await amara();
    const reference = referenceOf(readAloud(handoffOf(USERNAME)));
    await bot.teams.say(cast().people.chloe, cast().chats.escalation, `withdraw ${reference}`);
    await bot.forward({ minutes: 1 });
    const card = bot.teams
      .activities(cast().chats.escalation)
      .findLast((one) => readAloud(one).includes('Your class'));
    expect(readAloud(card)).toContain(USERNAME);
  });
});

describe('a message that asked something', () => {
  it('no longer asks once somebody else answered, or the case closed by itself', async () => {
    const reference = await shared();
    await work(reference, 'Resolve and tell them', RESOLVED);
    expect(newestWith(cast().chats.amara, "Yes, it's working")).toBeDefined();
    await press(cast().people.chloe, cast().chats.escalation, "Yes, it's working");
    expect(newestWith(cast().chats.amara, "Yes, it's working")).toBeUndefined();
    const other = await report(cast().people.ben, cast().chats.ben, 'ben@nhs.net');
    await work(other, 'Resolve and tell them', RESOLVED);
    await bot.forward({ days: 8 });
    expect(newestWith(cast().chats.ben, "Yes, it's working")).toBeUndefined();
    const told = bot.teams
      .activities(cast().chats.ben)
      .filter((one) => readAloud(one).includes('Note for the'));
    expect(told.length).toBeLessThan(3);
  });

  it('is not posted a second time where Teams has it no more', async () => {
    const reference = await amara();
    await work(reference, 'Resolve and tell them', RESOLVED);
    const before = bot.teams.activities(cast().chats.amara).length;
    bot.teams.faults.add({
      match: { chat: cast().chats.amara.id, operation: 'update', text: 'is closed' },
      effect: { status: 404, code: 'ActivityNotFoundInConversation' },
    });
    await bot.forward({ days: 8 });
    const more = bot.teams.activities(cast().chats.amara).slice(before);
    // The status card is; it says where the case stands.
    expect(more.filter((one) => !readAloud(one).includes('Help with ESR'))).toEqual([]);
  });

  it('takes no answer any more once the ESR Team resolved it', async () => {
    const reference = await amara();
    await work(reference, 'Send question', { question: 'Which ward?' });
    expect(newestWith(cast().chats.amara, 'Send answer')).toBeDefined();
    await work(reference, 'Resolve and tell them', RESOLVED);
    const question = bot.teams
      .activities(cast().chats.amara)
      .find((one) => readAloud(one).includes('Which ward?'));
    expect(buttons(question)).toEqual([]);
    expect(readAloud(question)).not.toContain('closed');
  });

  it('does not ask whether it works where nothing was put right', async () => {
    const reference = await amara();
    await work(reference, 'Resolve and tell them', { outcome: 'could-not-help', note: 'No record' });
    const news = bot.teams.activities(cast().chats.amara).at(-1);
    expect(readAloud(news)).not.toContain('Is it working now?');
    expect(buttons(news)).toEqual(['Tell the ESR Team']);
  });
});

describe('a case that was opened again and given back', () => {
  it('is called the same in the queue as on its card, and its question is still reminded of', async () => {
    const { people, chats } = cast();
    const reference = await amara();
    await work(reference, 'Resolve and tell them', RESOLVED);
    await work(reference, 'More to do');
    await bot.forward({ minutes: 1 });
    await work(reference, 'Send question', { question: 'Which ward?' });
    await work(reference, 'Put back');
    await bot.teams.say(people.elena, chats.esrTeam, 'queue');
    await bot.settled();
    const queue = readAloud(bot.teams.activities(chats.esrTeam).at(-1));
    expect(queue).toContain('Reopened');
    expect(queue).not.toContain('In the queue,');
    await bot.forward({ days: 2 });
    expect(seenIn(chats.amara)).toContain('The ESR Team still needs to know');
  });
});

describe('a case that is taken back after the team was unlinked', () => {
  it('does not say that a team has stopped working on it', async () => {
    const { people, chats } = cast();
    const reference = await amara();
    await work(reference, 'Claim');
    // The chat takes another role, and no chat is the ESR Team's.
    await bot.link('esneft', 'escalation', chats.esrTeam);
    await bot.settled();
    await press(people.amara, chats.amara, 'Yes, withdraw it');
    await bot.forward({ minutes: 1 });
    expect(seenIn(chats.amara)).toContain('You withdrew this.');
    expect(seenIn(chats.amara)).not.toContain('stopped working');
  });
});
