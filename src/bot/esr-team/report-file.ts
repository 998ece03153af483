import type { Logger } from 'pino';
import { z } from 'zod';
import type { TrustId } from '../../guides/ids.ts';
import { errorFields } from '../../logging/error-fields.ts';
import type { ChatStore } from '../../store/chats/chat-store.ts';
import { isOneDrive, putFile } from '../../teams/one-drive.ts';
import type { Roster } from '../../teams/roster.ts';
import type { Turn } from '../../teams/turn.ts';
import type { TurnAnswer } from '../../teams/turn-answer.ts';
import { londonDay } from '../../time/clock.ts';
import { type ReportDays, type ReportDeps, reportFigures } from './report-figures.ts';
import { reportSheet, toCsv } from './report-sheet.ts';
import { readTeamCommand } from './team-commands.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

export interface ReportFileDeps extends ReportDeps {
  readonly chats: ChatStore;
  readonly roster: Roster;
  readonly log: Logger;
}

/** The answer to the offer of a file. `uploadInfo`: where to put the file, if it was accepted. */
const OfferAnswer = z.object({
  action: z.enum(['accept', 'decline']),
  context: z.object({ report: z.string().max(80), days: z.union([z.literal(7), z.literal(30)]) }),
  uploadInfo: z.unknown().optional(),
});
const Place = z.object({
  uploadUrl: z.string(),
  contentUrl: z.string().refine(isOneDrive),
  uniqueId: z.string(),
});

/** The days of a report that a message asks for as a file; undefined for anything else. */
export function readFileRequest(turn: Turn, now: string): ReportDays | undefined {
  if (!turn.isTyped) return undefined;
  const command = readTeamCommand(turn.said.text, now);
  return command.type === 'report' && command.asFile ? command.days : undefined;
}

/**
 * A report as a CSV file for a member of an ESR Team, in a personal chat: the only kind where Teams lets a bot send files.
 * Teams asks them first, then says where in their OneDrive to put it.
 */
export class ReportFile {
  readonly #deps: ReportFileDeps;

  constructor(deps: ReportFileDeps) {
    this.#deps = deps;
  }

  /** Offers the report of each Trust whose ESR Team chat they are in. */
  async offer({ person }: Turn, days: ReportDays): Promise<TurnAnswer> {
    const offers: object[] = [];
    for (const trust of this.#deps.caseCards.guides.keys()) {
      if (!(await this.#mayHave(person.id, trust))) continue;
      const csv = await this.#csv(trust, days);
      const offer = { report: trust, days };
      const content = {
        description: TEXTS.fileOffered(days),
        sizeInBytes: csv.length,
        acceptContext: offer,
        declineContext: offer,
      };
      const name = this.#nameOf(trust, days);
      offers.push(attached({ contentType: CONSENT, name, content }));
    }
    return offers.length === 0 ? { notice: TEXTS.notInTeam } : { replies: offers };
  }

  /** Puts the file where Teams says, as the figures are now, or says why not. */
  async answer(turn: Turn, response: unknown): Promise<void> {
    const answer = OfferAnswer.safeParse(response);
    if (!answer.success) return void (await turn.reply(TEXTS.fileNotSaved));
    const { action, uploadInfo } = answer.data;
    const { report: trust, days } = answer.data.context;
    // Teams sends answers only from personal chats: one from elsewhere is not genuine, and must not replace a card.
    if (turn.chat.kind !== 'personal') return void (await turn.reply(TEXTS.notInTeam));
    if (action === 'decline') return insteadOfOffer(turn, TEXTS.fileDeclined);
    if (!(await this.#mayHave(turn.person.id, trust))) return insteadOfOffer(turn, TEXTS.notInTeam);
    try {
      const { uploadUrl, contentUrl, uniqueId } = Place.parse(uploadInfo);
      await putFile(uploadUrl, await this.#csv(trust, days));
      const name = this.#nameOf(trust, days);
      const content = { uniqueId, fileType: 'csv' };
      await insteadOfOffer(turn, attached({ contentType: FILE, contentUrl, name, content }));
    } catch (error) {
      this.#deps.log.warn(errorFields(error), 'a report could not be put into OneDrive');
      await turn.reply(TEXTS.fileNotSaved);
    }
  }

  async #mayHave(personId: string, trust: TrustId): Promise<boolean> {
    const { chats, roster } = this.#deps;
    const team = await chats.linkedChat({ trust, role: 'esr-team' });
    return team !== undefined && roster.isMember(team, personId);
  }

  async #csv(trust: TrustId, days: ReportDays): Promise<Buffer> {
    const figures = await reportFigures(this.#deps, trust, days);
    return Buffer.from(toCsv(reportSheet(this.#deps.caseCards, trust, figures)));
  }

  #nameOf(trust: TrustId, days: ReportDays): string {
    return `esr-cases-${trust}-${days}-days-to-${londonDay(this.#deps.caseCards.now())}.csv`;
  }
}

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const FILE = 'application/vnd.microsoft.teams.card.file.info';

const attached = (attachment: object) => ({ type: 'message', attachments: [attachment] });

/** Replaces the offer, as it can be answered only once. */
async function insteadOfOffer(turn: Turn, reply: string | object): Promise<void> {
  const message = typeof reply === 'string' ? { type: 'message', text: reply } : reply;
  if (!(await turn.updatePressed(message))) await turn.reply(message);
}
