import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { subjectOf } from '../../../src/privacy/subject.ts';
import { erase } from '../../../src/store/privacy/erase.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

let bot: CaseBot;
let learner: Person;
let chat: Chat;
let count = 0;
let username = '';
beforeAll(async () => {
  bot = await startCaseBot();
});
afterAll(() => bot.close());
beforeEach(() => {
  count += 1;
  const letter = String.fromCharCode(64 + count);
  username = `432LEARN${letter}01`;
  learner = bot.teams.createPerson(`Lee Learner${letter}`);
  chat = Object.assign(bot.teams.personalChat(learner), { installed: true });
});

const plain = (text: string) => text.replace(/\u200B/g, '');
const cast = () => bot.teams.cast;
const seen = (where: Chat) => bot.teams.activities(where).map((one) => plain(readAloud(one)));
const shown = () => seen(chat).at(-1) ?? '';
async function say(text: string, person = learner, where = chat) {
  await bot.teams.say(person, where, text);
  await bot.settled();
}
async function press(button: string, inputs = {}, person = learner, where = chat, words = '') {
  const card = bot.teams
    .activities(where)
    .findLast((one) => buttons(one).includes(button) && plain(readAloud(one)).includes(words));
  const pressed = await bot.teams.press(person, where, card?.id ?? '', button, inputs);
  await bot.settled();
  return pressed;
}
/** Chloe raises this learner's case; its reference. */
async function raise(email: string, note = ''): Promise<string> {
  const { people, chats } = cast();
  await say(`${username} ${email} cannot sign in ${note}`, people.chloe, chats.escalation);
  await press('Send to the ESR Team', {}, people.chloe, chats.escalation);
  const row = await bot.app.database.db
    .selectFrom('cases')
    .select('reference')
    .where('esr_username', '=', username)
    .executeTakeFirstOrThrow();
  return row.reference;
}
const team = (reference: string, button: string, inputs = {}) =>
  press(button, inputs, cast().people.elena, cast().chats.esrTeam, reference);

