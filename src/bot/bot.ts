import { SENTENCES } from '../cards/sentences.ts';
import { isEmergency } from '../intake/message/emergency.ts';
import { namesAccount } from '../intake/message/names-account.ts';
import type { ChatStore } from '../store/chats/chat-store.ts';
import type { DeliveryStore } from '../store/outbox/delivery-store.ts';
import type { DialogAnswer, DialogRequest, SearchRequest, TeamsEvents } from '../teams/activity-handler.ts';
import type { Turn } from '../teams/turn.ts';
import type { TurnAnswer } from '../teams/turn-answer.ts';
import type { AnsweredActivities } from './answered-activities.ts';
import { redactInputs, writtenInputs } from './card-inputs.ts';
import { type CasePressDeps, isCasePress, pressCase } from './cases/case-press.ts';
import type { FindExtension } from './esr-team/find-cases.ts';
import { type ReportFile, readFileRequest } from './esr-team/report-file.ts';
import { readTeamPress, type TeamChat } from './esr-team/team-chat.ts';
import { CHAT_ROLES, readLinkCommand } from './linking/link-codes.ts';
import type { LinkedChats } from './linking/linked-chats.ts';
import { readIncidentPress } from './notices/incident-press.ts';
import { isNoticePress, type NoticePressDeps, pressNotice } from './notices/notice-press.ts';
import { readPlannedPress } from './notices/planned-press.ts';
import type { StaffChat } from './staff/staff-chat.ts';
import { SHARED } from './texts.ts';
import { type ClassPressDeps, isClassPress, pressClass } from './trainers/class-press.ts';
import type { EscalationChat } from './trainers/escalation-chat.ts';
import type { EscalateExtension } from './trainers/extension.ts';
import type { LearnersFile } from './trainers/learners-file.ts';
import { FILE_TEXTS } from './trainers/texts.ts';

export interface BotDeps {
  readonly chats: ChatStore;
  readonly answered: AnsweredActivities;
  readonly deliveries: DeliveryStore;
  readonly cases: CasePressDeps;
  readonly notices: NoticePressDeps;
  readonly staff: StaffChat;
  readonly classes: ClassPressDeps;
  readonly escalation: EscalationChat;
  readonly extension: EscalateExtension;
  readonly learnersFile: LearnersFile;
  readonly team: TeamChat;
  readonly find: FindExtension;
  readonly reportFile: ReportFile;
  readonly links: LinkedChats;
  /** The bot reads messages that do not mention it, and offers help with learners in them. */
  readonly offerHelp: boolean;
  readonly now: () => string;
  /** Tells the outbox that there is something to send. */
  readonly dispatchSoon: () => void;
}

type Handler = () => Promise<TurnAnswer>;

/** The router: passes each turn to the handler of its chat, and sends what that returns. */
export class EsrAccessBot implements TeamsEvents {
  readonly #deps: BotDeps;

  constructor(deps: BotDeps) {
    this.#deps = deps;
  }

