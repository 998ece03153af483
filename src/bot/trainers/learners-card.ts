import { type Card, type CardData, type Cards, token, words } from '../../cards/render.ts';
import { addedInTheChat } from '../../cases/added.ts';
import { usernameHint } from '../../guides/username-rules.ts';
import type { UsernameRules } from '../../intake/fields/esr-username.ts';
import { LABELS } from '../cases/texts.ts';
import { type CheckedRow, checkRow } from './check-row.ts';
import type { Draft } from './draft.ts';
import { firstThatFits } from './first-that-fits.ts';
import { learnerRow, learnerTitle } from './learner-row.ts';
import { headline } from './learners-headline.ts';
import { NOT_SAID, neededChoices } from './needed-choices.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

/** The context of a learners' card besides the draft. */
export interface LearnersCardDeps {
  readonly cards: Cards;
  readonly rules: UsernameRules;
  /** A username that the Trust's form takes, where the guide says how they begin. */
  readonly example: string | undefined;
  readonly now: string;
  /** The notice about cases sent when the ESR Team has no chat. */
  readonly kept?: string | undefined;
}

/** What the card says of the press or message that brought it. */
export interface Remarks {
  readonly notices: readonly string[];
  readonly hints: readonly string[];
}

/** Rows whose fields are open, and rows shown at all, from the most to what always fits. */
const ROOMS = [
  { open: 6, rows: 30 },
  { open: 3, rows: 30 },
  { open: 2, rows: 20 },
  { open: 1, rows: 10 },
  { open: 1, rows: 4 },
] as const;

/** The learners to check: complete ones on one line each, the others open with what is missing or doubtful. */
export function learnersCard(deps: LearnersCardDeps, id: string, draft: Draft, said: Remarks): Card {
  if (draft.view === 'paste') return pasteCard(deps, id, draft, said);
  return firstThatFits(
    ROOMS.map((room) => () => deps.cards.render('learners', cardData(deps, id, draft, said, room))),
  );
}

function cardData(
  deps: LearnersCardDeps,
  id: string,
  draft: Draft,
  said: Remarks,
  room: { open: number; rows: number },
): CardData {
  const alone = draft.rows.length === 1;
  const left = draft.dropped ? [] : draft.rows.filter((row) => row.sent === undefined);
  const checked = left.map((row) => checkRow(draft, row, deps.rules));
  const shown = checked.slice(0, room.rows);
  const open = openRows(draft, shown, room.open);
  const ready = checked.filter((one) => one.ready).length;
  const changeable = alone ? [] : shown.filter((one) => one.ready && !open.has(one.row.id));
  return {
    draft: token(id),
    seen: draft.version,
    ...headline(draft, { left: checked.length, ready, shown: shown.length, kept: deps.kept }),
    notices: said.notices.map((text) => ({ text: words(text) })),
    hints: left.length === 0 ? [] : said.hints.map((text) => ({ text: words(text) })),
    done: doneRows(draft),
    rows: shown.map((one) => learnerRow(draft, one, open.has(one.row.id))),
    example: words(usernameHint(deps.example)),
    alone,
    asking: left.length > 0,
    problem: token(draft.problem ?? ''),
    problemLabel: words(
      left.some((row) => row.problem !== undefined) ? TEXTS.whatHappensToOthers : TEXTS.whatHappens,
    ),
    learnerType: token(draft.learnerType ?? ''),
    typeLabel: words(alone ? TEXTS.learnerIs : TEXTS.learnersAre),
    extra: draft.words,
    neededBy: token(draft.neededBy ?? NOT_SAID),
    neededChoices: neededChoices(draft.neededBy, deps.now),
    changeable: changeable.map(({ row }) => ({
      title: learnerTitle(draft, row),
      value: token(String(row.id)),
    })),
    canCheck: !alone && ready < checked.length,
    canChange: alone && ready === 1 && open.size === 0,
    canPaste: alone && left.length > 0,
    dropTitle: words(draft.rows.length > left.length ? TEXTS.leaveOutRest : TEXTS.cancel),
  };
}

/** Rows to fill in: those the trainer asked for, then the first of those with something missing or odd. */
function openRows(draft: Draft, checked: readonly CheckedRow[], most: number): ReadonlySet<number> {
  const asked = checked.filter(({ row }) => draft.changing.includes(row.id));
  const odd = checked.filter(({ ready }) => !ready);
  return new Set([...asked, ...odd].slice(0, most).map(({ row }) => row.id));
}

/** The rows sent, if worth showing: a class has a card for that. */
function doneRows(draft: Draft): CardData[] {
  const sent = draft.rows.filter((row) => row.sent !== undefined);
  const told = draft.rows.length === 1 ? sent : sent.filter((row) => row.sent?.joined);
  return told.map((row) => ({
    reference: token(row.sent?.reference ?? ''),
    who: row.username || TEXTS.noUsernameYet,
    joined: row.sent?.joined ? addedInTheChat(row.sent) : '',
  }));
}

function pasteCard(deps: LearnersCardDeps, id: string, draft: Draft, said: Remarks): Card {
  return deps.cards.render('learners-paste', {
    draft: token(id),
    seen: draft.version,
    notice: words(said.notices.join(' ')),
    example: deps.example ?? LABELS.esrUsername,
  });
}
