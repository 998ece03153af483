import { type Card, type CardData, token, words } from '../../cards/render.ts';
import { iconOf } from '../../cards/tones.ts';
import type { Case, Person } from '../../cases/case.ts';
import type { TrainingClass } from '../../cases/training-class.ts';
import { speakTime } from '../../time/speak-time.ts';
import { besideAddress } from '../cases/case-addresses.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { leftBy } from '../cases/case-view.ts';
import { stateForTeam } from '../cases/case-words.ts';
import { outcomeChoices } from '../cases/team-choices.ts';
import { LABELS } from '../cases/texts.ts';
import { TEAM_TEXTS as TEXTS } from '../esr-team/texts.ts';
import { usernameBeside, whomItIsAbout } from './case-lines.ts';
import { learners, progressOf } from './class-card.ts';
import { firstThatFits } from './first-that-fits.ts';

/** The list's messages besides its rows. */
export interface ClassListSays {
  /** The result of the press. */
  readonly result?: string;
  /** What stopped it. */
  readonly notice?: string;
  /** The case whose card it was opened from. */
  readonly back?: string;
  /** For each case, those of other people with the same ESR username. */
  readonly others?: ReadonlyMap<string, readonly Case[]> | undefined;
}

/** A class as the ESR Team sees it, to resolve all its free cases with one outcome. */
export function classTeamCard(
  deps: CaseCardDeps,
  batch: TrainingClass,
  cases: readonly Case[],
  viewer: Person,
  says: ClassListSays,
): Card {
  const show = (rows: number) => () =>
    deps.cards.render('class-team', cardData(deps, batch, cases.slice(0, rows), cases, viewer, says));
  return firstThatFits([show(cases.length), show(20), show(10), show(4)]);
}

/** Whether this colleague can resolve it now: not claimed by another, and not done. */
function isFree(it: Case, viewer: Person, chat: string): boolean {
  if (it.state === 'resolved' || it.state === 'closed' || leftBy(it, { chat }) !== undefined) return false;
  return it.claim === undefined || it.claim.by.id === viewer.id;
}

function cardData(
  deps: CaseCardDeps,
  batch: TrainingClass,
  shown: readonly Case[],
  cases: readonly Case[],
  viewer: Person,
  { result = '', notice = '', back = '', others }: ClassListSays,
): CardData {
  const free = shown.filter((it) => isFree(it, viewer, batch.chat));
  const alone = shown.length - free.length;
  return {
    batch: token(batch.id),
    ...progressOf(cases, batch.chat),
    title: TEXTS.classOf(batch.by.name, learners(cases.length)),
    sent: words(TEXTS.classSent(speakTime(batch.openedAt, deps.now()))),
    notice,
    result,
    rows: shown.map((it) => ({
      title: whomItIsAbout(it),
      username: usernameBeside(it),
      email: it.details.correctEmail ?? LABELS.noEmail,
      beside: besideAddress(it, others?.get(it.reference) ?? []),
      reference: token(it.reference),
      ...stateOf(it, viewer, batch.chat),
    })),
    more: cases.length - shown.length,
    outcomes: outcomeChoices(deps.guides.get(batch.trust)),
    scope: words(TEXTS.classScope(learners(free.length), alone)),
    canResolve: free.length > 0,
    // Only learners who were on the list are resolved: others may join the class in the meantime.
    listed: token(free.map((it) => it.reference).join(',')),
    resolveTitle: words(TEXTS.resolveClass(learners(free.length))),
    back: token(back),
  };
}

function stateOf(it: Case, viewer: Person, chat: string): CardData {
  const left = leftBy(it, { chat });
  if (left !== undefined) return { state: TEXTS.withdrawnBy(left.by.name), icon: iconOf('default') };
  switch (it.state) {
    case 'resolved':
      return { state: TEXTS.resolvedBy(it.resolution?.by.name), icon: iconOf('good') };
    case 'closed':
      return {
        state: stateForTeam(it)[0],
        icon: iconOf('default'),
      };
    case 'open':
      return { state: stateForTeam(it)[0], icon: iconOf('attention') };
    default:
      return isFree(it, viewer, chat)
        ? { state: TEXTS.youHaveIt, icon: iconOf('accent') }
        : {
            state: it.claim === undefined ? TEXTS.nobodyHasIt : TEXTS.hasIt(it.claim.by.name),
            icon: iconOf('default'),
          };
  }
}
