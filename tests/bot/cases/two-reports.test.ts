import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

let bot: CaseBot;
beforeEach(async () => {
  bot = await startCaseBot();
  // She signs in to Teams with the address that she gives.
  Object.assign(bot.teams.cast.people.amara, { email: 'amara.okafor@nhs.net' });
});
afterEach(() => bot.close());

const USERNAME = '432OKAFORA01';
const world = () => bot.teams.cast;
const referenceIn = (text: string) => /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(text)?.[0] ?? '';
const seenIn = (chat: Chat) =>
  bot.teams
    .activities(chat)
    .map((one) => JSON.stringify(one))
    .join('\n');
const newest = (chat: Chat, ...words: string[]) =>
  readAloud(
    bot.teams.activities(chat).findLast((one) => words.every((word) => readAloud(one).includes(word))),
  );

/** Somebody hands over this username from their own chat; the reference, and what they are told at once. */
async function report(person: Person, chat: Chat, email: string, words = 'It does not let me in') {
  const activities = (of: Chat) => bot.teams.activities(of);
  const press = (button: string, inputs = {}) => {
    const card = activities(chat).findLast((one) => buttons(one).includes(button));
    return bot.teams.press(person, chat, card?.id ?? '', button, inputs);
  };
  await bot.teams.say(person, chat, 'talk to someone');
  const esneft = buttons(activities(chat).at(-1)).find((title) => title.startsWith('East Suffolk'));
  if (esneft !== undefined) await press(esneft);
  // Where the ESR Team has no chat, they are told so first.
  const isUnlinked = buttons(activities(chat).at(-1)).includes('Leave my details');
  if (isUnlinked) await press('Leave my details');
  await press('Check my answers', { username: USERNAME, email, words });
  const { outcome } = await press(isUnlinked ? 'Yes, save it for the ESR Team' : 'Yes, send to the ESR Team');
  await bot.settled();
  const told = JSON.stringify(outcome);
  return { reference: referenceIn(told), told };
}

const amara = (email = 'amara.okafor@nhs.net', words?: string) =>
  report(world().people.amara, world().chats.amara, email, words);
const ben = (email = 'ben.hughes@gmail.com') => report(world().people.ben, world().chats.ben, email);
const status = (person: Person, chat: Chat, reference: string, button: string, inputs = {}) => {
  const card = bot.teams
    .activities(chat)
    .findLast((one) => readAloud(one).includes(reference) && buttons(one).includes(button));
  return bot.teams.press(person, chat, card?.id ?? '', button, inputs);
};
/** The card that the ESR Team works this case on; another's may name its reference too. */
const handoff = (reference: string) => {
  const isIts = (text: string) =>
    /Raised |Show the details/.test(text) && text.trim().split('\n').slice(0, 3).includes(reference);
  return bot.teams.until(() =>
    bot.teams.activities(world().chats.esrTeam).findLast((one) => isIts(readAloud(one))),
  );
};
const work = async (reference: string, button: string, inputs = {}) => {
  const { people, chats } = world();
  const card = await handoff(reference);
  await bot.teams.press(people.elena, chats.esrTeam, card.id, button, inputs);
  await bot.settled();
};

describe('two members of staff who give one ESR username', () => {
  it('get a case each, and neither sees a thing of the other', async () => {
    const { chats } = world();
    const first = await amara('amara.okafor@nhs.net', 'My own words');
    await work(first.reference, 'Claim');
    const before = seenIn(chats.amara);
    const second = await ben();
    expect(second.reference).not.toBe(first.reference);
    await work(first.reference, 'Send question', { question: 'Which ward are you on?' });
    await work(first.reference, 'Resolve and tell them', { outcome: 'record-corrected', note: 'A note' });
    const told = seenIn(chats.ben) + second.told;
    for (const theirs of [
      'amara',
      'Amara',
      first.reference,
      'My own words',
      'Elena',
      'Which ward',
      'A note',
      'already',
    ])
      expect(told).not.toContain(theirs);
    expect(seenIn(chats.amara)).toContain(before.slice(0, 200));
    expect(seenIn(chats.amara)).not.toMatch(new RegExp(`[Bb]en|${second.reference}`));
  });

  it('stand side by side on both cards of the ESR Team, marked, and the colleague who has one is told', async () => {
    const { chats } = world();
    const first = await amara();
    await work(first.reference, 'Claim');
    const second = await ben();
    await bot.shows(chats.esrTeam, first.reference, second.reference, 'check whose it is before');
    for (const reference of [first.reference, second.reference]) {
      const text = readAloud(await handoff(reference));
      expect(text).toContain('Two people gave this username: check whose it is');
      for (const shown of ['Amara Okafor', 'amara.okafor@nhs.net', 'Ben Hughes', 'ben.hughes@gmail.com'])
        expect(text).toContain(shown);
      expect(text).toContain(first.reference);
      expect(text).toContain(second.reference);
    }
    // Taken back, it stands in nobody's way any more.
    await status(world().people.ben, chats.ben, second.reference, 'Yes, withdraw it');
    await bot.settled();
    expect(readAloud(await handoff(first.reference))).not.toContain('people gave this username');
    expect(readAloud(await handoff(first.reference))).toContain('Elena Rossi has it');
    expect(newest(chats.amara, first.reference, 'ESR username')).toContain('Being worked on');
  });
});

