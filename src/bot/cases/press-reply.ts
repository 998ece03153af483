import type { Activity, AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import { cardMessage } from '../../cards/message.ts';
import { plainText } from '../../cards/plain-text.ts';
import type { Card } from '../../cards/render.ts';
import type { Case, Person } from '../../cases/case.ts';
import { cardResponse } from '../../teams/invoke-responses.ts';
import type { Roster } from '../../teams/roster.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { caseForm } from './case-form.ts';
import { type CaseView, viewOf } from './case-view.ts';
import { currentCard, rejectedCard, type Surface, type Typed } from './press-replies.ts';

export interface PressReplyDeps {
  readonly caseCards: CaseCardDeps;
  readonly roster: Roster;
}

/** Answers one press of a case's card: in its place for whoever pressed it, as a new message for clients that cannot. */
export class PressReply {
  readonly #deps: PressReplyDeps;
  readonly #context: TurnContext;
  readonly #surface: Surface;

  constructor(deps: PressReplyDeps, context: TurnContext, surface: Surface) {
    this.#deps = deps;
    this.#context = context;
    this.#surface = surface;
  }

  /** The case as it is, with why nothing was done. */
  async current(it: Case, notice = ''): Promise<AdaptiveCardInvokeResponse> {
    await this.#learn(it);
    // It may name a colleague, and people are called what they like.
    if (this.#isSubmit && notice !== '') await this.#context.sendActivity(plainText(notice));
    return cardResponse(currentCard(this.#deps.caseCards, it, this.#surface, await this.#view(it), notice));
  }

  /** It was done. Handoff and status cards follow by delivery; messages that asked something are changed here. */
  async done(it: Case, notice = ''): Promise<AdaptiveCardInvokeResponse> {
    await this.#learn(it);
    const card = currentCard(this.#deps.caseCards, it, this.#surface, await this.#view(it), notice);
    const { replyToId } = this.#context.activity;
    if ((this.#surface === 'question' || this.#surface === 'outcome') && replyToId !== undefined) {
      // Everyone in the chat sees that it was answered. Whether or not it can be shown, it was done.
      await this.#context
        .updateActivity({ ...cardMessage(card), id: replyToId } as Partial<Activity>)
        .catch(() => undefined);
    }
    return cardResponse(card);
  }

  async rejected(it: Case, typed: Typed, notice: string): Promise<AdaptiveCardInvokeResponse> {
    const view = await this.#view(it);
    return this.#form(rejectedCard(this.#deps.caseCards, it, this.#surface, typed, view, notice));
  }

  /** The people of this chat to choose from, without the one who has the case. */
  async assign(it: Case, notice = ''): Promise<AdaptiveCardInvokeResponse> {
    const members = await this.#deps.roster.members(this.#context);
    const colleagues = members.filter((one) => one.id !== it.claim?.by.id);
    return this.#form(caseForm(this.#deps.caseCards, it, { form: 'assign', notice, colleagues }));
  }

  /** The member of this chat with that id. */
  async colleague(id: string): Promise<Person | undefined> {
    return (await this.#deps.roster.members(this.#context)).find((one) => one.id === id);
  }

  async #form(card: Card): Promise<AdaptiveCardInvokeResponse> {
    if (this.#isSubmit) await this.#context.sendActivity(cardMessage(card) as Partial<Activity>);
    return cardResponse(card);
  }

  #view(it: Case): Promise<CaseView> {
    return viewOf(this.#deps.caseCards, it, this.#context.activity.conversation.id);
  }

  /** A colleague who has the case may want to write to whoever raised it. */
  async #learn(it: Case): Promise<void> {
    if (this.#surface === 'handoff' && it.claim !== undefined) await this.#deps.roster.learnRequester(it);
  }

  get #isSubmit(): boolean {
    return this.#context.activity.type === 'message';
  }
}
