import { randomUUID } from 'node:crypto';
import { answerTitle } from '../../src/cards/actions.ts';
import { plainText } from '../../src/cards/plain-text.ts';
import { readOnly } from '../../src/cards/read-only.ts';
import { type Card, type CardData, late } from '../../src/cards/render.ts';
import { isAboutTime } from '../../src/time/time-words.ts';
import { isBareReply } from '../../src/understanding/bare-reply.ts';
import { noticeWithin } from '../flow/notice.ts';
import { offerTeamsAddress, teamsData } from '../flow/teams-address.ts';
import { type DialogTurn, dialogTurn, say } from './conversation-state.ts';
import { Dialog, type DialogContext, type DialogInstance, type DialogTurnResult } from './sdk.ts';
import type { CardPress } from './turn-input.ts';

/** The card to show. */
export interface CardQuestion {
  /** A card of cards/. */
  readonly card: string;
  readonly data: CardData;
  /** Shown in place of the card just answered, instead of as a new message: a form with invalid input. */
  readonly inPlace?: boolean;
}

/** A pressed or typed answer. `inputs` are unchecked. */
export interface CardAnswer {
  readonly value: string;
  /** The button's words. */
  readonly title: string;
  /** The card's main words, for the trail. */
  readonly shown: string;
  /** Names this showing of the card, so that what the answer does can be done once. */
  readonly nonce: string;
  readonly inputs: Readonly<Record<string, string>>;
}

interface PromptState {
  /** Ties a press to this showing of the card: an older card has another. */
  nonce: string;
  card: string;
  data: CardData;
  /** The running notice, which the card begins with. */
  notice?: CardData | undefined;
}

export const CARD_PROMPT = 'card-prompt';

/**
 * Shows a card and waits for its answer: from Action.Execute (an invoke), from its Action.Submit fallback (a message with
 * a value), or typed. Anything else leaves it waiting.
 */
export class CardPrompt extends Dialog {
  constructor() {
    super(CARD_PROMPT);
  }

  override async beginDialog(dc: DialogContext, question: object): Promise<DialogTurnResult> {
    const { card, data, inPlace = false } = question as CardQuestion;
    const turn = dialogTurn(dc);
    const notice = await noticeWithin(turn, card);
    await offerTeamsAddress(turn, card, data);
    const state: PromptState = { nonce: randomUUID(), card, data, ...(notice && { notice }) };
    if (dc.activeDialog !== undefined) dc.activeDialog.state = state;
    const rendered = render(turn, state);
    if (inPlace && turn.replacement !== undefined) turn.replacement = rendered;
    else say(dc, rendered);
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const state = promptState(dc.activeDialog);
    const turn = dialogTurn(dc);
    const answer = state && (pressedAnswer(turn, state) ?? typedAnswer(turn, state));
    if (state === undefined || answer === undefined) return Dialog.EndOfTurn;
    const { isPress, press } = turn.input;
    if (isPress) {
      const { typed } = answer.inputs;
      // The notice has been read.
      const card =
        state.notice === undefined && press !== undefined
          ? pressedCard(turn, state, press)
          : render(turn, { ...state, notice: undefined });
      turn.replacement = readOnly(card, typed ? plainText(typed, 60) : answer.title);
    }
    return dc.endDialog(answer);
  }

  /** The dialog on top of this question ended: it is open again. */
  override async resumeDialog(dc: DialogContext): Promise<DialogTurnResult> {
    if (dc.activeDialog !== undefined) await this.repromptDialog(dc.context, dc.activeDialog);
    return Dialog.EndOfTurn;
  }

  /** Shows the same card again at the end of the chat. */
  override async repromptDialog(context: DialogContext['context'], instance: DialogInstance): Promise<void> {
    const card = await shownAgain(dialogTurn({ context }), instance);
    if (card !== undefined) say({ context }, card);
  }
}

