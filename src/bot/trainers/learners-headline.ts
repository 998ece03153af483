import type { CardData } from '../../cards/render.ts';
import { CASE_TEXTS } from '../cases/texts.ts';
import type { Draft } from './draft.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

/** How many learners are unsent, ready, and on the card. */
export interface RowCounts {
  readonly left: number;
  readonly ready: number;
  readonly shown: number;
  /** Says that cases are saved, where the ESR Team has no chat to send them to. */
  readonly kept?: string | undefined;
}

/** The card's title, the sentence under it, and what a notification says. */
export function headline(draft: Draft, { left, ready, shown, kept }: RowCounts): CardData {
  const sent = draft.rows.filter((row) => row.sent !== undefined).length;
  const odd = left - ready;
  const rest = shown < left ? TEXTS.restComesAfter(left - shown) : '';
  if (left === 0) {
    if (sent === 0) return say(TEXTS.notSent.title, TEXTS.notSent.lead);
    if (kept !== undefined) return { ...say(TEXTS.keptTitle, kept), sentAny: true };
    return {
      ...say(TEXTS.sentTitle, draft.rows.length === 1 ? CASE_TEXTS.news : TEXTS.followOnCard),
      sentAny: true,
    };
  }
  if (sent > 0) {
    const lead = odd === 0 ? '' : TEXTS.oddNotSent(odd);
    return {
      ...say(TEXTS.partlySent(sent, left, kept !== undefined), `${kept ?? ''} ${lead}${rest}`.trim()),
      sentAny: true,
    };
  }
  if (draft.rows.length === 1) {
    return say(ready === 1 ? TEXTS.isThisRight : TEXTS.handOver, TEXTS.nothingSentYet, TEXTS.checkLearner);
  }
  const counted = TEXTS.readiness(ready, left);
  return say(
    TEXTS.areTheseRight(left),
    `${counted} ${TEXTS.nothingSentYet}${rest}`,
    TEXTS.checkLearners(left),
  );
}

const say = (title: string, lead: string, summary = title): CardData => ({
  sentAny: false,
  title,
  lead,
  summary,
});
