import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { isPressedWith, pressedData } from '../../../dialogs/engine/card-press.ts';

/** What the buttons of the queue, the report and the help send back. `anew`: not in place of the card that was pressed. */
const TeamPress = z.object({
  desk: z.enum(['queue', 'report']),
  page: z.coerce.number().int().min(0).max(10_000).catch(0),
  mine: z.literal('true').optional().catch(undefined),
  days: z.literal('30').optional().catch(undefined),
  anew: z.literal('true').optional().catch(undefined),
});
export type TeamPress = z.infer<typeof TeamPress>;

/** A press of the ESR Team's own cards; undefined for anything else. */
export function readTeamPress(activity: Activity): TeamPress | undefined {
  if (!isPressedWith(activity, 'desk')) return undefined;
  const parsed = TeamPress.safeParse(pressedData(activity));
  return parsed.success ? parsed.data : undefined;
}
