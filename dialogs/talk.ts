import type { TurnContext } from 'botbuilder';
import type { DialogState } from 'botbuilder-dialogs';
import type { Cards } from '../src/cards/render.ts';
import type { CaseDetails, Person, TrailEntry } from '../src/cases/case.ts';
import type { Desk } from '../src/cases/desk.ts';
import type { ChatFact } from '../src/guides/fill-facts.ts';
import type { Guide } from '../src/guides/guide.ts';
import type { BranchId, TrustId } from '../src/guides/ids.ts';
import type { Problems } from '../src/guides/problems.ts';

/** What a 1:1 conversation remembers between turns. Survives storage as JSON. */
export interface Talk {
  /** The person's Trust; absent until it is known. */
  trust?: TrustId;
  /** The problem being walked, and the version of the guide it was started with. */
  branch?: BranchId;
  guideVersion?: string;
  /** What they tried since they last started a problem. */
  trail: TrailEntry[];
  /** What they typed or chose, offered again so that nobody types a thing twice. */
  entered: CaseDetails;
  /** Worked out on the way, filled into the guide's words. */
  facts: Partial<Record<ChatFact, string>>;
  /** Bot Framework's dialog stack. */
  dialogs: DialogState;
}

export const newTalk = (): Talk => ({ trail: [], entered: {}, facts: {}, dialogs: { dialogStack: [] } });

/** What dialogs use; given once at start. */
export interface DialogParts {
  readonly guides: ReadonlyMap<TrustId, Guide>;
  readonly problems: Problems;
  readonly defaultTrust: TrustId;
  readonly cards: Cards;
  readonly desk: Desk;
  readonly now: () => string;
}

/** One turn as dialogs see it. */
export interface TalkTurn {
  readonly parts: DialogParts;
  readonly talk: Talk;
  readonly person: Person;
  /** The conversation, where the requester is told how it goes. */
  readonly chat: string;
  /** The answered card, waiting to be shown as answered (or again, with what is wrong) in place of itself. */
  replacement?: object;
}

const TURN = Symbol('talk');

/** Gives a turn what its dialogs need. Called once, before they run. */
export function beginTalkTurn(context: TurnContext, turn: TalkTurn): void {
  context.turnState.set(TURN, turn);
}

/** The turn's talk and parts; throws when the turn was not begun with {@link beginTalkTurn}. */
export function talkTurn(context: TurnContext): TalkTurn {
  const turn: unknown = context.turnState.get(TURN);
  if (turn === undefined) throw new TypeError('Call beginTalkTurn before running dialogs');
  return turn as TalkTurn;
}

/** The guide of the person's Trust. */
export function guideOf(turn: TalkTurn): Guide {
  const guide = turn.parts.guides.get(turn.talk.trust ?? turn.parts.defaultTrust);
  if (guide === undefined) throw new TypeError(`No guide was loaded for ${turn.talk.trust}`);
  return guide;
}
