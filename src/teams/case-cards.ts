import { type Card, type CardData, type Cards, token, words } from '../cards/render.ts';
import type { Case } from '../cases/case.ts';
import type { Guide } from '../guides/guide.ts';
import type { Problems } from '../guides/problems.ts';
import { speakAgo, speakTime } from '../guides/speak-time.ts';

/** What the cards of cases are made from. */
export interface CaseCardParts {
  readonly cards: Cards;
  readonly problems: Problems;
  readonly guides: ReadonlyMap<string, Guide>;
  readonly now: () => string;
}

const LEARNER_TYPES = {
  staff: 'Staff',
  'external-learner': 'External learner',
  volunteer: 'Volunteer',
} as const;

/** The case as the ESR Team sees and works it. */
export function handoffCard(parts: CaseCardParts, it: Case, notice = ''): Card {
  const { details } = it;
  const [first, ...others] = it.requesters;
  const facts = [
    fact('Reference', token(it.reference)),
    fact('Raised', `${speakTime(it.openedAt, parts.now())} (${speakAgo(it.openedAt, parts.now())})`),
    fact(first.kind === 'trainer' ? 'Raised by (Epic trainer)' : 'Raised by', first.person.name),
    ...others.map((one) => fact('Also reported by', one.person.name)),
    fact('Trust', parts.guides.get(it.trust)?.name),
    fact('ESR username', details.esrUsername ?? 'Not known'),
    fact('Correct email', details.correctEmail),
    fact('Smartcard number', details.smartcardNumber),
    fact('ESR number', details.esrNumber),
    fact(first.kind === 'trainer' ? 'Learner' : 'Name', details.name),
    fact('They are', details.learnerType && words(LEARNER_TYPES[details.learnerType])),
    fact('In their words', details.words),
    fact('Claimed by', it.claim && `${it.claim.by.name}, ${speakTime(it.claim.at, parts.now())}`),
    fact('Asked', it.question?.text),
    fact('Answer', it.question?.answer?.text),
    fact('Not working again', it.reopened?.why),
    fact('Note', it.resolution?.note),
  ].flat();
  return parts.cards.render('handoff', {
    ...heading(parts, it),
    notice,
    facts,
    doneBy: words(doneBy(parts, it)),
    trail: it.trail.map((entry, index) => ({
      number: index + 1,
      shown: entry.shown,
      answered: entry.answered,
    })),
    canClaim: it.state === 'open',
    canRelease: it.state === 'claimed' || it.state === 'waiting',
    canResolve: it.state !== 'resolved' && it.state !== 'closed',
    canReopen: it.state === 'resolved' || it.state === 'closed',
  });
}

/** The same case as its requester sees it. */
export function statusCard(parts: CaseCardParts, it: Case, notice = ''): Card {
  const outcome = it.resolution && parts.guides.get(it.trust)?.outcomes[it.resolution.outcome];
  return parts.cards.render('status', {
    ...heading(parts, it),
    notice,
    facts: [
      fact('Reference', token(it.reference)),
      fact('Sent', speakTime(it.openedAt, parts.now())),
      fact('Learner', it.requesters[0].kind === 'trainer' ? it.details.name : undefined),
      fact('ESR username', it.details.esrUsername ?? 'Not known'),
      fact('Correct email', it.details.correctEmail),
    ].flat(),
    says: words(SAYS[it.state]),
    who: it.claim?.by.name ?? '',
    outcome: words(outcome?.text ?? ''),
    next: (outcome?.next ?? []).map((line, index) => ({ number: index + 1, line: words(line) })),
    note: it.resolution?.note ?? '',
    isResolved: it.state === 'resolved',
    canWithdraw: it.state === 'open' || it.state === 'claimed' || it.state === 'waiting',
  });
}

const SAYS = {
  open: 'The ESR Team has it. You do not need to do anything now: I tell you here when there is news.',
  claimed: 'Someone in the ESR Team is working on it. I tell you here when there is news.',
  waiting: 'The ESR Team has a question for you. Please answer it below.',
  resolved: 'The ESR Team has done its part. Please try it.',
  closed: 'This is finished.',
} as const;

const STATES = {
  open: { state: 'New', color: 'Attention' },
  claimed: { state: 'Claimed', color: 'Accent' },
  waiting: { state: 'Waiting for an answer', color: 'Warning' },
  resolved: { state: 'Resolved', color: 'Good' },
  closed: { state: 'Closed', color: 'Default' },
} as const;

function heading(parts: CaseCardParts, it: Case): CardData {
  const title =
    it.problem === 'other' ? 'Asked for the ESR Team' : parts.problems.branches.get(it.problem)?.title;
  const { state, color } = STATES[it.state];
  return {
    reference: token(it.reference),
    problem: words(title ?? it.problem),
    state: words(state),
    color: token(color),
  };
}

/** Who the guide says does this work, for this kind of learner. */
function doneBy(parts: CaseCardParts, it: Case): string {
  const branch = it.problem === 'other' ? undefined : parts.guides.get(it.trust)?.branches[it.problem];
  return (branch?.doneBy ?? [])
    .filter(
      (one) =>
        one.for === undefined || it.details.learnerType === undefined || one.for === it.details.learnerType,
    )
    .map((one) => one.who)
    .join(', ');
}

function fact(title: string, value: CardData[string]): CardData[] {
  return value === undefined ? [] : [{ title: words(title), value }];
}
