import type { IsoInstant } from '../time/clock.ts';
import type { CaseNotificationName, CaseNotifications } from './notifications.ts';

/** Someone in Teams. `id` is their Entra object id: Teams vouches for it, a name is only shown. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Who raised the case and the chat where they get updates. */
export interface Requester {
  readonly kind: 'staff' | 'trainer';
  readonly person: Person;
  readonly chat: string;
  readonly at: IsoInstant;
  /** The class it belongs to, if several were raised together: one card for all of them. */
  readonly batch?: string | undefined;
  /** The message that it was typed in, in the trainers' chat: it is marked once all its cases are closed. */
  readonly message?: string | undefined;
  /** Absent in older cases, which kept only what all of them gave together. */
  readonly given?: Given | undefined;
}

/** What a requester themselves gave. Only they (in a trainers' chat: its members) and the ESR Team see it. */
export interface Given {
  readonly problem: Case['problem'];
  readonly details: CaseDetails;
  readonly trail: readonly TrailEntry[];
  /** The address is the one they sign in to Teams with. */
  readonly signsIn?: 'yes' | undefined;
  /** The address they gave before the one in `details`, and when it was replaced. */
  readonly replaced?: { readonly email: string; readonly at: IsoInstant } | undefined;
  readonly named?: 'yes' | undefined; // Its words may be several people's, each after a name.
}

/** A report that was withdrawn, or continued as another case, while others of the same case stayed. */
export interface WithdrawnReport extends Omit<Requester, 'given'> {
  /** Who took it back: the requester, or a colleague in the same trainers' chat. `at` is when. */
  readonly by: Person;
  /** The case it continued as: it no longer agreed with the others. */
  readonly movedTo?: string | undefined;
}

/** How the ESR Team ended a case. */
export interface Resolution {
  readonly outcome: string;
  readonly note?: string | undefined;
  readonly by: Person;
  readonly at: IsoInstant;
  /** A reset was sent to the case's correct email, as it was then. */
  readonly sent?: 'yes' | undefined;
  /** Sent by mistake: the outcome given to its requesters was never true. */
  readonly mistaken?: 'yes' | undefined;
}

/** What somebody wrote. An answer is shown in its `chat`, which older releases did not keep, and to the ESR Team. */
interface Said {
  readonly text: string;
  readonly by: Person;
  readonly at: IsoInstant;
  readonly chat?: string | undefined;
}

/** A ticket in the Trust's service desk. `url` is for the ESR Team alone. */
interface Ticket {
  readonly number: string;
  readonly url?: string | undefined;
}

/** A case's place in the class it was raised with: learner `position` of `of`, from 1. */
export interface ClassPlace {
  readonly id: string;
  readonly position: number;
  readonly of: number;
}

// Ids of content (Trust, problem, outcome) are stored as plain text: another version of the bot may have other content.

/** One thing a person tried, or one answer they gave, before they asked for help. */
export interface TrailEntry {
  readonly branch: string;
  readonly step: string;
  /** The pressed or typed answer, e.g. `not-yet`, `second-time`. */
  readonly answer: string;
  /** The step and the answer in words, as shown then: guides change, past answers do not. */
  readonly shown: string;
  readonly answered: string;
  readonly at: IsoInstant;
}

/** What the ESR Team needs to help. Personal: purged a set time after the case closes. */
export interface CaseDetails {
  readonly esrUsername?: string | undefined;
  /** The address the reset should go to; may differ from the one on the record. */
  readonly correctEmail?: string | undefined;
  readonly smartcardNumber?: string | undefined;
  readonly esrNumber?: string | undefined;
  /** Whose account it is, where that is not the requester or the guide asks for a name. */
  readonly name?: string | undefined;
  readonly learnerType?: string | undefined;
  /** What the person added in their own words. */
  readonly words?: string | undefined;
  readonly neededBy?: IsoInstant | undefined;
}

