import type { Case, Person, Requester } from '../../cases/case.ts';
import { requestersIn } from '../../cases/given.ts';
import { howToReach, teamContact } from '../../guides/contacts.ts';
import type { Guide } from '../../guides/guide.ts';
import type { CaseCardDeps, Reach } from './case-card-deps.ts';
import { CASE_TEXTS } from './texts.ts';
import type { Expectation } from './when-answered.ts';

/** Who views a case, and the context they may need. */
export interface CaseView {
  /** The viewing chat: details given from another are hidden. */
  readonly chat: string;
  /** Without the reports of a class, which has a card of its own. */
  readonly alone?: boolean | undefined;
  readonly reach?: Reach | undefined;
  /** When the ESR Team can be expected to answer, if its hours are set. */
  readonly expects?: Expectation | undefined;
  /** Cases of other people with the same ESR username. Only the ESR Team sees them. */
  readonly others?: readonly Case[] | undefined;
  /** How many earlier cases have its ESR username. Only the ESR Team sees this. */
  readonly earlier?: number | undefined;
  /** The page of the queue that it was opened from. */
  readonly queue?: string | undefined;
  /** The class's other cases that its question is about. */
  readonly also?: readonly Case[] | undefined;
  /** The class whose card it was opened from. */
  readonly classId?: string | undefined;
}

/** The ESR Team's, or a requester's, view of the case. */
export async function viewOf(deps: CaseCardDeps, it: Case, chat: string): Promise<CaseView> {
  const [reach, others, earlier, expects] = await Promise.all([
    deps.reach?.(it),
    deps.others?.([it]),
    deps.earlier?.(it),
    deps.expects?.(it.trust),
  ]);
  return { chat, reach, others: others?.get(it.reference), earlier, expects };
}

/** Nothing is left for the ESR Team to do, unless the case is reopened. */
export const isDone = ({ state }: Case): boolean => state === 'resolved' || state === 'closed';

type Viewer = Pick<CaseView, 'chat' | 'alone'>;

const isVisible = ({ alone = false }: Viewer, { batch }: Pick<Requester, 'batch'>) =>
  !alone || batch === undefined;

const hasReport = (it: Case, viewer: Viewer) =>
  requestersIn(it, viewer.chat).some((one) => isVisible(viewer, one));

/** This chat's last report that was withdrawn or moved; undefined while the chat still has a report in the case. */
export const leftBy = (it: Case, viewer: Viewer) =>
  hasReport(it, viewer)
    ? undefined
    : it.withdrawn?.findLast((one) => one.chat === viewer.chat && isVisible(viewer, one));

/** Whether the case was reported from this chat; otherwise nothing of it is visible there. */
export const wasReportedIn = (it: Case, viewer: Viewer): boolean =>
  hasReport(it, viewer) || leftBy(it, viewer) !== undefined;

/** Whether the chat is the trainers' shared one, rather than one person's own. */
export const isTrainers = (it: Case, chat: string): boolean =>
  [...it.requesters, ...(it.withdrawn ?? [])].some((one) => one.chat === chat && one.kind === 'trainer');

/**
 * What to call a requester, or a person who acts for one, in this chat: "You" in a person's own chat. Undefined for a
 * requester of another chat, whose name is private.
 */
export function calledIn(it: Case, chat: string, person: Person | undefined): string | undefined {
  if (person === undefined) return undefined;
  // The name of a person who withdrew a report elsewhere is private too.
  const everyone = [...it.requesters, ...(it.withdrawn ?? [])];
  const here = everyone.filter((one) => one.chat === chat);
  if (here.some((one) => one.person.id === person.id)) return isTrainers(it, chat) ? person.name : 'You';
  const isElsewhere = everyone.some((one) => one.person.id === person.id);
  return isTrainers(it, chat) && !isElsewhere ? person.name : undefined;
}

/** Whether this chat may read the answer: it was given here. Where that is not known, only its author's own chat may. */
export function mayReadAnswer(it: Case, chat: string): boolean {
  const { answer } = it.question ?? {};
  if (answer?.chat !== undefined) return answer.chat === chat;
  return !isTrainers(it, chat) && calledIn(it, chat, answer?.by) !== undefined;
}

/** Who answered, as this chat may know it: not of a requester who may have done so in another chat. */
export function answeredBy(it: Case, chat: string): string | undefined {
  const by = it.question?.answer?.by;
  const everyone = [...it.requesters, ...(it.withdrawn ?? [])];
  const isElsewhere = everyone.some((one) => one.chat !== chat && one.person.id === by?.id);
  return isElsewhere && !mayReadAnswer(it, chat) ? undefined : calledIn(it, chat, by);
}

/** "Sent" means it left: a case kept until the ESR Team is reachable is "Saved". */
export const sentOrSaved = (reach: Reach = 'there'): 'Sent' | 'Saved' =>
  reach === 'none' || reach === 'undelivered' ? 'Saved' : 'Sent';

/** Whom to contact while the ESR Team cannot be reached here, as the Trust's guide says. */
export function askInstead(guide: Guide | undefined): string {
  const contact = guide && teamContact(guide);
  const how = contact && howToReach(contact);
  return how ? CASE_TEXTS.helpNow(how) : '';
}
