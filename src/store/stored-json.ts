import { z } from 'zod';

/** A person, as stored in a JSON column. */
export const PersonJson = z.object({ id: z.string(), name: z.string() });

/** Stands for a person whom a damaged row has lost. */
export const SOMEONE = { id: '', name: 'Someone' } as const;

/** A column's JSON value; undefined where the column is empty or holds no JSON. */
export function readJson(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON value in the expected shape; undefined where it has another. */
export function readJsonAs<T extends z.ZodType>(shape: T, text: string | null): z.output<T> | undefined {
  return shape.safeParse(readJson(text)).data;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The values of a JSON object that are texts; another version may store other values beside them. */
export function readTexts(text: string | null): Record<string, string> | undefined {
  const value = readJson(text);
  if (!isRecord(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
