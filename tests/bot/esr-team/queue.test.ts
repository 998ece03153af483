import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../simulator/world-events.ts';
import { buttons, cardIn, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

let bot: CaseBot;
beforeEach(async () => {
  bot = await startCaseBot();
});
afterEach(() => bot.close());

const team = () => bot.teams.cast.chats.esrTeam;
const say = (text: string, person: Person = bot.teams.cast.people.elena) =>
  bot.teams.say(person, team(), text);
const last = () => bot.teams.activities(team()).at(-1);
/** Where Teams takes no private message, everyone sees the queue that an officer asks for. */
const withoutPrivateMessages = () =>
  bot.teams.faults.add({ match: { targeted: true }, effect: { status: 400, code: 'BadSyntax' } });
const inOrder = (words: string, references: readonly string[]) =>
  references.map((reference) => words.indexOf(reference));

describe('queue', () => {
  it("shows the asker's own cases first, then the others, oldest first", async () => {
    const { people, chats } = bot.teams.cast;
    const first = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.forward({ minutes: 10 });
    const second = await bot.raise(people.ben, chats.ben, '432HUGHESB01');
    const card = await bot.shows(team(), second);
    await bot.teams.press(people.elena, team(), card.id, 'Claim');
    await say('queue');
    const queue = readAloud(await bot.shows(team(), '2 cases to do'));
    expect(queue).toMatch(/In the queue\. Raised 10 minutes ago\./);
    const [older = -1, mine = -1] = inOrder(queue, [first, second]);
    expect(mine).toBeGreaterThan(-1);
    expect(mine).toBeLessThan(older);
    await say('queue', people.femi);
    const theirs = await bot.teams.until(() =>
      bot.teams
        .activities(team())
        .findLast((m) => readAloud(m).includes('2 cases to do') && !readAloud(m).includes('You have it')),
    );
    const [before = -1, after = -1] = inOrder(readAloud(theirs), [first, second]);
    expect(before).toBeLessThan(after);
  });

  it('says "you" to nobody where colleagues read the same card', async () => {
    withoutPrivateMessages();
    const { people, chats } = bot.teams.cast;
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await say('queue');
    const queue = await bot.shows(team(), '1 case to do');
    await bot.teams.press(people.elena, team(), queue.id, 'Claim');
    expect(readAloud(seen(queue.id))).toContain('You have it');
    await say('queue');
    const typed = last();
    for (const colleague of [people.femi, people.elena])
      expect(readAloud(seen(typed?.id ?? '', colleague))).toMatch(
        /Those of Elena Rossi first.*Elena Rossi has it/s,
      );
    bot.teams.oldPhones.add(people.elena.id);
    await bot.teams.press(people.elena, team(), typed?.id ?? '', 'Refresh');
    expect(readAloud(seen(typed?.id ?? '', people.femi))).toContain('Elena Rossi has it');
  });

  it('has every case, also one whose stored times cannot be read', async () => {
    const { people, chats } = bot.teams.cast;
    const first = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    const second = await bot.raise(people.ben, chats.ben, '432HUGHESB01');
    const { db } = bot.app.database;
    const row = db.selectFrom('cases').select('body').where('reference', '=', first);
    const body = { ...JSON.parse((await row.executeTakeFirstOrThrow()).body), openedAt: 'some morning' };
    await db
      .updateTable('cases')
      .set({ body: JSON.stringify(body) })
      .where('reference', '=', first)
      .execute();
    await say('queue');
    const queue = readAloud(await bot.shows(team(), '2 cases to do'));
    expect(inOrder(queue, [first, second])).not.toContain(-1);
  });

  it('is paged', async () => {
    const { people } = bot.teams.cast;
    for (let number = 1; number <= 10; number += 1) {
      const person = bot.teams.createPerson(`Person Number${number}`);
      const chat = bot.teams.personalChat(person);
      await bot.teams.install(chat);
      await bot.raise(person, chat, `432PERSON${String.fromCharCode(64 + number)}0${number % 10}`);
      await bot.forward({ minutes: 1 });
    }
    await say('queue');
    const queue = await bot.shows(team(), '10 cases to do', '1 to 8 of 10');
    await bot.teams.press(people.elena, team(), queue.id, 'Next page');
    const view = bot.teams.view(people.elena, team()).find((message) => message.id === queue.id);
    expect(readAloud(view)).toContain('9 to 10 of 10');
    expect(buttons(view)).not.toContain('Next page');
  });

  /** The queue's message as this officer sees it. */
  const seen = (id: string, person: Person = bot.teams.cast.people.elena) =>
    bot.teams.view(person, team()).find((message) => message.id === id);

  it('opens a case inside itself for the one who pressed, who works it there and goes back', async () => {
    withoutPrivateMessages();
    const { people, chats } = bot.teams.cast;
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await say('queue');
    const queue = await bot.shows(team(), '1 case to do');
    const before = bot.teams.activities(team()).length;
    await bot.teams.press(people.elena, team(), queue.id, `Open ${reference}`);
    expect(buttons(seen(queue.id))).toEqual(expect.arrayContaining(['Claim', 'Back to the queue']));
    expect(readAloud(seen(queue.id, people.femi))).toContain('1 case to do');
    await bot.teams.press(people.elena, team(), queue.id, 'Claim');
    expect(readAloud(seen(queue.id))).toContain('Elena Rossi has it');
    await bot.teams.press(people.elena, team(), queue.id, 'Back to the queue');
    expect(readAloud(seen(queue.id))).toContain('You have it');
    expect(bot.teams.activities(team())).toHaveLength(before);
  });

  it('moves the one card of a case to the end for a phone that can show a card to nobody alone, and keeps it true', async () => {
    const { people, chats } = bot.teams.cast;
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    const first = await bot.shows(team(), reference);
    await say('queue');
    const queue = await bot.shows(team(), '1 case to do');
    bot.teams.oldPhones.add(people.elena.id);
    await bot.teams.press(people.elena, team(), queue.id, `Open ${reference}`);
    await bot.teams.until(() => buttons(last()).includes('Send question'));
    const current = last();
    expect(readAloud(seen(first.id))).toContain('further down');
    expect(readAloud(seen(queue.id))).toContain('1 case to do');
    await bot.teams.press(people.femi, team(), current?.id ?? '', 'Claim');
    await bot.teams.until(() => readAloud(seen(current?.id ?? '')).includes('Femi'));
    expect(
      bot.teams.activities(team()).filter((one) => readAloud(one).includes('432OKAFORA01')),
    ).toHaveLength(1);
  });

  it('says how old the copy of a case is that is open inside it', async () => {
    const { people, chats } = bot.teams.cast;
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    expect(readAloud(await bot.shows(team(), reference))).not.toContain('how it was');
    await say('queue');
    const queue = await bot.shows(team(), '1 case to do');
    await bot.teams.press(people.elena, team(), queue.id, `Open ${reference}`);
    expect(readAloud(seen(queue.id))).toContain('how it was at 10am on Monday 23 November');
  });

  it('resolves a case in two presses, and shows the rest', async () => {
    const { people, chats } = bot.teams.cast;
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.forward({ minutes: 1 });
    const left = await bot.raise(people.ben, chats.ben, '432HUGHESB01');
    await say('queue');
    const queue = await bot.shows(team(), '2 cases to do');
    await bot.teams.press(people.elena, team(), queue.id, 'Resolve');
    expect(buttons(seen(queue.id))).toEqual(['Use the saved note', 'Resolve and tell them', 'Back']);
    await bot.teams.press(people.elena, team(), queue.id, 'Resolve and tell them', {
      outcome: 'username-sent',
    });
    const after = readAloud(seen(queue.id));
    expect(after).toContain('1 case to do');
    expect(after).toContain(left);
    expect(after).not.toContain(reference);
    await bot.shows(chats.amara, 'News from the ESR Team');
  });

  it('keeps the form, and what was typed, until an outcome is complete, and goes back without it', async () => {
    const { people, chats } = bot.teams.cast;
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await say('queue');
    const queue = await bot.shows(team(), '1 case to do');
    await bot.teams.press(people.elena, team(), queue.id, 'Resolve');
    await bot.teams.press(people.elena, team(), queue.id, 'Resolve and tell them', {
      outcome: 'could-not-help',
    });
    expect(readAloud(seen(queue.id))).toContain('why we could not help');
    await bot.teams.press(people.elena, team(), queue.id, 'Back');
    expect(readAloud(seen(queue.id))).toContain('1 case to do');
  });

  it('says who was first where two claim one row', async () => {
    const { people, chats } = bot.teams.cast;
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await say('queue');
    const queue = await bot.shows(team(), '1 case to do');
    await bot.teams.press(people.femi, team(), queue.id, 'Claim');
    await bot.teams.press(people.elena, team(), queue.id, 'Claim');
    const elenas = readAloud(seen(queue.id));
    expect(elenas).toContain('Femi Adeyemi has claimed this');
    expect(buttons(seen(queue.id))).not.toContain('Resolve');
  });

  it('shows only what was asked for: new, mine, waiting, overdue', async () => {
    const { people, chats } = bot.teams.cast;
    const late = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.forward({ minutes: 31 });
    const fresh = await bot.raise(people.ben, chats.ben, '432HUGHESB01');
    await say('queue');
    const queue = await bot.shows(team(), '2 cases to do');
    const shows = async (button: string) => {
      await bot.teams.press(people.elena, team(), queue.id, button);
      const text = readAloud(seen(queue.id));
      return [late, fresh].filter((reference) => text.includes(reference));
    };
    expect(await shows('Overdue (1)')).toEqual([late]);
    expect(await shows('To claim (2)')).toEqual([late, fresh]);
    await bot.teams.press(people.elena, team(), queue.id, 'Claim');
    expect(readAloud(seen(queue.id))).toContain('To claim (1)');
    expect(await shows('Mine (1)')).toEqual([late]);
    expect(await shows('All (2)')).toEqual([late, fresh]);
  });

  it('is brought up to date where it stands, for each officer by themselves', async () => {
    withoutPrivateMessages();
    const { people, chats } = bot.teams.cast;
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await say('queue');
    const queue = await bot.shows(team(), '1 case to do');
    expect(JSON.stringify(cardIn(queue)?.refresh)).toContain('"desk":"queue"');
    await bot.raise(people.ben, chats.ben, '432HUGHESB01');
    await bot.teams.press(people.femi, team(), queue.id, 'Refresh');
    expect(readAloud(seen(queue.id, people.femi))).toContain('2 cases to do');
  });
});
