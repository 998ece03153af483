import type { Card } from '../cards/render.ts';
import { SENTENCES } from '../cards/sentences.ts';
import { isRecord } from '../store/stored-json.ts';
import type { Reply, TurnAnswer } from './turn-answer.ts';

/** The body of the response to Action.Execute. */
export type PressResponse = ReturnType<typeof pressResponse>;

/**
 * A card replaces the pressed one, for who pressed it; a sentence leaves that unchanged. Never nothing: to an empty value Teams
 * says "Unable to reach app", and sends the press again.
 */
export const pressResponse = ({ card, notice = '', replies = [] }: TurnAnswer) =>
  card === undefined
    ? ({
        statusCode: 200,
        type: 'application/vnd.microsoft.activity.message',
        value: notice || (replies.length > 0 ? SENTENCES.answeredBelow : SENTENCES.nothingNew),
      } as const)
    : ({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card } as const);

/** The same while Teams takes no messages: the response reaches people all the same, and says that more is to come. */
export function waitingResponse({ card, notice = '' }: TurnAnswer): PressResponse {
  const waits = SENTENCES.answerWaits;
  if (card === undefined) return pressResponse({ notice: notice === '' ? waits : `${notice} ${waits}` });
  const line = { type: 'TextBlock', text: waits, wrap: true, isSubtle: true };
  return pressResponse({ card: { ...card, body: [...listOf(card.body), line] } });
}

/**
 * What a press leads to as one card, to show in place of the pressed one: the answer to a press counts towards no limit of Teams.
 * Undefined where it does not end with a card, or is more than words and cards.
 */
export function inPlace(replies: readonly Reply[]): Card | undefined {
  const last = cardOf(replies.at(-1));
  const before = replies.slice(0, -1).map(elementsOf);
  if (last === undefined || before.some((one) => one === undefined)) return undefined;
  return { ...last, body: [...before.flatMap((one) => one ?? []), ...listOf(last.body)] };
}

/** A reply as elements at the top of another card. */
function elementsOf(reply: Reply): object[] | undefined {
  if (typeof reply === 'string') return [{ type: 'TextBlock', text: reply, wrap: true }];
  const card = cardOf(reply);
  if (card === undefined) return undefined;
  const actions = listOf(card.actions);
  return [...listOf(card.body), ...(actions.length > 0 ? [{ type: 'ActionSet', actions }] : [])];
}

function cardOf(reply: Reply | undefined): Card | undefined {
  const { attachments } = isRecord(reply) ? (reply as { attachments?: { content?: unknown }[] }) : {};
  const [content, ...others] = attachments?.map((one) => one.content) ?? [];
  return others.length === 0 && isCard(content) ? content : undefined;
}

const isCard = (content: unknown): content is Card => isRecord(content) && content.type === 'AdaptiveCard';

const listOf = (value: unknown): object[] => (Array.isArray(value) ? value : []);
