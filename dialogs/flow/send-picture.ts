import { words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { AttachmentKind } from '../../src/intake/message/attachment-kind.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from '../engine/card-prompt.ts';
import { type DialogTurn, dialogTurn, guideOf, say } from '../engine/conversation-state.ts';
import { type DialogContext, WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import { openCases } from './about-cases.ts';

export const SEND_PICTURE = 'send-picture';

interface SendPictureOptions {
  /** The case that the picture goes with. */
  readonly reference: string;
}

type PictureStep = WaterfallStepContext<SendPictureOptions>;

/** Asks whether to send the picture of the screen to the ESR Team too. Nothing of it is kept until they say yes. */
export const sendPicture = new WaterfallDialog<SendPictureOptions>(SEND_PICTURE, [ask, send]);

async function ask(step: PictureStep) {
  const { reference } = step.options;
  const question: CardQuestion = { card: 'send-picture', data: { reference: words(reference) } };
  return step.beginDialog(CARD_PROMPT, question);
}

async function send(step: PictureStep) {
  const turn = dialogTurn(step);
  const { conversation, deps, person, chat } = turn;
  const { value, nonce } = step.result as CardAnswer;
  const { picture: where } = conversation;
  if (value !== 'send') return end(step, SENTENCES.pictureKept);
  // Pictures were turned off since.
  if (deps.pictures === undefined) return end(step, SENTENCES.picture.off);
  const { reference } = step.options;
  // They may have changed their organisation since they sent the case.
  const it = (await openCases(turn)).find((one) => one.reference === reference);
  const trust = it?.trust ?? guideOf(turn).trust;
  const picture = { reference, trust, from: person, chat, key: nonce };
  const result = where === undefined ? 'not-fetched' : await deps.pictures.send({ ...picture, where });
  if (result === 'sent') return end(step, SENTENCES.pictureSent);
  if (result === 'closed') return end(step, SENTENCES.pictureCaseClosed);
  // It can be asked again: they may have deleted it to send a cropped one, or others' pictures come first.
  say(step, SENTENCES.pictureNotReady);
  return step.replaceDialog(SEND_PICTURE, step.options);
}

function end(step: PictureStep, sentence: string) {
  delete dialogTurn(step).conversation.picture;
  say(step, sentence);
  return step.endDialog();
}

/** Whether the last picture can still be had, and there is somebody to send it to. */
export const maySend = ({ conversation: { picture }, deps }: DialogTurn): boolean =>
  picture !== undefined && deps.pictures?.has(picture) === true;

/** Whether a picture came in answer to the question, cropped perhaps: from now on the question is about that one. */
export function takesPicture(dc: DialogContext, attachments: readonly AttachmentKind[]): boolean {
  if (!attachments.includes('picture') || !dc.stack.some(({ id }) => id === SEND_PICTURE)) return false;
  const { conversation, picture } = dialogTurn(dc);
  if (picture !== undefined) conversation.picture = picture;
  say(dc, picture === undefined ? SENTENCES.pictureNotUsable : SENTENCES.pictureChanged);
  return true;
}
