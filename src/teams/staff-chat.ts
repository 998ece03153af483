import type { Activity, AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import { converse } from '../../dialogs/conversation.ts';
import { beginTalkTurn, type DialogParts, newTalk, type Talk, type TalkTurn } from '../../dialogs/talk.ts';
import { cardMessage } from '../cards/message.ts';
import type { Card } from '../cards/render.ts';
import type { StateStore } from '../store/state-store.ts';
import { cardResponse, messageResponse } from './invoke-responses.ts';
import { personOf } from './people.ts';

/** What is stored of a 1:1 conversation: the talk, and the activities already answered. */
interface StoredTalk extends Talk {
  eTag?: string;
  seen: string[];
}

/** Teams sends an activity again when an answer was late; more than this many turns later it will not. */
const SEEN_KEPT = 20;

type States = Pick<StateStore, 'readAtOnce' | 'write'>;

/** 1:1 chats with staff: runs the dialogs and keeps each conversation's state. */
export class StaffChat {
  readonly #parts: DialogParts;
  readonly #states: States;

  constructor(parts: DialogParts, states: States) {
    this.#parts = parts;
    this.#states = states;
  }

  /** One turn. The answer to an invoke, if it was one. */
  async turn(context: TurnContext): Promise<AdaptiveCardInvokeResponse | undefined> {
    const replies = holdReplies(context);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const done = await this.#attempt(context);
        return done && (await answer(context, done, replies));
      } catch (error) {
        // Another process took a turn of this conversation at the same time. Nothing was said yet: take ours again.
        replies.forget();
        if (isConflict(error) && attempt < ATTEMPTS) continue;
        replies.stopHolding();
        throw error;
      }
    }
  }

  /** The dialogs' doing, kept; what is to be said is still held back. Undefined for an activity that came before. */
  async #attempt(context: TurnContext): Promise<Done | undefined> {
    const { activity } = context;
    const key = `talk/${activity.conversation.id}`;
    const stored = (await this.#states.readAtOnce(key)) as StoredTalk | undefined;
    const talk = this.#goOn(stored);
    if (activity.id !== undefined && talk.seen.includes(activity.id)) return undefined;

    const chat = activity.conversation.id;
    const turn: TalkTurn = { parts: this.#parts, talk, person: personOf(activity), chat };
    beginTalkTurn(context, turn);
    const notice = await converse(context);

    // The state goes to disk before the replies go out: a crash between the two leaves nothing a person saw undone.
    if (activity.id !== undefined) talk.seen = [...talk.seen, activity.id].slice(-SEEN_KEPT);
    await this.#states.write({ [key]: talk });
    return { notice, replacement: turn.replacement as Card | undefined };
  }

  /** A Trust that this version has no guide for, or not any more, is asked for again: nobody is shown another Trust's facts. */
  #goOn(stored: StoredTalk | undefined): StoredTalk {
    const { eTag, seen = [], ...talk } = stored ?? { seen: [] };
    const fresh = { ...newTalk(), seen, ...(eTag !== undefined && { eTag }) };
    const { trust } = talk as Partial<Talk>;
    return trust !== undefined && !this.#parts.guides.has(trust) ? fresh : { ...fresh, ...talk };
  }
}

/** What a turn says beside its replies: the answered card as it looks now, or a short notice. */
interface Done {
  readonly notice: string | undefined;
  readonly replacement: Card | undefined;
}

const ATTEMPTS = 5;

const isConflict = (error: unknown) => (error as { code?: unknown } | null)?.code === 'STATE_CONFLICT';

async function answer(
  context: TurnContext,
  { notice, replacement }: Done,
  replies: ReturnType<typeof holdReplies>,
): Promise<AdaptiveCardInvokeResponse> {
  const { type, replyToId } = context.activity;
  if (type !== 'invoke' && replacement !== undefined && replyToId !== undefined) {
    await context.updateActivity({ ...cardMessage(replacement), id: replyToId } as Partial<Activity>);
  }
  await replies.release();
  if (type !== 'invoke' && notice !== undefined) await context.sendActivity(notice);
  return replacement === undefined ? messageResponse(notice ?? '') : cardResponse(replacement);
}

/** Collects what the dialogs send, addressed, until `release`; from then on it goes out at once. */
function holdReplies(context: TurnContext) {
  let held: Partial<Activity>[] = [];
  let holding = true;
  context.onSendActivities(async (_, activities, next) => {
    if (!holding) return next();
    held.push(...activities);
    return activities.map(() => ({ id: '' }));
  });
  return {
    forget(): void {
      held = [];
    },
    /** What is said from here on goes out at once. */
    stopHolding(): void {
      holding = false;
    },
    async release(): Promise<void> {
      holding = false;
      if (held.length > 0) await context.adapter.sendActivities(context, held);
    },
  };
}
