import { plainText } from '../../cards/plain-text.ts';
import { type Card, type CardData, token, words } from '../../cards/render.ts';
import { iconOf } from '../../cards/tones.ts';
import { type Case, isAsked, type Requester, type Resolution } from '../../cases/case.ts';
import { alsoGiven, givenBy, givenIn, onlyAddress, peopleOf, requestersIn } from '../../cases/given.ts';
import { saidBefore } from '../../cases/still-true.ts';
import type { BranchId } from '../../guides/ids.ts';
import { learnerTypeName } from '../../guides/learner-types.ts';
import { outcomeName } from '../../guides/outcomes.ts';
import { problemTitle } from '../../guides/problems.ts';
import { speakLastingTime, speakTime } from '../../time/speak-time.ts';
import { classIn } from '../esr-team/queue-view.ts';
import { FACTS, TEAM_TEXTS } from '../esr-team/texts.ts';
import { copied, disputed, names, ownDetails } from './case-addresses.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { type CaseView, isDone, isTrainers, leftBy, sentOrSaved } from './case-view.ts';
import {
  openedAgain,
  outcomeBefore,
  said,
  stateForRequester,
  stateForTeam,
  ticketLine,
  whatNow,
  whoHasIt,
  withdrewReport,
} from './case-words.ts';
import { neededLine } from './needed-words.ts';
import { askIfWorking } from './outcome-card.ts';
import { nextSteps, outcomeFacts, outcomeWords } from './outcome-words.ts';
import { teamChoices } from './team-choices.ts';
import { teamsLink, tellLearner } from './tell-learner.ts';
import { CASE_TEXTS, LABELS } from './texts.ts';
import { triedSteps, triedSummary } from './tried-steps.ts';
import { whenToExpect } from './when-answered.ts';

/** More would push important parts off the card; their number is shown too. */
const MOST_NAMED = 8;

/** What the handoff card shows besides the case. `notice`: why a press was refused. */
export interface HandoffView extends Omit<CaseView, 'chat'> {
  readonly notice?: string;
}

