import type { z } from 'zod';

/** What a column holds as JSON; undefined where it holds nothing, or no JSON. */
export function readJson(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same in the shape it should have; undefined where it has another. */
export function readJsonAs<T extends z.ZodType>(shape: T, text: string | null): z.output<T> | undefined {
  return shape.safeParse(readJson(text)).data;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The texts among the values; another version may store other things with them. */
export function readTexts(text: string | null): Record<string, string> | undefined {
  const value = readJson(text);
  if (!isRecord(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
