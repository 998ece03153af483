import type { Generated } from 'kysely';
import type { BranchEndRow, ProblemHourRow, RefusalRow, UnplacedWordingRow } from './count-rows.ts';

/** The database's tables. Instants are ISO strings in UTC, so that text order is time order on both databases. */
export interface Schema {
  chats: ChatRow;
  linked_chats: LinkedChatRow;
  link_codes: LinkCodeRow;
  cases: CaseRow;
  case_events: CaseEventRow;
  case_search: CaseSearchRow;
  case_finder: CaseFinderRow;
  outbox: OutboxRow;
  timers: TimerRow;
  dialog_state: DialogStateRow;
  branch_ends: BranchEndRow;
  notices: NoticeRow;
  notice_listeners: NoticeListenerRow;
  planned_notices: PlannedNoticeRow;
  problem_reports: ProblemReportRow;
  problem_hours: ProblemHourRow;
  incidents: IncidentRow;
  classes: ClassRow;
  class_cases: ClassCaseRow;
  class_news: ClassNewsRow;
  pictures: PictureRow;
  send_limits: SendLimitRow;
  refusals: RefusalRow;
  desk_requests: DeskRequestRow;
  unplaced_wordings: UnplacedWordingRow;
}

/** A Teams chat the bot was spoken to in: everything needed to write there unasked. */
export interface ChatRow {
  conversation_id: string;
  kind: 'personal' | 'groupChat' | 'channel';
  tenant_id: string;
  service_url: string;
  bot_id: string;
  bot_name: string;
  /** The Entra object id of the person of a 1:1 chat. */
  person_id: string | null;
  updated_at: string;
}

/** A chat joined to a Trust. One chat a role; a replaced one keeps its row as a record. */
export interface LinkedChatRow {
  id: Generated<number>;
  trust: string;
  role: string;
  conversation_id: string;
  linked_by: string;
  linked_at: string;
  unlinked_at: string | null;
  /** When something last reached it. */
  reached_at: Generated<string | null>;
  /** Since when the self-test could not reach it. */
  missed_since: Generated<string | null>;
}

interface LinkCodeRow {
  code_hash: string;
  trust: string;
  role: string;
  expires_at: string;
  used_at: string | null;
}

export interface CaseRow {
  reference: string;
  trust: string;
  problem: string;
  state: string;
  version: number;
  esr_username: string | null;
  claimed_by: string | null;
  outcome: string | null;
  opened_at: string;
  changed_at: string;
  /** The rest of the case as JSON, checked on every read. */
  body: string;
  /** When it lost its personal data. */
  purged_at: Generated<string | null>;
  /** Each requester's details, as JSON. Separate from `body`, where an older release neither reads nor overwrites it. */
  reports: Generated<string | null>;
  /** Null also where an older release raised it. */
  needed_by: Generated<string | null>;
  /** Since when nobody has had a new case; null likewise: since it was raised. */
  unclaimed_since: Generated<string | null>;
}

export interface CaseEventRow {
  id: Generated<number>;
  reference: string;
  version: number;
  type: string;
  at: string;
  by_id: string | null;
  by_name: string | null;
  key: string | null;
  data: string | null;
}

/** The words that a case is found by. Missing after an older release has changed the case, until it is filled in. */
interface CaseSearchRow {
  reference: string;
  trust: string;
  opened_at: string;
  /** See `searchWords`. */
  words: string;
}

/** Finds open cases by the chat that raised them, or by the learner's address. Only triggers write it. */
interface CaseFinderRow {
  /** A chat it was raised in; the learner's address of a case that trainers alone raised, in small letters. */
  kind: 'chat' | 'address';
  value: string;
  reference: string;
}