export type CaseState = 'open' | 'claimed' | 'waiting' | 'resolved' | 'closed';

/** A problem handed to the ESR Team. */
export interface Case {
  readonly reference: string;
  readonly trust: string;
  /** The problem; `other` when the person went straight to a human. */
  readonly problem: string;
  readonly state: CaseState;
  /** Counts the changes; a save names the version it saw. */
  readonly version: number;
  readonly openedAt: IsoInstant;
  readonly changedAt: IsoInstant;
  readonly requesters: readonly [Requester, ...Requester[]];
  /** Who withdrew their report while the case continued for the others. */
  readonly withdrawn?: readonly WithdrawnReport[] | undefined;
  /** What the ESR Team works with: the first requester's newest details, with what only others gave. */
  readonly details: CaseDetails;
  readonly trail: readonly TrailEntry[];
  readonly batch?: ClassPlace | undefined;
  /** Who claimed it; `from` is the colleague who assigned it to them. */
  readonly claim?:
    | { readonly by: Person; readonly at: IsoInstant; readonly from?: Person | undefined }
    | undefined;
  /** Who gave it back last, while it is unclaimed. */
  readonly released?: { readonly by: Person; readonly at: IsoInstant } | undefined;
  readonly question?: (Said & { readonly answer?: Said | undefined }) | undefined;
  readonly resolution?: Resolution | undefined;
  /** How it was ended before it was opened again, oldest first. */
  readonly earlier?: readonly Resolution[] | undefined;
  /** Who opened it again last, and why in their words. */
  readonly reopened?:
    | {
        readonly why: string;
        readonly at: IsoInstant;
        readonly by?: Person | undefined;
        /** `report`: they reported it again. */
        readonly as?: 'esr-team' | 'requester' | 'report' | undefined;
        /** Why a colleague of the ESR Team did. */
        readonly because?: ReopenReason | undefined;
      }
    | undefined;
  /** Its ticket in the Trust's service desk, and the desk's last note to the ESR Team. */
  readonly ticket?: Ticket | undefined;
  readonly deskNote?: Said | undefined;
  readonly closedAs?: 'working' | 'withdrawn' | 'silent' | undefined;
  /** Absent where it closed by itself: the requester stayed silent. A service desk closes without their word too. */
  readonly closedBy?: Person | undefined;
  /** When its personal data was deleted; no action is possible after that. */
  readonly purgedAt?: IsoInstant | undefined;
}

/** Whether the ESR Team still has something to do, or may have again. */
export function isActive(it: Case): boolean {
  return it.state !== 'closed';
}

/** Whether a question is unanswered. Questions from before a reopening no longer count. */
export function isAsked({ state, question, reopened }: Case): boolean {
  if (question === undefined || question.answer !== undefined) return false;
  if (state === 'resolved' || state === 'closed') return false;
  return state === 'waiting' || reopened === undefined || question.at > reopened.at;
}

/** One line of the case's append-only history. */
export interface CaseEvent {
  readonly type: CaseAction['type'] | 'raise';
  readonly at: IsoInstant;
  /** Absent where the bot acted by itself. */
  readonly by?: Person | undefined;
  /** The same key twice is the same event: a repeated click has one effect. */
  readonly key?: string | undefined;
  readonly data?: Readonly<Record<string, string>> | undefined;
}

/** Why the ESR Team reopens a case. With `mistake`, the outcome given to its requesters was never true. */
export const REOPEN_REASONS = ['mistake', 'more-to-do'] as const;
export type ReopenReason = (typeof REOPEN_REASONS)[number];

