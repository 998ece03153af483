import type { Activity, AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { readPress } from '../../../dialogs/engine/card-press.ts';
import {
  beginDialogTurn,
  type ConversationState,
  type DialogDeps,
  type DialogTurn,
  newConversation,
} from '../../../dialogs/engine/conversation-state.ts';
import { runDialogs } from '../../../dialogs/engine/run-dialogs.ts';
import { cardMessage } from '../../cards/message.ts';
import { type Card, CardError } from '../../cards/render.ts';
import { SENTENCES } from '../../cards/sentences.ts';
import type { EndedBranch } from '../../cases/reports.ts';
import { errorFields } from '../../logging/error-fields.ts';
import type { Reading } from '../../screens/reading.ts';
import type { StateStore } from '../../store/chats/state-store.ts';
import type { BranchEndStore } from '../../store/reports/branch-end-store.ts';
import { cardResponse, messageResponse } from '../../teams/invoke-responses.ts';
import { personOf } from '../../teams/people.ts';
import { isShownInPlace } from '../../teams/show-in-place.ts';
import { AnsweredPresses } from './answered-presses.ts';
import type { Screens } from './screens.ts';
import { hasLostPlace, soundConversation } from './stored-conversation.ts';

/** What is stored of a 1:1 conversation: the talk, and the activities already answered. */
interface StoredConversation extends ConversationState {
  eTag?: string;
  seen: string[];
}

export interface StaffChatDeps {
  readonly dialogs: DialogDeps;
  readonly states: Pick<StateStore, 'readAtOnce' | 'write'>;
  readonly walks: Pick<BranchEndStore, 'branchEnded'>;
  readonly screens: Pick<Screens, 'look'>;
  readonly log: Logger;
}

/** What a turn comes to: nothing of it has happened yet. First it is kept, and then it is said. */
interface TurnResult {
  readonly state: StoredConversation;
  readonly replies: readonly Partial<Activity>[];
  /** The answered card as it looks now. */
  readonly replacement: Card | undefined;
  /** Why a press had no effect, or another short word about it. */
  readonly notice: string | undefined;
  readonly ended: readonly EndedBranch[];
}

/** Teams sends an activity again when an answer was late; more than this many turns later it will not. */
const SEEN_KEPT = 20;

const ATTEMPTS = 5;

/** 1:1 chats with staff: runs the dialogs and keeps each conversation's state. */
export class StaffChat {
  readonly #deps: StaffChatDeps;
  readonly #answered = new AnsweredPresses();

  constructor(deps: StaffChatDeps) {
    this.#deps = deps;
  }

  /** One turn. The answer to an invoke, if it was one. */
  async turn(context: TurnContext): Promise<AdaptiveCardInvokeResponse | undefined> {
    const { activity } = context;
    const now = Date.parse(this.#deps.dialogs.now());
    const before = this.#answered.find(activity, now);
    if (before !== undefined) return before;
    const result = await this.#run(context);
    if (result === undefined) return messageResponse(SENTENCES.repeated);
    const answer = await say(context, result);
    if (readPress(activity) !== undefined) this.#answered.keep(activity, answer, now);
    return answer;
  }

  /** The turn's result, once it is kept. Undefined for an activity that came before. */
  async #run(context: TurnContext): Promise<TurnResult | undefined> {
    const collect = collector(context);
    const screen = await this.#look(context);
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#fromItsPlace(context, collect, screen);
      if (result === undefined) return undefined;
      try {
        await this.#keep(context.activity.conversation.id, result);
        return result;
      } catch (error) {
        // Another process took a turn of this conversation at the same time, and nothing has come of ours yet.
        if (!isConflict(error) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** A picture is looked at once, though Teams may send its message again. */
  async #look(context: TurnContext): Promise<Reading | undefined> {
    const { id, conversation, attachments = [] } = context.activity;
    if (attachments.length === 0) return undefined;
    const stored = await this.#deps.states.readAtOnce(keyOf(conversation.id));
    const isRepeated = id !== undefined && this.#goOn(stored).seen.includes(id);
    return isRepeated ? undefined : this.#deps.screens.look(context);
  }

  /** What is asked may be stored as no card can show it any more: then the person starts again, and says nothing twice. */
  async #fromItsPlace(
    context: TurnContext,
    collect: Collect,
    screen: Reading | undefined,
  ): Promise<TurnResult | undefined> {
    try {
      return await this.#dialogs(context, collect, screen);
    } catch (error) {
      if (!(error instanceof CardError || error instanceof TypeError)) throw error;
      this.#deps.log.error(errorFields(error), 'conversation begins again: its place cannot be shown');
      return this.#dialogs(context, collect, screen, true);
    }
  }

  async #dialogs(
    context: TurnContext,
    collect: Collect,
    screen: Reading | undefined,
    startsAgain = false,
  ): Promise<TurnResult | undefined> {
    const { id, conversation } = context.activity;
    const { dialogs, states } = this.#deps;
    const stored = await states.readAtOnce(keyOf(conversation.id));
    const state = this.#goOn(stored);
    if (startsAgain) state.dialogs = newConversation().dialogs;
    if (id !== undefined && state.seen.includes(id)) return undefined;
    const turn: DialogTurn = {
      deps: dialogs,
      conversation: state,
      person: personOf(context.activity),
      chat: conversation.id,
      ended: [],
      screen,
      hasLostPlace: startsAgain || (stored !== undefined && hasLostPlace(stored)),
    };
    beginDialogTurn(context, turn);
    const { replies, result: notice } = await collect(() => runDialogs(context));
    if (id !== undefined) state.seen = [...state.seen, id].slice(-SEEN_KEPT);
    return {
      state,
      replies,
      replacement: turn.replacement as Card | undefined,
      notice,
      ended: turn.ended,
    };
  }

  /** On disk before anything is said: a crash between the two leaves nothing a person saw undone. */
  #keep(chat: string, { state, ended }: TurnResult): Promise<void> {
    const { states, walks } = this.#deps;
    const changes = { [keyOf(chat)]: state };
    if (ended.length === 0) return states.write(changes);
    return states.write(changes, async (tx) => {
      for (const branch of ended) await walks.branchEnded(branch, tx);
    });
  }

  /** A Trust that this version has no guide for, or not any more, is asked for again: nobody is shown another Trust's facts. */
  #goOn(stored: (object & { eTag?: string | undefined }) | undefined): StoredConversation {
    const { eTag, ...kept } = stored ?? {};
    const { seen = [], ...conversation } = soundConversation(kept);
    const fresh = { ...newConversation(), seen, ...(eTag !== undefined && { eTag }) };
    const { trust } = kept as Partial<ConversationState>;
    return trust !== undefined && !this.#deps.dialogs.guides.has(trust)
      ? fresh
      : { ...fresh, ...conversation };
  }
}

