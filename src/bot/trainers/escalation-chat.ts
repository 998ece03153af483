import { cardMessage } from '../../cards/message.ts';
import { unreadSentence } from '../../cards/sentences.ts';
import { exampleUsername } from '../../guides/username-rules.ts';
import type { LearnersReading } from '../../intake/learners/learners.ts';
import { findSecrets } from '../../privacy/secrets/secrets.ts';
import type { MemberAddresses } from '../../teams/member-addresses.ts';
import type { Reply, Turn, TurnAnswer } from '../../teams/turn.ts';
import { PRESS_TEXTS } from '../cases/texts.ts';
import { type NoticePressDeps, noticeFor } from '../notices/notice-press.ts';
import { type CommandDeps, doCommand, listCases } from './case-commands.ts';
import { LearnersPress } from './draft-press.ts';
import { type Here, hereIn, type LearnerDrafts, namesNobody } from './learner-drafts.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';
import { readTrainerCommand, type TrainerCommand } from './trainer-commands.ts';

export interface EscalationDeps extends CommandDeps {
  readonly learners: LearnerDrafts;
  readonly addresses: MemberAddresses;
  readonly notice: NoticePressDeps;
}

/** The Epic trainers' linked chat: learners in any form, the form for one, commands, and presses of the learners' card. */
export class EscalationChat {
  readonly #deps: EscalationDeps;

  constructor(deps: EscalationDeps) {
    this.#deps = deps;
  }

  async turn(turn: Turn, trust: string): Promise<TurnAnswer> {
    const here = hereIn(turn, trust);
    const press = LearnersPress.safeParse(turn.pressed);
    if (press.success) return this.#press(here, press.data);
    if (!turn.isMessage || turn.pressed !== undefined) return { notice: PRESS_TEXTS.unreadable };
    return this.#said(turn, here);
  }

  async #said(turn: Turn, here: Here): Promise<TurnAnswer> {
    const { learners, addresses, guides } = this.#deps;
    const { text, rich, attachments } = turn.said;
    // The words of a table are its cells, and no command.
    const command = rich === text ? readTrainerCommand(text) : undefined;
    const unread = unreadSentence(attachments, text !== '');
    if (command !== undefined) {
      // For added words, the case's answer says so.
      const secret = !('text' in command) && findSecrets(text).length > 0 ? [TEXTS.secretSaid] : [];
      const before = [...secret, ...(unread === undefined ? [] : [unread])];
      const { replies, ...how } = await this.#command(here, command);
      return { ...how, replies: [...before, ...replies] };
    }
    const reading = learners.read(rich, here.trust, await addresses.of(turn));
    const secret = reading.findings.some(({ code }) => code === 'sensitive-data') ? [TEXTS.secretSaid] : [];
    // "See the attached list": a form for one learner would answer nothing.
    if (unread !== undefined && namesNobody(reading)) {
      const error = attachments.includes('picture') ? [TEXTS.typeError] : [];
      return only([[...secret, unread, TEXTS.pasteRows, ...error].join(' ')]);
    }
    if (reading.rows.length === 0) {
      const guide = guides.get(here.trust);
      return only([[...secret, TEXTS.howTo(guide && exampleUsername(guide))].join(' ')]);
    }
    const remark = unread === undefined ? [] : [`${unread} ${TEXTS.onlyWords}`];
    return { replies: [...remark, ...(await this.#open(here, reading))], seen: here.message !== undefined };
  }

  async #command(here: Here, command: TrainerCommand): Promise<Replies> {
    switch (command.name) {
      case 'help':
        return only([TEXTS.help]);
      case 'form':
        return { replies: await this.#open(here, NOTHING_READ) };
      case 'mine':
        return only([await listCases(this.#deps, here)]);
      default: {
        const { says, isRefusal } = await doCommand(this.#deps, here, command);
        return isRefusal ? only([says]) : { replies: [says] };
      }
    }
  }

  async #open(here: Here, reading: LearnersReading): Promise<readonly Reply[]> {
    const { learners, notice } = this.#deps;
    const before = await noticeFor(notice, here.trust, here.chat);
    return [...before, ...(await learners.open(here, reading)).map(cardMessage)];
  }

  /** Everyone in the chat sees the current card: the next press may be a colleague's. */
  async #press(here: Here, press: LearnersPress): Promise<TurnAnswer> {
    const pressed = await this.#deps.learners.press(here, press);
    if (pressed === undefined) return { notice: TEXTS.notHere };
    return { card: pressed.card, show: 'for-all' };
  }
}

/** What is said to a message, and whether it is for its writer alone. Learners, cases and their news are for all. */
interface Replies {
  readonly replies: readonly Reply[];
  readonly privately?: true;
}

const only = (replies: readonly Reply[]): Replies => ({ replies, privately: true });

const NOTHING_READ: LearnersReading = { rows: [], findings: [], complete: false };
