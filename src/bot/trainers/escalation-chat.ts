import { cardMessage } from '../../cards/message.ts';
import { type Cards, token, words } from '../../cards/render.ts';
import { exampleUsername } from '../../guides/username-rules.ts';
import type { LearnersReading } from '../../intake/learners/learners.ts';
import { saysItIsSorted } from '../../intake/message/case-requests.ts';
import { asksNews, meansQuoted } from '../../intake/message/quoted-message.ts';
import { findSecrets, redact } from '../../privacy/secrets/secrets.ts';
import type { MemberAddresses } from '../../teams/member-addresses.ts';
import type { Turn } from '../../teams/turn.ts';
import type { Reply, TurnAnswer } from '../../teams/turn-answer.ts';
import type { CaseSurfaces } from '../cases/case-surfaces.ts';
import { PRESS_TEXTS } from '../cases/texts.ts';
import { type NoticePressDeps, noticeFor } from '../notices/notice-press.ts';
import {
  type CommandDeps,
  caseHere,
  casesOf,
  currentClass,
  doCommand,
  listCases,
  namedIn,
} from './case-commands.ts';
import { whomItIsAbout } from './case-lines.ts';
import { LEARNERS_A_CARD } from './draft.ts';
import { LearnersPress } from './draft-press.ts';
import { type Here, hereIn, type LearnerDrafts, namesNobody } from './learner-drafts.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';
import { newsOfCase, readTrainerCommand, type TrainerCommand } from './trainer-commands.ts';
import { unreadHere, withHowTo } from './unread.ts';

