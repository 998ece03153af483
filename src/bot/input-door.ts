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
  const filled = filledIn(activity);
  if (filled !== undefined) filled.replace(redactFields(filled.fields, isOursOn(cards)));
}

/** What somebody wrote into the boxes of a card, each box by itself. */
export function typedIn(cards: Cards, activity: Pick<Activity, 'type' | 'value'>): string[] {
  const isOurs = isOursOn(cards);
  return Object.entries(filledIn(activity)?.fields ?? {}).flatMap(([field, value]) =>
    typeof value === 'string' && !isOurs(field) ? [value] : [],
  );
}

const isOursOn =
  ({ inputs: { own, chosen } }: Cards) =>
  (field: string) =>
    ALWAYS_OURS.has(field) || own.has(field) || chosen.has(inTemplate(field));

interface FilledIn {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly replace: (fields: Record<string, unknown>) => void;
}

/** Where an activity has what was filled in: a submit, an execute, or a dialog's. */
function filledIn(activity: Pick<Activity, 'type' | 'value'>): FilledIn | undefined {
  const { type, value } = activity;
  if (!isRecord(value)) return undefined;
  if (type === 'message') {
    return {
      fields: value,
      replace: (fields) => {
        activity.value = fields;
      },
    };
  }
  const { action } = value;
  if (isRecord(action) && isRecord(action.data)) {
    return {
      fields: action.data,
      replace: (data) => {
        value.action = { ...action, data };
      },
    };
  }
  if (!isRecord(value.data)) return undefined;
  return {
    fields: value.data,
    replace: (data) => {
      value.data = data;
    },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
