import { z } from 'zod';
import { readReference } from '../../text/reference.ts';

/** The references on a card, in the order of its rows: its buttons send them separated by commas. */
export const Listed = z
  .string()
  .max(1000)
  .catch('')
  .transform((list): readonly string[] => [
    ...new Set(list.split(',').flatMap((one) => readReference(one) ?? [])),
  ]);

/** The ticked ones: `tick-N` is the tick of row N, counted from 0. */
export const tickedOf = (
  press: Readonly<Record<string, unknown>>,
  listed: readonly string[],
): readonly string[] => listed.filter((_, row) => press[`tick-${row}`] === 'true');
