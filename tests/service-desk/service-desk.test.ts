import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actOnCase } from '../../examples/service-desk.ts';
import { type Subject, subjectOf } from '../../src/privacy/subject.ts';
import { erase } from '../../src/store/privacy/erase.ts';
import { readAloud } from '../support/cards.ts';
import { type CaseBot, startCaseBot } from '../support/case-bot.ts';
import { startDesk } from './desk-bot.ts';

let desk: Awaited<ReturnType<typeof startDesk>>;
let bot: CaseBot;
beforeAll(async () => {
  desk = await startDesk();
  bot = await startCaseBot(undefined, desk.settings);
});
afterAll(async () => {
  await bot.close();
  desk.close();
});

let count = 0;
/** A case of somebody's, of which the desk has been told. */
async function raised() {
  count += 1;
  const person = bot.teams.createPerson(`Nurse ${count}`);
  const chat = bot.teams.personalChat(person);
  const reference = await bot.raise(person, chat, `432NURSE${String(count).padStart(2, '0')}`);
  await bot.settled();
  const told = () => desk.events.filter(({ data }) => data.reference === reference);
  const act = (it: object, id?: string) =>
    actOnCase(`http://127.0.0.1:${bot.app.port}`, desk.inbound, { case: reference, ...it }, id);
  const acts = async (it: object, id?: string) => {
    const response = await act(it, id);
    const body = await response.json();
    await bot.settled();
    return { status: response.status, body };
  };
  const team = bot.teams.cast.chats.esrTeam;
  const handoff = () => bot.shows(team, reference, 'ESR username');
  const work = async (button: string, inputs = {}) => {
    const card = await handoff();
    await bot.teams.press(bot.teams.cast.people.elena, team, card.id, button, inputs);
    await bot.settled();
  };
  return { person, chat, reference, told, act, acts, handoff, work };
}

describe('what a service desk is told', () => {
  it('is what happens to a case, in order, each with an id of its own', async () => {
    const one = await raised();
    await one.work('Claim');
    expect(one.told().map(({ type }) => type)).toEqual(['case.raised', 'case.claimed']);
    expect(new Set(one.told().map(({ id }) => id)).size).toBe(2);
    expect(one.told()[0]?.data).toMatchObject({
      trust: 'esneft',
      state: 'open',
      title: `${one.reference}: Help with ESR`,
      requesters: [{ kind: 'staff', name: one.person.name }],
      details: { correctEmail: 'someone@nhs.net', words: 'It does not let me in' },
    });
    expect(one.told()[1]?.data).toMatchObject({ state: 'claimed', claimedBy: 'Elena Rossi' });
  });
});

describe('the ticket in its answer', () => {
  it('stands on the handoff card, with a link, and on the requester’s card without', async () => {
    const one = await raised();
    const number = /INC\d+/.exec(readAloud(await one.handoff()))?.[0] ?? '';
    expect(number).not.toBe('');
    expect(JSON.stringify(await one.handoff())).toContain(`https://desk.example/tickets/${number}`);
    const status = await bot.shows(one.chat, one.reference, number);
    expect(JSON.stringify(status)).not.toContain('desk.example');
  });

  it('finds the case, and stands in its row of the queue', async () => {
    const one = await raised();
    const number = /INC\d+/.exec(readAloud(await one.handoff()))?.[0] ?? '';
    const { chats, people } = bot.teams.cast;
    await bot.teams.say(people.elena, chats.esrTeam, `find ${number.toLowerCase()}`);
    await bot.shows(chats.esrTeam, '1 case found', one.reference, number);
    await bot.teams.say(people.elena, chats.esrTeam, 'queue');
    await bot.shows(chats.esrTeam, 'to do', 'Service desk ticket INC');
  });

  it('stands with each learner of a class in both chats, on the learner’s own card, and in the receipt of an erasure', async () => {
    const { chats, people } = bot.teams.cast;
    const learner = bot.teams.createPerson('Jo Ash');
    const own = Object.assign(bot.teams.personalChat(learner), { installed: true });
    const list = `Jo Ash 432ASHJ01 ${learner.email}\nAl Bay 432BAYA02 al.bay@nhs.net`;
    await bot.teams.say(people.chloe, chats.escalation, list);
    const check = await bot.shows(chats.escalation, 'is this right?');
    await bot.teams.press(people.chloe, chats.escalation, check.id, 'Send to the ESR Team');
    await bot.forward({ minutes: 1 });
    for (const [chat, title] of [
      [chats.esrTeam, 'class: 2 learners'],
      [chats.escalation, 'Your class: 2 learners'],
    ] as const)
      expect(readAloud(await bot.shows(chat, title)).match(/Service desk ticket: INC\d+/g)).toHaveLength(2);
    await bot.teams.say(learner, own, 'any news?');
    const ticket = /INC\d+/.exec(readAloud(await bot.shows(own, 'A trainer sent this for you', 'INC')))?.[0];
    const { tickets } = await erase(bot.app.database, subjectOf('432ASHJ01') as Subject, bot.now());
    expect(tickets).toEqual([ticket]);
  });
});

