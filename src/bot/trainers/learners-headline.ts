import type { CardData } from '../../cards/render.ts';
import type { Draft } from './draft.ts';

/** How many learners are still to be sent, are ready, and are on the card. */
export interface RowCounts {
  readonly left: number;
  readonly ready: number;
  readonly shown: number;
  /** What stands in place of "sent" where the ESR Team has no chat. */
  readonly kept?: string | undefined;
}

/** The card's title, the sentence under it, and what a notification says. */
export function headline(draft: Draft, { left, ready, shown, kept }: RowCounts): CardData {
  const sent = draft.rows.filter((row) => row.sent !== undefined).length;
  const odd = left - ready;
  const rest = shown < left ? ` The other ${left - shown} come after these.` : '';
  if (left === 0) {
    if (sent === 0) return say('Not sent', 'Nothing went to the ESR Team.');
    if (kept !== undefined) return { ...say('Kept for the ESR Team', kept), sentAny: true };
    return { ...say(ON_ITS_WAY, draft.rows.length === 1 ? DONE_ONE : DONE_SEVERAL), sentAny: true };
  }
  if (sent > 0) {
    const lead = odd === 0 ? '' : `${needs(odd)} ${odd === 1 ? 'It is' : 'They are'} not sent yet.`;
    return {
      ...say(
        `${sent} ${kept === undefined ? 'sent' : 'kept for the ESR Team'}, ${left} to go`,
        `${kept ?? ''} ${lead}${rest}`.trim(),
      ),
      sentAny: true,
    };
  }
  if (draft.rows.length === 1) {
    return say(
      ready === 1 ? 'Is this right?' : 'Hand over a learner',
      'Nothing is sent yet.',
      'Check the learner before they go to the ESR Team',
    );
  }
  const counted = odd === 0 ? `All ${left} are ready.` : `${ready} of ${left} are ready. ${needs(odd)}`;
  return say(
    `${left} learners: is this right?`,
    `${counted} Nothing is sent yet.${rest}`,
    `Check ${left} learners before they go to the ESR Team`,
  );
}

const say = (title: string, lead: string, summary = title): CardData => ({
  sentAny: false,
  title,
  lead,
  summary,
});

const needs = (odd: number) => (odd === 1 ? '1 needs a look.' : `${odd} need a look.`);
/** Said before anything can have arrived there. */
const ON_ITS_WAY = 'On its way to the ESR Team';
const DONE_ONE = "I'll tell you here when there is news.";
const DONE_SEVERAL = 'They are on one card below. I keep it up to date.';