describe('a learner whose case a trainer raised', () => {
  it('is greeted with it and sees its state, and nothing that anybody gave', async () => {
    const reference = await raise(learner.email.toUpperCase(), 'since her badge blinks');
    await say('hello');
    expect(shown()).toContain(`A trainer asked the ESR Team to help you: **${reference}**`);
    expect(buttons(bot.teams.activities(chat).at(-1))).not.toContain('Change my email');
    await press('See it');
    expect(shown()).toContain('The ESR Team has it.');
    for (const theirs of [username, learner.email, 'badge', 'Chloe'])
      expect(seen(chat).join('\n').toLowerCase()).not.toContain(theirs.toLowerCase());
  });

  it('still finds it where another trainer gave another address after', async () => {
    const reference = await raise(learner.email);
    const { people, chats } = cast();
    await say(`${username} someone.else@nhs.net cannot sign in`, people.dev, chats.escalation);
    await press('Send to the ESR Team', {}, people.dev, chats.escalation, 'someone.else');
    await say('any news?');
    expect(shown()).toContain(`A trainer sent this for you: case ${reference}`);
    const other = bot.teams.createPerson(`Other ${username}`);
    Object.assign(other, { email: 'someone.else@nhs.net' });
    const theirs = Object.assign(bot.teams.personalChat(other), { installed: true });
    await say('any news?', other, theirs);
    expect(seen(theirs).join()).not.toContain('A trainer');
  });

  it('answers the question, by the form or by typing, and the trainer sees who did', async () => {
    const reference = await raise(learner.email);
    await team(reference, 'Claim');
    await team(reference, 'Send question', { question: 'Which ward are you on?' });
    await say('any news?');
    expect(shown()).toContain('Which ward are you on?');
    await say('I work on Oak ward');
    expect(JSON.stringify(bot.teams.activities(chat).at(-1)?.attachments)).toContain('I work on Oak ward');
    await say('sorry, I mean Willow ward');
    expect(shown()).toContain('Send this to the ESR Team as your answer?');
    await press('Send it');
    expect(seen(cast().chats.esrTeam).join('\n')).toContain('sorry, I mean Willow ward');
    const trainers = seen(cast().chats.escalation).filter((text) => text.includes('Which ward are'));
    expect(trainers.join('\n')).toContain(`${learner.name} has answered the ESR Team`);
    expect(trainers.join('\n')).not.toContain('Willow');
  });

  it('may type something new while the question is open', async () => {
    const reference = await raise(learner.email);
    await team(reference, 'Claim');
    await team(reference, 'Send question', { question: 'Which ward are you on?' });
    await say('any news?');
    await say('my smartcard is not linked to ESR');
    await press("It's something new");
    expect(shown()).toContain('Step 1');
    expect(seen(cast().chats.esrTeam).join('\n')).not.toContain('my smartcard is not linked');
    await say('any news?');
    await say('Yew ward, first floor');
    await say('yes');
    expect(seen(cast().chats.esrTeam).join('\n')).toContain('Yew ward, first floor');
  });

  it.each(['any news?', 'hello', 'thanks'])('has not answered the question with: %s', async (text) => {
    const reference = await raise(learner.email);
    await team(reference, 'Claim');
    await team(reference, 'Send question', { question: 'Which ward are you on?' });
    await say('any news?');
    await say(text);
    expect(shown()).toContain('Which ward are you on?');
    expect(shown()).not.toMatch(new RegExp(`^${text.replace('?', '.')}$`, 'mi'));
  });

  it('says whether it works, for themselves', async () => {
    const reference = await raise(learner.email);
    await team(reference, 'Claim');
    await team(reference, 'Resolve and tell them', {
      outcome: 'password-reset-sent',
      note: 'Told the trainer',
    });
    await say(reference);
    expect(shown()).toContain('Is it working now?');
    expect(shown()).toContain('4 hours');
    expect(shown()).not.toContain('Told the trainer');
    await say('no, the link has expired');
    expect(seen(cast().chats.esrTeam).join('\n')).toContain(`${reference} has been reopened`);
    await team(reference, 'Resolve and tell them', { outcome: 'password-reset-sent' });
    await say(`status ${reference}`);
    await press("Yes, it's working");
    expect(shown()).toContain(`${reference} is closed now`);
    expect(seen(cast().chats.escalation).join('\n')).toContain(`${learner.name} said it's working`);
  });

  it('can say that it works, card or no card: before the outcome, and after', async () => {
    const reference = await raise(learner.email);
    await say('hello');
    await say('it works now, thanks');
    expect(shown()).toContain(`tell the ESR Team that case ${reference} is sorted?`);
    await press('Yes, tell them');
    expect(seen(cast().chats.esrTeam).join('\n')).toContain('it works now, thanks');
    await team(reference, 'Resolve and tell them', { outcome: 'password-reset-sent' });
    await say('start over');
    await say('all sorted now');
    await press("Yes, it's working");
    expect(seen(chat).join('\n')).toContain(`${reference} is closed now`);
  });

  it('keeps their words for a case of their own where it closed while they wrote', async () => {
    const reference = await raise(learner.email);
    await team(reference, 'Claim');
    await team(reference, 'Send question', { question: 'Which ward are you on?' });
    await say('any news?');
    await say('I work on Oak ward');
    const { people, chats } = cast();
    await say(`withdraw ${reference}`, people.chloe, chats.escalation);
    await press('Send it');
    expect(seen(chat).join('\n')).toContain(`I can no longer add to case ${reference}`);
    expect(JSON.stringify(bot.teams.activities(chat).at(-1)?.attachments)).toContain('I work on Oak ward');
  });

  it('still tells the ESR Team what they answered after it was resolved', async () => {
    const reference = await raise(learner.email);
    await team(reference, 'Claim');
    await team(reference, 'Send question', { question: 'Which ward are you on?' });
    await say('add to my case that I work on Ash ward');
    await team(reference, 'Resolve and tell them', { outcome: 'username-sent' });
    await press('Send it');
    expect(seen(cast().chats.esrTeam).join('\n')).toContain('I work on Ash ward');
  });

  it('who reports it too sees their own problem on every card of theirs', async () => {
    const reference = await raise(learner.email);
    for (const text of ['I forgot my password', 'talk to someone']) await say(text);
    await press('Check my answers', { username, email: learner.email });
    await press('Yes, send to the ESR Team');
    await say('any news?');
    const theirs = seen(chat).filter((text) => text.includes(reference) && text.includes('further down'));
    expect(theirs.join('\n')).toContain('Forgotten username or password');
    expect(theirs.join('\n')).not.toContain('Help for a learner');
  });

  it('sees several, the newest first, and opens another by its reference', async () => {
    const first = await raise(learner.email);
    await bot.forward({ minutes: 1 });
    username = username.replace('01', '02');
    const second = await raise(learner.email);
    await say('any news?');
    expect(shown()).toContain(`case ${second}`);
    expect(shown()).toContain(`You also have ${first}`);
    await say(first);
    expect(shown()).toContain(`case ${first}`);
  });

  it('no longer once the address was corrected, also with its card open', async () => {
    const reference = await raise(learner.email);
    await team(reference, 'Claim');
    await team(reference, 'Send question', { question: 'Which ward are you on?' });
    await say('any news?');
    await raise('another.learner@nhs.net');
    await press('Send answer', { text: 'Elm ward' });
    expect(seen(cast().chats.esrTeam).join('\n')).not.toContain('Elm ward');
    await say('any news?');
    expect(seen(chat).slice(-2).join('\n')).toContain('no open case');
  });

  it('is not told of it again once it is another’s, whatever they type', async () => {
    await raise(learner.email);
    await say('any news?');
    await raise('another.learner@nhs.net');
    for (const text of ['any news?', 'help', 'thanks']) {
      const before = seen(chat).length;
      await say(text);
      expect(seen(chat).slice(before).join('\n')).not.toContain('A trainer sent this for you');
    }
    expect(buttons(bot.teams.activities(chat).at(-1))).toContain('Ask the ESR Team');
  });

  it('goes on with the problem that they were at once it is another’s', async () => {
    await raise(learner.email);
    await say('my smartcard is not linked to ESR');
    await say('any news?');
    await raise('another.learner@nhs.net');
    await say('help');
    expect(shown()).toContain('My smartcard is not linked to ESR');
  });

  it('is shown as it is now whenever its card comes again', async () => {
    const reference = await raise(learner.email);
    await say('any news?');
    await team(reference, 'Claim');
    await team(reference, 'Resolve and tell them', { outcome: 'password-reset-sent' });
    await say('help');
    expect(shown()).toContain('Is it working now?');
    expect(shown()).not.toContain('In the queue');
  });

  it('no longer once it was erased', async () => {
    const reference = await raise(learner.email);
    const subject = subjectOf(learner.email);
    if (subject === undefined) throw new TypeError('No subject');
    await erase(bot.app.database, subject, bot.now());
    await say(reference);
    expect(seen(chat).join('\n')).not.toContain('A trainer');
  });
});