/** The open question's card, with the notice that runs now. */
export async function shownAgain(
  turn: DialogTurn,
  instance: DialogInstance | undefined,
): Promise<Card | undefined> {
  const state = promptState(instance);
  if (state === undefined) return undefined;
  state.notice = await noticeWithin(turn, state.card);
  await offerTeamsAddress(turn, state.card, state.data);
  return render(turn, state);
}

/** The open question, if it is on top of the conversation's stack. */
export function promptState(instance: DialogInstance | undefined): PromptState | undefined {
  return instance?.id === CARD_PROMPT ? (instance.state as PromptState) : undefined;
}

/** Teams delivers a press of an older card, or the same press twice: those answer nothing. */
export function pressedAnswer(turn: DialogTurn, state: PromptState): CardAnswer | undefined {
  const { press } = turn.input;
  if (press === undefined || press.nonce !== state.nonce) return undefined;
  return answerOn(pressedCard(turn, state, press), press.answer, state.nonce, press.inputs);
}

/** The card that was pressed: asked for several times in a turn, rendered once. */
function pressedCard(turn: DialogTurn, state: PromptState, press: CardPress): Card {
  const card = pressedCards.get(press) ?? render(turn, state);
  pressedCards.set(press, card);
  return card;
}

const pressedCards = new WeakMap<CardPress, Card>();

/** The answer a person typed instead of pressing its button: "yes", "2", or the button's own words. */
export function typedAnswer(turn: DialogTurn, state: PromptState): CardAnswer | undefined {
  const said = turn.input.typed.rest;
  const text = simplify(said);
  if (!turn.input.isMessage || text === '') return undefined;
  const typed = Object.entries(turn.deps.cards.typedAnswers(state.card));
  const card = render(turn, state);
  const listed = typed.find(
    ([value, sayings]) =>
      sayings.some((saying) => isSaid(saying, said)) && answerTitle(card, value) !== undefined,
  );
  const value = answerWithTitle(card, text) ?? listed?.[0];
  const inputs = value === 'typed' ? { typed: said } : {};
  return value === undefined ? undefined : answerOn(card, value, state.nonce, inputs);
}

/** A saying in braces is a kind of words, and one between slashes a pattern: what would go into the card's box, typed in the chat instead. */
function isSaid(saying: string, said: string): boolean {
  if (saying === '{time}') return isAboutTime(said);
  if (saying === '{reply}') return isBareReply(said);
  const pattern = /^\/(.+)\/$/.exec(saying)?.[1];
  return pattern === undefined ? simplify(saying) === simplify(said) : new RegExp(pattern, 'i').test(said);
}

/** Only what the card offers is an answer to it. */
function answerOn(
  card: Card,
  value: string,
  nonce: string,
  inputs: CardAnswer['inputs'],
): CardAnswer | undefined {
  const title = answerTitle(card, value);
  return title === undefined
    ? undefined
    : { value, title, shown: String(card.fallbackText ?? ''), nonce, inputs };
}

function answerWithTitle(card: unknown, text: string): string | undefined {
  if (card === null || typeof card !== 'object') return undefined;
  const { type, data, title } = card as { type?: unknown; data?: { answer?: string }; title?: string };
  if (type === 'Action.Execute' && title !== undefined && simplify(title) === text) return data?.answer;
  for (const item of Object.values(card)) {
    const found = answerWithTitle(item, text);
    if (found !== undefined) return found;
  }
  return undefined;
}

const simplify = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The question's card as shown in the chat. */
function render(turn: DialogTurn, { card, data, nonce, notice }: PromptState): Card {
  const { cards } = turn.deps;
  const shown = cards.render(card, { ...data, ...teamsData(turn), nonce: late(nonce) });
  if (notice === undefined) return shown;
  const { body } = cards.render('notice-within', { ...notice, nonce: late(nonce) });
  return { ...shown, body: [body, shown.body].flat() };
}
