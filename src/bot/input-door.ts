import type { Activity } from 'botbuilder';
import { inTemplate } from '../cards/inputs.ts';
import type { Cards } from '../cards/render.ts';
import { redactFields } from '../privacy/typed-fields.ts';

/** Sent along by every button, or by Teams, and by no template: see `completeActions`. */
const ALWAYS_OURS: ReadonlySet<string> = new Set(['nonce', 'msteams']);

/**
 * Takes secrets out of everything that was filled in on a card, before anything else reads the activity: whatever is kept,
 * shown again, sent on or logged comes through here. `heldSecret` says afterwards where one stood.
 */
export function withoutSecrets(cards: Cards, activity: Pick<Activity, 'type' | 'value'>): void {
  const { value } = activity;
  if (!isRecord(value)) return;
  const { own, chosen } = cards.inputs;
  const isOurs = (field: string) => ALWAYS_OURS.has(field) || own.has(field) || chosen.has(inTemplate(field));
  if (activity.type === 'message') activity.value = redactFields(value, isOurs);
  else if (isRecord(value.action) && isRecord(value.action.data)) {
    value.action = { ...value.action, data: redactFields(value.action.data, isOurs) };
  } else if (isRecord(value.data)) value.data = redactFields(value.data, isOurs);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