/** The case as the ESR Team sees and works it. */
export function handoffCard(deps: CaseCardDeps, it: Case, view: HandoffView = {}): Card {
  const { notice = '', others = [], earlier = 0, queue = '' } = view;
  const now = deps.now();
  const { details } = it;
  const guide = deps.guides.get(it.trust);
  const [first, ...more] = it.requesters;
  const trainer = first.kind === 'trainer';
  const typeName = (id: string) => learnerTypeName(guide, id);
  const { title, rows } = disputed(it, others);
  const again = openedAgain(it, now);
  const over = isDone(it);
  const tried = triedSteps(it.trail);
  const also = (key: 'name' | 'esrNumber' | 'learnerType', title: string, shown = (value: string) => value) =>
    alsoGiven(it, key, details[key]).map(({ value, by }) => fact(title, `${shown(value)} (${names(by)})`));
  const alsoAbout = it.requesters
    .flatMap((one) => givenBy(it, one)?.problem ?? [])
    .filter((one) => one !== it.problem && one !== 'other');
  return deps.cards.render('handoff', {
    ...heading(deps, it.reference, it.problem, stateForTeam(it), otherTitle(trainer)),
    notice,
    over,
    raised: words(
      [
        TEAM_TEXTS.raised(speakTime(it.openedAt, now)),
        // Opened inside the queue, it is one person's copy, which is not kept up to date.
        ...(queue === '' ? [] : [TEAM_TEXTS.asAt(speakLastingTime(now))]),
      ].join('. '),
    ),
    has: whoHasIt(it, now),
    needed: neededLine(it, now),
    earlier: words(TEAM_TEXTS.earlierCases(earlier)),
    disputed: words(title),
    claimants: rows,
    copy: copied(it, details, it.requesters, emailLabel(it), now),
    facts: [
      fact(FACTS.from, trainer ? FACTS.trainer(first.person.name) : first.person.name),
      ...more.slice(0, MOST_NAMED).map((one) => fact(FACTS.alsoFrom, one.person.name)),
      fact(FACTS.class, it.batch && words(FACTS.learnerOf(it.batch.position, it.batch.of))),
      fact(trainer ? FACTS.learner : LABELS.name, details.name),
      ...also('name', FACTS.nameAlso),
      fact(LABELS.esrNumber, details.esrNumber),
      ...also('esrNumber', FACTS.numberAlso),
      fact(FACTS.theyAre, details.learnerType && words(typeName(details.learnerType))),
      ...also('learnerType', FACTS.orTheyAre, typeName),
      fact(FACTS.doneBy, doneBy(deps, it)),
      ...[...new Set(alsoAbout)].map((problem) =>
        fact(FACTS.alsoAbout, words(titleOf(deps, problem, otherTitle(trainer)))),
      ),
      fact(FACTS.reports, more.length === 0 ? undefined : FACTS.reportedBy(peopleOf(it).length)),
      ...withdrewReport(it).map((who) => fact(FACTS.withdrew, who)),
      fact(LABELS.ticketShort, ticketLink(it.ticket)),
      fact(FACTS.deskNote, said(it.deskNote, now)),
      fact(FACTS.asked, said(it.question, now)),
      fact(FACTS.answer, said(it.question?.answer, now)),
      ...(it.earlier ?? []).map((one) => fact(FACTS.outcomeBefore, outcomeBefore(one, guide, now))),
      fact(FACTS.outcome, it.resolution && words(outcomeName(guide, it.resolution.outcome))),
      fact(FACTS.note, it.resolution?.note),
    ].flat(),
    said: details.words ?? '',
    againTitle: again?.title ?? '',
    again: again?.text ?? '',
    tried,
    summary: triedSummary(it.trail, trainer),
    ...writeTo(deps, it),
    // Teams shows at most six buttons, and inside the queue one of them leads back.
    ...tellLearner(deps, it, trainer && (over || queue === '') ? onlyAddress(it) : undefined),
    classId: token(it.batch?.id ?? ''),
    ...teamChoices(deps, it),
    canClaim: it.state === 'open',
    canRelease: it.state === 'claimed' || it.state === 'waiting',
    canResolve: !over,
    // Only the next step is highlighted: Claim, then Resolve.
    resolveStyle: token(it.state === 'open' ? 'default' : 'positive'),
    canReopen: over,
    canTakeBack: it.resolution !== undefined,
    queue: token(queue),
    backTitle: words(classIn(queue) === undefined ? TEAM_TEXTS.backToQueue : TEAM_TEXTS.backToClass),
  });
}

/** What the status card shows besides the case. `notice`: why a press was refused. */
export interface StatusView extends CaseView {
  readonly notice?: string | undefined;
}

/** The case in a requester's chat: only with the details that were given from there. */
export function statusCard(
  deps: CaseCardDeps,
  it: Case,
  view: StatusView = { chat: it.requesters[0].chat },
): Card {
  const now = deps.now();
  const { chat, notice = '', classId = '' } = view;
  const gone = leftBy(it, view) !== undefined;
  const given = gone ? undefined : givenIn(it, chat);
  const here = gone ? [] : requestersIn(it, chat);
  const trainer = isTrainers(it, chat);
  const guide = deps.guides.get(it.trust);
  const factsOf = (one: Resolution) => outcomeFacts(it, one, chat, guide);
  const wordsOf = (one: Resolution) => outcomeWords(guide, one.outcome, factsOf(one)).text;
  const earlier = gone ? [] : saidBefore(it).map((one) => [CASE_TEXTS.earlierAt, one] as const);
  const last = gone || it.state !== 'closed' || it.resolution === undefined ? [] : [it.resolution];
  return deps.cards.render('status', {
    ...heading(
      deps,
      it.reference,
      given?.problem ?? 'other',
      stateForRequester(it, view),
      otherTitle(trainer),
    ),
    notice,
    says: whatNow(it, view, guide),
    ticket: gone ? '' : ticketLine(it),
    expects: words(gone ? '' : expected(it, view, now)),
    learner: trainer ? learnersIn(it, here, given?.details.name) : '',
    copy: given === undefined ? [] : ownDetails(it, given.details, here, trainer, now),
    needed: neededLine(it, now, chat),
    sent: words(`${sentOrSaved(view.reach)} at ${speakTime(here[0]?.at ?? it.openedAt, now)}`),
    outcome: words(gone || it.resolution === undefined ? '' : wordsOf(it.resolution)),
    earlier: [...earlier, ...last.map((one) => [CASE_TEXTS.doneAt, one] as const)].map(([line, one]) => ({
      line: words(line(speakTime(one.at, now), wordsOf(one))),
    })),
    next:
      gone || it.resolution === undefined
        ? []
        : nextSteps(guide, it.resolution.outcome, factsOf(it.resolution)),
    note: gone ? '' : (it.resolution?.note ?? ''),
    classId: token(classId),
    ...askIfWorking(deps, it, !gone && it.state === 'resolved'),
    ...tellLearner(deps, it, trainer ? onlyAddress(it, here) : undefined),
    canAnswer: !gone && isAsked(it),
    asked: token(it.question?.at ?? ''),
    withdrawing: words(view.reach === undefined || view.reach === 'there' ? CASE_TEXTS.tellsThem : ''),
    canWithdraw: !gone && !isDone(it),
  });
}

