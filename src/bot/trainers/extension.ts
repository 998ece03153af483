import { randomUUID } from 'node:crypto';
import {
  CardFactory,
  type MessagingExtensionAction,
  type MessagingExtensionActionResponse,
  type TurnContext,
} from 'botbuilder';
import { z } from 'zod';
import type { Card, Cards } from '../../cards/render.ts';
import { unreadSentence } from '../../cards/sentences.ts';
import type { LearnersReading } from '../../intake/learners/learners.ts';
import { saidInPayload } from '../../intake/message/said-in-payload.ts';
import type { ChatStore } from '../../store/chats/chat-store.ts';
import { personOf } from '../../teams/people.ts';
import { LearnersPress } from './apply-press.ts';
import type { Here, LearnerDrafts } from './learner-drafts.ts';
import { TRAINER_SENTENCES as SAYS } from './sentences.ts';
import { submitOnly } from './submit-only.ts';
import type { TrainerAddresses } from './trainer-address.ts';

export interface ExtensionDeps {
  readonly chats: ChatStore;
  readonly cards: Cards;
  readonly learners: LearnerDrafts;
  readonly addresses: TrainerAddresses;
}

const JustInstalled = z.object({ msteams: z.object({ justInTimeInstall: z.literal(true) }) });

/** "Escalate to ESR Team" on a message: the learners' card in a dialog, filled from that message. Answers within 5 s. */
export class EscalateExtension {
  readonly #deps: ExtensionDeps;

  constructor(deps: ExtensionDeps) {
    this.#deps = deps;
  }

  /** The dialog for a message: its learners to check, or why nobody can be handed over from this chat. */
  async open(
    context: TurnContext,
    action: MessagingExtensionAction,
  ): Promise<MessagingExtensionActionResponse> {
    const { learners, addresses, chats } = this.#deps;
    const { address, gone } = await addresses.look(context);
    // A chat we were in before may have put us out: what is sent from there could not be followed.
    if (gone) return this.#explain('add-me', true);
    const here = await this.#here(context);
    if (here === undefined) {
      const link = await chats.linkOf(context.activity.conversation.id);
      return this.#explain(link === undefined ? 'not-linked' : 'team-chat');
    }
    const { own, quoted, attachments } = saidInPayload(action.messagePayload);
    const read = (words: string) => learners.read(words, here.trust, address);
    const fromOwn = read(own);
    // "Can you sort this?" over a quoted message: whoever opened the form on it means that one.
    const fromQuoted = namesNobody(fromOwn) && quoted !== '' ? read(`${own}\n${quoted}`) : fromOwn;
    const reading = namesNobody(fromQuoted) ? fromOwn : fromQuoted;
    const unread = unreadSentence(attachments, own.trim() !== '');
    const notices = [
      ...(reading === fromOwn ? [] : [SAYS.quotedOnly]),
      ...(unread === undefined ? [] : [namesNobody(reading) ? `${unread} ${SAYS.pasteRows}` : unread]),
    ];
    const [opened] = await learners.open(here, reading, 1, notices);
    return opened === undefined ? {} : dialog(opened);
  }

  /** A press in the dialog. Shows what is left to put right, or closes: what was sent is told in the chat. */
  async submit(
    context: TurnContext,
    action: MessagingExtensionAction,
  ): Promise<MessagingExtensionActionResponse> {
    if (JustInstalled.safeParse(action.data).success) return this.open(context, action);
    const press = LearnersPress.safeParse(action.data);
    const here = await this.#here(context);
    if (here === undefined) return this.#explain('not-linked');
    const pressed = press.success ? await this.#deps.learners.press(here, press.data) : undefined;
    if (pressed === undefined) return this.#explain('forgotten');
    return pressed.done ? {} : dialog(pressed.card);
  }

  /** Only the linked escalation chat may raise cases for others. */
  async #here(context: TurnContext): Promise<Here | undefined> {
    const { activity } = context;
    const link = await this.#deps.chats.linkOf(activity.conversation.id);
    if (link?.role !== 'escalation') return undefined;
    return {
      trust: link.trust,
      chat: activity.conversation.id,
      person: personOf(activity),
      activityId: activity.id ?? randomUUID(),
    };
  }

  #explain(why: keyof typeof WHY, install = false): MessagingExtensionActionResponse {
    return dialog(this.#deps.cards.render('cannot-escalate', { ...WHY[why], install }));
  }
}

const namesNobody = ({ rows }: LearnersReading) =>
  !rows.some((row) => row.username !== undefined || row.email !== undefined);

const WHY = {
  'add-me': {
    title: 'Add me to this chat first',
    text: 'I am not in this chat, so I could not tell you how it goes. Add me, and I go on from here.',
  },
  'not-linked': {
    title: 'This chat is not linked',
    text: 'Learners can be handed over only from the chat that a Trust has linked for its Epic trainers. Whoever runs the bot can make a link code. Then mention me here with: link CODE',
  },
  'team-chat': {
    title: 'This is the ESR Team’s chat',
    text: 'Learners are handed over from the Epic trainers’ chat. The cases come here as cards.',
  },
  forgotten: { title: 'Please start again', text: SAYS.notHere },
} as const;

function dialog(card: Card): MessagingExtensionActionResponse {
  return {
    task: {
      type: 'continue',
      value: {
        title: 'Escalate to ESR Team',
        height: 'large',
        width: 'medium',
        card: CardFactory.adaptiveCard(submitOnly(card)),
      },
    },
  };
}
