import type { DialogContext } from 'botbuilder-dialogs';
import { type CardData, words } from '../src/cards/render.ts';
import { type ChatFact, fillChatFacts } from '../src/guides/fill-facts.ts';
import type { Guide, GuideContact, GuideStep } from '../src/guides/guide.ts';
import type { BranchId } from '../src/guides/ids.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from './card-prompt.ts';
import type { Step } from './steps.ts';
import { guideOf, type Talk, type TalkTurn, talkTurn } from './talk.ts';

/** A step's view of the conversation: the guide's words for it, what was learned so far, and the card prompt. */
export class Walk {
  readonly #dc: DialogContext;
  readonly branch: BranchId;
  readonly #steps: readonly Step[];

  constructor(dc: DialogContext, branch: BranchId, steps: readonly Step[]) {
    this.#dc = dc;
    this.branch = branch;
    this.#steps = steps;
  }

  get turn(): TalkTurn {
    return talkTurn(this.#dc.context);
  }

  get talk(): Talk {
    return this.turn.talk;
  }

  get guide(): Guide {
    return guideOf(this.turn);
  }

  get now(): string {
    return this.turn.parts.now();
  }

  /** The guide's words for a step of this branch; undefined where this Trust's guide has none. */
  words(step: string): GuideStep | undefined {
    return this.guide.branches[this.branch]?.steps[step];
  }

  contact(name: string): GuideContact | undefined {
    return this.guide.contacts[name];
  }

  /** The answer given to a step of this branch, if it was asked. */
  answer(step: string): string | undefined {
    return this.talk.trail.findLast((entry) => entry.branch === this.branch && entry.step === step)?.answer;
  }

  /** Adds to what travels with the case; a step answered again replaces its earlier answer. */
  remember(step: string, answer: CardAnswer): void {
    const others = this.talk.trail.filter((entry) => entry.branch !== this.branch || entry.step !== step);
    const words = this.words(step);
    const shown =
      words === undefined ? answer.shown : fillChatFacts(words.text, this.talk.facts).replaceAll('**', '');
    const entry = {
      branch: this.branch,
      step,
      answer: answer.value,
      shown: shown.slice(0, 300),
      answered: answer.title,
      at: this.now,
    };
    this.talk.trail = [...others, entry];
  }

  /** Keeps something worked out, for the words of the steps that follow. */
  learn(facts: Partial<Record<ChatFact, string>>): void {
    Object.assign(this.talk.facts, facts);
  }

  /** "Step 2 of 4", counting what applies to this person of this Trust; nothing where there is only one. */
  progress(name: string): CardData {
    const steps = this.#steps.filter((step) => step.kind !== 'ask' && step.applies(this));
    const at = steps.findIndex((step) => step.name === name);
    return { step: at + 1, steps: steps.length };
  }

  /** What a question's card shows of the conversation. */
  askData(): CardData {
    return { problem: words(this.turn.parts.problems.branches.get(this.branch)?.title ?? '') };
  }

  /** What a card shows of a step: the guide's words with what was worked out filled in. */
  data(step: GuideStep): CardData {
    const fill = (text: string) => words(fillChatFacts(text, this.talk.facts));
    const contact = step.contact === undefined ? undefined : this.contact(step.contact);
    return {
      problem: words(this.turn.parts.problems.branches.get(this.branch)?.title ?? ''),
      text: fill(step.text),
      list: (step.list ?? []).map((line, index) => ({ number: index + 1, line: fill(line) })),
      note: step.note === undefined ? words('') : fill(step.note),
      link: step.link === undefined ? [] : [{ title: words(step.link.title), url: { token: step.link.url } }],
      contact: contact === undefined ? [] : [contactData(contact)],
    };
  }

  ask(question: CardQuestion) {
    return this.#dc.beginDialog(CARD_PROMPT, question);
  }
}

function contactData(contact: GuideContact): CardData {
  return {
    name: words(contact.name),
    how: words(contact.how ?? ''),
    email: words(contact.email ?? ''),
    link:
      contact.link === undefined
        ? []
        : [{ title: words(contact.link.title), url: { token: contact.link.url } }],
  };
}
