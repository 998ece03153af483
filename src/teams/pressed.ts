import type { Activity } from 'botbuilder';
import { isRecord } from '../store/stored-json.ts';

/** The parts of an activity that a press is in. */
export type SentActivity = Pick<Activity, 'type' | 'value'> & { readonly name?: string };

/** The data of a pressed action, whichever way it came: Action.Execute (an invoke) or Action.Submit (a message). */
export function pressedData({ type, name, value }: SentActivity): unknown {
  if (type === 'message') return value ?? undefined;
  if (type !== 'invoke' || name !== 'adaptiveCard/action') return undefined;
  return (value as { action?: { data?: unknown } | null } | null | undefined)?.action?.data;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Filled-in values: of an Action.Submit, an Action.Execute, or a dialog. Replaceable. */
export const cardInputsOf = (activity: SentActivity) => ({
  get filledIn(): Fields | undefined {
    const { type, value } = activity;
    if (!isRecord(value)) return undefined;
    if (type === 'message') return value;
    const { action, data } = value;
    if (isRecord(action) && isRecord(action.data)) return action.data;
    return isRecord(data) ? data : undefined;
  },
  set filledIn(data: Fields | undefined) {
    const { type, value } = activity;
    if (type === 'message') activity.value = data;
    else if (isRecord(value) && isRecord(value.action)) value.action = { ...value.action, data };
    else if (isRecord(value)) value.data = data;
  },
});
