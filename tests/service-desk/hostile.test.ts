import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDeskRequest } from '../../src/service-desk/desk-request.ts';
import { readAloud } from '../support/cards.ts';
import { type CaseBot, startCaseBot } from '../support/case-bot.ts';
import { newSecret, startDesk } from './desk-bot.ts';

let desk: Awaited<ReturnType<typeof startDesk>>;
let bot: CaseBot;
const [next, elsewhere] = [newSecret(), newSecret()];
beforeAll(async () => {
  desk = await startDesk();
  bot = await startCaseBot(undefined, {
    ...desk.settings,
    WEBHOOK_ESNEFT_INBOUND_SECRET: `${desk.inbound}, ${next}`,
    TRUSTS: 'esneft,yas',
    DEFAULT_TRUST: 'esneft',
    WEBHOOK_YAS_INBOUND_SECRET: elsewhere,
  });
});
afterAll(async () => {
  await bot.close();
  desk.close();
});

const numbers = Array.from({ length: 99 }, (_, index) => index + 10);
const newNumber = () => numbers.shift() ?? 0;
const newId = () => `msg_${newNumber()}`;
async function raised() {
  const number = newNumber();
  const person = bot.teams.createPerson(`Nurse ${number}`);
  const chat = bot.teams.personalChat(person);
  const reference = await bot.raise(person, chat, `432NURSE${number}`);
  await bot.settled();
  const handoff = () => bot.shows(bot.teams.cast.chats.esrTeam, reference, 'ESR username');
  const press = async (button: string) => {
    const { people, chats } = bot.teams.cast;
    await bot.teams.press(people.elena, chats.esrTeam, (await handoff()).id, button, {});
    await bot.settled();
  };
  return { reference, handoff, press };
}

interface Sent {
  readonly to?: string;
  readonly secret?: string;
  readonly id?: string;
  readonly secondsAgo?: number;
  /** What is sent in place of the body that was signed. */
  readonly body?: string;
}
async function send(it: { case: string } & Record<string, unknown>, sent: Sent = {}) {
  const signed = JSON.stringify(it);
  const at = new Date(Date.now() - (sent.secondsAgo ?? 0) * 1000);
  const id = sent.id ?? newId();
  const response = await fetch(`http://127.0.0.1:${bot.app.port}/api/cases/${sent.to ?? it.case}/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(sent.secret ?? desk.inbound).sign(id, at, signed),
    },
    body: sent.body ?? signed,
  });
  const body = (await response.json()) as { error?: string; why?: string; done?: boolean };
  await bot.settled();
  return { status: response.status, body };
}
const events = (reference: string) =>
  bot.app.database.db
    .selectFrom('case_events')
    .select('type')
    .where('reference', '=', reference)
    .orderBy('id')
    .execute()
    .then((rows) => rows.map(({ type }) => type));

describe('a request that is not the desk’s own, new, and about this case', () => {
  it('changes nothing', async () => {
    const [one, two] = [await raised(), await raised()];
    const claim = { type: 'claim', case: one.reference };
    const before = await events(one.reference);
    expect((await send(claim, { secret: newSecret() })).status).toBe(401);
    expect((await send(claim, { secret: elsewhere })).status).toBe(404);
    expect((await send(claim, { secondsAgo: 302 })).status).toBe(401);
    expect((await send(claim, { secondsAgo: -302 })).status).toBe(401);
    expect((await send(claim, { body: JSON.stringify({ ...claim, type: 'close' }) })).status).toBe(401);
    expect((await send(claim, { to: two.reference })).status).toBe(400);
    expect(await events(one.reference)).toEqual(before);
    expect(await events(two.reference)).toEqual(before);
  });

  it('is the desk’s own with either of two secrets, and where its clock is a little wrong', async () => {
    const { reference } = await raised();
    const note = { type: 'note', case: reference, text: 'Seen' };
    expect((await send(note, { secret: next })).status).toBe(200);
    expect((await send(note, { secondsAgo: 290 })).status).toBe(200);
    expect((await send(note, { secondsAgo: -290 })).status).toBe(200);
  });

  it('may write the reference of its case as people type it', async () => {
    const { reference } = await raised();
    const typed = reference.toLowerCase().replace('-', '');
    expect((await send({ type: 'claim', case: reference }, { to: typed })).body).toMatchObject({
      done: true,
    });
  });
});

describe('a request with a mistake', () => {
  it.each([
    [null, 'the body: write an object'],
    [[], 'the body: write an object'],
    [{}, 'type: write one of'],
    [{ type: ['note'] }, 'type: write one of'],
    [{ type: 'note', case: {} }, 'case: write text'],
    [{ type: 'note', case: 'nobody' }, 'case: write the reference'],
    [{ type: 'note' }, 'case: write text'],
    [{ type: 'note', text: 7 }, 'text: write text'],
    [{ type: 'note', text: ' \u0000\u202e ' }, 'text: write something'],
    [{ type: 'ask', question: 'Why?', takeOver: 'yes' }, 'takeOver: write true or false'],
    [{ type: 'ticket', ticket: 'INC1' }, 'ticket: write an object'],
    [{ type: 'ticket', ticket: { number: -1 } }, 'ticket.number: write text'],
    [{ type: 'ticket', ticket: { number: 1e308 } }, 'ticket.number: write text'],
    [{ type: 'ticket', ticket: { number: 'A', url: 'http://desk.local/' } }, 'ticket.url: write an address'],
    [{ type: 'ticket', ticket: { number: 'A', url: 'javascript:alert(1)' } }, 'ticket.url: write an address'],
  ])('%j is told the field and the fix', (it, fix) => {
    const given =
      Array.isArray(it) || it === null || 'case' in it || fix.startsWith('case')
        ? it
        : { case: 'K7M-4PT', ...it };
    expect(readDeskRequest(JSON.stringify(given))).toEqual({ problem: expect.stringContaining(fix) });
  });

  it('has what it says read without the characters that cannot be stored or seen', () => {
    const request = readDeskRequest(
      '{"type":"note","case":"K7M-4PT","text":"two\\u0000 \\ud800re\\u202ecords","more":{}}',
    );
    expect(request).toEqual({ type: 'note', case: 'K7M-4PT', text: 'two records' });
  });

  it('takes the case from nobody: the officer keeps it', async () => {
    const one = await raised();
    await one.press('Claim');
    const resolve = { type: 'resolve', case: one.reference, outcome: 'could-not-help', takeOver: true };
    expect(await send(resolve)).toMatchObject({
      status: 422,
      body: { error: expect.stringContaining('note: ') },
    });
    expect(readAloud(await one.handoff())).toContain('Elena Rossi has it');
  });
});

describe('a request under an id that it had before', () => {
  it('is done once, however many come at the same time', async () => {
    const { reference } = await raised();
    const note = { type: 'note', case: reference, text: 'Once' };
    const id = newId();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(note, { id })));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect((await events(reference)).filter((type) => type === 'note')).toHaveLength(1);
  });

  it('is done where it could not be the first time', async () => {
    const one = await raised();
    await one.press('Claim');
    const ask = { type: 'ask', case: one.reference, question: 'Which ward?' };
    const id = newId();
    expect(await send(ask, { id })).toMatchObject({ status: 409, body: { why: 'claimed-by-another' } });
    await one.press('Put back');
    expect(await send(ask, { id })).toMatchObject({ status: 200, body: { done: true } });
  });
});
