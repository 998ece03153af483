import { type Card, type CardData, type Cards, token, words } from '../cards/render.ts';
import type { Case, Person } from '../cases/case.ts';
import type { Guide } from '../guides/guide.ts';
import { type BranchId, inWords } from '../guides/ids.ts';
import { type Problems, problemTitle } from '../guides/problems.ts';
import { speakAgo, speakTime } from '../guides/speak-time.ts';
import { chatLink } from './desk/chat-link.ts';
import { outcomeWords } from './desk/outcome-words.ts';
import { outcomeName } from './desk/report-tables.ts';
import { triedSteps } from './tried-steps.ts';

/** What the cards of cases are made from. */
export interface CaseCardParts {
  readonly cards: Cards;
  readonly problems: Problems;
  readonly guides: ReadonlyMap<string, Guide>;
  readonly now: () => string;
  /** By which name Teams opens a chat with somebody, where that is known. */
  readonly upnOf?: (person: Person) => string | undefined;
}

/** A state in the words of whoever looks, and the style of the band that shows it: the word says it without colour. */
type StateWords = Readonly<Record<Case['state'], readonly [word: string, band: string]>>;

const FOR_TEAM: StateWords = {
  open: ['New', 'attention'],
  claimed: ['Claimed', 'accent'],
  waiting: ['Waiting for an answer', 'warning'],
  resolved: ['Resolved', 'good'],
  closed: ['Closed', 'emphasis'],
};

const FOR_REQUESTER: StateWords = {
  open: ['With the ESR Team', 'accent'],
  claimed: ['Being worked on', 'accent'],
  waiting: ['Waiting for you', 'warning'],
  resolved: ['Resolved', 'good'],
  closed: ['Closed', 'emphasis'],
};

const LEARNER_TYPES = {
  staff: 'Staff',
  'external-learner': 'External learner',
  volunteer: 'Volunteer',
} as const;
const learnerTypeName = (id: string) => LEARNER_TYPES[id as keyof typeof LEARNER_TYPES] ?? inWords(id);

const CLOSED_AS = { working: 'says it works', withdrawn: 'took it back', silent: '' } as const;

/** More would push what matters off the card; how many there are stands beside them. */
const MOST_NAMED = 8;

/** The case as the ESR Team sees and works it. */
export function handoffCard(parts: CaseCardParts, it: Case, notice = ''): Card {
  const { details } = it;
  const [first, ...others] = it.requesters;
  const trainer = first.kind === 'trainer';
  return parts.cards.render('handoff', {
    ...heading(parts, it, FOR_TEAM, trainer ? 'A learner cannot get into ESR' : 'Asked for the ESR Team'),
    notice,
    raised: words(`Raised ${speakTime(it.openedAt, parts.now())} (${speakAgo(it.openedAt, parts.now())})`),
    has: whoHasIt(parts, it),
    copy: copied(it, emailLabel(it)),
    facts: [
      fact('From', trainer ? `${first.person.name} (Epic trainer)` : first.person.name),
      ...others.slice(0, MOST_NAMED).map((one) => fact('Also from', one.person.name)),
      fact('Class', it.batch && words(`Learner ${it.batch.position} of ${it.batch.of}`)),
      fact(trainer ? 'Learner' : 'Name', details.name),
      fact('Trust', parts.guides.get(it.trust)?.shortName ?? words(inWords(it.trust))),
      fact('ESR number', details.esrNumber),
      fact('They are', details.learnerType && words(learnerTypeName(details.learnerType))),
      fact('Done by', doneBy(parts, it)),
      fact('Reports', others.length === 0 ? undefined : `${it.requesters.length} people reported this`),
      fact('Asked', said(it.question, parts.now())),
      fact('Answer', said(it.question?.answer, parts.now())),
      fact('Outcome', it.resolution && words(outcomeName(it.resolution.outcome))),
      fact('Note', it.resolution?.note),
    ].flat(),
    said: details.words ?? '',
    again: stillNotWorking(it),
    tried: triedSteps(it.trail),
    untried: trainer ? 'Nothing was tried in this chat.' : 'Nothing: they asked for the ESR Team at once.',
    ...writeTo(parts, it),
    classId: token(it.batch?.id ?? ''),
    canClaim: it.state === 'open',
    canRelease: it.state === 'claimed' || it.state === 'waiting',
    canResolve: it.state !== 'resolved' && it.state !== 'closed',
    canReopen: it.state === 'resolved' || it.state === 'closed',
  });
}

/** The same case as its requester sees it; `classId` when it was opened from a class's card. */
export function statusCard(parts: CaseCardParts, it: Case, notice = '', classId = ''): Card {
  const outcome = outcomeOf(parts, it);
  const trainer = it.requesters[0].kind === 'trainer';
  return parts.cards.render('status', {
    ...heading(parts, it, FOR_REQUESTER, trainer ? 'Help for a learner' : 'Help from the ESR Team'),
    notice,
    says: whatNow(it, trainer),
    learner: trainer ? (it.details.name ?? '') : '',
    copy: copied(it, 'Correct email'),
    sent: words(`Sent ${speakTime(it.openedAt, parts.now())}`),
    outcome: words(outcome?.text ?? ''),
    next: (outcome?.next ?? []).map((line, index) => ({ number: index + 1, line: words(line) })),
    note: it.resolution?.note ?? '',
    classId: token(classId),
    isResolved: it.state === 'resolved',
    canAnswer: it.state === 'waiting' && it.question?.answer === undefined,
    asked: token(it.question?.at ?? ''),
    canWithdraw: it.state === 'open' || it.state === 'claimed' || it.state === 'waiting',
  });
}

