import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { readRecords } from '../shared/records.ts';
import { buttons, readAloud } from '../support/cards.ts';
import { type CaseBot, startCaseBot } from '../support/case-bot.ts';

/** Typed; pressed, with what is filled in; or pressed by the ESR Team on the person's case. */
type Step =
  | string
  | ({ readonly with?: Record<string, string> } & ({ readonly press: string } | { readonly team: string }));

interface Conversation {
  readonly name: string;
  readonly steps: readonly Step[];
  /** A pattern for the last message. */
  readonly reach: string;
  /** It has this button. */
  readonly button?: string;
  /** The ESR Team's card of the case says this. */
  readonly team?: string;
  /** No message of the bot says this. */
  readonly never?: string;
}

const CONVERSATIONS = readRecords<Conversation>(join(import.meta.dirname, '../fixtures/conversations.jsonl'));

let bot: CaseBot;
beforeAll(async () => {
  bot = await startCaseBot();
});
afterAll(() => bot.close());

const said = (message: Parameters<typeof readAloud>[0]) => readAloud(message).replace(/\u200B/g, '');
const newestWith = (person: Person, chat: Chat, button: string, words = '') =>
  bot.teams.view(person, chat).findLast((one) => buttons(one).includes(button) && said(one).includes(words));

it.each(CONVERSATIONS.map((one, at) => [one.name, one, at] as const))('a person %s', async (_, one, at) => {
  const { teams } = bot;
  const { esrTeam } = teams.cast.chats;
  const person = teams.createPerson(`Person ${String.fromCharCode(65 + (at % 26))}${at}`);
  const chat = Object.assign(teams.personalChat(person), { installed: true });
  for (const step of one.steps) {
    if (typeof step === 'string') await teams.say(person, chat, step);
    else {
      const isTeam = 'team' in step;
      const button = isTeam ? step.team : step.press;
      const [who, where] = isTeam ? [teams.cast.people.elena, esrTeam] : [person, chat];
      const card = newestWith(who, where, button, isTeam ? person.name : '');
      expect(card, `a card with ${button}`).toBeDefined();
      await teams.press(who, where, card?.id ?? '', button, step.with ?? {});
    }
    await bot.settled();
  }
  const last = teams.view(person, chat).at(-1);
  const reach = one.reach.replace('(?i)', '');
  expect(said(last)).toMatch(new RegExp(reach, one.reach.startsWith('(?i)') ? 'i' : ''));
  if (one.button !== undefined) expect(buttons(last)).toContain(one.button);
  const theirs = teams
    .activities(esrTeam)
    .filter((message) => said(message).includes(`From\n${person.name}\n`));
  if (one.team !== undefined) expect(theirs.map(said).join('\n')).toContain(one.team);
  const ofBot = teams.activities(chat).filter((message) => message.from.id !== person.id);
  if (one.never !== undefined) expect(ofBot.map(said).join('\n')).not.toContain(one.never);
});