describe('the same person, who reports again', () => {
  it('corrects the address: the new one leads, the old one is shown as replaced, and they are told', async () => {
    const { chats } = world();
    const first = await amara();
    const second = await amara('amara.okafor@gmail.com', 'correct email now');
    expect(second.reference).toBe(first.reference);
    expect(second.told).toContain('your email address and words');
    const [team, own] = [chats.esrTeam, chats.amara].map((chat) =>
      newest(chat, first.reference, 'replaced at 10am today'),
    );
    for (const card of [team, own])
      expect(card?.replace(/\s+/g, ' ')).toMatch(
        /amara\.okafor@gmail\.com was amara\.okafor@nhs\.net ?, replaced at 10am today/,
      );
    expect(team).toContain('correct email now');
    expect(team).not.toContain('people gave this username');
    await bot.shows(chats.esrTeam, 'Amara Okafor has new details', 'amara.okafor@gmail.com');
  });

  it('with nothing new is told so', async () => {
    await amara();
    const { told } = await amara();
    expect(told).toContain('nothing new to add');
  });

  it('after it was resolved is told that it is open again', async () => {
    const { reference } = await amara();
    await work(reference, 'Resolve and tell them', { outcome: 'smartcard-linked' });
    const again = await amara();
    expect(again.reference).toBe(reference);
    expect(again.told).toContain("I've reopened it");
    expect(again.told).not.toContain('nothing new to add');
  });
});

