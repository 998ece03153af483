import type { IsoInstant } from '../time/clock.ts';

/** A known incident, such as "ESR is down", shown to all who start a conversation while it lasts. */
export interface Notice {
  readonly id: number;
  readonly trust: string;
  readonly text: string;
  readonly setBy: string;
  readonly setAt: IsoInstant;
  /** Absent while it is not known. */
  readonly until?: IsoInstant | undefined;
}

/** A notice that has not started. */
export interface PlannedNotice extends Pick<Notice, 'id' | 'text' | 'setBy' | 'until'> {
  readonly from: IsoInstant;
}
