import { type ChatFacts, fillChatFacts } from './fill-facts.ts';
import type { Guide, GuideData, GuideOutcome, GuideReply } from './guide.ts';
import { inWords } from './ids.ts';
import own from './team-words.json' with { type: 'json' };

const OWN_OUTCOMES: Readonly<Record<string, GuideOutcome>> = own.outcomes;
const OWN_REPLIES = own.replies as Readonly<Record<string, GuideReply>>;

/** The ids of the product's own outcomes. */
export const OWN_OUTCOME_IDS: readonly string[] = Object.keys(OWN_OUTCOMES);

/**
 * A guide's outcomes and replies, and the product's own where it has none. What the guide does not say of an outcome that the
 * product has too, the product does. Reports outcomes without a name.
 */
export function withTeamWords(
  { outcomes, replies }: GuideData,
  report: (path: readonly PropertyKey[], message: string) => void,
): Pick<Guide, 'outcomes' | 'offered' | 'replies'> {
  const theirs = Object.entries(outcomes ?? {}).map(([id, outcome]): [string, GuideOutcome] => {
    const merged = { ...OWN_OUTCOMES[id], ...outcome };
    if (merged.name === undefined)
      report(['outcomes', id], 'write the name that the ESR Team chooses it by (name: …)');
    return [id, { ...merged, name: merged.name ?? inWords(id) }];
  });
  return {
    outcomes: { ...OWN_OUTCOMES, ...Object.fromEntries(theirs) },
    offered: outcomes === undefined ? OWN_OUTCOME_IDS : theirs.map(([id]) => id),
    replies: replies ?? OWN_REPLIES,
  };
}

/** An outcome of this Trust, or of an earlier version of its guide. Undefined for one that nobody knows any more. */
export const outcomeOf = (guide: Guide | undefined, id: string): GuideOutcome | undefined => {
  const known = guide?.outcomes ?? OWN_OUTCOMES;
  return Object.hasOwn(known, id) ? known[id] : undefined;
};

/** What the ESR Team calls an outcome, also one that nobody knows any more. */
export const outcomeName = (guide: Guide | undefined, id: string): string =>
  outcomeOf(guide, id)?.name ?? inWords(id);

/** Whether a requester is asked if it works now: not where nothing was put right. */
export const mayWorkNow = (guide: Guide | undefined, id: string): boolean =>
  outcomeOf(guide, id)?.fixed !== false;

/** The outcomes that an ESR Team can choose, in order. */
export const offeredOutcomes = (guide: Guide | undefined): readonly (readonly [id: string, GuideOutcome])[] =>
  (guide?.offered ?? OWN_OUTCOME_IDS).flatMap((id) => {
    const outcome = outcomeOf(guide, id);
    return outcome === undefined ? [] : [[id, outcome] as const];
  });

/** The saved questions, or notes, of an ESR Team. */
export const repliesAs = (guide: Guide | undefined, as: GuideReply['as']) =>
  Object.entries(guide?.replies ?? OWN_REPLIES).filter(([, reply]) => reply.as === as);

/** Whether this outcome tells the address that a reset went to. */
export const namesAddress = ({ text, next }: GuideOutcome): boolean =>
  [text, ...next].some((line) => line.includes('{{said.email}}'));

/** A requester's words for an outcome; lines whose facts are not known are left out. */
export function outcomeWords(
  { text, next }: GuideOutcome,
  facts: ChatFacts,
): Pick<GuideOutcome, 'text' | 'next'> {
  return {
    text: fillChatFacts(text, facts),
    next: next.map((line) => fillChatFacts(line, facts)).filter((line) => line !== ''),
  };
}
