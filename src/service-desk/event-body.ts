import type { Case, Person } from '../cases/case.ts';
import type { DeskField } from '../cases/service-desk.ts';
import type { Guide } from '../guides/guide.ts';
import { outcomeName } from '../guides/outcomes.ts';
import { type Problems, problemTitle } from '../guides/problems.ts';
import type { DeskDelivery } from '../store/service-desk/event-store.ts';

export interface EventDeps {
  readonly guides: ReadonlyMap<string, Guide>;
  readonly problems: Problems;
}

/** How much is sent of what was tried; the handoff card has more. */
const MOST_STEPS = 15;
const LONGEST_STEP = 300;

/**
 * An event as JSON, in the payload of the Standard Webhooks specification: what happened and when, and the case as it is now,
 * without the fields to leave out. docs/service-desk.md has each field.
 */
export function eventBody(
  deps: EventDeps,
  { type, at, origin }: Pick<DeskDelivery, 'type' | 'at' | 'origin'>,
  it: Case,
  leaveOut: readonly DeskField[],
): string {
  const sends = (field: DeskField) => !leaveOut.includes(field);
  const only = <T>(field: DeskField, value: T) => (sends(field) ? value : undefined);
  const officer = (person: Person | undefined) => only('officers', person?.name);
  const guide = deps.guides.get(it.trust);
  const { details, question, resolution, reopened, claim } = it;
  const problem = it.problem === 'other' ? 'Help with ESR' : problemTitle(deps.problems, it.problem);
  const data = {
    reference: it.reference,
    trust: it.trust,
    title: `${it.reference}: ${problem}`,
    problem: it.problem,
    state: it.state,
    version: it.version,
    openedAt: it.openedAt,
    changedAt: it.changedAt,
    ticket: it.ticket,
    requesters: only(
      'requesters',
      it.requesters.map(({ kind, person }) => ({ kind, name: person.name })),
    ),
    details: Object.fromEntries(Object.entries(details).filter(([field]) => sends(field as DeskField))),
    tried: only(
      'tried',
      it.trail.slice(-MOST_STEPS).map(({ shown, answered }) => ({ step: cut(shown), answer: cut(answered) })),
    ),
    claimedBy: officer(claim?.by),
    question: question && {
      text: only('question', question.text),
      at: question.at,
      by: officer(question.by),
      answer: only('answer', question.answer?.text),
    },
    resolution: resolution && {
      outcome: resolution.outcome,
      outcomeName: outcomeName(guide, resolution.outcome),
      note: only('note', resolution.note),
      at: resolution.at,
      by: officer(resolution.by),
    },
    reopened: reopened && { at: reopened.at, reason: only('reason', reopened.why) },
    closedAs: it.closedAs,
  };
  return JSON.stringify({ type, timestamp: at, origin, data });
}

const cut = (text: string) => (text.length > LONGEST_STEP ? `${text.slice(0, LONGEST_STEP)}…` : text);
