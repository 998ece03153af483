import { join } from 'node:path';
import {
  type DialogDeps,
  type DialogTurn,
  newConversation,
} from '../../dialogs/engine/conversation-state.ts';
import { runDialogs } from '../../dialogs/engine/run-dialogs.ts';
import { readInput } from '../../dialogs/engine/turn-input.ts';
import type { Shown } from '../../simulator/teams-options.ts';
import { redactInputs } from '../../src/bot/card-inputs.ts';
import { Cards } from '../../src/cards/render.ts';
import { CaseService } from '../../src/cases/case-service.ts';
import type { BranchId, TrustId } from '../../src/guides/ids.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';
import { loadProblems } from '../../src/guides/problems.ts';
import { readSaid } from '../../src/intake/message/said.ts';
import { cardInputsOf, pressedData, type SentActivity } from '../../src/teams/pressed.ts';
import { cardIn } from '../support/cards.ts';
import { type Action, actionsOf, cardWords } from './card-actions.ts';
import { placeOf } from './place.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Made for tests: what a Trust changes in its guide changes no edge. The published guides, where a test asks for one of theirs. */
const MADE = loadGuides(join(ROOT, 'tests/fixtures/edges'));
const PUBLISHED = loadGuides(join(ROOT, 'guides'));
const PROBLEMS = loadProblems(join(ROOT, 'guides'));
const CARDS = new Cards(join(ROOT, 'cards'));

/** A button's words; something typed into the card's box; or time that goes by. */
export type Move = string | { readonly type: string } | { readonly minutes: number };

export interface RehearseOptions {
  /** The clock at the start; it stands still until a move lets time go by. */
  readonly now?: string;
  /** Only these guides are loaded; all of them otherwise. */
  readonly trusts?: readonly TrustId[];
  /** The Trusts whose ESR Team has a chat; all of them otherwise. */
  readonly linked?: readonly TrustId[];
}

/** A conversation of the real dialogs and guides in this process, with a clock that the test sets. */
export class Rehearsal {
  readonly turn: DialogTurn;
  #now: string;
  #card: Record<string, unknown> = {};

  constructor(trust: TrustId, { now = '2026-11-23T10:00:00.000Z', trusts, linked }: RehearseOptions = {}) {
    this.#now = now;
    const all = MADE.has(trust) ? MADE : PUBLISHED;
    const guides = new Map([...all].filter(([id]) => trusts?.includes(id) ?? true));
    const deps: DialogDeps = {
      guides,
      problems: PROBLEMS,
      understand: () => ({ kind: 'none' }),
      rank: () => [],
      offers: () => new Map(),
      answers: new Map(),
      defaultTrust: trust,
      cards: CARDS,
      caseService: new CaseService({
        store: NO_STORE,
        now: () => this.#now,
        random: () => 0,
        dispatchSoon: () => undefined,
      }),
      linkedTeams: async () => new Set(linked ?? all.keys()),
      now: () => this.#now,
    };
    const person = { id: 'person', name: 'Amara Okafor' };
    const conversation = { ...newConversation(), trust };
    const input = inputOf({ type: 'message', value: undefined });
    this.turn = {
      deps,
      conversation,
      person,
      chat: 'chat',
      input,
      replies: [],
      ended: [],
      shows: [],
      reported: [],
      unplaced: [],
    };
  }

  /** Where the conversation stands: "reset-link-expired.still-valid", or the card's name outside a branch. */
  get at(): string {
    return placeOf(this.turn.conversation, this.#card, CARDS);
  }

  /** The words of the card that is open. */
  get words(): string {
    return cardWords(this.#card);
  }

  get titles(): string[] {
    return actionsOf(this.#card).map(({ title }) => title);
  }

  async open(branch: BranchId): Promise<this> {
    await this.say('hello');
    const problem = PROBLEMS.branches.get(branch);
    await this.move(PROBLEMS.groups.get(problem?.group ?? '') ?? '', problem?.title ?? '');
    return this;
  }

  /** Types a message into the chat. */
  say(text: string): Promise<void> {
    return this.#send({ type: 'message', text });
  }

  /** Makes the moves one after another. Throws when a card has no such button. */
  async move(...moves: readonly Move[]): Promise<this> {
    for (const move of moves) {
      if (typeof move === 'string') await this.#press(move, {});
      else if ('type' in move) await this.#press(this.#boxButton(), { typed: move.type });
      else this.#now = new Date(Date.parse(this.#now) + move.minutes * 60_000).toISOString();
    }
    return this;
  }

  async #press(title: string, inputs: Record<string, string>): Promise<void> {
    const action = actionsOf(this.#card).find((one) => one.title === title);
    if (action === undefined) throw new Error(`No "${title}" at ${this.at}, only ${this.titles.join(' | ')}`);
    await this.#invoke(action, inputs);
  }

  #boxButton(): string {
    return actionsOf(this.#card).find(({ answer }) => answer === 'typed')?.title ?? 'a box to type in';
  }

  #invoke(action: Action, inputs: Record<string, string>): Promise<void> {
    const data = { ...action.data, ...inputs };
    return this.#send({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } } });
  }

  async #send(activity: SentActivity & { readonly text?: string }): Promise<void> {
    // As the bot does, before anything else reads it.
    redactInputs(CARDS, cardInputsOf(activity));
    const conversation = structuredClone(this.turn.conversation);
    const { replies, replacement } = await runDialogs({
      ...this.turn,
      conversation,
      input: inputOf(activity),
    });
    Object.assign(this.turn, { conversation: structuredClone(conversation) });
    const cards = replies.map((one) => (typeof one === 'string' ? undefined : cardIn(one as Shown)));
    this.#card = cards.findLast((card) => card !== undefined) ?? replacement ?? this.#card;
  }
}

const inputOf = (activity: SentActivity & { readonly text?: string }) =>
  readInput({
    isMessage: activity.type === 'message',
    said: readSaid(activity),
    pressed: pressedData(activity),
  });

/** The branch of this Trust's guide, from its first card through the moves. */
export async function rehearse(
  trust: TrustId,
  branch: BranchId,
  moves: readonly Move[] = [],
  options?: RehearseOptions,
): Promise<Rehearsal> {
  const rehearsal = await new Rehearsal(trust, options).open(branch);
  return rehearsal.move(...moves);
}

/** A rehearsal ends before anything is sent. */
const NO_STORE = new Proxy({} as ConstructorParameters<typeof CaseService>[0]['store'], {
  get() {
    throw new Error('A rehearsal raises no case');
  },
});
