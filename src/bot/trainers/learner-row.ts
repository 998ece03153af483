import { fieldProblem } from '../../cards/field-problems.ts';
import { plainText } from '../../cards/plain-text.ts';
import { type CardData, token, type Words, words } from '../../cards/render.ts';
import { LABELS } from '../cases/texts.ts';
import { type CheckedRow, isAbout, offersFor, ROW_FIELDS, type RowField } from './check-row.ts';
import type { Draft, DraftRow } from './draft.ts';
import { PROBLEM_TITLES, TRAINER_TEXTS as TEXTS } from './texts.ts';

/** A learner on the card: in one line if nothing is doubtful, else with the `open` fields to fill in. */
export function learnerRow(draft: Draft, checked: CheckedRow, open: readonly RowField[]): CardData {
  const { row, issues, ready, confirmable, odd } = checked;
  const alone = draft.rows.length === 1;
  const pick = ready && !alone && open.length === 0;
  const own = row.problem === undefined ? '' : `${PROBLEM_TITLES[row.problem] ?? ''}. `;
  const remarks = issues
    .filter((issue) => !issue.blocking && !open.some((field) => isAbout(issue, field)))
    .map(({ code }) => fieldProblem(code));
  // The box for their own words is only open while the learner is being changed.
  const canSay = draft.changing.includes(row.id) && row.words !== undefined;
  const said =
    row.words === undefined || row.words === '' || canSay ? [] : [TEXTS.youSaid(plainText(row.words, 200))];
  const later = !ready && open.length === 0 ? [TEXTS.opensLater] : [];
  // A single field names the learner in its label.
  const isOne = open.length === 1 && !alone;
  const about = isOne ? [learnerTitle(draft, row), ...soundValues(draft, row, open)].join(', ') : '';
  // A form that is still blank shows no errors.
  const untouched = draft.version === 1 && `${row.username}${row.email}` === '';
  const last = open.findLast((field) => odd.includes(field));
  const fieldOf = (field: RowField) => ({
    id: row.id,
    label: labelOf(checked, field, about, untouched),
    typed: row[field],
    offers: offersFor(checked, field).map((offer, index) => ({ id: row.id, offer, index })),
    confirms: confirmable && field === last,
  });
  return {
    id: row.id,
    wanted: token(row.wanted ? 'true' : 'false'),
    pick,
    line: token(pick ? lineOf(draft, row) : ''),
    title: pick || isOne || (alone && row.name === '') ? '' : learnerTitle(draft, row),
    sound: pick || isOne ? '' : soundValues(draft, row, open).join('  '),
    note: words(`${own}${[...remarks, ...later, ...said].join(' ')}`.trim()),
    own: row.words ?? '',
    ownLabel: canSay ? TEXTS.ownWords : '',
    ...Object.fromEntries(ROW_FIELDS.map((field) => [field, open.includes(field) ? [fieldOf(field)] : []])),
  };
}

const NAMES = { username: LABELS.esrUsername, email: LABELS.correctEmail, name: TEXTS.nameIfKnown } as const;

/** What to fill in, `about` whom, and what is wrong with what is there. */
function labelOf({ row, issues }: CheckedRow, field: RowField, about: string, untouched: boolean): Words {
  const isLeftOpen = row[field] === '' && issues.some(({ code }) => code === 'unsure-which');
  const problems = issues.filter((issue) => isAbout(issue, field)).map(({ code }) => fieldProblem(code));
  const says =
    isLeftOpen && field !== 'name' ? [TEXTS.whichIsTheirs[field]] : untouched && about === '' ? [] : problems;
  return words([about === '' ? NAMES[field] : plainText(about, 200), ...says].join('. '));
}

/** The values that are not doubtful: they show who the learner is. */
const soundValues = (draft: Draft, { name, username, email }: DraftRow, open: readonly RowField[]) =>
  [
    // Without a name, the username is the title already.
    open.includes('username') || (name === '' && draft.rows.length > 1) ? '' : username,
    open.includes('email') ? '' : email,
  ].filter((one) => one !== '');

/** A learner in a line. */
const lineOf = (draft: Draft, row: DraftRow): string =>
  [learnerTitle(draft, row), row.name === '' ? '' : row.username || LABELS.noUsername, row.email]
    .filter((one) => one !== '')
    .map((one) => plainText(one, 120))
    .join(', ');

/** What a learner is called on the card. */
export function learnerTitle(draft: Draft, row: DraftRow): string {
  const name = row.name.slice(0, 40);
  if (draft.rows.length === 1) return name === '' ? TEXTS.learner : name;
  return `${row.id}. ${name === '' ? row.username || TEXTS.learner : name}`;
}
