import { randomUUID } from 'node:crypto';
import type { Activity, AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import { pressedData } from '../../../dialogs/engine/card-press.ts';
import { cardMessage } from '../../cards/message.ts';
import type { Card } from '../../cards/render.ts';
import { unreadSentence } from '../../cards/sentences.ts';
import { exampleUsername } from '../../guides/username-rules.ts';
import type { LearnersReading } from '../../intake/learners/learners.ts';
import { readSaid } from '../../intake/message/said.ts';
import { cardResponse, messageResponse } from '../../teams/invoke-responses.ts';
import { personOf } from '../../teams/people.ts';
import { showInPlace } from '../../teams/show-in-place.ts';
import { announceNotice, type NoticePressDeps } from '../notices/notice-press.ts';
import { type CommandDeps, doCommand, listCases } from './answer-command.ts';
import { LearnersPress } from './apply-press.ts';
import type { Here, LearnerDrafts } from './learner-drafts.ts';
import { TRAINER_SENTENCES as SAYS } from './sentences.ts';
import type { TrainerAddresses } from './trainer-address.ts';
import { readTrainerCommand } from './trainer-commands.ts';

export interface EscalationDeps extends CommandDeps {
  readonly learners: LearnerDrafts;
  readonly addresses: TrainerAddresses;
  readonly notice: NoticePressDeps;
}

/** The Epic trainers' linked chat: learners in any form, the form for one, commands, and presses of the learners' card. */
export class EscalationChat {
  readonly #deps: EscalationDeps;

  constructor(deps: EscalationDeps) {
    this.#deps = deps;
  }

  async turn(context: TurnContext, trust: string): Promise<AdaptiveCardInvokeResponse> {
    const { activity } = context;
    const here: Here = {
      trust,
      chat: activity.conversation.id,
      person: personOf(activity),
      activityId: activity.id ?? randomUUID(),
    };
    const press = LearnersPress.safeParse(pressedData(activity));
    if (press.success) return this.#press(context, here, press.data);
    if (activity.type !== 'message' || pressedData(activity) !== undefined)
      return messageResponse(SAYS.oldButton);
    await this.#said(context, here);
    return messageResponse('');
  }

  async #said(context: TurnContext, here: Here): Promise<void> {
    const { learners, addresses } = this.#deps;
    const { text, rich, attachments } = readSaid(context.activity);
    // The words of a table are its cells, and no command.
    const command = rich === text ? readTrainerCommand(text) : undefined;
    const unread = unreadSentence(attachments, text !== '');
    if (command !== undefined) {
      if (unread !== undefined) await context.sendActivity(unread);
      return this.#command(context, here, command);
    }
    const reading = learners.read(rich, here.trust, await addresses.of(context));
    const names = reading.rows.some((row) => row.username !== undefined || row.email !== undefined);
    const secret = reading.findings.some((finding) => finding.code === 'sensitive-data');
    if (unread !== undefined && !names) {
      // "See the attached list": a form for one learner would answer nothing.
      const say = [...(secret ? [SAYS.secretSaid] : []), unread, SAYS.pasteRows];
      return void (await context.sendActivity(say.join(' ')));
    }
    if (reading.rows.length === 0) {
      const guide = this.#deps.guides.get(here.trust);
      const howTo = SAYS.howTo(guide && exampleUsername(guide));
      await context.sendActivity(secret ? `${SAYS.secretSaid} ${howTo}` : howTo);
      return;
    }
    if (unread !== undefined) await context.sendActivity(`${unread} ${SAYS.onlyWords}`);
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
        return void (await context.sendActivity(await listCases(this.#deps, here)));
      default:
        return void (await context.sendActivity(await doCommand(this.#deps, here, command)));
    }
  }

  async #open(context: TurnContext, here: Here, reading: LearnersReading): Promise<void> {
    const { learners, notice } = this.#deps;
    await announceNotice(notice, context, here.trust);
    for (const card of await learners.open(here, reading)) {
      await context.sendActivity(cardMessage(card) as Partial<Activity>);
    }
  }

  async #press(context: TurnContext, here: Here, press: LearnersPress): Promise<AdaptiveCardInvokeResponse> {
    const { activity } = context;
    const pressed = await this.#deps.learners.press(here, press);
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
  if (type !== 'invoke') return showInPlace(context, card);
  if (replyToId === undefined) return;
  // What was done is done: who pressed sees it in the answer, and the others at the next press.
  await context
    .updateActivity({ ...cardMessage(card), id: replyToId } as Partial<Activity>)
    .catch(() => undefined);
}
