/** One figure about scale beside what it should be. */
export interface Finding {
  readonly what: string;
  readonly wanted: string;
  readonly seen: string;
  readonly met: boolean;
  /** What was done to see it, and what is assumed. */
  readonly how: string;
}