export interface EscalationDeps extends CommandDeps {
  readonly cards: Cards;
  readonly learners: LearnerDrafts;
  readonly addresses: MemberAddresses;
  readonly notice: NoticePressDeps;
  readonly surfaces: Pick<CaseSurfaces, 'showClassAnew'>;
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
    if (!turn.isTyped) return { notice: PRESS_TEXTS.unreadable };
    return this.#said(turn, here);
  }

  /** A cheap test of a message that does not mention the bot: without an address and a username-like word it is not read. */
  mayOffer({ chat, said }: Turn): boolean {
    return chat.kind === 'groupChat' && said.text.includes('@') && /\d{3}.?\p{L}/u.test(said.text);
  }

  /** Reads a message that does not mention the bot; undefined unless it has an ESR username with its address. */
  async overhear(turn: Turn, trust: string): Promise<LearnersReading | undefined> {
    const { learners, addresses } = this.#deps;
    const reading = learners.read(turn.said.rich, trust, await addresses.of(turn));
    const isOffered = reading.rows.some(
      ({ username, email }) => username !== undefined && email !== undefined,
    );
    return isOffered && reading.rows.length <= LEARNERS_A_CARD ? reading : undefined;
  }

  /** Offers to check its learners. When somebody accepts, the card to check replaces the offer. */
  async offer(turn: Turn, trust: string, reading: LearnersReading): Promise<TurnAnswer> {
    const card = await this.#deps.learners.offer(hereIn(turn, trust), reading);
    return { replies: [cardMessage(card)] };
  }

  async #said(turn: Turn, here: Here): Promise<TurnAnswer> {
    const { learners, addresses, guides } = this.#deps;
    const { text, rich, quoted, attachments } = turn.said;
    // A message with a table is never a command.
    const command =
      (await this.#newsOfQuoted(turn, here)) ?? (rich === text ? readTrainerCommand(text) : undefined);
    if (command !== undefined && !(await this.#isNew(here, command))) {
      const unread = unreadHere(attachments, text);
      // For commands with text, the answer about the case warns of secrets.
      const secret = !('text' in command) && findSecrets(text).length > 0 ? [TEXTS.secretSaid] : [];
      const before = [...secret, ...(unread === undefined ? [] : [unread])];
      const { replies, ...how } = await this.#command(turn, here, command);
      return { ...how, replies: [...before, ...replies] };
    }
    const address = await addresses.of(turn);
    const own = learners.read(rich, here.trust, address);
    // "Can you sort this one?" with a quoted message means the learner in that message.
    const asksOfQuoted = quoted !== '' && namesNobody(own) && meansQuoted(text);
    const both = asksOfQuoted ? learners.read(`${rich}\n${quoted}`, here.trust, address) : own;
    const reading = namesNobody(both) ? own : both;
    const news = await this.#newsOfCase(here, text, reading);
    if (news !== undefined) return news;
    const secret = reading.findings.some(({ code }) => code === 'sensitive-data') ? [TEXTS.secretSaid] : [];
    const unread = unreadHere(attachments, text, namesNobody(reading));
    // "See the attached list": a form for one learner would not help.
    if (unread !== undefined && namesNobody(reading)) {
      const error = attachments.includes('picture') ? [TEXTS.typeError] : [];
      return only([[...secret, withHowTo(unread), ...error].join(' ')]);
    }
    if (reading.rows.length === 0) {
      const done = reading.findings.flatMap((one) =>
        one.code === 'done-left-out' ? [TEXTS.doneLeftOut(one.learners)] : [],
      );
      if (done.length > 0) return only([[...secret, ...done].join(' ')]);
      // "All sorted for Ann but not Bob": shows where their cases stand.
      const named = await namedIn(this.#deps, here, (text.match(NAMES) ?? []).join(' '));
      if (named.length > 0) return only([...secret, [TEXTS.casesNamed, ...named].join('\n')]);
      const isOfClass = OF_CLASS.test(text) && (await currentClass(this.#deps, here)) !== undefined;
      if (isOfClass) return only([[...secret, TEXTS.sayOfClass].join(' ')]);
      const isSorted = SORTED.test(text) || saysItIsSorted(text);
      if (isSorted && (await this.#deps.openCases(here.trust, here.chat)).length > 0)
        return only([[...secret, TEXTS.sayItWorks].join(' ')]);
      if (CALLS_OFF.test(text)) return only([[...secret, TEXTS.nothingToWithdraw].join(' ')]);
      const guide = guides.get(here.trust);
      return only([[...secret, TEXTS.howTo(guide && exampleUsername(guide))].join(' ')]);
    }
    const remark = [
      ...(unread === undefined ? [] : [`${unread} ${TEXTS.onlyWords}`]),
      ...(reading === own ? [] : [TEXTS.quotedOnly]),
    ];
    return { replies: [...remark, ...(await this.#open(here, reading))], seen: here.message !== undefined };
  }

  /** "K7M-4PT starts tomorrow": offers to add that to the case. With a username in it, the message is about a new learner. */
  async #newsOfCase(here: Here, said: string, reading: LearnersReading): Promise<TurnAnswer | undefined> {
    const news = newsOfCase(said);
    if (news === undefined || reading.rows.some(({ username }) => username !== undefined)) return undefined;
    const it = await caseHere(this.#deps, here, news.reference);
    if (it === undefined) return undefined;
    // What may be done instead stands in the refusal.
    if (it.state === 'closed')
      return only([(await doCommand(this.#deps, here, { name: 'add', ...news })).says]);
    const text = redact(news.text);
    const card = this.#deps.cards.render('add-to-case', {
      reference: token(it.reference),
      ask: words(TEXTS.addToCase(it.reference, whomItIsAbout(it, here.chat))),
      typed: text.slice(0, 1000),
    });
    const secret = text === news.text ? [] : [TEXTS.secretSaid];
    return { replies: [...secret, cardMessage(card)] };
  }

  /** "Status 432PATELR02 r.patel@nhs.net" means a new learner if no case of theirs is open here. */
  async #isNew(here: Here, command: TrainerCommand): Promise<boolean> {
    const who = command.name === 'status' ? (command.who ?? '') : '';
    if (!/@/.test(who) || !/\d{3}\p{L}/u.test(who)) return false;
    return (await casesOf(this.#deps, here, who)).length === 0;
  }

  /** "Any news on this one?" with a quoted message about one learner asks for their status. */
  async #newsOfQuoted({ said: { text, quoted } }: Turn, here: Here): Promise<TrainerCommand | undefined> {
    if (quoted === '' || !asksNews(text)) return undefined;
    const { learners } = this.#deps;
    if (!namesNobody(learners.read(text, here.trust))) return undefined;
    const [only, ...more] = learners.read(quoted, here.trust).rows;
    const who = only?.username ?? only?.email;
    return who === undefined || more.length > 0 ? undefined : { name: 'status', reference: undefined, who };
  }

  async #command(turn: Turn, here: Here, command: TrainerCommand): Promise<Replies> {
    switch (command.name) {
      case 'help':
        return only([TEXTS.help]);
      case 'form':
        return { replies: await this.#open(here, NOTHING_READ) };
      case 'thanks':
        return only([TEXTS.welcome]);
      case 'mine':
        return only([await listCases(this.#deps, here)]);
      case 'class':
        return { replies: await this.#class(turn, here) };
      default: {
        const { says, isRefusal } = await doCommand(this.#deps, here, command);
        return isRefusal ? only([says]) : { replies: [says] };
      }
    }
  }

  /** Moves the card of the current class to the end of the chat. */
  async #class(turn: Turn, here: Here): Promise<readonly Reply[]> {
    const found = await currentClass(this.#deps, here);
    if (found === undefined) return [`${TEXTS.noClass} ${await listCases(this.#deps, here)}`];
    await this.#deps.surfaces.showClassAnew(turn, found.id, TEXTS.yourClass(TEXTS.learners(found.left)));
    return [];
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

/** The answer to a message. `privately`: only its writer sees it; learners, cases and their news are for everyone. */
interface Replies {
  readonly replies: readonly Reply[];
  readonly privately?: true;
}

const only = (replies: readonly Reply[]): Replies => ({ replies, privately: true });

/** Names begin with a capital, as "will" and "may" are seldom learners; or an ESR username. */
const NAMES = /(?<!\p{L})\p{Lu}[\p{L}'-]+|(?<![\p{L}\p{N}])\d{3}\p{L}[\p{L}'-]{1,40}\d{2}/gu;

/** "They can all sign in now" */
const SORTED =
  /\b(?:can|could) (?:(?:all|both|now) ){0,2}(?:sign|log|get) (?:back )?in (?:now|fine|ok|okay)\b/i;

/** "The class has moved to 2pm", "cancel the 10am session"; to ask how to send one is no news of it. */
const OF_CLASS =
  /^(?!\W*(?:how|where|what|can|could|do|does)\b)[^?]*\b(?:class|session|course|cohort|training)\b[^?]*$/i;

const CALLS_OFF = /^\W*(?:(?:please|pls|can you|could you)\W+)*(?:cancel|withdraw)\b/i;

const NOTHING_READ: LearnersReading = { rows: [], findings: [], words: '', complete: false };
