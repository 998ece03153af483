type Text = string;
type Maybe = string | undefined;

/**
 * The notifications of a case's change, with values that may have changed by the time they are sent. Personal: deleted with the
 * case's details. Optional values were not stored by an earlier release.
 */
export interface CaseNotifications {
  /** To each requester: how it ended. */
  resolved: { readonly outcome: Text; readonly note?: Maybe; readonly at?: Maybe };
  /** To each requester: the ESR Team asks something. `also`: the class's other cases that it is about, with commas. */
  question: { readonly text?: Maybe; readonly by?: Maybe; readonly at?: Maybe; readonly also?: Maybe };
  /** To each requester who was asked whether it works: the ESR Team works on it again. */
  'looking-again': { readonly by?: Maybe; readonly because?: Maybe };
  /** To the ESR Team, as are all below. `also`: further cases of which the same was said with it, with commas. */
  answered: { readonly text?: Maybe; readonly by?: Maybe; readonly also?: Maybe };
  added: { readonly text?: Maybe; readonly by?: Maybe; readonly also?: Maybe };
  reopened: {
    readonly why?: Maybe;
    readonly as?: Maybe;
    readonly by?: Maybe;
    readonly because?: Maybe;
    readonly also?: Maybe;
  };
  /** Reported again: by whom, and exactly what is new (`added`, with commas); or the `other` case with the same username. */
  joined: {
    readonly by?: Maybe;
    readonly added?: Maybe;
    readonly first?: Maybe;
    readonly email?: Maybe;
    readonly was?: Maybe;
    readonly text?: Maybe;
    readonly needed?: Maybe;
    readonly other?: Maybe;
  };
  withdrawn: { readonly by?: Maybe };
  'report-withdrawn': { readonly by?: Maybe; readonly whose?: Maybe; readonly left?: Maybe };
  assigned: { readonly by?: Maybe; readonly also?: Maybe };
}

export type CaseNotificationName = keyof CaseNotifications;
