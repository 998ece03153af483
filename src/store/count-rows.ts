// Rows that only count: no personal data.

/** How branches of the guide ended, counted by day. No personal data. */
export interface BranchEndRow {
  trust: string;
  /** The day in England, `YYYY-MM-DD`. */
  day: string;
  branch: string;
  /** The last step that was shown; empty when none was. */
  step: string;
  ended: string;
  count: number;
}

/** How many people reported a problem in an hour in England: what is usual. No personal data. */
export interface ProblemHourRow {
  trust: string;
  problem: string;
  day: string;
  /** 0 to 23. */
  hour: number;
  people: number;
}

/** How many requests were refused on a day (in England), by reason: no personal data. */
export interface RefusalRow {
  day: string;
  reason: string;
  count: number;
}

/**
 * What people said that found no problem, or the wrong one, counted by day and by what was said alike. Nothing about anybody: see
 * `UnplacedStore`.
 */
export interface UnplacedWordingRow {
  trust: string;
  /** Of the words that all who said it have in common, made with a key that is not in the database; empty where there are none. */
  hash: string;
  /** The day in England, `YYYY-MM-DD`. */
  day: string;
  times: number;
  /** Which eighths of all people they were in, a bit each; 0 once the text is kept. */
  eighths: number;
  /** Redacted. Null until three people have said it. */
  text: string | null;
  /** The problem that the ESR Team says is meant, or `none`. */
  meant: string | null;
}
