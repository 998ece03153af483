import type { Activity, TurnContext } from 'botbuilder';
import { cardMessage } from '../cards/message.ts';
import type { Card } from '../cards/render.ts';
import { sendProblem } from './send-errors.ts';

/** Shows a card in place of the one that was pressed; as a new message where Teams doesn't know that one. */
export async function showInPlace(context: TurnContext, card: Card): Promise<void> {
  const message = cardMessage(card) as Partial<Activity>;
  const { replyToId } = context.activity;
  if (replyToId !== undefined && (await isUpdated(context, { ...message, id: replyToId }))) return;
  await context.sendActivity(message);
}

async function isUpdated(context: TurnContext, message: Partial<Activity>): Promise<boolean> {
  try {
    await context.updateActivity(message);
    return true;
  } catch (error) {
    if (sendProblem(error).kind === 'retry') throw error;
    return false;
  }
}
