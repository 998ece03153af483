import type { Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { TrustId } from '../../guides/ids.ts';
import { readSaid } from '../../intake/message/said.ts';
import { errorFields } from '../../logging/error-fields.ts';
import type { ChatStore } from '../../store/chats/chat-store.ts';
import type { ReportQueries } from '../../store/reports/report-queries.ts';
import { isOneDrive, putFile } from '../../teams/one-drive.ts';
import { personOf } from '../../teams/people.ts';
import type { Roster } from '../../teams/roster.ts';
import { londonDay, shift } from '../../time/clock.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import type { ReportDays } from './report-card.ts';
import { reportSheet, toCsv } from './report-sheet.ts';
import { readTeamCommand } from './team-commands.ts';

export interface ReportFileDeps {
  readonly chats: ChatStore;
  readonly roster: Roster;
  readonly reports: ReportQueries;
  readonly caseCards: CaseCardDeps;
  readonly log: Logger;
}

/** What comes back from an offer, and, where it is allowed, the place for the file. */
const Answer = z.object({
  action: z.enum(['accept', 'decline']),
  context: z.object({ report: z.string().max(80), days: z.union([z.literal(7), z.literal(30)]) }),
  uploadInfo: z.unknown().optional(),
});
const Place = z.object({
  uploadUrl: z.string(),
  contentUrl: z.string().refine(isOneDrive),
  uniqueId: z.string(),
});

/** The days of a report that somebody asks for as a file; undefined for anything else they say. */
export function readFileRequest(activity: Activity, now: string): ReportDays | undefined {
  if (activity.type !== 'message' || activity.value != null) return undefined;
  const command = readTeamCommand(readSaid(activity).text, now);
  return command.type === 'report' && command.asFile ? command.days : undefined;
}

/**
 * A report as a CSV file for a member of an ESR Team, in a chat of their own: the only kind where Teams lets a bot send
 * files. Teams asks them first, then says where in their OneDrive it goes.
 */
export class ReportFile {
  readonly #deps: ReportFileDeps;

  constructor(deps: ReportFileDeps) {
    this.#deps = deps;
  }

  /** Offers the report of each Trust whose ESR Team chat they are in. */
  async offer(context: TurnContext, days: ReportDays): Promise<void> {
    let offered = 0;
    for (const trust of this.#deps.caseCards.guides.keys()) {
      if (!(await this.#mayHave(context, trust))) continue;
      const csv = await this.#csv(trust, days);
      const offer = { report: trust, days };
      const content = {
        description: `ESR cases in figures, the last ${days} days. No names in it.`,
        sizeInBytes: csv.length,
        acceptContext: offer,
        declineContext: offer,
      };
      const name = this.#nameOf(trust, days);
      await context.sendActivity({
        type: 'message',
        attachments: [{ contentType: 'application/vnd.microsoft.teams.card.file.consent', name, content }],
      });
      offered += 1;
    }
    if (offered === 0) await context.sendActivity(NOT_YOURS);
  }

  /** Puts the file where Teams says, as the figures are now, or says why not. */
  async answer(context: TurnContext, response: unknown): Promise<void> {
    const answer = Answer.safeParse(response);
    if (!answer.success) return;
    const { action, uploadInfo } = answer.data;
    const { report: trust, days } = answer.data.context;
    // Teams answers only in a chat of their own; elsewhere it is no answer of Teams', and nothing there is replaced.
    const isOwn = context.activity.conversation.conversationType === 'personal';
    if (!isOwn) return void (await context.sendActivity(NOT_YOURS));
    if (action === 'decline') return this.#instead(context, { type: 'message', text: DECLINED });
    if (!(await this.#mayHave(context, trust))) {
      return this.#instead(context, { type: 'message', text: NOT_YOURS });
    }
    try {
      const { uploadUrl, contentUrl, uniqueId } = Place.parse(uploadInfo);
      await putFile(uploadUrl, await this.#csv(trust, days));
      const name = this.#nameOf(trust, days);
      await this.#instead(context, {
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.teams.card.file.info',
            contentUrl,
            name,
            content: { uniqueId, fileType: 'csv' },
          },
        ],
      });
    } catch (error) {
      this.#deps.log.warn(errorFields(error), 'a report could not be put into OneDrive');
      await context.sendActivity(NOT_SAVED);
    }
  }

  async #mayHave({ activity }: TurnContext, trust: TrustId): Promise<boolean> {
    const { chats, roster } = this.#deps;
    const team = await chats.linkedChat({ trust, role: 'esr-team' });
    return team !== undefined && roster.isMember(team, personOf(activity).id);
  }

  async #csv(trust: TrustId, days: ReportDays): Promise<Buffer> {
    const { reports, caseCards } = this.#deps;
    const figures = await reports.figures(trust, shift(caseCards.now(), { hours: -24 * days }));
    return Buffer.from(toCsv(reportSheet(caseCards, trust, figures)));
  }

  #nameOf(trust: TrustId, days: ReportDays): string {
    return `esr-cases-${trust}-${days}-days-to-${londonDay(this.#deps.caseCards.now())}.csv`;
  }

  /** In place of the offer, which can be answered once. */
  async #instead(context: TurnContext, activity: Partial<Activity>): Promise<void> {
    const { replyToId } = context.activity;
    const changed =
      replyToId !== undefined &&
      (await context.updateActivity({ ...activity, id: replyToId }).then(
        () => true,
        () => false,
      ));
    if (!changed) await context.sendActivity(activity);
  }
}

const NOT_YOURS =
  'I give a report only to people who are in an ESR Team chat that is linked to me. Nothing was sent.';
const DECLINED = 'You did not take the file. To be asked again, write: report csv';
const NOT_SAVED = 'I could not save the file in your OneDrive. Please write again: report csv';
