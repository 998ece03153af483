import { randomUUID } from 'node:crypto';
import { cardMessage } from '../../cards/message.ts';
import { type Card, type Cards, token, words } from '../../cards/render.ts';
import type { Person } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import type { Guide } from '../../guides/guide.ts';
import { learnerTypes } from '../../guides/learner-types.ts';
import { exampleUsername, usernameRulesOf } from '../../guides/username-rules.ts';
import { type LearnersReading, readLearners } from '../../intake/learners/learners.ts';
import type { Renderer } from '../../outbox/renderer.ts';
import { channelOf } from '../../store/chats/chat-store.ts';
import type { Turn } from '../../teams/turn.ts';
import { notJoined } from '../cases/case-words.ts';
import { type Draft, draftId, LEARNERS_A_CARD, newDraft, unsentIn } from './draft.ts';
import {
  applyPress,
  type DraftRules,
  type LearnersPress,
  type NextDraft,
  noticesOf,
  withHints,
} from './draft-press.ts';
import type { DraftStore } from './draft-store.ts';
import { hintsFor } from './hints.ts';
import { isTooLate, passOn } from './late-press.ts';
import { type LearnersCardDeps, learnersCard } from './learners-card.ts';
import { raiseCases, withCases } from './send-learners.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

export interface LearnerDraftsDeps {
  readonly caseService: CaseService;
  readonly cards: Cards;
  readonly guides: ReadonlyMap<string, Guide>;
  readonly drafts: DraftStore;
  readonly now: () => string;
  /** The Trusts whose ESR Team has a linked chat. Without this, all of them. */
  readonly linkedTeams?: () => Promise<ReadonlySet<string>>;
}

/** The escalation chat something happens in, who does it, and the activity that brought it. */
export interface Here {
  readonly chat: string;
  readonly trust: string;
  readonly person: Person;
  readonly activityId: string;
  /** The message that everyone sees, where it is one. */
  readonly message?: string | undefined;
}

/** A turn in the escalation chat of this Trust. */
export function hereIn(turn: Turn, trust: string): Here {
  const { id, chat, person } = turn;
  const isSeen = turn.isTyped && !turn.isTargeted;
  return { trust, chat: chat.id, person, activityId: id ?? randomUUID(), message: isSeen ? id : undefined };
}

/** Whether a reading has neither a username nor an address. */
export const namesNobody = ({ rows }: LearnersReading): boolean =>
  !rows.some((row) => row.username !== undefined || row.email !== undefined);

/** The result of a press: the current card, and whether anything is left to do on it. */
export interface PressedDraft {
  readonly card: Card;
  /** Nothing is left to send, to correct or to be told. */
  readonly done: boolean;
  /** Some of them were sent. */
  readonly sent: boolean;
}

/** A card that was queued for a channel starts a thread, and its presses come from that thread. */
const isIn = (chat: string, here: string) => chat === here || chat === channelOf(here);

/** Learners that do not fit on these cards are left out, and the trainer is told. */
const MOST_CARDS = 3;

/** Reads learners, shows them to be checked, and raises cases for them. Used by the chat, the file and the message extension. */
export class LearnerDrafts {
  readonly #deps: LearnerDraftsDeps;

  constructor(deps: LearnerDraftsDeps) {
    this.#deps = deps;
  }

  /** Reads a message. `own` is the trainer's own address, where it is known. */
  read(message: string, trust: string, own?: string): LearnersReading {
    const { guides, now } = this.#deps;
    const contacts = Object.values(guides.get(trust)?.contacts ?? {}).flatMap(({ email }) => email ?? []);
    const neverLearners = [...contacts, ...(own === undefined ? [] : [own])].map((one) => one.toLowerCase());
    return readLearners(message, { ...usernameRulesOf(guides, trust), neverLearners, now: now() });
  }