/** What someone does to a case. */
export type CaseAction =
  | { readonly type: 'claim' }
  | { readonly type: 'release' }
  | { readonly type: 'assign'; readonly to: Person }
  | { readonly type: 'ask'; readonly question: string }
  | { readonly type: 'answer'; readonly text: string; readonly askedAt?: IsoInstant | undefined }
  | { readonly type: 'add'; readonly text: string }
  | {
      readonly type: 'resolve';
      readonly outcome: string;
      readonly note?: string | undefined;
      /** With this outcome, they must say why. */
      readonly needsNote?: boolean | undefined;
      /** A reset was sent to this address. */
      readonly sentTo?: string | undefined;
    }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'ticket'; readonly ticket: Ticket }
  | { readonly type: 'confirm' }
  | { readonly type: 'reopen'; readonly why: string; readonly because?: ReopenReason | undefined }
  | { readonly type: 'withdraw' }
  /** A trainer follows what this colleague in the same chat reported. */
  | { readonly type: 'take-over'; readonly of: string }
  | { readonly type: 'close-silent' }
  | {
      readonly type: 'join';
      /** With the details given this time. */
      readonly requester: Requester & { readonly given: Given };
    }
  /** Another person's case with the same ESR username was opened or changed; this case's card shows it. */
  | {
      readonly type: 'same-username';
      readonly other: string;
      readonly news: 'opened' | 'changed';
      /** Reports of this case that continue as that one. */
      readonly moved?: readonly Requester[] | undefined;
    };

/** A message that people get once. The cards of the case are brought up to date without being named. */
export type CaseMessage<N extends CaseNotificationName = CaseNotificationName> = N extends N
  ? {
      readonly message: N;
      readonly data: CaseNotifications[N];
      /** `team` is the Trust's linked ESR Team chat; a chat id is a requester's chat. */
      readonly to: 'team' | { readonly chat: string };
      /** Who is mentioned, where the chat has several people. */
      readonly mention?: Person | undefined;
      /** The class it is news of: the same news of several of its learners is combined in one message. */
      readonly batch?: string | undefined;
    }
  : never;

/** Something to decide on at a time. What to do is decided then, so that nothing has to be cancelled. */
export interface FollowUpTimer {
  readonly name: string;
  readonly trust: string;
  readonly runAt: IsoInstant;
  /** The same key again moves the timer. */
  readonly key: string;
  readonly reference?: string | undefined;
  readonly data?: Readonly<Record<string, string>> | undefined;
}

/** A new state of a case, with its history and its messages. */
export interface Change {
  readonly case: Case;
  readonly events: readonly CaseEvent[];
  readonly messages: readonly CaseMessage[];
  /** The class that this puts the case into. */
  readonly batch?: ClassPlace | undefined;
  /** Follow-ups that it causes. */
  readonly timers?: readonly FollowUpTimer[];
  /** Changes of other cases with the same ESR username that are saved with it, or not at all. */
  readonly beside?: readonly Change[];
  /** The account's other active cases when this was decided: if they have changed since, it is decided again. */
  readonly among?: readonly string[] | undefined;
}

/** Why an action was not done: who did what, when. The case is unchanged. */
export interface Refusal {
  readonly refused:
    | 'claimed-by-another'
    | 'already-yours'
    | 'not-claimed'
    | 'already-resolved'
    | 'already-closed'
    | 'not-resolved'
    | 'open-elsewhere'
    | 'nothing-asked'
    | 'already-withdrawn'
    | 'reason-needed'
    | 'ticket-known'
    | 'text-needed';
  readonly by?: Person | undefined;
  readonly at?: IsoInstant | undefined;
  /** The reference of the same person's active case, if that is the obstacle. */
  readonly elsewhere?: string | undefined;
  readonly case: Case;
}

/** Who acts, when, from where, and the key that makes a repeat harmless. */
export interface Act {
  /** Absent for the bot's own doing (silence, timers). */
  readonly by?: Person | undefined;
  readonly at: IsoInstant;
  readonly key?: string | undefined;
  /** The chat they act in, and as whom. Absent where only the person is known. */
  readonly from?: ActedFrom | undefined;
}

export interface ActedFrom {
  readonly chat: string;
  readonly as: 'esr-team' | 'requester';
}
