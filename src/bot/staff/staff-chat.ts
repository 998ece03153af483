import type { Logger } from 'pino';
import {
  type ConversationState,
  type DialogDeps,
  knownGuide,
  newConversation,
} from '../../../dialogs/engine/conversation-state.ts';
import { type DialogResult, runDialogs } from '../../../dialogs/engine/run-dialogs.ts';
import { readInput, type TurnInput } from '../../../dialogs/engine/turn-input.ts';
import { CardError } from '../../cards/render.ts';
import { SENTENCES } from '../../cards/sentences.ts';
import { errorFields } from '../../logging/error-fields.ts';
import { StateConflictError, type StateStore } from '../../store/chats/state-store.ts';
import { dropReplies } from '../../store/outbox/waiting-replies.ts';
import { together } from '../../store/prepared.ts';
import type { BranchEndStore } from '../../store/reports/branch-end-store.ts';
import type { UnplacedStore } from '../../store/reports/unplaced-store.ts';
import type { MemberAddresses } from '../../teams/member-addresses.ts';
import type { Turn } from '../../teams/turn.ts';
import type { CaseSurfaces } from '../cases/case-surfaces.ts';
import type { IncidentWatch } from '../notices/incident-watch.ts';
import { AnsweredPresses } from './answered-presses.ts';
import type { Screens, Seen } from './screens.ts';
import { conversationKey, hasLostPlace, soundConversation } from './stored-conversation.ts';

/** The stored 1:1 conversation: its state, and the activities already answered. */
interface StoredConversation extends ConversationState {
  eTag?: string;
  seen: string[];
}

export interface StaffChatDeps {
  readonly dialogs: DialogDeps;
  readonly states: Pick<StateStore, 'readAtOnce' | 'write' | 'writeTogether' | 'emptyLog'>;
  readonly branchEnds: Pick<BranchEndStore, 'branchEnded'>;
  readonly unplaced: Pick<UnplacedStore, 'keep' | 'forget'>;
  readonly screens: Pick<Screens, 'look' | 'drop'>;
  readonly surfaces: Pick<CaseSurfaces, 'showStatusAnew'>;
  readonly incidents: Pick<IncidentWatch, 'keep' | 'lookSoon'>;
  readonly addresses: Pick<MemberAddresses, 'of'>;
  readonly log: Logger;
}

/** The result of a turn, not yet carried out: it is stored first, then sent. */
interface TurnResult extends DialogResult {
  readonly state: StoredConversation;
  /** The picture that the conversation had before. */
  readonly pictureBefore: string | undefined;
}

/** A turn and its parsed content. */
interface ReadTurn {
  readonly turn: Turn;
  readonly input: TurnInput;
  readonly seen: Seen | undefined;
  readonly ready: Promise<void> | undefined;
}

/** Teams sends an activity again when an answer was late; more than this many turns later it will not. */
const SEEN_KEPT = 20;

const ATTEMPTS = 5;

/** 1:1 chats with staff: runs the dialogs and stores each conversation's state. */
export class StaffChat {
  readonly #deps: StaffChatDeps;
  readonly #answered = new AnsweredPresses();

  constructor(deps: StaffChatDeps) {
    this.#deps = deps;
  }

