import type { Activity } from 'botbuilder';
import { z } from 'zod';

const Text = z.string().max(4000);

/** What our own cards send back. Inputs come merged into the data, as text. */
const PressData = z
  .object({ answer: z.string().max(200), nonce: z.string().max(60) })
  .catchall(
    z.union([Text, z.number().transform(String), z.boolean().transform(String), z.null()]).catch(null),
  );

/** A press of a card that answers a question in a dialog. */
export interface CardPress {
  readonly answer: string;
  readonly nonce: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** The data of a pressed action, whichever way it came: Action.Execute (an invoke) or Action.Submit (a message). */
export function pressedData(activity: Pick<Activity, 'type' | 'name' | 'value'>): unknown {
  if (activity.type === 'invoke') {
    if (activity.name !== 'adaptiveCard/action') return undefined;
    return (activity.value as { action?: { data?: unknown } | null } | null | undefined)?.action?.data;
  }
  return activity.type === 'message' ? (activity.value ?? undefined) : undefined;
}

/** Whether a pressed action's data has this field. */
export function isPressedWith(activity: Pick<Activity, 'type' | 'name' | 'value'>, field: string): boolean {
  const data = pressedData(activity);
  return typeof data === 'object' && data !== null && field in data;
}

/** Several ask about the same activity in a turn. */
const read = new WeakMap<object, CardPress | undefined>();

/** The press in an activity, or undefined when it holds none that we understand. */
export function readPress(activity: Pick<Activity, 'type' | 'name' | 'value'>): CardPress | undefined {
  if (!read.has(activity)) read.set(activity, parsePress(activity));
  return read.get(activity);
}

function parsePress(activity: Pick<Activity, 'type' | 'name' | 'value'>): CardPress | undefined {
  const parsed = PressData.safeParse(pressedData(activity));
  if (!parsed.success) return undefined;
  const { answer, nonce, ...rest } = parsed.data;
  const inputs = Object.fromEntries(
    Object.entries(rest).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value.trim()]] : [])),
  );
  return { answer, nonce, inputs };
}
