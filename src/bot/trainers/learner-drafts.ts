import type { Card, Cards } from '../../cards/render.ts';
import type { Person } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import type { Guide } from '../../guides/guide.ts';
import { exampleUsername, usernameRulesOf } from '../../guides/username-rules.ts';
import { type LearnersReading, readLearners } from '../../intake/learners/learners.ts';
import { notJoined } from '../cases/case-words.ts';
import { applyInputs, type LearnersPress, useSuggestion } from './apply-press.ts';
import { checkRow } from './check-row.ts';
import { type Draft, draftId, newDraft, readIn } from './draft.ts';
import type { DraftStore } from './draft-store.ts';
import { hintsFor } from './hints.ts';
import { type LearnersCardDeps, learnersCard } from './learners-card.ts';
import { sendLearners } from './send-learners.ts';
import { TRAINER_SENTENCES as SAYS } from './sentences.ts';

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
}

/** What came of a press: the card as it is now, and whether anything was sent. */
export interface Pressed {
  readonly card: Card;
  /** Nothing is left to do on it. */
  readonly done: boolean;
}

/** As many as a class has. More come on a card each. */
const LEARNERS_A_CARD = 30;
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
   * The cards for what was read, 30 learners on each; without learners the form for one. What comes a second time, because
   * its answer was lost, gets the same cards as they are now. `notices` stand on the first.
   */
  async open(
    here: Here,
    reading: LearnersReading,
    most = MOST_CARDS,
    notices: readonly string[] = [],
  ): Promise<Card[]> {
    const opened: Card[] = [];
    const said = [...noticesOf(reading), ...notices];
    const listed = reading.rows.slice(0, LEARNERS_A_CARD * most);
    if (listed.length < reading.rows.length) said.push(SAYS.tooMany);
    for (let part = 0; part === 0 || part * LEARNERS_A_CARD < listed.length; part += 1) {
      const id = draftId(here.chat, here.activityId, part);
      const rows = listed.slice(part * LEARNERS_A_CARD, (part + 1) * LEARNERS_A_CARD);
      const hinted = this.#hinted(newDraft({ chat: here.chat, trust: here.trust }, rows));
      const isNew = await this.#deps.drafts.add(id, hinted);
      const draft = (isNew ? undefined : await this.#deps.drafts.find(id)) ?? hinted;
      opened.push(await this.#show(id, draft, part === 0 ? said : []));
    }
    return opened;
  }

  /** Does what a press says. Undefined when the card is not this chat's, or is forgotten. */
  async press(here: Here, press: LearnersPress): Promise<Pressed | undefined> {
    const found = await this.#deps.drafts.find(press.learners);
    if (found === undefined || found.chat !== here.chat || found.trust !== here.trust) return undefined;
    let notices: string[] = [];
    const draft = await this.#deps.drafts.change(press.learners, async (before) => {
      notices = [];
      if (before.version !== press.seen) {
        if (left(before) > 0) notices.push(SAYS.cardChanged);
        return before;
      }
      return this.#act(here, press, before, notices);
    });
    if (draft === undefined) return undefined;
    return { card: await this.#show(press.learners, draft, notices), done: left(draft) === 0 };
  }

  async #act(here: Here, press: LearnersPress, before: Draft, notices: string[]): Promise<Draft> {
    if (left(before) === 0) return before;
    const rules = usernameRulesOf(this.#deps.guides, before.trust);
    const { draft, secret } = applyInputs(before, press, rules);
    if (secret) notices.push(SAYS.secretTyped);
    switch (press.act) {
      case 'use':
        return this.#hinted(useSuggestion(draft, press, rules));
      case 'change':
        return this.#hinted({
          ...draft,
          changing: draft.rows.length === 1 ? [1] : [press.change ?? press.row ?? 0],
        });
      case 'several':
        return { ...draft, view: 'paste' };
      case 'back':
        return { ...draft, view: 'check' };
      case 'paste':
        return this.#paste(draft, press, notices);
      case 'drop':
        return { ...draft, dropped: true, rows: draft.rows.filter((row) => row.sent !== undefined) };
      case 'check':
        return this.#hinted(draft);
      case 'send':
        return secret ? this.#hinted(draft) : this.#send(here, press.learners, draft, notices);
    }
  }

  #paste(draft: Draft, press: LearnersPress, notices: string[]): Draft {
    const reading = this.read(press.several ?? '', draft.trust);
    notices.push(...noticesOf(reading));
    if (reading.rows.length === 0) {
      notices.push(SAYS.nobodyRead);
      return { ...draft, view: 'paste' };
    }
    if (reading.rows.length > LEARNERS_A_CARD) notices.push(SAYS.tooMany);
    const { problem = draft.problem, rows } = readIn(reading.rows.slice(0, LEARNERS_A_CARD));
    return this.#hinted({ ...draft, view: 'check', rows, problem });
  }

  async #send(here: Here, id: string, draft: Draft, notices: string[]): Promise<Draft> {
    const rules = usernameRulesOf(this.#deps.guides, draft.trust);
    const ready = draft.rows.filter(
      (row) => row.sent === undefined && row.wanted && checkRow(draft, row, rules).ready,
    );
    if (ready.length === 0) {
      notices.push(left(draft) === 1 ? SAYS.notReady : SAYS.noneReady);
      return this.#hinted(draft);
    }
    const fresh = this.#hints(draft).filter((hint) => !draft.hinted.includes(hint.code));
    if (fresh.length > 0) {
      notices.push(SAYS.held);
      return this.#hinted(draft);
    }
    return sendLearners(this.#deps.caseService, id, draft, ready, { person: here.person, chat: here.chat });
  }

  #hints(draft: Draft) {
    return hintsFor(draft, this.#deps.guides.get(draft.trust), this.#deps.now());
  }

  /** Whatever applies now is on the card that follows, so it holds up no send of that card. */
  #hinted(draft: Draft): Draft {
    return { ...draft, hinted: this.#hints(draft).map((hint) => hint.code) };
  }

  async #show(id: string, draft: Draft, notices: readonly string[]): Promise<Card> {
    const { cards, guides, linkedTeams } = this.#deps;
    const guide = guides.get(draft.trust);
    const isLinked = (await linkedTeams?.())?.has(draft.trust) ?? true;
    const deps: LearnersCardDeps = {
      cards,
      rules: usernameRulesOf(guides, draft.trust),
      example: guide && exampleUsername(guide),
      kept: isLinked ? undefined : notJoined(guide),
    };
    return learnersCard(deps, id, draft, { notices, hints: this.#hints(draft).map((hint) => hint.text) });
  }
}

const left = (draft: Draft) =>
  draft.dropped ? 0 : draft.rows.filter((row) => row.sent === undefined).length;

function noticesOf({ findings }: LearnersReading): string[] {
  return findings.flatMap((finding) => {
    if (finding.code === 'sensitive-data') return [SAYS.secretSaid];
    return finding.code === 'message-cut-short' ? [SAYS.tooMany] : [];
  });
}