  /**
   * The cards for a reading, 30 learners on each; without learners the form for one. A repeat, after a lost answer, gets the
   * same cards in their current state. `notices` are on the first.
   */
  async open(
    here: Here,
    reading: LearnersReading,
    most = MOST_CARDS,
    notices: readonly string[] = [],
  ): Promise<Card[]> {
    const { drafts } = this.#deps;
    const opened: Card[] = [];
    for (const part of this.#parts(here, reading, most, [...noticesOf(reading), ...notices])) {
      const isNew = await drafts.add(part.id, part.draft);
      const draft = (isNew ? undefined : await drafts.find(part.id)) ?? part.draft;
      opened.push(await this.#show(part.id, draft, part.notices));
    }
    return opened;
  }

  /** A card that asks whether to check the learners (30 at most) of a message that did not mention the bot. */
  async offer(here: Here, reading: LearnersReading): Promise<Card> {
    const { cards, drafts } = this.#deps;
    const [part] = this.#parts(here, reading, 1, []);
    if (part === undefined) throw new TypeError('A reading has at least one part');
    await drafts.add(part.id, part.draft);
    return cards.render('offer', {
      draft: token(part.id),
      seen: part.draft.version,
      text: words(TEXTS.offer(reading.rows.length)),
      notice: words(noticesOf(reading).join(' ')),
    });
  }

  /** Queues the cards for this chat, with a mention of the trainer, whose message came from another chat. */
  async post(here: Here, reading: LearnersReading, notices: readonly string[]): Promise<void> {
    const { chat, trust, person } = here;
    for (const { id, draft, notices: said } of this.#parts(here, reading, MOST_CARDS, notices)) {
      const data = { draft: id, ...(said.length > 0 && { notice: said.join(' ') }) };
      const message = { name: 'learners', trust, to: { chat }, mention: person, data } as const;
      await this.#deps.drafts.add(id, draft, { ...message, key: `learners:${id}` });
    }
  }

  /** A queued card as it is now; undefined once its learners are dealt with. */
  readonly render: Renderer<'learners'> = async ({ draft: id, notice }) => {
    const draft = await this.#deps.drafts.find(id);
    if (draft === undefined || unsentIn(draft) === 0) return undefined;
    const card = await this.#show(id, draft, notice === undefined ? [] : [notice]);
    return { activity: { ...cardMessage(card), text: TEXTS.fromFile } };
  };

  /** The drafts for a reading, one for each card. The notices are on the first. */
  *#parts(
    { chat, trust, activityId, message }: Here,
    reading: LearnersReading,
    most: number,
    notices: readonly string[],
  ) {
    const listed = reading.rows.slice(0, LEARNERS_A_CARD * most);
    const rest = listed.length < reading.rows.length ? [TEXTS.tooMany] : [];
    const said = [...new Set([...notices, ...rest])];
    for (let part = 0; part === 0 || part * LEARNERS_A_CARD < listed.length; part += 1) {
      const rows = listed.slice(part * LEARNERS_A_CARD, (part + 1) * LEARNERS_A_CARD);
      // Learners on several cards: no single draft stands for the whole message.
      const isWhole = rows.length > 0 && rows.length === listed.length;
      const where = { chat, trust, message: isWhole ? message : undefined };
      const draft = withHints(newDraft(where, rows, reading), this.#rules(trust));
      yield { id: draftId(chat, activityId, part), draft, notices: part === 0 ? said : [] };
    }
  }

  /** Does what a press says. Undefined if the card belongs to another chat, or its draft is gone. */
  async press(here: Here, press: LearnersPress): Promise<PressedDraft | undefined> {
    const { drafts } = this.#deps;
    const id = press.learners;
    const found = await drafts.find(id);
    if (found === undefined || !isIn(found.chat, here.chat) || found.trust !== here.trust) return undefined;
    // A send that broke off is finished first: this may be its repeat.
    const resumed = await this.#send(here, id, found);
    const rules = this.#rules(here.trust);
    let next: NextDraft = { draft: resumed, notices: [] };
    const changed =
      resumed === found
        ? await drafts.change(id, (before) => {
            next = applyPress(before, press, rules);
            const isSending = next.draft !== before && next.draft.rows.some((row) => row.sending);
            return isSending
              ? { ...next.draft, sender: { ...here.person, seen: press.seen, neededBy: before.neededBy } }
              : next.draft;
          })
        : resumed;
    if (changed === undefined) return undefined;
    const draft = await this.#send(here, id, changed);
    const late = isTooLate(draft, press)
      ? await passOn(this.#deps.caseService, draft, press, here, rules)
      : [];
    return {
      card: await this.#show(id, draft, [...late, ...next.notices], next.typed),
      done: unsentIn(draft) === 0 && late.length === 0 && press.act !== 'paste',
      sent: draft.rows.some((row) => row.sent !== undefined),
    };
  }

  /** Raises the cases of the rows marked as being sent. The mark is stored before, so that a send that breaks off is noticed. */
  async #send(here: Here, id: string, draft: Draft): Promise<Draft> {
    const { caseService, drafts } = this.#deps;
    // Whoever finishes a send that broke off, its sender is who pressed Send.
    const { sender = here.person } = draft;
    const person = { id: sender.id, name: sender.name };
    const sent = await raiseCases(caseService, id, draft, { person, chat: here.chat });
    if (sent.size === 0) return draft;
    const saved = await drafts.change(id, (before) => withCases(before, sent));
    return saved ?? withCases(draft, sent);
  }

  #rules(trust: string): DraftRules {
    const { guides, now } = this.#deps;
    return {
      usernames: usernameRulesOf(guides, trust),
      learnerTypes: learnerTypes(guides.get(trust)),
      hints: (draft) => hintsFor(draft, guides.get(trust), now()),
      read: (message) => this.read(message, trust),
      now: now(),
    };
  }

  async #show(id: string, draft: Draft, notices: readonly string[], typed = ''): Promise<Card> {
    const { cards, guides, linkedTeams } = this.#deps;
    const guide = guides.get(draft.trust);
    const isLinked = (await linkedTeams?.())?.has(draft.trust) ?? true;
    const rules = this.#rules(draft.trust);
    const deps: LearnersCardDeps = {
      cards,
      rules: rules.usernames,
      learnerTypes: rules.learnerTypes,
      example: guide && exampleUsername(guide),
      now: rules.now,
      kept: isLinked ? undefined : notJoined(guide),
    };
    return learnersCard(deps, id, draft, {
      notices,
      hints: rules.hints(draft).map(({ text }) => text),
      typed,
    });
  }
}
