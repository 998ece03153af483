import { fieldProblem } from '../../cards/field-problems.ts';
import { plainText } from '../../cards/plain-text.ts';
import { type CardData, token, words } from '../../cards/render.ts';
import { LABELS } from '../cases/texts.ts';
import { type CheckedRow, choicesFor, meantBy } from './check-row.ts';
import type { Draft, DraftRow } from './draft.ts';
import { PROBLEM_TITLES, TRAINER_TEXTS as TEXTS } from './texts.ts';

/** A learner on the check card: one line when complete, otherwise fields with what is missing or doubtful. */
export function learnerRow(draft: Draft, checked: CheckedRow, open: boolean): CardData {
  const { row, issues, ready, confirmable } = checked;
  const alone = draft.rows.length === 1;
  const says = (about: RegExp, blocking = true) =>
    words(
      issues
        .filter((issue) => about.test(issue.code) && (blocking || !issue.blocking))
        // Where the fields are open, a button has the likely value.
        .map((issue) => fieldProblem(issue.code, open ? undefined : issue.suggestion))
        .join(' '),
    );
  const choices = choicesFor(row);
  const own = row.problem === undefined ? '' : `${PROBLEM_TITLES[row.problem] ?? ''}. `;
  const note = ready ? says(/^(username|email|duplicate)/).words : '';
  // Without a name, the username is the title already.
  const said = [!alone && row.name === '' ? '' : row.username || LABELS.noUsername, row.email].filter(
    (one) => one !== '',
  );
  const compact = { first: said[0] ?? '', second: said[1] ?? '' };
  // A form that is still blank shows no errors.
  const untouched = draft.version === 1 && `${row.username}${row.email}` === '';
  const common = {
    id: row.id,
    title: learnerTitle(draft, row),
    pick: ready && !alone,
    head: alone ? row.name !== '' : !ready,
    wanted: token(row.wanted ? 'true' : 'false'),
    compact: !open && (row.username !== '' || row.email !== ''),
    open,
    note: words(open ? own : `${own}${note}`.trim()),
    ...compact,
  };
  // An open field shows its own error.
  const opened = words(open ? says(/^(unsure|duplicate)/).words : ready ? '' : TEXTS.opensLater);
  if (!open) return { ...common, says: opened };
  return {
    ...common,
    says: opened,
    usernameValue: row.username,
    emailValue: row.email,
    name: row.name,
    usernameSays: untouched ? words('') : says(/^username-/),
    emailSays: untouched ? words('') : says(/^email-/),
    nameSays: says(/^learner-name-/),
    choiceLabel: TEXTS.whichIsTheirs[choices.field],
    choices: choices.values.map((value, index) => ({
      title: token(unlinked(value)),
      value: token(String(index)),
    })),
    usernameMeant: meantBy(checked, 'username') ?? '',
    emailMeant: meantBy(checked, 'email') ?? '',
    confirmable,
  };
}

/** An address that no reader makes a link of: it is there to be chosen. */
const unlinked = (text: string) => plainText(text).replace('@', '@\u200B');

/** What a learner is called on the card. */
export function learnerTitle(draft: Draft, row: DraftRow): string {
  const name = row.name.slice(0, 40);
  if (draft.rows.length === 1) return name === '' ? TEXTS.learner : name;
  return `${row.id}. ${name === '' ? row.username || TEXTS.learner : name}`;
}