function heading(parts: CaseCardParts, it: Case, states: StateWords, other: string): CardData {
  const title = it.problem === 'other' ? other : problemTitle(parts.problems, it.problem);
  const [state, band] = states[it.state];
  return {
    reference: token(it.reference),
    problem: words(title),
    state: words(state),
    band: token(band),
    color: token(band === 'emphasis' ? 'default' : band),
  };
}

/** Who works it, or what became of it. */
function whoHasIt(parts: CaseCardParts, it: Case): string {
  const { claim, resolution } = it;
  if (it.state === 'closed')
    return it.closedBy === undefined
      ? 'No answer came'
      : `${it.closedBy.name} ${CLOSED_AS[it.closedAs ?? 'silent']}`;
  if (it.state === 'resolved' && resolution !== undefined)
    return `${resolution.by.name} resolved it, ${speakTime(resolution.at, parts.now())}`;
  if (it.state === 'waiting' && it.question !== undefined) {
    const since = speakTime(it.question.at, parts.now());
    return `${claim?.by.name ?? 'Nobody'} has it. Waiting for an answer since ${since}`;
  }
  return claim === undefined
    ? 'Nobody has claimed it yet'
    : `${claim.by.name} has it, since ${speakTime(claim.at, parts.now())}`;
}

/** What the requester said when they opened it again; nothing once that is dealt with. */
function stillNotWorking({ reopened, resolution }: Case): string {
  if (reopened === undefined || resolution !== undefined) return '';
  return reopened.why || 'They did not say what happens.';
}

/** What happens now, and what the requester does next. */
function whatNow(it: Case, trainer: boolean): string {
  const who = it.claim?.by.name ?? 'Someone';
  switch (it.state) {
    case 'open':
      return 'The ESR Team has it. You do not need to do anything now. I tell you here when there is news.';
    case 'claimed':
      return `${who} in the ESR Team is working on it. I tell you here when there is news.`;
    case 'waiting':
      return `${who} in the ESR Team asks: ${it.question?.text ?? ''}`;
    case 'resolved':
      return trainer
        ? 'The ESR Team has done its part. Pass the steps on to the learner, then tell us if it works.'
        : 'The ESR Team has done its part. Follow the steps, then tell us if it works.';
    case 'closed':
      if (it.closedAs === 'withdrawn')
        return `${it.closedBy?.name ?? 'Someone'} took this back. The ESR Team has stopped working on it.`;
      return `${it.closedAs === 'silent' ? 'I heard nothing more, so this is closed.' : 'This is finished.'} If it happens again, write to me here.`;
  }
}

/** What is copied into ESR: each on a line of its own. */
function copied(it: Case, email: string): CardData[] {
  const { details } = it;
  return [
    ...pair('ESR username', details.esrUsername ?? 'Not known'),
    ...pair(email, details.correctEmail),
    ...pair('Smartcard number', details.smartcardNumber),
  ];
}

/** The problems where ESR holds another address, or may. */
const EMAIL_CHANGED = ['email-changed'];
const EMAIL_MAY_DIFFER = ['details-dont-match', 'which-email', 'reset-email-missing'];

/** A reset goes to the address on the record: whoever works the case must know when that is another. */
function emailLabel({ problem, trail }: Case): string {
  const walked = [problem, ...trail.map((entry) => entry.branch)];
  if (walked.some((branch) => EMAIL_CHANGED.includes(branch)))
    return 'Correct email: not the one on the record';
  return walked.some((branch) => EMAIL_MAY_DIFFER.includes(branch))
    ? 'Correct email: check that the record has it'
    : 'Correct email';
}

const outcomeOf = (parts: CaseCardParts, it: Case) =>
  it.resolution && outcomeWords(parts.guides, it.trust, it.resolution.outcome);

/** Who the guide says does this work, for this kind of learner. */
function doneBy(parts: CaseCardParts, it: Case): string | undefined {
  const branch =
    it.problem === 'other' ? undefined : parts.guides.get(it.trust)?.branches[it.problem as BranchId];
  const { learnerType } = it.details;
  const done = (branch?.doneBy ?? [])
    .filter(({ for: whom = learnerType }) => learnerType === undefined || whom === learnerType)
    .map(({ who, does, for: whom }) => {
      const unsure = whom !== undefined && learnerType === undefined;
      return [who, does, unsure && `(if ${learnerTypeName(whom).toLowerCase()})`].filter(Boolean).join(' ');
    });
  return done.length === 0 ? undefined : done.join('. ');
}

/** What somebody said, who, and when. */
function said(it: { text: string; by: Person; at: string } | undefined, now: string): string | undefined {
  return it && `${it.text} (${it.by.name}, ${speakTime(it.at, now)})`;
}

/** A link to a chat with whoever raised it, where Teams has told their name; else no button. */
function writeTo({ upnOf }: CaseCardParts, { requesters: [first] }: Case): CardData {
  const upn = upnOf?.(first.person);
  return { canWrite: upn !== undefined, chatLink: token(upn === undefined ? '' : chatLink(upn)) };
}

function fact(title: string, value: CardData[string]): CardData[] {
  return value === undefined ? [] : [{ title: words(title), value }];
}

function pair(label: string, value: string | undefined): CardData[] {
  return value === undefined ? [] : [{ label: words(label), value }];
}
