import type { Activity, TurnContext } from 'botbuilder';
import { cardMessage } from '../cards/message.ts';
import type { Card } from '../cards/render.ts';

/** Shows a card in place of the one that was pressed; as a new message where Teams doesn't know that one. */
export async function showInPlace(context: TurnContext, card: Card): Promise<void> {
  if (!(await isShownInPlace(context, card))) {
    await context.sendActivity(cardMessage(card) as Partial<Activity>);
  }
}

/** False where Teams knows of no such message (any more). What it refuses for the moment, the adapter repeats. */
export async function isShownInPlace(context: TurnContext, card: Card): Promise<boolean> {
  const { replyToId: id } = context.activity;
  if (id === undefined) return false;
  return context.updateActivity({ ...(cardMessage(card) as Partial<Activity>), id }).then(
    () => true,
    () => false,
  );
}