const keyOf = (chat: string) => `talk/${chat}`;

const isConflict = (error: unknown) => (error as { code?: unknown } | null)?.code === 'STATE_CONFLICT';

/** Says what the turn came to. An Action.Submit has no answer of its own: its card is changed, its notice is a message. */
async function say(context: TurnContext, result: TurnResult): Promise<AdaptiveCardInvokeResponse> {
  const { notice, replacement, replies } = result;
  const { type } = context.activity;
  const messages = [...replies];
  if (type !== 'invoke') {
    if (notice !== undefined) messages.unshift({ type: 'message', text: notice });
    if (replacement !== undefined && !(await isShownInPlace(context, replacement))) {
      messages.unshift(cardMessage(replacement) as Partial<Activity>);
    }
  }
  if (messages.length > 0) await context.sendActivities(messages);
  if (replacement !== undefined) return cardResponse(replacement);
  return messageResponse(notice ?? (replies.length > 0 ? SENTENCES.answeredBelow : ''));
}

type Collect = <T>(run: () => Promise<T>) => Promise<{ replies: Partial<Activity>[]; result: T }>;

/** Keeps what the dialogs send, addressed, instead of sending it. */
function collector(context: TurnContext): Collect {
  let collected: Partial<Activity>[] | undefined;
  context.onSendActivities(async (_, activities, next) => {
    if (collected === undefined) return next();
    collected.push(...activities);
    return activities.map(() => ({ id: '' }));
  });
  return async (run) => {
    const replies: Partial<Activity>[] = [];
    collected = replies;
    try {
      return { result: await run(), replies };
    } finally {
      collected = undefined;
    }
  };
}