describe('what a service desk does', () => {
  it('resolves a case with an outcome of the Trust’s guide, and the requester is told', async () => {
    const one = await raised();
    expect(await one.acts({ type: 'claim' })).toMatchObject({
      status: 200,
      body: { done: true, case: { state: 'claimed' } },
    });
    const answer = await one.acts({ type: 'resolve', outcome: 'password-reset-sent', note: 'Sent just now' });
    expect(answer).toMatchObject({ status: 200, body: { done: true, case: { state: 'resolved' } } });
    await bot.shows(one.chat, 'Sent just now');
    expect(readAloud(await one.handoff())).toContain('The service desk resolved it');
    // What it did itself it is not told.
    expect(one.told().map(({ type }) => type)).toEqual(['case.raised']);
  });

  it('asks the requester, and is told the answer', async () => {
    const one = await raised();
    await one.acts({ type: 'ask', question: 'Which ward are you on?' });
    const card = await bot.shows(one.chat, 'The service desk asks', 'Which ward are you on?');
    expect(readAloud(card)).not.toContain('The service desk in the ESR Team');
    await bot.teams.press(one.person, one.chat, card.id, 'Send answer', { text: 'Ward 7' });
    await bot.settled();
    expect(one.told().at(-1)).toMatchObject({
      type: 'case.answered',
      data: { question: { text: 'Which ward are you on?', answer: 'Ward 7' } },
    });
  });

  it('notes something that the ESR Team alone reads', async () => {
    const one = await raised();
    await one.acts({ type: 'note', text: 'Payroll has two records' });
    expect(readAloud(await one.handoff())).toContain('Payroll has two records');
    expect(JSON.stringify(bot.teams.activities(one.chat))).not.toContain('Payroll');
  });

  it('closes what is resolved, and nothing else', async () => {
    const one = await raised();
    expect(await one.acts({ type: 'close' })).toMatchObject({ status: 409, body: { why: 'not-resolved' } });
    await one.acts({ type: 'resolve', outcome: 'password-reset-sent' });
    expect(await one.acts({ type: 'close' })).toMatchObject({ body: { case: { state: 'closed' } } });
  });

  it('is named as who closed it, and nobody is said to have been asked in vain, or to have said that it works', async () => {
    const one = await raised();
    await one.work('Resolve and tell them', { outcome: 'password-reset-sent' });
    await one.acts({ type: 'close' });
    expect(readAloud(await one.handoff())).toContain('The service desk closed it. Elena Rossi resolved it');
    expect(readAloud(await one.handoff())).not.toContain("it's working");
    const theirs = bot.teams.activities(one.chat).map(readAloud).join('\n');
    expect(theirs).toContain('The service desk closed it. If it happens again');
    expect(theirs).not.toContain('I did not hear back');
  });

  it('names the ticket later, where it could not in its answer', async () => {
    const one = await raised();
    await one.acts({ type: 'ticket', ticket: { number: 'ESR-77', url: 'https://desk.example/ESR-77' } });
    expect(readAloud(await one.handoff())).toContain('ESR-77');
  });

  it('takes over only where it says so', async () => {
    const one = await raised();
    await one.work('Claim');
    const resolve = { type: 'resolve', outcome: 'password-reset-sent' };
    expect(await one.acts(resolve)).toMatchObject({ status: 409, body: { why: 'claimed-by-another' } });
    expect(await one.acts({ ...resolve, takeOver: true })).toMatchObject({
      status: 200,
      body: { done: true },
    });
  });

  it('repeats what it was told and nothing goes round: it is answered that somebody was first', async () => {
    const one = await raised();
    await one.work('Claim');
    expect(await one.acts({ type: 'claim' })).toMatchObject({ status: 200, body: { done: false } });
    expect(readAloud(await one.handoff())).toContain('Elena Rossi has it');
    const told = one.told().length;
    await bot.settled();
    expect(one.told()).toHaveLength(told);
  });

  it('sends one request twice: it is done once, and answered the same', async () => {
    const one = await raised();
    const first = await one.acts({ type: 'note', text: 'Once' }, 'msg_twice');
    expect(await one.acts({ type: 'note', text: 'Once' }, 'msg_twice')).toEqual(first);
    expect(await one.acts({ type: 'note', text: 'Other' }, 'msg_twice')).toMatchObject({ status: 409 });
    const { rows } = await bot.app.database.db
      .selectFrom('case_events')
      .select('by_name')
      .where('reference', '=', one.reference)
      .where('type', '=', 'note')
      .execute()
      .then((rows) => ({ rows }));
    expect(rows).toEqual([{ by_name: 'The service desk' }]);
  });

  it.each([
    [{ type: 'resolve', outcome: 'made-up' }, 422, 'outcome: write one of password-reset-sent'],
    [{ type: 'resolve', outcome: 'could-not-help' }, 422, 'note: write'],
    [
      { type: 'ask', question: 'What is your password? Mine is password: Hunter2!' },
      400,
      'question: leave out',
    ],
    [{ type: 'ask', question: 'x'.repeat(501) }, 400, 'question: write 500'],
    [{ type: 'delete' }, 400, 'type: write one of'],
    [{ type: 'claim', case: 'K7M-4PT' }, 400, undefined],
    [{ type: 'ticket', ticket: { number: '<b>' } }, 400, 'ticket.number: write up to 40'],
  ])('is told what is wrong with %j', async (it, status, error) => {
    const one = await raised();
    const before = one.reference;
    const answer = await actOnCase(`http://127.0.0.1:${bot.app.port}`, desk.inbound, { case: before, ...it });
    expect(answer.status).toBe(status === 400 && 'case' in it ? 404 : status);
    if (error !== undefined) expect(((await answer.json()) as { error: string }).error).toContain(error);
  });
});
