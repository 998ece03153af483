import type { Activity, AdaptiveCardInvokeResponse, Storage, TurnContext } from 'botbuilder';
import { converse } from '../../dialogs/conversation.ts';
import { beginTalkTurn, type DialogParts, newTalk, type Talk, type TalkTurn } from '../../dialogs/talk.ts';
import { cardMessage } from '../cards/message.ts';
import type { Card } from '../cards/render.ts';
import { cardResponse, messageResponse } from './invoke-responses.ts';
import { personOf } from './people.ts';

/** What is stored of a 1:1 conversation: the talk, and the activities already answered. */
interface StoredTalk extends Talk {
  eTag?: string;
  seen: string[];
}

/** Teams sends an activity again when an answer was late; more than this many turns later it will not. */
const SEEN_KEPT = 20;

/** 1:1 chats with staff: runs the dialogs and keeps each conversation's state. */
export class StaffChat {
  readonly #parts: DialogParts;
  readonly #storage: Storage;

  constructor(parts: DialogParts, storage: Storage) {
    this.#parts = parts;
    this.#storage = storage;
  }

  /** One turn. The answer to an invoke, if it was one. */
  async turn(context: TurnContext): Promise<AdaptiveCardInvokeResponse | undefined> {
    const { activity } = context;
    const key = `talk/${activity.conversation.id}`;
    const stored = (await this.#storage.read([key]))[key] as StoredTalk | undefined;
    const talk: StoredTalk = stored ?? { ...newTalk(), seen: [] };
    const before = JSON.stringify(talk);
    if (activity.id !== undefined && talk.seen.includes(activity.id)) return undefined;

    const turn: TalkTurn = {
      parts: this.#parts,
      talk,
      person: personOf(activity),
      chat: activity.conversation.id,
    };
    beginTalkTurn(context, turn);
    const replies = holdReplies(context);
    const notice = await converse(context);

    // The state goes to disk before the replies go out: a crash between the two leaves nothing a person saw undone.
    if (activity.id !== undefined) talk.seen = [...talk.seen, activity.id].slice(-SEEN_KEPT);
    if (JSON.stringify(talk) !== before) await this.#storage.write({ [key]: talk });
    const replacement = turn.replacement as Card | undefined;
    if (activity.type !== 'invoke') {
      if (replacement !== undefined && activity.replyToId !== undefined) {
        await context.updateActivity({
          ...cardMessage(replacement),
          id: activity.replyToId,
        } as Partial<Activity>);
      }
    }
    await replies.release();
    if (activity.type !== 'invoke' && notice !== undefined) await context.sendActivity(notice);
    if (replacement !== undefined) return cardResponse(replacement);
    return messageResponse(notice ?? '');
  }
}

/** Collects what the dialogs send, addressed, until `release`; from then on it goes out at once. */
function holdReplies(context: TurnContext) {
  const held: Partial<Activity>[] = [];
  let holding = true;
  context.onSendActivities(async (_, activities, next) => {
    if (!holding) return next();
    held.push(...activities);
    return activities.map(() => ({ id: '' }));
  });
  return {
    async release(): Promise<void> {
      holding = false;
      if (held.length > 0) await context.adapter.sendActivities(context, held);
    },
  };
}
