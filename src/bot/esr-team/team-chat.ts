import type { Activity, AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import { cardMessage } from '../../cards/message.ts';
import { type Card, words } from '../../cards/render.ts';
import { unreadSentence } from '../../cards/sentences.ts';
import type { CaseService } from '../../cases/case-service.ts';
import type { Notice } from '../../cases/notice.ts';
import { readSaid } from '../../intake/message/said.ts';
import { findSecrets } from '../../privacy/secrets/secrets.ts';
import type { CaseQueries } from '../../store/cases/case-queries.ts';
import type { NoticeStore } from '../../store/notices/notice-store.ts';
import type { ReportQueries } from '../../store/reports/report-queries.ts';
import { cardResponse, messageResponse } from '../../teams/invoke-responses.ts';
import { personOf } from '../../teams/people.ts';
import { showInPlace } from '../../teams/show-in-place.ts';
import { shift } from '../../time/clock.ts';
import { speakMoment, speakTime } from '../../time/speak-time.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import type { CaseSurfaces } from '../cases/case-surfaces.ts';
import { noteCard } from '../cases/message-card.ts';
import { QUEUE_PAGE, queueCard } from './queue-card.ts';
import { type ReportDays, reportCard } from './report-card.ts';
import { readTeamCommand, type TeamCommand } from './team-commands.ts';
import { readTeamPress } from './team-press.ts';

export interface TeamChatDeps {
  readonly caseService: CaseService;
  readonly caseCards: CaseCardDeps;
  readonly queries: CaseQueries;
  readonly reports: ReportQueries;
  readonly notices: NoticeStore;
  readonly surfaces: CaseSurfaces;
  /** Called after something new is owed to chats. */
  readonly dispatchSoon: () => void;
}

const NOTICE_LENGTH = 300;

/** The ESR Team's linked chat: what is typed there, and the buttons of its queue and report. Cases are worked on their cards. */
export class TeamChat {
  readonly #deps: TeamChatDeps;

  constructor(deps: TeamChatDeps) {
    this.#deps = deps;
  }

  async turn(context: TurnContext, trust: string): Promise<AdaptiveCardInvokeResponse> {
    const { activity } = context;
    const press = readTeamPress(activity);
    if (press !== undefined) {
      const card = await (press.desk === 'queue'
        ? this.#queue(context, trust, press.page, press.mine !== undefined)
        : this.#report(trust, press.days === undefined ? 7 : 30));
      return press.anew === undefined ? inPlace(context, card) : send(context, card);
    }
    // A press of a card from before, or of somebody else's.
    if (activity.type !== 'message' || activity.value != null) return messageResponse(OLD_CARD);
    const { text, attachments } = readSaid(activity);
    const unread = unreadSentence(attachments, text !== '');
    if (unread !== undefined) await context.sendActivity(`${unread} ${ONLY_WORDS}`);
    await this.#obey(context, trust, readTeamCommand(text, this.#now()));
    return messageResponse('');
  }

  async #obey(context: TurnContext, trust: string, command: TeamCommand): Promise<void> {
    switch (command.type) {
      case 'help':
        return void (await send(context, this.#help('')));
      case 'not-understood':
        return void (await send(context, this.#help('I did not follow that.')));
      case 'mend':
        return void (await context.sendActivity(command.say));
      case 'queue':
        return void (await send(context, await this.#queue(context, trust, 0, command.onlyMine)));
      case 'report':
        await send(context, await this.#report(trust, command.days));
        if (command.asFile) await context.sendActivity(NO_FILE_HERE);
        return;
      case 'case':
        return this.#case(context, trust, command.reference);
      case 'notice':
        return this.#notice(context, trust, command.text, command.until);
      case 'notice-now':
        return this.#noticeNow(context, trust);
      case 'notice-off':
        return this.#noticeOff(context, trust);
    }
  }

  #help(notice: string): Card {
    return this.#deps.caseCards.cards.render('team-help', { notice });
  }

  async #queue(context: TurnContext, trust: string, page: number, onlyMine: boolean): Promise<Card> {
    const { queries, caseCards } = this.#deps;
    const asker = personOf(context.activity).id;
    const skip = page * QUEUE_PAGE;
    const found = await queries.queue(trust, asker, { skip, take: QUEUE_PAGE, onlyMine });
    return queueCard(caseCards, found, { page, onlyMine, asker });
  }

  async #report(trust: string, days: ReportDays): Promise<Card> {
    const since = shift(this.#now(), { hours: -24 * days });
    return reportCard(this.#deps.caseCards, trust, days, await this.#deps.reports.figures(trust, since));
  }

  async #case(context: TurnContext, trust: string, reference: string): Promise<void> {
    const it = await this.#deps.caseService.find(reference);
    // Another Trust's case is no more known here than one that never was.
    if (it?.trust !== trust) {
      await context.sendActivity(`There is no case ${reference} here. Check the reference.`);
      return;
    }
    if (it.purgedAt !== undefined) {
      await context.sendActivity(`${reference} is closed. Its details were deleted.`);
      return;
    }
    await this.#deps.surfaces.showAnew(context, it);
  }

  async #notice(context: TurnContext, trust: string, text: string, until: string | undefined): Promise<void> {
    if (findSecrets(text).length > 0) return void (await context.sendActivity(SECRET));
    if (text.length > NOTICE_LENGTH) {
      return void (await context.sendActivity(`Please say it in ${NOTICE_LENGTH} letters or fewer.`));
    }
    const notice = await this.#deps.notices.put(trust, text, until, personOf(context.activity));
    this.#deps.dispatchSoon();
    await this.#showNotice(context, notice, 'Notice set');
  }

  async #noticeNow(context: TurnContext, trust: string): Promise<void> {
    const notice = await this.#deps.notices.current(trust);
    if (notice === undefined) return void (await context.sendActivity(NO_NOTICE));
    await this.#showNotice(context, notice, 'The notice now');
  }

  async #showNotice(context: TurnContext, notice: Notice, kicker: string): Promise<void> {
    const { caseCards } = this.#deps;
    const { text, setBy, setAt, until } = notice;
    const till = until === undefined ? 'you end it' : speakMoment(until, this.#now());
    const card = noteCard(caseCards.cards, {
      band: 'warning',
      kicker,
      title: text,
      text: words(`Everyone who starts a conversation sees this first, until ${till}.`),
      facts: [
        ['Set by', `${setBy}, ${speakTime(setAt, this.#now())}`],
        ['To change it', 'notice, and the new words'],
        ['To end it', 'notice off'],
      ],
    });
    await send(context, card);
  }

  async #noticeOff(context: TurnContext, trust: string): Promise<void> {
    const ended = await this.#deps.notices.end(trust);
    this.#deps.dispatchSoon();
    await context.sendActivity(
      ended ? 'The notice is off. I tell those who asked.' : 'There is no notice now.',
    );
  }

  #now(): string {
    return this.#deps.caseCards.now();
  }
}

async function send(context: TurnContext, card: Card): Promise<AdaptiveCardInvokeResponse> {
  await context.sendActivity(cardMessage(card) as Partial<Activity>);
  return messageResponse('');
}

/** The pressed card is replaced: for whoever pressed it, or for everyone where a client cannot do that. */
async function inPlace(context: TurnContext, card: Card): Promise<AdaptiveCardInvokeResponse> {
  if (context.activity.type === 'message') await showInPlace(context, card);
  return cardResponse(card);
}

const NO_FILE_HERE =
  'Teams lets me send files only in a chat of our own. Write to me there, just you and me, in the same words.';
const NO_NOTICE =
  'There is no notice now. To set one, write what people should know: notice ESR is down until 14:00';
const ONLY_WORDS = 'In this chat I go by your words alone.';
const OLD_CARD = 'I could not read that button. Please use the newest card.';
const SECRET =
  'That looks like a password, PIN or date of birth. Please take it out and write the notice again. Nothing was set.';
