import type { Activity, AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import { pressedData } from '../../dialogs/card-press.ts';
import { cardMessage } from '../cards/message.ts';
import type { Card } from '../cards/render.ts';
import type { LearnersReading } from '../intake/learners.ts';
import { announceNotice, type NoticePressParts } from './desk/notice-press.ts';
import { cardResponse, messageResponse } from './invoke-responses.ts';
import { personOf } from './people.ts';
import { type CommandParts, doCommand, listCases } from './trainers/answer-command.ts';
import { LearnersPress } from './trainers/apply-press.ts';
import { readTrainerCommand } from './trainers/commands.ts';
import type { Here, LearnersDesk } from './trainers/learners-desk.ts';
import { saidWithTables } from './trainers/said-with-tables.ts';
import { TRAINER_SENTENCES as SAYS } from './trainers/sentences.ts';
import type { TrainerAddresses } from './trainers/trainer-address.ts';

export interface EscalationParts extends CommandParts {
  readonly learners: LearnersDesk;
  readonly addresses: TrainerAddresses;
  readonly notice: NoticePressParts;
}

/** The Epic trainers' linked chat: learners in any form, the form for one, commands, and presses of the learners' card. */
export class EscalationChat {
  readonly #parts: EscalationParts;

  constructor(parts: EscalationParts) {
    this.#parts = parts;
  }

  async turn(context: TurnContext, trust: string): Promise<AdaptiveCardInvokeResponse> {
    const { activity } = context;
    const here: Here = {
      trust,
      chat: activity.conversation.id,
      person: personOf(activity),
      activityId: activity.id ?? '',
    };
    const press = LearnersPress.safeParse(pressedData(activity));
    if (press.success) return this.#press(context, here, press.data);
    if (activity.type !== 'message' || pressedData(activity) !== undefined)
      return messageResponse(SAYS.oldButton);
    await this.#said(context, here);
    return messageResponse('');
  }

  async #said(context: TurnContext, here: Here): Promise<void> {
    const { learners, addresses } = this.#parts;
    const said = saidWithTables(context.activity);
    const command = readTrainerCommand(said);
    if (command !== undefined) return this.#command(context, here, command);
    const reading = learners.read(said, here.trust, await addresses.of(context));
    if (reading.rows.length === 0) {
      const secret = reading.findings.some((finding) => finding.code === 'sensitive-data');
      await context.sendActivity(secret ? `${SAYS.secretSaid} ${SAYS.howTo}` : SAYS.howTo);
      return;
    }
    await this.#open(context, here, reading);
  }

  async #command(
    context: TurnContext,
    here: Here,
    command: NonNullable<ReturnType<typeof readTrainerCommand>>,
  ): Promise<void> {
    switch (command.name) {
      case 'help':
        return void (await context.sendActivity(SAYS.help));
      case 'form':
        return this.#open(context, here, NOTHING_READ);
      case 'mine':
        return void (await context.sendActivity(await listCases(this.#parts, here)));
      default:
        return void (await context.sendActivity(await doCommand(this.#parts, here, command)));
    }
  }

  async #open(context: TurnContext, here: Here, reading: LearnersReading): Promise<void> {
    const { learners, notice } = this.#parts;
    await announceNotice(notice, context, here.trust);
    for (const { id, card } of await learners.open(here, reading)) {
      try {
        await context.sendActivity(cardMessage(card) as Partial<Activity>);
      } catch (error) {
        await learners.forget(id);
        throw error;
      }
    }
  }

  async #press(context: TurnContext, here: Here, press: LearnersPress): Promise<AdaptiveCardInvokeResponse> {
    const { activity } = context;
    const pressed = await this.#parts.learners.press(here, press);
    if (pressed === undefined) {
      if (activity.type === 'message') await context.sendActivity(SAYS.notHere);
      return messageResponse(SAYS.notHere);
    }
    // Everyone in the chat sees the card as it is now, not only who pressed: the next press may be a colleague's.
    await showToAll(context, pressed.card);
    return cardResponse(pressed.card);
  }
}

const NOTHING_READ: LearnersReading = { rows: [], findings: [], complete: false };

async function showToAll(context: TurnContext, card: Card): Promise<void> {
  const { type, replyToId } = context.activity;
  if (replyToId === undefined) return;
  try {
    await context.updateActivity({ ...cardMessage(card), id: replyToId } as Partial<Activity>);
  } catch (error) {
    // What was done is done: who pressed sees it in the answer, and the others at the next press.
    if (type !== 'invoke') throw error;
  }
}
