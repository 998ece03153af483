import type { AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import type { TrustId } from '../guides/ids.ts';
import { messageResponse } from './invoke-responses.ts';

const HELP =
  'New cases come here as cards. Claim one to take it, and resolve it with what was done: the person who raised it is told what to do next.';

/** The ESR Team's linked chat. Its work is done on the cards; what is typed gets a short answer. */
export class TeamChat {
  async turn(context: TurnContext, _trust: TrustId): Promise<AdaptiveCardInvokeResponse> {
    if (context.activity.type === 'message') await context.sendActivity(HELP);
    return messageResponse(HELP);
  }
}