  /** Runs a turn, stores the result, and only then answers. Nothing is stored before `ready`, which runs while state is read. */
  async turn(turn: Turn, ready?: Promise<void>): Promise<void> {
    const now = Date.parse(this.#deps.dialogs.now());
    const input = readInput(turn);
    const press = { chat: turn.chat.id, id: turn.id, message: turn.pressedMessage, data: input.press };
    const before = this.#answered.find(press, now);
    if (before !== undefined) return turn.repeat(before);
    const result = await this.#run(turn, input, ready);
    if (result === undefined) return turn.answerAgain({ notice: SENTENCES.repeated });
    const { replacement: card, notice, replies } = result;
    await turn.answer({ card, notice, replies });
    for (const it of result.shows) await this.#deps.surfaces.showStatusAnew(turn, it);
    this.#deps.incidents.lookSoon(result);
    if (input.press !== undefined) this.#answered.keep(press, turn, now);
  }

  /** The Trust whose guide this chat follows; undefined while that is not known. */
  async trustOf(chat: string): Promise<string | undefined> {
    const { dialogs, states } = this.#deps;
    const conversation = this.#goOn(await states.readAtOnce(conversationKey(chat)));
    return knownGuide({ conversation, deps: dialogs })?.trust;
  }

  /** The turn's result, once it is stored. Undefined for an activity that came before. */
  async #run(turn: Turn, input: TurnInput, ready?: Promise<void>): Promise<TurnResult | undefined> {
    const given: ReadTurn = { turn, input, ready, seen: await this.#look(turn) };
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#runOrRestart(given);
      if (result === undefined) return undefined;
      try {
        await this.#store(turn, result);
        if (result.forgotten === true) await this.#emptyLog();
        this.#dropPictures(result, given.seen);
        return result;
      } catch (error) {
        // Another process took a turn of this conversation at the same time, and ours had no effect yet.
        if (!(error instanceof StateConflictError) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** Releases pictures that the conversation does not need any more. */
  #dropPictures({ state, pictureBefore }: TurnResult, seen: Seen | undefined): void {
    for (const one of [pictureBefore, seen?.picture])
      if (one !== undefined && one !== state.picture) this.#deps.screens.drop(one);
  }

  /** Erased data must not stay in the database's log either. If this fails, the nightly purge empties the log. */
  async #emptyLog(): Promise<void> {
    const { states, log } = this.#deps;
    const isEmpty = await states.emptyLog().catch((error) => log.warn(errorFields(error), 'log not emptied'));
    if (isEmpty === false) log.warn('log not emptied: another process was reading the database');
  }

  /** Reads the message's pictures, unless Teams sent the message again. */
  async #look(turn: Turn): Promise<Seen | undefined> {
    if (turn.pictures.length === 0) return undefined;
    const stored = await this.#deps.states.readAtOnce(conversationKey(turn.chat.id));
    const isRepeated = turn.id !== undefined && this.#goOn(stored).seen.includes(turn.id);
    return isRepeated ? undefined : this.#deps.screens.look(turn);
  }

  /** Runs the dialogs. If the stored place in the conversation cannot be shown any more, says so and starts again. */
  async #runOrRestart(given: ReadTurn): Promise<TurnResult | undefined> {
    try {
      return await this.#dialogs(given);
    } catch (error) {
      if (!(error instanceof CardError || error instanceof TypeError)) throw error;
      this.#deps.log.error(errorFields(error), 'the conversation starts again: its place cannot be shown');
      return this.#dialogs(given, true);
    }
  }

  async #dialogs(
    { turn, input, seen, ready }: ReadTurn,
    startsAgain = false,
  ): Promise<TurnResult | undefined> {
    const { id, chat, person } = turn;
    const { dialogs, states, addresses } = this.#deps;
    // A typed message may be about the person's case, so it is looked up at the same time.
    const ownCases = input.isMessage && !input.isPress ? dialogs.openCases?.(person.id, chat.id) : undefined;
    const [stored] = await Promise.all([states.readAtOnce(conversationKey(chat.id)), ownCases, ready]);
    const state = this.#goOn(stored);
    if (startsAgain) state.dialogs = newConversation().dialogs;
    if (id !== undefined && state.seen.includes(id)) return undefined;
    const pictureBefore = state.picture;
    // The next card needs the Trust's notice. Asked for now, it is read while the dialogs read what they need.
    const { trust } = state;
    if (trust !== undefined) void dialogs.notices?.current(trust).catch(() => undefined);
    const result = await runDialogs({
      deps: dialogs,
      input,
      ownCases,
      conversation: state,
      person,
      chat: chat.id,
      screen: seen?.reading,
      picture: seen?.picture,
      ownAddress: () => addresses.of(turn),
      hasLostPlace: startsAgain || (stored !== undefined && hasLostPlace(stored)),
    });
    if (id !== undefined) state.seen = [...state.seen, id].slice(-SEEN_KEPT);
    return { ...result, state, pictureBefore };
  }

  /** Stored before anything is said: what a person has seen is never lost in a crash. */
  #store({ chat, person }: Turn, result: TurnResult): Promise<void> {
    const { state, ended, reported, unplaced, forgotten } = result;
    const { states, branchEnds, incidents } = this.#deps;
    const key = conversationKey(chat.id);
    if (ended.length + reported.length + unplaced.length === 0 && !forgotten)
      return states.write({ [key]: state });
    const learn = async (tx: Parameters<UnplacedStore['forget']>[0]) => {
      // Replies that wait for Teams may quote what the person typed.
      if (forgotten) await dropReplies(tx, chat.id);
      if (forgotten) await this.#deps.unplaced.forget(tx, person.id);
      for (const one of unplaced) await this.#deps.unplaced.keep(tx, person.id, one);
    };
    return states.writeTogether(key, state, (tx) =>
      together([
        ...ended.map((branch) => branchEnds.branchEnded(branch, tx)),
        incidents.keep(tx, chat.id, result),
        learn(tx),
      ]),
    );
  }

  /** A person whose Trust has no guide in this version is asked again, rather than shown another Trust's facts. */
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
