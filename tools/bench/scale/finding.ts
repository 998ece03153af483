/** One figure about scale and its target. */
export interface Finding {
  readonly what: string;
  readonly wanted: string;
  readonly seen: string;
  readonly met: boolean;
  /** How it was measured, and the assumptions. */
  readonly how: string;
}
