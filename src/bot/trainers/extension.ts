import { z } from 'zod';
import type { Cards } from '../../cards/render.ts';
import { saidInPayload } from '../../intake/message/said-in-payload.ts';
import type { ChatStore } from '../../store/chats/chat-store.ts';
import type { DialogAnswer, DialogRequest } from '../../teams/activity-handler.ts';
import type { MemberAddresses } from '../../teams/member-addresses.ts';
import type { Turn } from '../../teams/turn.ts';
import { LearnersPress } from './draft-press.ts';
import { type Here, hereIn, type LearnerDrafts, namesNobody } from './learner-drafts.ts';
import { CANNOT_ESCALATE, TRAINER_TEXTS as TEXTS } from './texts.ts';
import { unreadHere, withHowTo } from './unread.ts';

export interface ExtensionDeps {
  readonly chats: ChatStore;
  readonly cards: Cards;
  readonly learners: LearnerDrafts;
  readonly addresses: MemberAddresses;
}

const JustInstalled = z.object({ msteams: z.object({ justInTimeInstall: z.literal(true) }) });

/** "Escalate to ESR Team" on a message: the learners' card in a dialog, filled from that message. Answers within 5 s. */
export class EscalateExtension {
  readonly #deps: ExtensionDeps;

  constructor(deps: ExtensionDeps) {
    this.#deps = deps;
  }

  /** The dialog for a message: its learners to check, or why no learner can be sent from this chat. */
  async open(turn: Turn, { messagePayload }: DialogRequest): Promise<DialogAnswer> {
    const { learners, addresses, chats } = this.#deps;
    const { address, gone } = await addresses.look(turn);
    // The bot is not in this chat, so it could not send news of the cases here.
    if (gone) return this.#explain('add-me', true);
    const here = await this.#here(turn);
    if (here === undefined) {
      const link = await chats.linkOf(turn.chat.id);
      return this.#explain(link === undefined ? 'not-linked' : 'team-chat');
    }
    const { own, quoted, attachments } = saidInPayload(messagePayload);
    const read = (words: string) => learners.read(words, here.trust, address);
    const fromOwn = read(own);
    // "Can you sort this?" with a quoted message means the learner in that message.
    const fromQuoted = namesNobody(fromOwn) && quoted !== '' ? read(`${own}\n${quoted}`) : fromOwn;
    const reading = namesNobody(fromQuoted) ? fromOwn : fromQuoted;
    const unread = unreadHere(attachments, own, namesNobody(reading));
    const notices = [
      ...(reading === fromOwn ? [] : [TEXTS.quotedOnly]),
      ...(unread === undefined ? [] : [namesNobody(reading) ? withHowTo(unread) : unread]),
    ];
    const [card] = await learners.open(here, reading, 1, notices);
    return card === undefined ? this.#explain('forgotten') : { title: TEXTS.dialogTitle, card };
  }

  /** A press in the dialog: shows what is still to correct, or says how it ended. */
  async submit(turn: Turn, request: DialogRequest): Promise<DialogAnswer> {
    if (JustInstalled.safeParse(request.data).success) return this.open(turn, request);
    const press = LearnersPress.safeParse(request.data);
    const here = await this.#here(turn);
    if (here === undefined) return this.#explain('not-linked');
    const pressed = press.success ? await this.#deps.learners.press(here, press.data) : undefined;
    if (pressed === undefined) return this.#explain('forgotten');
    if (pressed.done) return pressed.sent ? TEXTS.dialogSent : TEXTS.dialogNotSent;
    return { title: TEXTS.dialogTitle, card: pressed.card };
  }

  /** Only the linked escalation chat may raise cases for others. */
  async #here(turn: Turn): Promise<Here | undefined> {
    const link = await this.#deps.chats.linkOf(turn.chat.id);
    return link?.role === 'escalation' ? hereIn(turn, link.trust) : undefined;
  }

  #explain(why: keyof typeof CANNOT_ESCALATE, install = false): DialogAnswer {
    const card = this.#deps.cards.render('cannot-escalate', { ...CANNOT_ESCALATE[why], install });
    return { title: TEXTS.dialogTitle, card };
  }
}
