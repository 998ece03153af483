import { type Card, type CardData, type Cards, token, words } from '../../cards/render.ts';
import { addedInTheChat } from '../../cases/added.ts';
import { usernameHint } from '../../guides/username-rules.ts';
import type { UsernameRules } from '../../intake/fields/esr-username.ts';
import { LABELS } from '../cases/texts.ts';
import { type CheckedRow, checkRow, ROW_FIELDS, type RowField } from './check-row.ts';
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
  /** The kinds of learner that the Trust's guide tells apart. */
  readonly learnerTypes: readonly (readonly [id: string, name: string])[];
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
  /** What stays in the box for several learners. */
  readonly typed?: string;
}

/** Rows that are open, and rows shown at all, from the most to what always fits. */
const ROOMS = [
  { open: 30, rows: 30 },
  { open: 8, rows: 30 },
  { open: 3, rows: 30 },
  { open: 1, rows: 10 },
  { open: 1, rows: 4 },
] as const;

/** The learners to check: those that are ready on one line each, of the others what is missing or doubtful. */
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
  const changeable = alone ? [] : shown.filter((one) => !draft.changing.includes(one.row.id));
  return {
    draft: token(id),
    seen: draft.version,
    ...headline(draft, { left: checked.length, ready, shown: shown.length, kept: deps.kept }),
    notices: said.notices.map((text) => ({ text: words(text) })),
    hints: left.length === 0 ? [] : said.hints.map((text) => ({ text: words(text) })),
    done: doneRows(draft),
    rows: shown.map((one) => learnerRow(draft, one, open.get(one.row.id) ?? [])),
    example: words(usernameHint(deps.example)),
    alone,
    asking: left.length > 0,
    problem: token(draft.problem ?? ''),
    problemLabel: words(
      left.some((row) => row.problem !== undefined) ? TEXTS.whatHappensToOthers : TEXTS.whatHappens,
    ),
    learnerType: token(draft.learnerType ?? ''),
    learnerTypes: deps.learnerTypes.map(([value, title]) => ({ title: words(title), value: token(value) })),
    typeLabel: words(alone ? TEXTS.learnerIs : TEXTS.learnersAre),
    extra: draft.words,
    neededBy: token(draft.neededBy ?? NOT_SAID),
    neededChoices: neededChoices(draft.neededBy, deps.now),
    changeable: changeable.map(({ row }) => ({
      title: learnerTitle(draft, row),
      value: token(String(row.id)),
    })),
    canCheck: !alone && (ready < checked.length || open.size > 0),
    canChange: alone && ready === 1 && open.size === 0,
    canPaste: alone && left.length > 0,
    dropTitle: words(draft.rows.length > left.length ? TEXTS.leaveOutRest : TEXTS.cancel),
  };
}

/** What is to fill in, by row: all of those the trainer asked for and of a learner alone, and of the others what is in doubt. */
function openRows(
  draft: Draft,
  checked: readonly CheckedRow[],
  most: number,
): ReadonlyMap<number, readonly RowField[]> {
  const asked = checked.filter(({ row }) => draft.changing.includes(row.id));
  const odd = checked.filter((one) => !one.ready && !asked.includes(one));
  const isWhole = (one: CheckedRow) => draft.rows.length === 1 || asked.includes(one);
  return new Map(
    [...asked, ...odd].slice(0, most).map((one) => [one.row.id, isWhole(one) ? ROW_FIELDS : one.odd]),
  );
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
    typed: (said.typed ?? '').slice(0, 4000),
    example: deps.example ?? LABELS.esrUsername,
  });
}
