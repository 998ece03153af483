import type { ConversationState } from '../../dialogs/engine/conversation-state.ts';
import type { Chat, Person } from '../../simulator/world-events.ts';
import type { Cards } from '../../src/cards/render.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import type { Problems } from '../../src/guides/problems.ts';
import { StateStore } from '../../src/store/chats/state-store.ts';
import type { TestBot } from '../support/bot.ts';
import { cardIn } from '../support/cards.ts';
import { type Action, actionsOf } from './card-actions.ts';
import { openSteps, placeOf } from './place.ts';

/** A conversation at rest: what is stored of it, and its open card. */
export interface Rest {
  readonly conversation: ConversationState;
  readonly card: Record<string, unknown>;
  /** "branch.step", or the card's name outside a branch. */
  readonly place: string;
  /** Two rests with the same key go on alike. */
  readonly key: string;
}

/** One answer of one card, and where it led. */
export interface Edge {
  readonly from: Rest;
  readonly action: Action;
  readonly typed: string | undefined;
  readonly to: Rest;
}

export interface Surroundings {
  readonly bot: TestBot;
  readonly cards: Cards;
  readonly problems: Problems;
}

/** What to type into the box of a card, by the step that asks. */
export type Samples = (step: string) => readonly string[];

/** Walks conversations with the bot over HTTP, each step of each path once: a rest reached before goes on as it did then. */
export class Explorer {
  readonly #deps: Surroundings;
  readonly #store: StateStore;
  #people = 0;

  constructor(deps: Surroundings) {
    this.#deps = deps;
    this.#store = new StateStore(deps.bot.app.database, () => new Date().toISOString());
  }

  /** Every answer of every card that can be reached from the problem's first card. */
  async branch(branch: BranchId, samples: Samples): Promise<Edge[]> {
    const visit = await this.#visit(branch);
    const edges: Edge[] = [];
    const known = new Set<string>();
    const ahead = [visit.start];
    for (let from = ahead.pop(); from !== undefined; from = ahead.pop()) {
      if (known.has(from.key)) continue;
      known.add(from.key);
      for (const action of actionsOf(from.card)) {
        const inputs = action.answer === 'typed' ? samples(from.place) : [undefined];
        for (const typed of inputs) {
          const to = await visit.press(from, action, typed);
          edges.push({ from, action, typed, to });
          if (to.place.includes('.')) ahead.push(to);
        }
      }
    }
    return edges;
  }

  /** Somebody new, led to the first card of the problem by the menu. */
  async #visit(branch: BranchId) {
    const { bot, problems } = this.#deps;
    this.#people += 1;
    const person = bot.teams.createPerson(`Person ${this.#people}`);
    const chat = bot.teams.personalChat(person);
    const press = (from: Rest, action: Action, typed?: string) =>
      this.#press(person, chat, from, action, typed);
    await bot.teams.say(person, chat, 'hello');
    const { group = '', title = '' } = problems.branches.get(branch) ?? {};
    let rest = await this.#rest(chat, 0, {});
    for (const words of [problems.groups.get(group), title]) {
      const action = actionsOf(rest.card).find((one) => one.title === words);
      if (action === undefined) throw new Error(`${rest.place} does not offer "${words}"`);
      rest = await press(rest, action);
    }
    return { start: rest, press };
  }

  async #press(person: Person, chat: Chat, from: Rest, action: Action, typed?: string): Promise<Rest> {
    const { teams } = this.#deps.bot;
    const key = `talk/${chat.id}`;
    const eTag = (await this.#store.readAtOnce(key))?.eTag;
    await this.#store.write({ [key]: { ...from.conversation, eTag } });
    const before = teams.activities(chat);
    const { data, title } = action;
    const inputs = { ...data, ...(typed !== undefined && { typed }) };
    const pressed = { type: 'Action.Execute', verb: 'answer', title, data: inputs };
    const { outcome, status } = await teams.press(person, chat, before.at(-1)?.id ?? '', pressed);
    if (status !== 200 || outcome.kind === 'error')
      throw new Error(`${from.place} "${title}": HTTP ${status}`);
    return this.#rest(chat, before.length, outcome.kind === 'card' ? outcome.card : from.card);
  }

  /** The newest card since, or else the one that was answered and is still open. */
  async #rest(chat: Chat, since: number, open: Record<string, unknown>): Promise<Rest> {
    const key = `talk/${chat.id}`;
    const conversation = (await this.#store.read([key]))[key] as unknown as ConversationState;
    const sent = this.#deps.bot.teams.activities(chat).slice(since);
    const card = sent.map(cardIn).findLast((one) => one !== undefined) ?? open;
    return {
      conversation,
      card,
      place: placeOf(conversation, card, this.#deps.cards),
      key: keyOf(conversation),
    };
  }
}

/**
 * The steps that are open, and the answers that what follows may turn on: those of the problem being walked, and of one
 * below it that carries on at a `tell` step. The others end when it ends.
 */
function keyOf({ dialogs, trail, entered }: ConversationState): string {
  const steps = openSteps({ dialogs });
  const telling = steps.filter(({ step }, at) => at === steps.length - 1 || step.kind === 'tell');
  const asking = new Set<string>(telling.map(({ branch }) => branch));
  const answers = trail
    .filter((entry) => asking.has(entry.branch) && !['next', 'aside', 'listed'].includes(entry.answer))
    .map(({ branch, step, answer, answered }) => [branch, step, answer === 'not-yet' ? answer : answered]);
  const names = steps.map(({ branch, step }) => `${branch}.${step.name}`);
  // How the problems below are shown matters once they are open again.
  const isListed = dialogs.dialogStack.findLast(({ state }) => state?.values?.steps)?.state?.values?.list;
  return JSON.stringify([names, answers.sort(), entered.learnerType, isListed]);
}