describe('Teams is asked who somebody is', () => {
  const lookUps = () =>
    bot.teams.calls.filter((call) => call.operation === 'member' && JSON.stringify(call).includes(chat.id))
      .length;

  it('only while a trainer’s case is open', async () => {
    await bot.app.database.db.updateTable('cases').set({ state: 'closed' }).execute();
    await say('hello');
    await say('any news?');
    expect(lookUps()).toBe(0);
    await raise('someone.else@nhs.net');
    await say('hello');
    expect(lookUps()).toBe(1);
  });
});

describe('nobody else', () => {
  it.each<[string, () => void]>([
    ['another address', () => undefined],
    ['a longer address', () => Object.assign(learner, { email: `x${learner.email}` })],
    ['a wildcard', () => Object.assign(learner, { email: '%@example.nhs.uk' })],
    ['no address', () => Object.assign(learner, { email: '' })],
    ['a guest', () => Object.assign(learner, { email: 'lee_nhs.net#EXT#@example.nhs.uk' })],
  ])('sees it: %s', async (what, be) => {
    const email = what === 'another address' ? 'someone.else@nhs.net' : learner.email;
    const reference = await raise(email);
    be();
    for (const text of ['hello', 'any news?', reference]) await say(text);
    const all = seen(chat).join('\n');
    expect(all).not.toContain('A trainer');
    expect(all).toContain('no open case');
  });

  it('sees it from another tenant, whatever name they sign in with', async () => {
    const reference = await raise(learner.email);
    const foreign = bot.teams.createPerson(learner.name, {
      tenantId: '11111111-2222-4333-8444-555555555555',
    });
    const theirs = Object.assign(bot.teams.personalChat(foreign), { installed: true });
    for (const text of ['hello', 'any news?', reference]) await say(text, foreign, theirs);
    expect(seen(theirs).join('\n')).not.toContain('A trainer');
  });
});
