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

/** What a learners' card is made from, besides the draft. */
export interface LearnersCardDeps {
  readonly cards: Cards;
  readonly rules: UsernameRules;
  /** The kinds of learner that the Trust's guide tells apart. */
  readonly learnerTypes: readonly (readonly [id: string, name: string])[];
  /** An example of the Trust's usernames, if the guide says how they begin. */
  readonly example: string | undefined;
  readonly now: string;
  /** Says that cases are saved, where the ESR Team has no chat to send them to. */
  readonly kept?: string | undefined;
}

/** What the card says about the press or message that it answers. */
export interface Remarks {
  readonly notices: readonly string[];
  readonly hints: readonly string[];
  /** The pasted list, to show again. */
  readonly typed?: string;
}

/** How many rows are shown, and how many of them with open fields: from the most to what always fits. */
const LIMITS = [
  { open: 30, rows: 30 },
  { open: 8, rows: 30 },
  { open: 3, rows: 30 },
  { open: 1, rows: 10 },
  { open: 1, rows: 4 },
] as const;

/** The learners to check: one line for each that is ready, and fields for what is missing or doubtful. */
export function learnersCard(deps: LearnersCardDeps, id: string, draft: Draft, said: Remarks): Card {
  if (draft.view === 'paste') return pasteCard(deps, id, draft, said);
  return firstThatFits(
    LIMITS.map((most) => () => deps.cards.render('learners', cardData(deps, id, draft, said, most))),
  );
}

function cardData(
  deps: LearnersCardDeps,
  id: string,
  draft: Draft,
  said: Remarks,
  most: { open: number; rows: number },
): CardData {
  const alone = draft.rows.length === 1;
  const left = draft.dropped ? [] : draft.rows.filter((row) => row.sent === undefined);
  const checked = left.map((row) => checkRow(draft, row, deps.rules));
  const shown = checked.slice(0, most.rows);
  const open = openRows(draft, shown, most.open);
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

/** The open fields by row: all for a single learner and for rows the trainer is changing, else only the doubtful ones. */
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

/** The sent rows. Of a class only those that joined an open case: the class card shows the rest. */
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
