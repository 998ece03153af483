import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

let bot: CaseBot;
let reference: string;
let places: Record<string, { person: Person; chat: Chat }>;

beforeAll(async () => {
  bot = await startCaseBot(undefined, { TRUSTS: 'esneft,yas' });
  const { people, chats } = bot.teams.cast;
  const otherTeam = bot.teams.createGroupChat('Another ESR Team', [people.femi, people.amara]);
  await bot.link('yas', 'esr-team', otherTeam);
  const unlinked = bot.teams.createGroupChat('Lunch', [people.elena, people.amara]);
  const elenas = bot.teams.personalChat(people.elena);
  await bot.teams.install(unlinked);
  await bot.teams.install(elenas);
  reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
  await bot.settled();
  places = {
    "another Trust's ESR Team chat": { person: people.femi, chat: otherTeam },
    "another Trust's ESR Team chat, by the requester": { person: people.amara, chat: otherTeam },
    'a chat that is not linked': { person: people.elena, chat: unlinked },
    'a chat that is not linked, by the requester': { person: people.amara, chat: unlinked },
    "an officer's own chat": { person: people.elena, chat: elenas },
    "another person's own chat": { person: people.ben, chat: chats.ben },
    'the escalation chat': { person: people.chloe, chat: chats.escalation },
  };
});
afterAll(() => bot.close());

const handoff = async () => bot.shows(bot.teams.cast.chats.esrTeam, reference);
const state = async () => readAloud(await handoff());

/** A press of a copy of the card in that place, saying whatever a forger likes. */
const forge = async (person: Person, chat: Chat, data: Record<string, string>) => {
  const card = await handoff();
  const whole = { case: reference, ...data };
  const { outcome } = await bot.teams.press(person, chat, card.id, {
    type: 'Action.Execute',
    verb: 'case',
    data: whole,
  });
  await bot.settled();
  return JSON.stringify(outcome).replace(/\u200B/g, '');
};

const ACTS = [
  { act: 'look', surface: 'handoff' },
  { act: 'show', surface: 'handoff' },
  { act: 'colleagues', surface: 'handoff' },
  { act: 'claim', surface: 'handoff' },
  { act: 'release', surface: 'handoff' },
  { act: 'assign', surface: 'handoff', to: 'anybody' },
  { act: 'ask', surface: 'handoff', question: 'Which ward?' },
  { act: 'resolve', surface: 'handoff', outcome: 'username-sent' },
  { act: 'reopen', surface: 'handoff', why: 'no' },
  { act: 'answer', surface: 'question', text: 'Ward 7' },
  { act: 'confirm', surface: 'status' },
  { act: 'withdraw', surface: 'status' },
];

const PLACES = [
  "another Trust's ESR Team chat",
  "another Trust's ESR Team chat, by the requester",
  'a chat that is not linked',
  'a chat that is not linked, by the requester',
  "an officer's own chat",
  "another person's own chat",
  'the escalation chat',
];

describe.each(PLACES)('a copy of a card in %s', (name) => {
  it.each(ACTS)('does nothing and says why: $act', async (data) => {
    const place = places[name];
    if (place === undefined) throw new Error(name);
    const before = await state();
    const said = await forge(place.person, place.chat, data);
    expect(said).toContain('belongs to another chat');
    expect(said).not.toContain('432OKAFORA01');
    expect(await state()).toBe(before);
  });
});

describe('the requester', () => {
  const OFFICERS = ['show', 'colleagues', 'claim', 'release', 'assign', 'ask', 'resolve'];

  it.each(ACTS.filter(({ act }) => OFFICERS.includes(act)))(
    'cannot $act, whatever a card says',
    async (data) => {
      const { people, chats } = bot.teams.cast;
      const before = await state();
      expect(await forge(people.amara, chats.amara, data)).toContain('You cannot do that');
      expect(await state()).toBe(before);
    },
  );

  it("does not get the ESR Team's card by asking for it", async () => {
    const { people, chats } = bot.teams.cast;
    const shown = await forge(people.amara, chats.amara, { act: 'look', surface: 'handoff' });
    expect(shown).not.toContain('Raised ');
  });
});

describe('the ESR Team', () => {
  it.each(ACTS.filter(({ act }) => ['answer', 'confirm', 'withdraw'].includes(act)))(
    'cannot $act for the requester',
    async (data) => {
      const { people, chats } = bot.teams.cast;
      const before = await state();
      expect(await forge(people.elena, chats.esrTeam, data)).toContain('You cannot do that');
      expect(await state()).toBe(before);
    },
  );

  it.each(["an officer's own chat", 'the escalation chat', 'a chat that is not linked'])(
    'has no queue and no report in %s',
    async (name) => {
      const place = places[name];
      if (place === undefined) throw new Error(name);
      const card = await handoff();
      for (const desk of ['queue', 'report']) {
        const action = { type: 'Action.Execute', verb: 'desk', data: { desk, days: '7', page: 0 } };
        const { outcome } = await bot.teams.press(place.person, place.chat, card.id, action);
        expect(JSON.stringify(outcome)).toContain('belongs to an ESR Team chat');
      }
    },
  );
});
