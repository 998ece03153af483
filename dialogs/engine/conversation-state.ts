import { cardMessage } from '../../src/cards/message.ts';
import type { Card, CardData, Cards } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { Case, CaseDetails, Person, TrailEntry } from '../../src/cases/case.ts';
import type { CaseService } from '../../src/cases/case-service.ts';
import { LONGEST_SAID } from '../../src/cases/given.ts';
import type { ProblemReport } from '../../src/cases/incidents.ts';
import type { Notice } from '../../src/cases/notice.ts';
import type { EndedBranch } from '../../src/cases/reports.ts';
import type { Unplaced } from '../../src/cases/unplaced.ts';
import type { TopicAnswer } from '../../src/guides/answers.ts';
import type { ChatFact } from '../../src/guides/fill-facts.ts';
import type { Guide } from '../../src/guides/guide.ts';
import type { BranchId, TrustId } from '../../src/guides/ids.ts';
import { type Problems, problemsOf } from '../../src/guides/problems.ts';
import type { NotRead, Reading } from '../../src/screens/reading.ts';
import type { Matcher } from '../../src/understanding/matcher.ts';
import type { TopicId } from '../../src/understanding/wordings.ts';
import type { DialogContext, DialogState } from './sdk.ts';
import type { TurnInput } from './turn-input.ts';

/** What a 1:1 conversation remembers between turns. Survives storage as JSON. */
export interface ConversationState {
  /** The person's Trust; absent until it is known. */
  trust?: TrustId;
  /** The problem in progress, and the guide version it was started with. */
  branch?: BranchId;
  guideVersion?: string;
  /** Steps tried since they last started a problem. */
  trail: TrailEntry[];
  /** Values typed or chosen, offered again to save retyping. */
  entered: CaseDetails;
  /** When the person was last here. */
  lastAt?: string;
  /** What "Was this helpful?" is about, until it is answered. */
  feedback?: Omit<EndedBranch, 'ended'>;
  /** When the bot asks again how it went; any message before that cancels it. */
  checkBack?: string;
  /** What the last message may have meant instead, for "Not this?". */
  alternatives?: BranchId[];
  /** Worked out on the way, filled into the guide's words. */
  facts: Partial<Record<ChatFact, string>>;
  /** The notice that this conversation has seen. */
  noticeShown?: string;
  /** The id of the notice whose end they are told of. */
  noticeTold?: string;
  /** Where the last picture of their screen can be had: the ESR Team gets it if they allow it. */
  picture?: string;
  /** Bot Framework's dialog stack. */
  dialogs: DialogState;
}

/** One question to ask again: at most one a chat. */
export interface CheckBackAt {
  readonly chat: string;
  readonly trust: TrustId;
  readonly at: string;
}

/** A picture that may go to the ESR Team with a case. */
export interface PictureToSend {
  /** Its address in Teams, or the id of one that is held. */
  readonly where: string;
  readonly reference: string;
  readonly trust: TrustId;
  readonly from: Person;
  readonly chat: string;
  /** The same key twice is the same picture. */
  readonly key: string;
}

export const newConversation = (): ConversationState => ({
  trail: [],
  entered: {},
  facts: {},
  dialogs: { dialogStack: [] },
});

/** What dialogs use; given once at start. */
export interface DialogDeps {
  readonly guides: ReadonlyMap<TrustId, Guide>;
  readonly problems: Problems;
  /** What a message is about, among the branches that are covered. */
  readonly understand: Matcher['match'];
  readonly rank: Matcher['rank'];
  /** What a topic's button says, for the topics that a choice may offer. */
  readonly offers: () => Matcher['offers'];
  readonly answers: ReadonlyMap<TopicId, TopicAnswer>;
  /** What may be kept of a message that found no problem. */
  readonly unplaced?: (said: string) => Omit<Unplaced, 'trust'>;
  readonly defaultTrust: TrustId;
  readonly cards: Cards;
  readonly caseService: CaseService;
  /** The person's cases of this chat that are not closed, oldest first. */
  readonly openCases?: (personId: string, chat: string) => Promise<readonly Case[]>;
  /** The open cases that trainers raised for this person, and one of them as its learner sees it. */
  readonly learners?: {
    of(personId: string, chat: string): Promise<readonly Case[]>;
    /** Whether trainers have any open case: if not, nobody has to be looked up. */
    any(): Promise<boolean>;
    shown(it: Case): Promise<CardData>;
  };
  /** How many people reported something to this Trust's ESR Team since then. */
  readonly reportedSince?: (trust: TrustId, since: string) => Promise<number>;
  /** The Trusts whose ESR Team has a chat to get cases in. */
  readonly linkedTeams: () => Promise<ReadonlySet<string>>;
  /** Asks again later, even after a restart. */
  readonly checkBacks?: { set(check: CheckBackAt): Promise<void> };
  /** Takes pictures to the ESR Team; absent where pictures are not opened. */
  readonly pictures?:
    | {
        /** Whether a picture can still be had. */
        has(where: string): boolean;
        send(picture: PictureToSend): Promise<'sent' | 'closed' | NotRead>;
        /** Deletes this person's pictures that have not reached the ESR Team. */
        forget(personId: string): Promise<void>;
      }
    | undefined;
  /** The known incidents. */
  readonly notices?: {
    current(trust: TrustId): Promise<Notice | undefined>;
    /** Notifies the chat of that notice's end; false if it has ended. */
    listen(id: number, chat: string): Promise<boolean>;
  };
  readonly now: () => string;
}

