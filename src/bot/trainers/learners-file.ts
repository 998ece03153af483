import type { Guide } from '../../guides/guide.ts';
import { readTrust } from '../../guides/trust-names.ts';
import { MOST_FILE_BYTES, sheetText } from '../../intake/files/spreadsheet.ts';
import { findSecrets } from '../../privacy/secrets/secrets.ts';
import type { ChatStore } from '../../store/chats/chat-store.ts';
import { fetchAttachment } from '../../teams/fetch-attachment.ts';
import { type MemberAddresses, within } from '../../teams/member-addresses.ts';
import type { Roster } from '../../teams/roster.ts';
import type { SentSheet } from '../../teams/sent-sheets.ts';
import type { Turn } from '../../teams/turn.ts';
import type { TurnAnswer } from '../../teams/turn-answer.ts';
import { hereIn, type LearnerDrafts, namesNobody } from './learner-drafts.ts';
import { FILE_TEXTS as TEXTS, TRAINER_TEXTS } from './texts.ts';

export interface LearnersFileDeps {
  readonly chats: Pick<ChatStore, 'linkedChat'>;
  readonly roster: Pick<Roster, 'isMember'>;
  readonly learners: LearnerDrafts;
  readonly addresses: MemberAddresses;
  readonly guides: ReadonlyMap<string, Guide>;
  readonly dispatchSoon: () => void;
}

/** Teams sends a message again after 15 seconds: by then the trainer has an answer. */
const FETCH_MS = 6000;
const MEMBER_MS = 3000;

/** A Trust's escalation chat. */
interface TrainersChat {
  readonly chat: string;
  readonly guide: Guide;
}

/**
 * A spreadsheet of learners that a trainer sends in a 1:1 chat, the only kind of chat where Teams gives bots files. Its
 * learners become cards to check in the trainer's escalation chat. The file is held in memory while it is read, and not stored.
 */
export class LearnersFile {
  readonly #deps: LearnersFileDeps;

  constructor(deps: LearnersFileDeps) {
    this.#deps = deps;
  }

  /** Undefined for somebody who is in no escalation chat: their file is not downloaded. */
  async turn(turn: Turn): Promise<TurnAnswer | undefined> {
    const chats = await this.#chatsOf(turn.person.id);
    if (chats === undefined) return { notice: TEXTS.notNow };
    if (chats.length === 0) return undefined;
    const [sheet, another] = turn.sheets;
    if (sheet === undefined || another !== undefined) return { notice: TEXTS.oneFile };
    const where = chosen(chats, turn.said.text);
    if (where === undefined) return { notice: TEXTS.whichChat(chats.map(({ guide }) => guide.shortName)) };
    return { notice: await this.#read(turn, sheet, where) };
  }

  async #read(turn: Turn, sheet: SentSheet, { chat, guide }: TrainersChat): Promise<string> {
    const { learners, addresses, dispatchSoon } = this.#deps;
    if ('refused' in sheet) return TEXTS.problem[sheet.refused];
    const address = { url: sheet.url, headers: {} };
    const bytes = await fetchAttachment(address, AbortSignal.timeout(FETCH_MS), MOST_FILE_BYTES);
    if (typeof bytes === 'string') return TEXTS.problem[bytes];
    const read = sheetText(bytes, sheet.kind);
    if ('problem' in read) return TEXTS.problem[read.problem];
    const { text } = turn.said;
    const reading = learners.read(`${text}\n\n${read.text}`, guide.trust, await addresses.of(turn));
    const secret = [
      ...(findSecrets(text).length > 0 ? [TRAINER_TEXTS.secretSaid] : []),
      ...(findSecrets(read.text).length > 0 ? [TEXTS.secretInFile] : []),
    ];
    const done = reading.findings.find((one) => one.code === 'done-left-out');
    const left = done === undefined ? [] : [TRAINER_TEXTS.doneLeftOut(done.learners)];
    if (namesNobody(reading)) return [left[0] ?? TEXTS.nobody, ...secret].join(' ');
    const isCut = read.more || reading.findings.some(({ code }) => code === 'message-cut-short');
    await learners.post({ ...hereIn(turn, guide.trust), chat }, reading, [
      ...(isCut ? [TRAINER_TEXTS.tooMany] : []),
      ...left,
    ]);
    dispatchSoon();
    return [TEXTS.posted(TRAINER_TEXTS.learners(reading.rows.length), guide.shortName), ...secret].join(' ');
  }

  /** The escalation chats that a person is in now; undefined if Teams does not answer. */
  async #chatsOf(person: string): Promise<readonly TrainersChat[] | undefined> {
    const { chats, guides, roster } = this.#deps;
    const asked = await Promise.all(
      [...guides.values()].map(async (guide) => {
        const chat = await chats.linkedChat({ trust: guide.trust, role: 'escalation' });
        if (chat === undefined) return [];
        const isIn = await within(MEMBER_MS, roster.isMember(chat, person)).catch(() => undefined);
        return isIn === undefined ? undefined : isIn ? [{ chat, guide }] : [];
      }),
    );
    const found = asked.flatMap((one) => one ?? []);
    return found.length === 0 && asked.includes(undefined) ? undefined : found;
  }
}

/** The only chat, or the one whose Trust is named in the message. */
function chosen(chats: readonly TrainersChat[], said: string): TrainersChat | undefined {
  if (chats.length === 1) return chats[0];
  const named = readTrust(
    said,
    chats.map(({ guide }) => guide),
  );
  return chats.find(({ guide }) => guide.trust === named);
}
