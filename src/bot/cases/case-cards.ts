import { type Card, type CardData, token, words } from '../../cards/render.ts';
import { type Case, isAsked, type Requester } from '../../cases/case.ts';
import { alsoGiven, givenBy, givenIn, peopleOf, requestersIn } from '../../cases/given.ts';
import { outcomeName } from '../../cases/outcome-names.ts';
import { type BranchId, inWords } from '../../guides/ids.ts';
import { problemTitle } from '../../guides/problems.ts';
import { speakAgo, speakTime } from '../../time/speak-time.ts';
import { copied, disputed, names, ownDetails } from './case-addresses.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { type CaseView, isTrainers, leftBy, sentOrSaved } from './case-view.ts';
import {
  openedAgain,
  outcomeBefore,
  said,
  stateForRequester,
  stateForTeam,
  tookBack,
  whatNow,
  whoHasIt,
} from './case-words.ts';
import { nextSteps, outcomeWords } from './outcome-words.ts';
import { CASE_TEXTS } from './texts.ts';
import { triedSteps, triedSummary } from './tried-steps.ts';

const LEARNER_TYPES = {
  staff: 'Staff',
  'external-learner': 'External learner',
  volunteer: 'Volunteer',
} as const;
const learnerTypeName = (id: string) => LEARNER_TYPES[id as keyof typeof LEARNER_TYPES] ?? inWords(id);

/** More would push what matters off the card; how many there are stands beside them. */
const MOST_NAMED = 8;

/** A handoff card: what was wrong with a press, and what the ESR Team sees beside the case. */
export interface HandoffView extends Omit<CaseView, 'chat'> {
  readonly notice?: string;
}

/** The case as the ESR Team sees and works it. */
export function handoffCard(deps: CaseCardDeps, it: Case, view: HandoffView = {}): Card {
  const { notice = '', others = [], earlier = 0, queue = '' } = view;
  const now = deps.now();
  const { details } = it;
  const [first, ...more] = it.requesters;
  const trainer = first.kind === 'trainer';
  const { title, rows } = disputed(it, others);
  const again = openedAgain(it, now);
  const over = it.state === 'resolved' || it.state === 'closed';
  const tried = triedSteps(it.trail);
  const also = (key: 'name' | 'esrNumber' | 'learnerType', title: string, shown = (value: string) => value) =>
    alsoGiven(it, key, details[key]).map(({ value, by }) => fact(title, `${shown(value)} (${names(by)})`));
  const alsoAbout = it.requesters
    .flatMap((one) => givenBy(it, one)?.problem ?? [])
    .filter((one) => one !== it.problem);
  return deps.cards.render('handoff', {
    ...heading(deps, it.reference, it.problem, stateForTeam(it), TITLES[first.kind]),
    notice,
    over,
    raised: words(`Raised ${speakTime(it.openedAt, now)} (${speakAgo(it.openedAt, now)})`),
    has: whoHasIt(it, now),
    earlier: words(earlier === 0 ? '' : earlier === 1 ? '1 earlier case' : `${earlier} earlier cases`),
    disputed: words(title),
    claimants: rows,
    copy: copied(it, details, it.requesters, emailLabel(it), now),
    facts: [
      fact('From', trainer ? `${first.person.name} (Epic trainer)` : first.person.name),
      ...more.slice(0, MOST_NAMED).map((one) => fact('Also from', one.person.name)),
      fact('Class', it.batch && words(`Learner ${it.batch.position} of ${it.batch.of}`)),
      fact(trainer ? 'Learner' : 'Name', details.name),
      ...also('name', 'Name also given'),
      fact('ESR number', details.esrNumber),
      ...also('esrNumber', 'ESR number also given'),
      fact('They are', details.learnerType && words(learnerTypeName(details.learnerType))),
      ...also('learnerType', 'Or they are', learnerTypeName),
      fact('Done by', doneBy(deps, it)),
      ...[...new Set(alsoAbout)].map((problem) => fact('Also about', words(titleOf(deps, problem)))),
      fact('Reports', more.length === 0 ? undefined : `${peopleOf(it).length} people reported this`),
      ...tookBack(it).map((who) => fact('Took their report back', who)),
      fact('Asked', said(it.question, now)),
      fact('Answer', said(it.question?.answer, now)),
      ...(it.earlier ?? []).map((one) => fact('Outcome before', outcomeBefore(one, now))),
      fact('Outcome', it.resolution && words(outcomeName(it.resolution.outcome))),
      fact('Note', it.resolution?.note),
    ].flat(),
    said: details.words ?? '',
    againTitle: again?.title ?? '',
    again: again?.text ?? '',
    tried,
    summary: triedSummary(it.trail, trainer),
    ...writeTo(deps, it),
    classId: token(it.batch?.id ?? ''),
    canClaim: it.state === 'open',
    canRelease: it.state === 'claimed' || it.state === 'waiting',
    canResolve: !over,
    // One main action: to claim it, then to resolve it.
    resolveStyle: token(it.state === 'open' ? 'default' : 'positive'),
    canReopen: over,
    queue: token(queue),
  });
}

/** A status card: in which chat, what was wrong with a press, and the class whose card it was opened from. */
export interface StatusView extends CaseView {
  readonly notice?: string | undefined;
  readonly classId?: string | undefined;
}

