import { fieldProblem } from '../../src/cards/field-problems.ts';
import { type CardData, words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { linked, reachableIn, teamContact, waysTo } from '../../src/guides/contacts.ts';
import { type ChatFact, fillChatFacts } from '../../src/guides/fill-facts.ts';
import type { Guide, GuideContact, GuideStep } from '../../src/guides/guide.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import { speakMonth, speakTime } from '../../src/time/speak-time.ts';
import { contactData } from '../flow/contact-data.ts';
import { SCREEN_STEP } from '../flow/screen-said.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from './card-prompt.ts';
import {
  type ConversationState,
  type DialogTurn,
  dialogTurn,
  guideOf,
  titleOf,
} from './conversation-state.ts';
import type { DialogContext } from './sdk.ts';
import { stepsTogether, WORTH_A_LIST } from './step-list.ts';
import type { BranchContext, InvalidInput, Step, StepOutcome } from './step-types.ts';

/** The kinds of steps counted in "Step 2 of 4". */
const COUNTED: readonly Step['kind'][] = ['advise', 'tell', 'refer'];

/** The steps that end with a person to ask. */
const PERSON_NEXT: readonly Step['kind'][] = ['refer', 'hand-over'];

/** A branch's view of the conversation, with what `BranchDialog` alone does with it. */
export class WaterfallContext implements BranchContext {
  readonly #dc: DialogContext;
  readonly branch: BranchId;
  readonly #steps: readonly Step[];
  readonly #inPlace: boolean;

  /** `inPlace`: what is asked next takes the place of the pressed card. */
  constructor(dc: DialogContext, branch: BranchId, steps: readonly Step[], inPlace = false) {
    this.#dc = dc;
    this.branch = branch;
    this.#steps = steps;
    this.#inPlace = inPlace;
  }

  get turn(): DialogTurn {
    return dialogTurn(this.#dc);
  }

  get conversation(): ConversationState {
    return this.turn.conversation;
  }

  get guide(): Guide {
    return guideOf(this.turn);
  }

  get now(): string {
    return this.turn.deps.now();
  }

  covers(branch: BranchId): boolean {
    return this.guide.branches[branch] !== undefined;
  }

  words(step: string): GuideStep | undefined {
    return this.guide.branches[this.branch]?.steps[step];
  }

  answer(step: string): string | undefined {
    return this.conversation.trail.find((entry) => entry.branch === this.branch && entry.step === step)
      ?.answer;
  }

  /** Begins this problem without answers. Those to other problems stay, and what the screen said. */
  begin(): void {
    this.resume();
    this.conversation.trail = this.conversation.trail.filter(
      (entry) => entry.branch !== this.branch || entry.step === SCREEN_STEP,
    );
  }

  /** Resumes this problem after another that it led to. */
  resume(): void {
    this.conversation.branch = this.branch;
  }

  /** Records the one answer to several steps shown together. It is the last step's; of the others it is not known what was tried. */
  rememberList(steps: readonly Step[], answer: CardAnswer): void {
    const isAnswered = answer.value !== 'human';
    for (const [index, { name, kind }] of steps.entries()) {
      const isLast = index === steps.length - 1;
      const value = kind === 'advise' && answer.value === 'not-yet' ? answer.value : 'listed';
      const title =
        isLast && isAnswered ? SENTENCES.answeredList(answer.title, steps.length) : SENTENCES.shownInList;
      this.remember(
        name,
        { ...answer, value: isLast && isAnswered ? answer.value : value, title },
        undefined,
      );
    }
  }

  /** Records an answer in the trail, in place of an earlier answer to the same step. */
  remember(step: string, answer: CardAnswer, outcome: StepOutcome): void {
    this.forget(step);
    const guided = this.words(step)?.text;
    const shown = guided === undefined ? answer.shown : this.#fill(guided).replaceAll('**', '');
    const meaning = typeof outcome === 'object' && 'means' in outcome ? outcome : undefined;
    const entry = {
      branch: this.branch,
      step,
      answer: meaning?.means ?? answer.value,
      shown: shown.slice(0, 300),
      answered: meaning?.said ?? answer.title,
      at: this.now,
    };
    this.conversation.trail = [...this.conversation.trail, entry];
  }

  /** Clears the answers of these steps. */
  forget(...steps: readonly string[]): void {
    this.conversation.trail = this.conversation.trail.filter(
      (entry) => entry.branch !== this.branch || !steps.includes(entry.step),
    );
  }

  /** Keeps something worked out, for the guide's words. */
  learn(facts: Partial<Record<ChatFact, string>>): void {
    Object.assign(this.conversation.facts, facts);
  }

  isLast(name: string): boolean {
    const at = this.#steps.findIndex((step) => step.name === name);
    return !this.#steps.slice(at + 1).some((step) => step.applies(this));
  }

  stepData(name: string): CardData {
    const step = this.#steps.find((one) => one.name === name);
    const guided = this.words(name);
    if (step === undefined || guided === undefined) {
      throw new TypeError(`The guide has no words for ${this.branch}.${name}`);
    }
    const { asks = 'worked', ends = false, changeTrust = false } = step;
    return {
      ...this.#wordsData(guided, step.kind),
      ...this.#progress(step),
      checked: this.#isFirst(step) || step.kind === 'refer' ? this.#checked() : words(''),
      canList: stepsTogether(this.#steps, this.#steps.indexOf(step), this).length >= WORTH_A_LIST,
      asks: words(asks),
      ends,
      last: this.isLast(name),
      checkBack: words(this.#checkBackAt(step)),
      aside: this.#asideOf(step),
      canChange: changeTrust && this.turn.deps.guides.size > 1,
    };
  }

  /** What the card of several steps together shows: each as on its own card, and the last one's question. */
  listData(steps: readonly Step[]): CardData {
    const items = steps.flatMap((step): CardData[] => {
      const guided = this.words(step.name);
      if (guided === undefined) return [];
      return [
        {
          ...this.#wordsData(guided, step.kind),
          ...this.#progress(step),
          aside: this.#asideOf(step).map((one) => ({ ...one, value: words(`aside ${step.name}`) })),
        },
      ];
    });
    const [first, last] = [steps[0], steps.at(-1)].map((step) => step && this.#progress(step));
    const later = steps.find((step) => this.#checkBackAt(step) !== '');
    const end = steps.at(-1);
    return {
      problem: this.#title(this.branch),
      items,
      checked: first === undefined || Number(first.step) > 1 ? words('') : this.#checked(),
      heading: words(SENTENCES.stepsFrom(Number(first?.step), Number(last?.step), Number(last?.steps))),
      several: steps.filter(({ kind }) => kind === 'advise').length > 1,
      asks: words(end?.kind === 'advise' ? (end.asks ?? 'worked') : ''),
      checkBack: words(later === undefined ? '' : this.#checkBackAt(later)),
    };
  }

  question(name: string, shows: CardData = {}, invalid?: InvalidInput): CardQuestion {
    const data = {
      problem: this.#title(this.branch),
      ...shows,
      typed: invalid?.typed ?? '',
      mend: words(invalid?.problem ?? ''),
      wrong: words(invalid === undefined ? '' : fieldProblem(invalid.problem)),
      suggestion: invalid?.suggestion ?? '',
    };
    return { card: `ask-${name}`, data, inPlace: invalid !== undefined };
  }

  ask(question: CardQuestion) {
    return this.#dc.beginDialog(CARD_PROMPT, { inPlace: this.#inPlace, ...question });
  }

  /** When to ask again, as a person says it; empty when that is past or not known. */
  #checkBackAt(step: Step): string {
    const at = step.checkBack?.(this);
    return at !== undefined && at > this.now && this.turn.deps.checkBacks !== undefined
      ? speakTime(at, this.now)
      : '';
  }

  /** Asks again at that time, once; until then the question stays open here. */
  async checkBack(at: string) {
    const { turn } = this;
    turn.conversation.checkBack = at;
    await turn.deps.checkBacks?.set({ chat: turn.chat, trust: this.guide.trust, at });
    const data = { problem: this.#title(this.branch), at: words(speakTime(at, this.now)) };
    return this.ask({ card: 'check-back', data });
  }

  /** "Step 2 of 4", counting what applies to this person of this Trust; nothing where there is only one. */
  #progress(step: Step): CardData {
    const steps = this.#steps.filter((one) => COUNTED.includes(one.kind) && one.applies(this));
    const at = steps.indexOf(step);
    return { step: at + 1, steps: at < 0 ? 0 : steps.length };
  }

  #isFirst(step: Step): boolean {
    return this.#steps.find((one) => one.kind !== 'ask' && one.applies(this)) === step;
  }

  /** When somebody last compared this problem's words with their source, if the guide says. */
  #checked() {
    const on = (this.guide.branches[this.branch]?.checked ?? this.guide.checked)?.on;
    return words(on === undefined ? '' : SENTENCES.checked(speakMonth(on)));
  }

  #asideOf({ aside, asideIsHow = false }: Step): CardData[] {
    return aside !== undefined && this.covers(aside)
      ? [{ title: this.#title(aside), isHow: asideIsHow }]
      : [];
  }

  #title(branch: BranchId) {
    return words(titleOf(this.turn, branch));
  }

  /** The guide's words with chat facts filled in. */
  #wordsData(step: GuideStep, kind: Step['kind']): CardData {
    const fill = (text: string) => words(linked(this.#fill(text)));
    return {
      problem: this.#title(this.branch),
      text: fill(step.text),
      list: (step.list ?? []).map((line, index) => ({ number: index + 1, line: fill(line) })),
      note: fill(step.note ?? ''),
      link: step.link === undefined ? [] : [{ title: words(step.link.title), url: { token: step.link.url } }],
      contact: this.#contacts(step, kind).map(contactData),
    };
  }

  /** The contacts on a step's card: its own, those that its words name, and where a person is next, the ESR Team. */
  #contacts(step: GuideStep, kind: Step['kind']): GuideContact[] {
    const { guide } = this;
    const own = guide.contacts[step.contact ?? ''];
    const named = reachableIn(guide, [step.text, ...(step.list ?? []), step.note].join(' '));
    const team = PERSON_NEXT.includes(kind) ? teamContact(guide) : undefined;
    const reachable = team === undefined || waysTo(team) === '' ? named : [...named, team];
    return [...new Set(own === undefined ? reachable : [own, ...reachable])];
  }

  #fill(text: string): string {
    return fillChatFacts(text, this.conversation.facts);
  }
}
