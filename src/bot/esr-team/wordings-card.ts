import { type Card, token, words } from '../../cards/render.ts';
import { type KeptWording, NO_PROBLEM } from '../../cases/unplaced.ts';
import type { Guide } from '../../guides/guide.ts';
import { problemTitle } from '../../guides/problems.ts';
import type { UnplacedStore } from '../../store/reports/unplaced-store.ts';
import type { Matcher } from '../../understanding/matcher.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { WORDING_TEXTS as TEXTS } from './wording-texts.ts';

export interface WordingsDeps {
  readonly unplaced: Pick<UnplacedStore, 'kept' | 'counted' | 'place'>;
  readonly rank: Matcher['rank'];
  readonly caseCards: CaseCardDeps;
}

/** Data of the card's buttons. */
export interface WordingPress {
  readonly wording?: string | undefined;
  readonly meant?: string | undefined;
  readonly act?: 'choose' | 'chosen' | 'undo' | undefined;
  /** Chosen in the list. */
  readonly problem?: string | undefined;
}

/** More would make the card longer than a screen. */
const AT_ONCE = 4;
const LIKELIEST = 3;
const DAYS = 7;

/** What staff said that was not understood and that nobody has sorted yet; undefined if there is none, or it is switched off. */
export async function wordingsCard(deps: WordingsDeps, trust: string): Promise<Card | undefined> {
  const open = await deps.unplaced.kept(trust);
  if (open.length === 0 || !deps.caseCards.guides.get(trust)?.learns) return undefined;
  return cardOf(deps, trust, { open });
}

/** What to say when there is no such card. */
export async function noWordings({ unplaced, caseCards }: WordingsDeps, trust: string): Promise<string> {
  if (!caseCards.guides.get(trust)?.learns) return TEXTS.switchedOff;
  return TEXTS.nothingToPlace(await unplaced.counted(trust, DAYS));
}

/** Stores which problem the ESR Team says a wording means, and shows what is left; or why there is nothing to show. */
export async function pressWording(
  deps: WordingsDeps,
  trust: string,
  { wording, meant, act, problem }: WordingPress,
): Promise<Card | string> {
  const { unplaced, caseCards } = deps;
  if (!caseCards.guides.get(trust)?.learns) return TEXTS.switchedOff;
  const pressed = (await unplaced.kept(trust, 'all')).find(({ id }) => id === wording);
  // It was deleted meanwhile, so the card is drawn without it.
  if (wording !== undefined && pressed === undefined)
    return cardOf(deps, trust, { open: await unplaced.kept(trust), isGone: true });
  const said = act === 'chosen' ? problem : meant;
  const isKnown = said !== undefined && (said === NO_PROBLEM || caseCards.problems.branches.has(said));
  if (act === 'chosen' && !isKnown) return TEXTS.chooseOne;
  const change = act === 'undo' ? { before: meant, meant: undefined } : { before: undefined, meant: said };
  if (pressed !== undefined && (isKnown || act === 'undo')) await unplaced.place(trust, pressed.id, change);
  const all = await unplaced.kept(trust, 'all');
  const now = all.find(({ id }) => id === wording);
  const isChoosing = act === 'choose' && now?.meant === undefined;
  const open = all.filter((one) => one.meant === undefined);
  if (isChoosing) return cardOf(deps, trust, { open: [], choosing: now });
  return cardOf(deps, trust, { open, placed: now, isColleagues: now?.meant !== change.meant });
}

interface Shown {
  readonly open: readonly KeptWording[];
  readonly placed?: KeptWording | undefined;
  /** A colleague has sorted it meanwhile: theirs stays. */
  readonly isColleagues?: boolean;
  /** What was pressed is no longer kept. */
  readonly isGone?: boolean;
  readonly choosing?: KeptWording | undefined;
}

async function cardOf(
  deps: WordingsDeps,
  trust: string,
  { open, placed, isColleagues = false, isGone = false, choosing }: Shown,
): Promise<Card> {
  const { problems, guides, cards } = deps.caseCards;
  const nameOf = (id: string) => problemTitle(problems, id);
  const guide = guides.get(trust);
  const left = open.length - AT_ONCE;
  return cards.render('not-understood', {
    title: words(open.length === 0 && choosing === undefined ? TEXTS.allPlaced : TEXTS.title),
    sub: words(TEXTS.sub(await deps.unplaced.counted(trust, DAYS))),
    placed: (placed?.meant === undefined ? [] : [placed]).map(({ id, text, meant = '' }) => ({
      id: token(id),
      text,
      meant: token(meant),
      means: words(
        [
          ...(isColleagues ? [TEXTS.colleagues] : []),
          meant === NO_PROBLEM ? TEXTS.meansNone : TEXTS.means(nameOf(meant)),
        ].join(' '),
      ),
    })),
    wordings: open.slice(0, AT_ONCE).map(({ id, text, times }) => ({
      id: token(id),
      text,
      said: words(TEXTS.said(times)),
      likeliest: likeliest(deps, text, guide).map((value) => ({
        id: token(id),
        name: words(nameOf(value)),
        value: token(value),
      })),
    })),
    choosing: (choosing === undefined ? [] : [choosing]).map(({ id, text }) => ({
      id: token(id),
      text,
      problems: [...problems.branches.keys()].map((value) => ({
        title: words(nameOf(value)),
        value: token(value),
      })),
    })),
    kept: words(
      [...(isGone ? [TEXTS.gone] : []), ...(left > 0 ? [TEXTS.more(left)] : []), TEXTS.kept].join(' '),
    ),
  });
}

/** The likeliest problems of the Trust's guide for these words. */
const likeliest = ({ rank }: WordingsDeps, text: string, guide: Guide | undefined): string[] =>
  rank(text)
    .flatMap(({ meaning: { kind, id } }) => (kind === 'branch' && guide?.branches[id] ? [id] : []))
    .slice(0, LIKELIEST);