  redact(turn: Turn): void {
    redactInputs(this.#deps.notices.cards, turn);
  }

  async onTurn(turn: Turn): Promise<void> {
    const handler = this.#handlerOf(turn);
    const ready = this.#heardFrom(turn).then(() => this.#warnOfEmergency(turn));
    // Staff conversations note answered activities in their own state, which they read while `ready` runs.
    if (handler === undefined) return void (await Promise.all([ready, this.#deps.staff.turn(turn, ready)]));
    await ready;
    if (turn.isInvoke) return this.#answerPress(turn, await handler());
    await this.#deps.answered.once(turn.chat.id, turn.id, async () => turn.answer(await handler()));
  }

  /** Answers a press each time that Teams sends it. Its effects have a key, so they come once, and its messages are sent once. */
  async #answerPress(turn: Turn, result: TurnAnswer): Promise<void> {
    const answer = async () => {
      await turn.answer(result);
      return true;
    };
    const isQuiet = (result.replies ?? []).length === 0;
    const isFirst = await (isQuiet ? answer() : this.#deps.answered.once(turn.chat.id, turn.id, answer));
    if (isFirst === undefined) turn.answerAgain(result);
  }

  /** A message that does not mention the bot is neither stored nor answered, unless it has learners to offer help with. */
  async onOverheard(turn: Turn): Promise<void> {
    const { answered, chats, escalation, offerHelp } = this.#deps;
    if (!offerHelp || !escalation.mayOffer(turn)) return;
    const link = await chats.linkOf(turn.chat.id);
    if (link?.role !== 'escalation' || (await this.#deps.links.held(turn)) !== undefined) return;
    const reading = await escalation.overhear(turn, link.trust);
    if (reading === undefined) return;
    await answered.once(turn.chat.id, turn.id, async () =>
      turn.answer(await escalation.offer(turn, link.trust, reading)),
    );
  }

  /** A change is not read: what the message was about may have gone on since. Its author is told so once for each message. */
  async onEdited(turn: Turn): Promise<void> {
    if (turn.chat.kind !== 'personal' && !turn.mentionsBot && !turn.isTargeted) return;
    await this.#heardFrom(turn);
    const notice = isEmergency(turn.said.text) ? SENTENCES.emergency : SENTENCES.edited;
    await this.#deps.answered.once(turn.chat.id, turn.id && `${turn.id}/edited`, () =>
      turn.answer({ notice, privately: true }),
    );
  }

  /** People are greeted once, however often Teams says that the bot was added. */
  async onAdded(turn: Turn): Promise<void> {
    const { answered, chats, staff, links } = this.#deps;
    if (turn.chat.kind === 'personal') {
      await this.#heardFrom(turn);
      await staff.turn(turn);
      return;
    }
    if (turn.present.length > 0) await links.joined(turn);
    // The chat is stored only after its greeting, so that a lost greeting is sent with the next of these activities. They come
    // together, and may go to two processes.
    await answered.once(turn.chat.id, 'greeting', async () => {
      if ((await chats.find(turn.chat.id)) === undefined) await turn.answer(await links.greet(turn));
      await this.#heardFrom(turn);
    });
    await this.#heardFrom(turn);
  }

  async onJoined(turn: Turn): Promise<void> {
    if (turn.chat.kind !== 'personal') await this.#deps.links.joined(turn);
  }

  async onLeft(turn: Turn): Promise<void> {
    if (turn.chat.kind !== 'personal') await this.#deps.links.left(turn);
  }

  async onDialogOpened(turn: Turn, request: DialogRequest): Promise<DialogAnswer> {
    const held = await this.#deps.links.held(turn);
    return held?.notice ?? this.#deps.extension.open(turn, request);
  }

  async onDialogSubmitted(turn: Turn, request: DialogRequest): Promise<DialogAnswer> {
    await this.#warnOfEmergency(turn);
    const held = await this.#deps.links.held(turn);
    return held?.notice ?? this.#deps.extension.submit(turn, request);
  }

  async onSearch(turn: Turn, request: SearchRequest) {
    const held = await this.#deps.links.held(turn);
    return held?.notice ?? this.#deps.find.search(turn, request);
  }

  async onFileAnswered(turn: Turn, answer: unknown): Promise<void> {
    const { answered, reportFile } = this.#deps;
    await answered.once(turn.chat.id, turn.id, () => reportFile.answer(turn, answer));
  }

  /** Stores how to write to the chat, and sends what has been waiting, as after the person unblocked the bot. */
  async #heardFrom(turn: Turn): Promise<void> {
    const { chats, deliveries, now, dispatchSoon } = this.#deps;
    const { chat } = turn;
    const [, woken] = await Promise.all([chats.remember(chat), deliveries.resume(chat, now())]);
    if (woken.replies) turn.queueReplies();
    if (woken.due > 0) dispatchSoon();
  }

  /** Answers an emergency in a form, or beside a learner or case, once. The rest is handled as well. */
  async #warnOfEmergency(turn: Turn): Promise<void> {
    const { answered, notices } = this.#deps;
    const written = [...writtenInputs(notices.cards, turn), ...(hasWork(turn) ? [turn.said.text] : [])];
    if (!written.some(isEmergency)) return;
    const id = turn.id === undefined ? undefined : `${turn.id}/emergency`;
    await answered.once(turn.chat.id, id, () => turn.reply(SENTENCES.emergency));
  }

  /** The handler of this turn; undefined for the staff's 1:1 conversations. A held chat always gets the same answer. */
  #handlerOf(turn: Turn): Handler | undefined {
    if (turn.isTyped && !hasWork(turn) && isEmergency(turn.said.text))
      return async () => ({ notice: SENTENCES.emergency });
    const handler = this.#handlerFor(turn);
    if (turn.chat.kind === 'personal' || handler === undefined) return handler;
    return async () => (await this.#deps.links.held(turn)) ?? handler();
  }

  #handlerFor(turn: Turn): Handler | undefined {
    const { cases, classes, learnersFile, notices, reportFile, now } = this.#deps;
    if (isCasePress(turn)) return () => pressCase(cases, turn);
    if (isClassPress(turn)) return () => pressClass(classes, turn);
    if (isNoticePress(turn)) return async () => pressNotice(notices, turn, await this.#trustOf(turn));
    if (turn.chat.kind !== 'personal') return () => this.#inSharedChat(turn);
    if (turn.sheets.length > 0) return async () => (await learnersFile.turn(turn)) ?? this.#fromStaff(turn);
    const days = readFileRequest(turn, now());
    if (days !== undefined) return () => reportFile.offer(turn, days);
    return !isTeamPress(turn) ? undefined : async () => this.#notHere();
  }

  /** A file from somebody who is no trainer: shows their own conversation again. */
  async #fromStaff(turn: Turn): Promise<TurnAnswer> {
    await turn.reply(FILE_TEXTS.notTrainer);
    await this.#deps.staff.turn(turn);
    return {};
  }

  async #inSharedChat(turn: Turn): Promise<TurnAnswer> {
    const { chats, escalation, team, links } = this.#deps;
    const code = turn.isMessage ? readLinkCommand(turn.said.text) : undefined;
    if (code !== undefined) return links.link(turn, code);
    const link = await chats.linkOf(turn.chat.id);
    if (link?.role !== 'esr-team' && isTeamPress(turn)) return this.#notHere();
    if (link === undefined || !CHAT_ROLES.includes(link.role))
      return { ...links.explain(link), privately: true };
    return link.role === 'esr-team' ? team.turn(turn, link.trust) : escalation.turn(turn, link.trust);
  }

  /** The Trust of a linked chat, or the one whose guide a person follows. */
  async #trustOf({ chat }: Turn): Promise<string | undefined> {
    const { chats, staff } = this.#deps;
    return chat.kind === 'personal' ? staff.trustOf(chat.id) : (await chats.linkOf(chat.id))?.trust;
  }

  #notHere(): TurnAnswer {
    this.#deps.cases.refused('desk of another chat');
    return { notice: SHARED.teamCardElsewhere };
  }
}

/** A press of a card that belongs to the ESR Team's chat. */
const isTeamPress = (turn: Turn) =>
  readTeamPress(turn) !== undefined ||
  readIncidentPress(turn) !== undefined ||
  readPlannedPress(turn) !== undefined;

/** A message to the trainers' or the ESR Team's bot with work in it: "Crash team nurse 432SMITHJ01 …", "add K7M-4PT she had a stroke". */
const hasWork = (turn: Turn) => turn.isTyped && turn.chat.kind !== 'personal' && namesAccount(turn.said.text);