/** When to expect an answer. Empty once the ESR Team has said something, and while it does not have the case. */
function expected({ state, question, reopened }: Case, { expects, reach = 'there' }: CaseView, now: string) {
  const isWaited = (state === 'open' || state === 'claimed') && question === undefined && !reopened;
  const isTheirs = reach === 'there' || reach === 'on-its-way';
  return isWaited && isTheirs && expects !== undefined ? whenToExpect(expects, now) : '';
}

/** The learner's names as given from this chat. */
const learnersIn = (it: Case, here: readonly Requester[], name = ''): string =>
  [name, ...alsoGiven(it, 'name', name, here).map(({ value }) => value)]
    .filter(Boolean)
    .join(CASE_TEXTS.orAlso);

/** The title of a case without a chosen problem. */
const otherTitle = (trainer: boolean) => (trainer ? CASE_TEXTS.helpForLearner : CASE_TEXTS.helpWithEsr);

const titleOf = (deps: CaseCardDeps, problem: Case['problem'], other: string) =>
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
    icon: iconOf(band),
  };
}

/** Problems where the ESR record has another address, or may have. */
const EMAIL_CHANGED = ['email-changed'];
const EMAIL_MAY_DIFFER = ['details-dont-match', 'which-email', 'reset-email-missing'];

/** A reset goes to the address on the ESR record, so the label warns when that may be another one. */
function emailLabel({ problem, trail }: Case): string {
  const walked = [problem, ...trail.map((entry) => entry.branch)];
  if (walked.some((branch) => EMAIL_CHANGED.includes(branch))) return FACTS.emailDiffers;
  return walked.some((branch) => EMAIL_MAY_DIFFER.includes(branch))
    ? FACTS.emailMayDiffer
    : LABELS.correctEmail;
}

/** Who the guide says does this work, for this kind of learner. */
function doneBy(deps: CaseCardDeps, it: Case): string | undefined {
  const guide = deps.guides.get(it.trust);
  const branch = it.problem === 'other' ? undefined : guide?.branches[it.problem as BranchId];
  const { learnerType } = it.details;
  const done = (branch?.doneBy ?? [])
    .filter(({ for: whom = learnerType }) => learnerType === undefined || whom === learnerType)
    .map(({ who, does, for: whom }) => {
      const unsure = whom !== undefined && learnerType === undefined;
      return [who, does, unsure && FACTS.ifTheyAre(learnerTypeName(guide, whom))].filter(Boolean).join(' ');
    });
  return done.length === 0 ? undefined : done.join('. ');
}

/** Links to a chat and a call with the requester; no buttons if their sign-in name is not known. */
function writeTo({ upnOf }: CaseCardDeps, { requesters: [first] }: Case): CardData {
  const upn = upnOf?.(first.person);
  const link = (what: 'chat' | 'call') => token((upn && teamsLink(what, upn)) ?? '');
  return {
    canWrite: upn !== undefined && teamsLink('chat', upn) !== undefined,
    chatLink: link('chat'),
    callLink: link('call'),
  };
}

/** Number and address were validated when they came in (src/service-desk/ticket.ts). */
const ticketLink = (ticket: Case['ticket']) =>
  ticket &&
  (ticket.url === undefined ? ticket.number : words(`[${plainText(ticket.number)}](${ticket.url})`));

function fact(title: string, value: CardData[string]): CardData[] {
  return value === undefined ? [] : [{ title: words(title), value }];
}