describe('a trainer and a learner', () => {
  const escalate = async (email: string, words = '') => {
    const { people, chats } = world();
    await bot.teams.say(people.chloe, chats.escalation, `@ESR ${USERNAME} ${email}${words}`);
    const card = await bot.shows(chats.escalation, USERNAME, 'Is this right?');
    await bot.teams.press(people.chloe, chats.escalation, card.id, 'Send to the ESR Team');
    await bot.settled();
  };

  it('who agree share a case, see what each gave, and the answer only of their own', async () => {
    const { people, chats } = world();
    const first = await amara('amara.okafor@nhs.net', 'My own words');
    await escalate('Amara.Okafor@nhs.net');
    const trainers = () => seenIn(chats.escalation);
    expect(trainers()).toContain(first.reference);
    expect(trainers()).not.toMatch(/My own words|Amara Okafor/);
    await work(first.reference, 'Send question', { question: 'Which ward?' });
    await status(people.amara, chats.amara, first.reference, 'Send answer', { text: 'Brightlingsea' });
    await bot.settled();
    await bot.shows(chats.esrTeam, first.reference, 'Amara Okafor has answered', 'Brightlingsea');
    expect(trainers()).not.toContain('Brightlingsea');
    // Her report goes, the trainer's stays, and only the ESR Team is told whose.
    await status(people.amara, chats.amara, first.reference, 'Yes, withdraw it');
    await bot.settled();
    await bot.shows(
      chats.esrTeam,
      first.reference,
      'Amara Okafor withdrew their report',
      'stays open for Chloe Martin',
    );
    expect(newest(chats.amara, first.reference, 'Withdrawn')).toContain('You withdrew this');
    expect(newest(chats.escalation, first.reference, 'ESR username')).toContain('Being worked on');
    expect(trainers()).not.toMatch(/Amara Okafor|withdrew/);
    const pressed = await status(people.amara, chats.amara, first.reference, 'Withdraw').catch(
      () => undefined,
    );
    expect(JSON.stringify(pressed ?? '')).not.toContain('error');
  });

  it('keep apart what each wrote: who answers second is heard too, and a withdrawn report leaves nothing', async () => {
    const { people, chats } = world();
    const first = await amara('amara.okafor@nhs.net', 'My own words');
    await escalate('amara.okafor@nhs.net', ' her account is locked');
    await work(first.reference, 'Send question', { question: 'Which band?' });
    bot.teams.faults.add({
      match: { chat: chats.amara.id, operation: 'update' },
      effect: { status: 503, retryAfter: 3600 },
    });
    await bot.teams.say(people.chloe, chats.escalation, `add ${first.reference} Band 5`);
    await bot.settled();
    // Amara's question card does not know of it.
    const asked = await bot.shows(chats.amara, 'The ESR Team asks', 'Which band?');
    const { outcome } = await bot.teams.press(people.amara, chats.amara, asked.id, 'Send answer', {
      text: 'Band 6',
    });
    expect(JSON.stringify(outcome)).toContain("I'll pass on what you wrote");
    await bot.settled();
    await bot.shows(chats.esrTeam, first.reference, 'Amara Okafor has added this', 'Band 6');
    await bot.teams.say(people.chloe, chats.escalation, `withdraw ${first.reference}`);
    await bot.settled();
    expect(newest(chats.escalation, 'Withdrawn.')).toContain(USERNAME);
    await bot.teams.say(people.chloe, chats.escalation, `status ${first.reference}`);
    await bot.settled();
    expect(readAloud(bot.teams.activities(chats.escalation).at(-1))).toMatch(
      /Withdrawn.*Chloe Martin withdrew/s,
    );
  });

  it('who stop agreeing get a case each: whoever gave another address loses sight of the first', async () => {
    const { people, chats } = world();
    await escalate('amara.okafor@nhs.net');
    const first = await amara();
    const split = await amara('evil@gmail.com');
    expect(split.reference).not.toBe(first.reference);
    await bot.shows(chats.esrTeam, 'the report from Amara Okafor is now case', split.reference);
    expect(readAloud(await handoff(first.reference))).toContain('Two people gave this username');
    expect(newest(chats.amara, first.reference, 'Moved')).toContain(split.reference);
    await work(first.reference, 'Send question', { question: 'Which ward?' });
    expect(seenIn(chats.amara)).not.toContain('Which ward?');
    const old = bot.teams.activities(chats.amara).findLast((one) => readAloud(one).includes('Moved'));
    const pressed = await bot.teams
      .press(people.amara, chats.amara, old?.id ?? '', 'Refresh')
      .catch(() => undefined);
    expect(JSON.stringify(pressed ?? '')).not.toContain('Which ward?');
    expect(seenIn(chats.escalation)).not.toContain(split.reference);
  });

  it('who do not agree are told nothing of each other, and the ESR Team sees both', async () => {
    const { chats } = world();
    const first = await amara();
    await escalate('other@nhs.net');
    expect(seenIn(chats.escalation)).not.toContain(first.reference);
    await bot.shows(chats.esrTeam, 'other@nhs.net', 'amara.okafor@nhs.net', 'Two people gave this username');
    await ben();
    await bot.shows(
      chats.esrTeam,
      first.reference,
      'Three people gave this username',
      'ben.hughes@gmail.com',
    );
  });
});

describe('an officer who opens a resolved case again', () => {
  it('is named, the first outcome stays, and whoever was asked whether it works is told', async () => {
    const { chats } = world();
    const { reference } = await amara();
    await work(reference, 'Resolve and tell them', { outcome: 'smartcard-linked' });
    await bot.shows(chats.amara, 'Is it working now?');
    await work(reference, 'More to do');
    const card = newest(chats.esrTeam, reference, 'ESR username');
    expect(card).toContain('Reopened by Elena Rossi');
    expect(card).toContain('Smartcard linked');
    expect(card).not.toMatch(/[Ss]till not working/);
    await bot.shows(chats.amara, 'Elena Rossi in the ESR Team reopened', reference);
    expect(newest(chats.amara, reference, 'ESR username')).toContain('linked');
  });
});

describe('a case of a Trust whose ESR Team has no chat', () => {
  it('does not say that they have it, until they do', async () => {
    const { chats } = world();
    await bot.app.database.db
      .updateTable('linked_chats')
      .set({ unlinked_at: bot.now() })
      .where('role', '=', 'esr-team')
      .execute();
    const { reference } = await amara();
    const card = () => newest(chats.amara, reference, 'ESR username');
    expect(card()).toContain('Not sent yet');
    expect(card()).not.toContain('The ESR Team has it');
    await bot.link('esneft', 'esr-team', chats.esrTeam);
    await bot.settled();
    await handoff(reference);
    expect(card()).toContain('The ESR Team has it');
  });
});