/** The same case as a requester's chat sees it: with what was given from there, and nothing of anybody else's. */
export function statusCard(
  deps: CaseCardDeps,
  it: Case,
  view: StatusView = { chat: it.requesters[0].chat },
): Card {
  const now = deps.now();
  const { chat, notice = '', classId = '' } = view;
  const given = givenIn(it, chat);
  const here = requestersIn(it, chat);
  const trainer = isTrainers(it, chat);
  const gone = leftBy(it, chat) !== undefined;
  const guide = deps.guides.get(it.trust);
  const wordsOf = (outcome: string) => outcomeWords(deps.guides, it.trust, outcome).text;
  const earlier = gone ? [] : (it.earlier ?? []).map((one) => ['Before', one] as const);
  const last = gone || it.state !== 'closed' || it.resolution === undefined ? [] : [it.resolution];
  const other = trainer ? 'Help for a learner' : 'Help from the ESR Team';
  return deps.cards.render('status', {
    ...heading(deps, it.reference, given?.problem ?? 'other', stateForRequester(it, view), other),
    notice,
    says: whatNow(it, view, guide),
    learner: trainer ? learnersIn(it, here, given?.details.name) : '',
    copy: given === undefined ? [] : ownDetails(it, given.details, here, trainer, now),
    sent: words(`${sentOrSaved(view.reach)} ${speakTime(here[0]?.at ?? it.openedAt, now)}`),
    outcome: words(gone || it.resolution === undefined ? '' : wordsOf(it.resolution.outcome)),
    earlier: [...earlier, ...last.map((one) => ['Done', one] as const)].map(([when, one]) => ({
      line: words(`${when}, ${speakTime(one.at, now)}: ${wordsOf(one.outcome)}`),
    })),
    next: gone ? [] : nextSteps(guide, it.resolution?.outcome),
    note: gone ? '' : (it.resolution?.note ?? ''),
    classId: token(classId),
    isResolved: !gone && it.state === 'resolved',
    canAnswer: !gone && isAsked(it),
    asked: token(it.question?.at ?? ''),
    withdrawing: words(view.reach === undefined || view.reach === 'there' ? TELLS_THEM : ''),
    canWithdraw: !gone && (it.state === 'open' || it.state === 'claimed' || it.state === 'waiting'),
  });
}

/** Others may have reported the same, and nobody here learns that: it may well be worked on. */
const TELLS_THEM = " I'll tell the ESR Team that you don't need it any more.";

/** The learner's name as this chat gave it; where two gave two, both. */
const learnersIn = (it: Case, here: readonly Requester[], name = ''): string =>
  [name, ...alsoGiven(it, 'name', name, here).map(({ value }) => value)].filter(Boolean).join(', or ');

const TITLES = { trainer: CASE_TEXTS.learnerLockedOut, staff: CASE_TEXTS.askedForTeam } as const;

const titleOf = (deps: CaseCardDeps, problem: Case['problem'], other: string = CASE_TEXTS.askedForTeam) =>
  problem === 'other' ? other : problemTitle(deps.problems, problem);

function heading(
  deps: CaseCardDeps,
  reference: string,
  problem: Case['problem'],
  [state, band]: readonly [string, string],
  other: string,
): CardData {
  return {
    reference: token(reference),
    problem: words(titleOf(deps, problem, other)),
    state: words(state),
    band: token(band),
    color: token(band === 'emphasis' ? 'default' : band),
  };
}

/** The problems where ESR holds another address, or may. */
const EMAIL_CHANGED = ['email-changed'];
const EMAIL_MAY_DIFFER = ['details-dont-match', 'which-email', 'reset-email-missing'];

/** A reset goes to the address on the record: the ESR Team must see when that may be a different one. */
function emailLabel({ problem, trail }: Case): string {
  const walked = [problem, ...trail.map((entry) => entry.branch)];
  if (walked.some((branch) => EMAIL_CHANGED.includes(branch)))
    return 'Correct email: not the one on the record';
  return walked.some((branch) => EMAIL_MAY_DIFFER.includes(branch))
    ? 'Correct email: check that the record has it'
    : 'Correct email';
}

/** Who the guide says does this work, for this kind of learner. */
function doneBy(deps: CaseCardDeps, it: Case): string | undefined {
  const branch =
    it.problem === 'other' ? undefined : deps.guides.get(it.trust)?.branches[it.problem as BranchId];
  const { learnerType } = it.details;
  const done = (branch?.doneBy ?? [])
    .filter(({ for: whom = learnerType }) => learnerType === undefined || whom === learnerType)
    .map(({ who, does, for: whom }) => {
      const unsure = whom !== undefined && learnerType === undefined;
      return [who, does, unsure && `(if ${learnerTypeName(whom).toLowerCase()})`].filter(Boolean).join(' ');
    });
  return done.length === 0 ? undefined : done.join('. ');
}

/** A link to a chat with the requester, where Teams has told their sign-in name; else no button. */
function writeTo({ upnOf }: CaseCardDeps, { requesters: [first] }: Case): CardData {
  const upn = upnOf?.(first.person);
  return { canWrite: upn !== undefined, chatLink: token(upn === undefined ? '' : chatLink(upn)) };
}

function fact(title: string, value: CardData[string]): CardData[] {
  return value === undefined ? [] : [{ title: words(title), value }];
}

/** A link that opens a chat with this person in Teams; they are named by their user principal name. */
const chatLink = (upn: string): string =>
  `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(upn)}`;
