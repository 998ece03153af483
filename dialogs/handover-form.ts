import { fieldProblem } from '../src/cards/field-problems.ts';
import { type CardData, words } from '../src/cards/render.ts';
import type { CaseDetails } from '../src/cases/case.ts';
import { HANDOVER_FIELDS, type HandoverField, LEARNER_TYPES } from '../src/guides/ids.ts';
import { usernameRulesOf } from '../src/guides/username-rules.ts';
import { readEmail } from '../src/intake/email-address.ts';
import { readEsrNumber } from '../src/intake/esr-number.ts';
import { readUsername } from '../src/intake/esr-username.ts';
import type { Reading } from '../src/intake/issues.ts';
import { readSmartcardNumber } from '../src/intake/smartcard-number.ts';
import { heldSecret, secretsIn } from '../src/privacy/typed-fields.ts';
import { guideOf, type TalkTurn } from './talk.ts';

/** What each field is called in the form, in the read-back, and in the case. */
const FIELDS: Readonly<Record<HandoverField, { label: string; key: keyof CaseDetails }>> = {
  username: { label: 'ESR username', key: 'esrUsername' },
  email: { label: 'Correct email', key: 'correctEmail' },
  'smartcard-number': { label: 'Smartcard number', key: 'smartcardNumber' },
  name: { label: 'Name', key: 'name' },
  'esr-number': { label: 'ESR number', key: 'esrNumber' },
  'learner-type': { label: 'You are', key: 'learnerType' },
};

type Inputs = Readonly<Record<string, string>>;
const UNKNOWN = 'username-unknown';
const LONGEST_TYPED = 300;
const LONGEST_WORDS = 500;

/** What this problem's handover asks for: the last step's own list, else the branch's, else the guide's. */
export function fieldsToAsk(turn: TalkTurn): readonly HandoverField[] {
  const guide = guideOf(turn);
  const { branch, trail } = turn.talk;
  const words = branch === undefined ? undefined : guide.branches[branch];
  const last = trail.findLast((entry) => entry.branch === branch)?.step;
  return words?.steps[last ?? '']?.asks ?? words?.asks ?? guide.handover.asks;
}

/** The details that were asked for, of all that were ever entered. */
export function askedDetails(turn: TalkTurn): CaseDetails {
  const keys = new Set<string>([...fieldsToAsk(turn).map((field) => FIELDS[field].key), 'words']);
  return Object.fromEntries(Object.entries(turn.talk.entered).filter(([key]) => keys.has(key)));
}

/** The form's data: what is asked, what was typed before, and with `typed` what has to be mended. */
export function formData(turn: TalkTurn, typed?: Inputs): CardData {
  const asked = fieldsToAsk(turn);
  const problems = typed === undefined ? {} : check(turn, typed).problems;
  const fields = HANDOVER_FIELDS.flatMap((field): [string, CardData[string]][] => {
    const name = field.replace('-', '_');
    return [
      [`${name}_asked`, asked.includes(field)],
      [`${name}_value`, typed?.[field] ?? String(turn.talk.entered[FIELDS[field].key] ?? '')],
      [`${name}_problem`, words(problems[field] ?? '')],
    ];
  });
  return {
    ...Object.fromEntries(fields),
    username_unknown: typed?.[UNKNOWN] ?? 'false',
    words_value: typed?.words ?? '',
    words_problem: words(problems.words ?? ''),
    example: words(
      guideOf(turn).username.example ?? `${guideOf(turn).username.prefixes[0]?.code ?? ''}SMITHJ01`,
    ),
    mend: Object.keys(problems).length > 0,
  };
}

/** Of what a client sent, what the form asks for: kept with the conversation while something has to be mended. */
export function typedIn(turn: TalkTurn, inputs: Inputs): Inputs {
  const { words = '', 'learner-type': type = '' } = inputs;
  const values = fieldsToAsk(turn).map((field): [string, string] => [
    field,
    // What is left of a value without its secret is none.
    heldSecret(inputs, field) ? '' : (inputs[field] ?? '').slice(0, LONGEST_TYPED),
  ]);
  return {
    ...Object.fromEntries(values),
    'learner-type': LEARNER_TYPES.find((known) => known === type) ?? '',
    [UNKNOWN]: String(inputs[UNKNOWN] === 'true'),
    words: words.slice(0, LONGEST_WORDS),
    ...secretsIn(inputs),
  };
}

/** The form's answers, checked again here whatever the client checked; `mend` when something has to be put right. */
export function readForm(turn: TalkTurn, inputs: Inputs): { details: CaseDetails } | { mend: true } {
  const { details, problems } = check(turn, inputs);
  return Object.keys(problems).length > 0 ? { mend: true } : { details };
}

/** The details as the read-back shows them. */
export function spokenDetails(turn: TalkTurn): [label: string, value: string][] {
  const asked = askedDetails(turn);
  const lines = fieldsToAsk(turn).map((field): [string, string] => {
    const value = asked[FIELDS[field].key] ?? (field === 'username' ? "I don't know it" : 'Not given');
    return [FIELDS[field].label, field === 'learner-type' ? value.replace('-', ' ') : value];
  });
  return asked.words === undefined ? lines : [...lines, ['Your words', asked.words]];
}

function check(turn: TalkTurn, inputs: Inputs): { details: CaseDetails; problems: Record<string, string> } {
  const details: Record<string, string | undefined> = {};
  const problems: Record<string, string> = {};
  for (const field of fieldsToAsk(turn)) {
    const typed = inputs[field] ?? '';
    if (heldSecret(inputs, field)) {
      problems[field] = fieldProblem('secret');
      continue;
    }
    if (field === 'username' && inputs[UNKNOWN] === 'true' && typed === '') {
      details.esrUsername = undefined;
      continue;
    }
    const read = readField(turn, field, typed);
    const blocking = read.issues.find((issue) => issue.blocking);
    if (blocking === undefined) details[FIELDS[field].key] = read.value === '' ? undefined : read.value;
    else problems[field] = fieldProblem(blocking.code, blocking.suggestion);
  }
  const said = (inputs.words ?? '').slice(0, LONGEST_WORDS);
  if (heldSecret(inputs, 'words')) problems.words = fieldProblem('secret');
  else details.words = said === '' ? undefined : said;
  return { details, problems };
}

function readField(turn: TalkTurn, field: HandoverField, typed: string): Reading<string> {
  switch (field) {
    case 'username':
      return readUsername(typed, usernameRulesOf(turn.parts.guides, guideOf(turn).trust));
    case 'email':
      return readEmail(typed);
    case 'smartcard-number':
      return readSmartcardNumber(typed);
    case 'esr-number':
      // People rarely know it by heart: the ESR Team can find it by name.
      return typed === '' ? { value: '', issues: [] } : readEsrNumber(typed);
    case 'name': {
      const value = typed.replace(/\s+/g, ' ').slice(0, 80);
      return { value, issues: value.length < 2 ? [{ code: 'name-missing', blocking: true }] : [] };
    }
    case 'learner-type': {
      const known = LEARNER_TYPES.some((type) => type === typed);
      return { value: typed, issues: known ? [] : [{ code: 'learner-type-missing', blocking: true }] };
    }
  }
}