/** What the dialogs are run with. */
export interface DialogRun {
  readonly deps: DialogDeps;
  readonly input: TurnInput;
  readonly conversation: ConversationState;
  readonly person: Person;
  /** The conversation, where the requester gets updates. */
  readonly chat: string;
  /** The person's open cases of this chat as they were read last: `openCases` in `flow/about-cases.ts` has them. */
  ownCases?: Promise<readonly Case[]> | undefined;
  /** The reading of this message's pictures; undefined if there was none. */
  readonly screen?: Reading | undefined;
  /** Where that picture can be had again. */
  readonly picture?: string | undefined;
  /** The person's own address, if Teams says one in time. */
  readonly ownAddress?: () => Promise<string | undefined>;
  /** The place in the conversation is lost: its stored state is unusable. */
  readonly hasLostPlace?: boolean;
}

/** The result of a turn of the dialogs so far. */
export interface DialogTurn extends DialogRun {
  /** Replies to send, in order. */
  readonly replies: (string | object)[];
  /** Branches that ended in this turn: counted once the conversation is stored, and only then. */
  readonly ended: EndedBranch[];
  /** Problems that the person reported in this turn. */
  readonly reported: ProblemReport[];
  /** What the person said that found no problem, or the wrong one, where their Trust keeps that. */
  readonly unplaced: Unplaced[];
  /** The person asked to be forgotten. */
  forgotten?: boolean;
  /** Cases whose status card moves to the end of the chat after the turn's reply. */
  readonly shows: Case[];
  /** The address in Teams that the shown form offers: empty for none. */
  teamsOffer?: string;
  /** Replaces the answered card: shown as answered, or again with its errors. */
  replacement?: Card | undefined;
}

const TURN = Symbol('dialog turn');

/** Keeps the turn in Bot Framework's context, which is all that it hands to dialogs. */
export function setDialogTurn(context: DialogContext['context'], turn: DialogTurn): void {
  context.turnState.set(TURN, turn);
}

/** The turn that a dialog runs in. */
export function dialogTurn({ context }: Pick<DialogContext, 'context'>): DialogTurn {
  return context.turnState.get(TURN) as DialogTurn;
}

/** Says something at the end of the turn, once its state is stored. */
export function say(at: Pick<DialogContext, 'context'>, message: string | Card): void {
  dialogTurn(at).replies.push(typeof message === 'string' ? message : cardMessage(message));
}

/** As much of somebody's words as a case takes; says so where that is not all. */
export function firstPart(at: Pick<DialogContext, 'context'>, text: string): string {
  if (text.length > LONGEST_SAID) say(at, SENTENCES.firstPart);
  return text.slice(0, LONGEST_SAID);
}

/** What a problem is called; nothing for one that this version does not know. */
export const titleOf = (turn: DialogTurn, branch: BranchId | undefined): string =>
  (branch && problemsFor(turn).branches.get(branch)?.title) ?? '';

/** Problems and menu groups as the person's Trust calls them. */
export function problemsFor(turn: DialogTurn): Problems {
  const guide = knownGuide(turn);
  return guide === undefined ? turn.deps.problems : problemsOf(guide, turn.deps.problems);
}

/** The guide of the person's Trust; of the default Trust while theirs is not known. */
export function guideOf(turn: DialogTurn): Guide {
  const guide = knownGuide(turn) ?? turn.deps.guides.get(turn.deps.defaultTrust);
  if (guide === undefined) throw new TypeError(`No guide was loaded for ${turn.conversation.trust}`);
  return guide;
}

/** The guide of the person's Trust, once it is known: asked for, chosen before, or the only one there is. */
export function knownGuide({
  conversation,
  deps,
}: Pick<DialogTurn, 'conversation' | 'deps'>): Guide | undefined {
  if (conversation.trust !== undefined) return deps.guides.get(conversation.trust);
  return deps.guides.size === 1 ? [...deps.guides.values()][0] : undefined;
}

/** The problems that the person's guide covers; while the Trust is not known, those that any guide does. */
export function coveredBranches(turn: DialogTurn): ReadonlySet<BranchId> {
  const guide = knownGuide(turn);
  if (guide === undefined)
    return new Set([...turn.deps.guides.values()].flatMap(({ branches }) => Object.keys(branches)));
  const known = covered.get(guide) ?? new Set(Object.keys(guide.branches));
  covered.set(guide, known);
  return known;
}

/** Cached: guides do not change while the bot runs, and every menu asks. */
const covered = new WeakMap<Guide, ReadonlySet<BranchId>>();
