import { join } from 'node:path';
import { type Activity, TestAdapter, TurnContext } from 'botbuilder';
import {
  beginDialogTurn,
  type DialogDeps,
  type DialogTurn,
  newConversation,
} from '../../dialogs/engine/conversation-state.ts';
import { runDialogs } from '../../dialogs/engine/run-dialogs.ts';
import { withoutSecrets } from '../../src/bot/input-door.ts';
import { Cards } from '../../src/cards/render.ts';
import { CaseService } from '../../src/cases/case-service.ts';
import type { BranchId, TrustId } from '../../src/guides/ids.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';
import { loadProblems } from '../../src/guides/problems.ts';
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
    this.turn = { deps, conversation: { ...newConversation(), trust }, person, chat: 'chat', ended: [] };
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

  async #send(activity: Partial<Activity>): Promise<void> {
    const adapter = new TestAdapter(async () => undefined);
    const whole = { channelId: 'msteams', conversation: { id: 'chat' }, ...activity } as Activity;
    // As the bot does, before anything else reads it.
    withoutSecrets(CARDS, whole);
    const context = new TurnContext(adapter, whole);
    const turn: DialogTurn = { ...this.turn, conversation: structuredClone(this.turn.conversation) };
    beginDialogTurn(context, turn);
    await runDialogs(context);
    Object.assign(this.turn, { conversation: structuredClone(turn.conversation) });
    const sent = adapter.activeQueue.flatMap(({ attachments = [] }) =>
      attachments.map(({ content }) => content),
    );
    this.#card = sent.at(-1) ?? turn.replacement ?? this.#card;
  }
}

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
