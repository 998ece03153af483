import type { Guide } from '../../guides/guide.ts';
import { usernameReady } from '../../guides/new-record.ts';
import { londonDay } from '../../time/clock.ts';
import { speakDay } from '../../time/speak-time.ts';
import { problemOf } from './check-row.ts';
import type { Draft } from './draft.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

/** Advice from the guide that may make a case unnecessary. Shown before it is raised; the trainer can raise it anyway. */
export interface Hint {
  readonly code: 'other-email' | 'made-today';
  readonly text: string;
}

/** The hints that the Trust's guide has for these learners' problems. */
export function hintsFor(draft: Draft, guide: Guide | undefined, now: string): readonly Hint[] {
  const problems = draft.rows
    .filter((row) => row.sent === undefined && row.wanted)
    .map((row) => problemOf(draft, row));
  const hints: Hint[] = [];
  const mismatch = guide?.branches['details-dont-match'];
  const external = mismatch?.doneBy?.find((one) => one.for === 'external-learner');
  const mayBeExternal = draft.learnerType === undefined || draft.learnerType === 'external-learner';
  if (external !== undefined && mayBeExternal && problems.includes('details-dont-match')) {
    hints.push({ code: 'other-email', text: TEXTS.hints.otherEmail(external.who) });
  }
  if (guide?.branches['new-record'] !== undefined && problems.includes('new-record')) {
    const today = londonDay(now);
    const from = speakDay(usernameReady({ from: today, to: today }, now).from, now);
    hints.push({ code: 'made-today', text: TEXTS.hints.madeToday(from) });
  }
  return hints;
}
