import { type Card, isRecord } from './activity.ts';
import { SimulatorError } from './simulator-error.ts';

/** An action of a card, as the card's JSON has it. */
export interface CardAction {
  type?: string | undefined;
  title?: string | undefined;
  id?: string | undefined;
  verb?: string | undefined;
  data?: unknown;
  fallback?: unknown;
}

/** The button with this title, verb or id. Throws when the card has none: nobody can press what is not there. */
function findAction(card: Card, name: string): CardAction {
  const actions = everything(card).filter(
    (part): part is Card & CardAction => typeof part.type === 'string' && part.type.startsWith('Action.'),
  );
  const action = actions.find(({ title, verb, id }) => [title, verb, id].includes(name));
  if (action) return action;
  const offered = actions.map(({ title, verb, id }) => title ?? verb ?? id).join(', ') || 'none';
  throw new SimulatorError('no-such-action', `The card has no action "${name}". It has: ${offered}.`);
}

/** What each input of a card holds before anyone touches it; empty ones are not sent. */
function inputValues(card: Card): Record<string, unknown> {
  const inputs = everything(card).filter(({ type }) => typeof type === 'string' && type.startsWith('Input.'));
  const values = inputs.map((input) => [input.id, input.value ?? untouched(input)]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== ''));
}

/** A toggle is always on or off. */
function untouched({ type, valueOff }: Card): unknown {
  return type === 'Input.Toggle' ? (valueOff ?? 'false') : undefined;
}

/**
 * The action and data that a press sends. By name, inputs left out keep the card's own values. An old Teams client
 * knows no Action.Execute and takes its fallback. Throws for actions that never reach a bot, such as Action.OpenUrl.
 */
export function pressOf(
  card: Card,
  action: string | CardAction,
  inputs: Record<string, unknown>,
  oldClient: boolean,
): { type: string; title?: string; id?: string; verb?: string; data: Record<string, unknown> } {
  const found = typeof action === 'string' ? findAction(card, action) : action;
  const values = typeof action === 'string' ? { ...inputValues(card), ...inputs } : inputs;
  const taken: CardAction = oldClient && isRecord(found.fallback) ? found.fallback : found;
  const { type = 'Action.Execute', title, id, verb, data } = taken;
  if (type !== 'Action.Execute' && type !== 'Action.Submit') {
    throw new SimulatorError('not-for-bot', `An ${type} does not reach the bot. Press an Execute or Submit.`);
  }
  const named = { ...(title && { title }), ...(id && { id }), ...(verb && { verb }) };
  return { type, ...named, data: { ...(isRecord(data) && data), ...values } };
}

/** Every object inside the card, fallbacks aside: they are not on screen. */
function everything(card: unknown): Card[] {
  if (Array.isArray(card)) return card.flatMap(everything);
  if (!isRecord(card)) return [];
  const inside = Object.entries(card).filter(([key]) => key !== 'fallback' && key !== 'data');
  return [card, ...inside.flatMap(([, value]) => everything(value))];
}