/** Pending for a chat: a card to bring to its newest version, or a message to send there once. */
export interface OutboxRow {
  id: Generated<number>;
  /** `webhook`: an event for the Trust's service desk; it has no chat. */
  kind: 'card' | 'message' | 'webhook';
  /** The notification's name, or the event's. */
  name: string;
  reference: string | null;
  /** The class it is about, where that is not one case. */
  class_id: string | null;
  trust: string;
  /** `esr-team` when it is for whichever chat is linked; then `conversation_id` follows the link. */
  role: string | null;
  conversation_id: string | null;
  mention: string | null;
  payload: string | null;
  key: string;
  activity_id: string | null;
  shown_version: Generated<number>;
  wanted_version: Generated<number>;
  /** `pending` until Teams took it; `paused` until the bot is in the chat again; `failed` after the last try. */
  state: 'pending' | 'delivered' | 'paused' | 'failed';
  attempts: Generated<number>;
  /** When it may be taken next, and null if there is nothing to send. Taking it moves this to the end of the lock. */
  run_at: string | null;
  /** Of the worker that locked it. */
  lock_token: string | null;
  last_error: string | null;
  created_at: string;
}

/** Something to decide on at a time. Deleted when it has been handled. */
export interface TimerRow {
  id: Generated<number>;
  name: string;
  key: string;
  trust: string;
  reference: string | null;
  payload: string | null;
  run_at: string;
  locked_until: Generated<string | null>;
  lock_token: Generated<string | null>;
  attempts: Generated<number>;
  last_error: Generated<string | null>;
  created_at: string;
}

export interface DialogStateRow {
  key: string;
  body: string;
  etag: number;
  updated_at: string;
}

/** A known incident, shown to everyone who starts a conversation. One a Trust at a time. */
export interface NoticeRow {
  id: Generated<number>;
  trust: string;
  text: string;
  set_by: string;
  /** Null in rows of releases that did not keep it. */
  set_by_id: string | null;
  set_at: string;
  until: string | null;
  ended_at: string | null;
}

/** A chat that asked to be notified when the incident is over. */
interface NoticeListenerRow {
  notice_id: number;
  conversation_id: string;
}

/** A notice that has not started: it becomes the Trust's notice at its time. */
export interface PlannedNoticeRow extends Omit<NoticeRow, 'ended_at'> {
  starts_at: string;
}

/** When a 1:1 chat last reported a problem: to count people, and to tell them when it is over. Kept for a day. */
export interface ProblemReportRow {
  trust: string;
  /** A branch of the guide, or `down`. */
  problem: string;
  conversation_id: string;
  at: string;
}

/** A problem that many more people than usual reported. One at a time for each problem of a Trust. */
export interface IncidentRow {
  id: Generated<number>;
  trust: string;
  problem: string;
  /** Counts the changes of its card. */
  version: number;
  since: string;
  last_at: string;
  people: number;
  /** How many people an hour are usual, rounded. */
  usual: number;
  notice_id: number | null;
  ended_at: string | null;
  /** `over`, `dismissed` or `quiet`. */
  ended_as: string | null;
  ended_by: string | null;
  ended_by_id: string | null;
  /** The incident that spread to this problem, and whose card shows it. */
  part_of: Generated<number | null>;
}

/** Learners that a trainer raised together: one card in their chat shows them all. */
export interface ClassRow {
  id: string;
  trust: string;
  conversation_id: string;
  /** Who raised it: `{ id, name }`. */
  raised_by: string;
  /** Counts the changes of its cases. */
  version: number;
  opened_at: string;
}

interface ClassCaseRow {
  class_id: string;
  reference: string;
  position: number;
}

/** The learners whose news an outbox message brings to a class. */
interface ClassNewsRow {
  message_id: number;
  reference: string;
}

/** A picture for an ESR Team, sent with an outbox message; deleted once sent. */
interface PictureRow {
  message_id: number;
  /** Base64. */
  png: string;
  created_at: string;
}

/** How much of its send limits a chat or a tenant has used. */
interface SendLimitRow {
  /** A chat's id (a channel's, for all of its threads) or a tenant's. */
  key: string;
  /** See `SendLimitState`, as JSON. */
  state: string;
  /** Nothing is sent there before: its limit is used up, or Teams asked for a pause. */
  next_at: string;
}

/** A request of a service desk. One that comes again gets the same answer. `answer` is null until it is done. */
interface DeskRequestRow {
  trust: string;
  webhook_id: string;
  digest: string;
  answer: string | null;
  at: string;
}
