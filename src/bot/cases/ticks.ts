import { z } from 'zod';
import { readReference } from '../../text/reference.ts';

/** The references on a card, as its buttons send them: with commas between them, in the order of its rows. */
export const Listed = z
  .string()
  .max(1000)
  .catch('')
  .transform((list): readonly string[] => [
    ...new Set(list.split(',').flatMap((one) => readReference(one) ?? [])),
  ]);

/** Those of them that were ticked: `tick-N` is the tick of row N, from 0. */
export const tickedOf = (
  press: Readonly<Record<string, unknown>>,
  listed: readonly string[],
): readonly string[] => listed.filter((_, row) => press[`tick-${row}`] === 'true');
