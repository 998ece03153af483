import { randomUUID } from 'node:crypto';
import type { Card, Cards } from '../../cards/render.ts';
import type { Person } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import type { Guide } from '../../guides/guide.ts';
import { exampleUsername, usernameRulesOf } from '../../guides/username-rules.ts';
import { type LearnersReading, readLearners } from '../../intake/learners/learners.ts';
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
  /** The Trusts whose ESR Team has a chat; all of them where this is not given. */
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
  const isSeen = turn.isMessage && turn.pressed === undefined && !turn.isTargeted;
  return { trust, chat: chat.id, person, activityId: id ?? randomUUID(), message: isSeen ? id : undefined };
}

/** Whether a reading has neither a username nor an address. */
export const namesNobody = ({ rows }: LearnersReading): boolean =>
  !rows.some((row) => row.username !== undefined || row.email !== undefined);

/** The result of a press: the current card, and whether anything is left to do on it. */
export interface PressedDraft {
  readonly card: Card;
  /** Nothing is left to send or to correct. */
  readonly done: boolean;
  /** Some of them were sent. */
  readonly sent: boolean;
}

/** A longer list is not a class. */
const MOST_CARDS = 3;

/** Reads learners, shows them to be checked, and hands over the complete ones: the same for chat, form and extension. */
export class LearnerDrafts {
  readonly #deps: LearnerDraftsDeps;

  constructor(deps: LearnerDraftsDeps) {
    this.#deps = deps;
  }

  /** Reads a message. `own` is the trainer's own address, where it is known. */
  read(message: string, trust: string, own?: string): LearnersReading {
    const { guides } = this.#deps;
    const contacts = Object.values(guides.get(trust)?.contacts ?? {}).flatMap(({ email }) => email ?? []);
    const neverLearners = [...contacts, ...(own === undefined ? [] : [own])].map((one) => one.toLowerCase());
    return readLearners(message, { ...usernameRulesOf(guides, trust), neverLearners });
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
    const said = [...noticesOf(reading), ...notices];
    const listed = reading.rows.slice(0, LEARNERS_A_CARD * most);
    if (listed.length < reading.rows.length) said.push(TEXTS.tooMany);
    for (let part = 0; part === 0 || part * LEARNERS_A_CARD < listed.length; part += 1) {
      const id = draftId(here.chat, here.activityId, part);
      const rows = listed.slice(part * LEARNERS_A_CARD, (part + 1) * LEARNERS_A_CARD);
      // Of learners on several cards none speaks for the whole message.
      const isWhole = rows.length > 0 && rows.length === listed.length;
      const where = { chat: here.chat, trust: here.trust, message: isWhole ? here.message : undefined };
      const hinted = withHints(newDraft(where, rows), this.#rules(here.trust));
      const isNew = await drafts.add(id, hinted);
      const draft = (isNew ? undefined : await drafts.find(id)) ?? hinted;
      opened.push(await this.#show(id, draft, part === 0 ? said : []));
    }
    return opened;
  }

  /** Does what a press says. Undefined when the card is not this chat's, or is forgotten. */
  async press(here: Here, press: LearnersPress): Promise<PressedDraft | undefined> {
    const { drafts } = this.#deps;
    const id = press.learners;
    const found = await drafts.find(id);
    if (found === undefined || found.chat !== here.chat || found.trust !== here.trust) return undefined;
    // A send that broke off is finished first: this may be the same press again.
    const resumed = await this.#send(here, id, found);
    const rules = this.#rules(here.trust);
    let next: NextDraft = { draft: resumed, notices: [] };
    const changed =
      resumed === found
        ? await drafts.change(id, (before) => {
            next = applyPress(before, press, rules);
            const isSending = next.draft !== before && next.draft.rows.some((row) => row.sending);
            return isSending ? { ...next.draft, sender: { ...here.person, seen: press.seen } } : next.draft;
          })
        : resumed;
    if (changed === undefined) return undefined;
    const draft = await this.#send(here, id, changed);
    const late = isTooLate(draft, press)
      ? await passOn(this.#deps.caseService, draft, press, here, rules)
      : [];
    return {
      card: await this.#show(id, draft, [...late, ...next.notices]),
      done: unsentIn(draft) === 0 && late.length === 0,
      sent: draft.rows.some((row) => row.sent !== undefined),
    };
  }

  /** Raises the cases of the rows that are being sent. The draft says so before the first, so that nothing breaks off unseen. */
  async #send(here: Here, id: string, draft: Draft): Promise<Draft> {
    const { caseService, drafts } = this.#deps;
    // The sender is always whoever pressed Send.
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
      hints: (draft) => hintsFor(draft, guides.get(trust), now()),
      read: (message) => this.read(message, trust),
    };
  }

  async #show(id: string, draft: Draft, notices: readonly string[]): Promise<Card> {
    const { cards, guides, linkedTeams } = this.#deps;
    const guide = guides.get(draft.trust);
    const isLinked = (await linkedTeams?.())?.has(draft.trust) ?? true;
    const { usernames, hints } = this.#rules(draft.trust);
    const deps: LearnersCardDeps = {
      cards,
      rules: usernames,
      example: guide && exampleUsername(guide),
      kept: isLinked ? undefined : notJoined(guide),
    };
    return learnersCard(deps, id, draft, { notices, hints: hints(draft).map(({ text }) => text) });
  }
}
