import { fieldProblem } from '../../src/cards/field-problems.ts';
import { type CardData, words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { CaseDetails } from '../../src/cases/case.ts';
import { LONGEST_SAID } from '../../src/cases/given.ts';
import { HANDOVER_FIELDS, type HandoverField } from '../../src/guides/ids.ts';
import { learnerTypes } from '../../src/guides/learner-types.ts';
import { exampleUsername, usernameHint, usernameRulesOf } from '../../src/guides/username-rules.ts';
import { mayBeRight, type Reading } from '../../src/intake/fields/issues.ts';
import { readEsrNumber, readSmartcardNumber } from '../../src/intake/fields/numbers.ts';
import { readTypedEmail, readTypedUsername, saysUnknown } from '../../src/intake/fields/typed-fields.ts';
import { heldSecret, secretsIn } from '../../src/privacy/typed-fields.ts';
import type { CardAnswer } from '../engine/card-prompt.ts';
import { type DialogTurn, guideOf } from '../engine/conversation-state.ts';
import { USE_TEAMS } from './teams-address.ts';

/** The name of each form field in the case. */
const KEYS: Readonly<Record<HandoverField, keyof CaseDetails>> = {
  username: 'esrUsername',
  email: 'correctEmail',
  'smartcard-number': 'smartcardNumber',
  name: 'name',
  'esr-number': 'esrNumber',
  'learner-type': 'learnerType',
};

type Inputs = Readonly<Record<string, string>>;
const UNKNOWN = 'username-unknown';
const LONGEST_TYPED = 300;

/** The handover's fields: from the last step, else the branch, else the guide. */
export function fieldsToAsk(turn: DialogTurn): readonly HandoverField[] {
  const guide = guideOf(turn);
  const { branch, trail } = turn.conversation;
  const words = branch === undefined ? undefined : guide.branches[branch];
  const last = trail.findLast((entry) => entry.branch === branch)?.step;
  return words?.steps[last ?? '']?.asks ?? words?.asks ?? guide.handover.asks;
}

/** Without a problem, the ESR Team has nothing to act on but the person's own words. */
const needsWords = ({ conversation }: DialogTurn) => conversation.branch === undefined;

/** The form's data: its fields, earlier values, and with `typed` which are invalid, if that is to be said yet. */
export function formData(turn: DialogTurn, typed?: Inputs, isChecked = true): CardData {
  const asked = fieldsToAsk(turn);
  const { problems = {}, odd = {} } = typed === undefined || !isChecked ? {} : check(turn, typed);
  const fields = HANDOVER_FIELDS.flatMap((field): [string, CardData[string]][] => {
    const name = field.replace('-', '_');
    return [
      [`${name}_asked`, asked.includes(field)],
      [`${name}_value`, typed?.[field] ?? String(turn.conversation.entered[KEYS[field]] ?? '')],
      [`${name}_problem`, words(problems[field] ?? '')],
      // The probable value, on a button; and a value that may be right after all, to be confirmed with a tick.
      [`${name}_meant`, odd[field]?.suggestion ?? ''],
      [`${name}_odd`, odd[field]?.mayBeRight ?? ''],
    ];
  });
  return {
    ...Object.fromEntries(fields),
    learner_types: learnerTypes(guideOf(turn)).map(([id, name]) => ({
      title: words(name),
      value: words(id),
    })),
    username_unknown: typed?.[UNKNOWN] ?? 'false',
    words_value: typed?.words ?? turn.conversation.entered.words ?? '',
    words_problem: words(problems.words ?? ''),
    words_label: words(needsWords(turn) ? SENTENCES.whatHappens : SENTENCES.anythingElse),
    example: words(usernameHint(exampleUsername(guideOf(turn)))),
    mend: Object.keys(problems).length > 0,
  };
}

/** Of what a client sent, what the form asks for: kept with the conversation while something is invalid. */
export function typedIn(turn: DialogTurn, inputs: Inputs): Inputs {
  const { words = '', 'learner-type': type = '' } = inputs;
  const values = fieldsToAsk(turn).map((field): [string, string] => [
    field,
    // A value that held a secret is dropped.
    heldSecret(inputs, field) ? '' : (inputs[field] ?? '').slice(0, LONGEST_TYPED),
  ]);
  return {
    ...Object.fromEntries(values),
    'learner-type': isLearnerType(turn, type) ? type : '',
    [UNKNOWN]: String(inputs[UNKNOWN] === 'true'),
    words: words.slice(0, LONGEST_SAID),
    ...insistedIn(inputs),
    ...secretsIn(inputs),
  };
}

/** The form's valid answers, checked again here whatever the client checked, and whether all of them are. */
export function readForm(turn: DialogTurn, inputs: Inputs): { details: CaseDetails; isValid: boolean } {
  const { details, problems } = check(turn, inputs);
  return { details, isValid: Object.keys(problems).length === 0 };
}

/** Whether nothing is missing in the form or has to be corrected. */
export const isFilledIn = (turn: DialogTurn, inputs: Inputs): boolean =>
  readForm(turn, typedIn(turn, inputs)).isValid;

const isLearnerType = (turn: DialogTurn, type: string): boolean =>
  learnerTypes(guideOf(turn)).some(([id]) => id === type);

/** The ticks that say that an odd value is right. */
const insistedIn = (inputs: Inputs): Inputs =>
  Object.fromEntries(
    ODD_FIELDS.map((field) => [`${field}-right`, (inputs[`${field}-right`] ?? '').slice(0, LONGEST_TYPED)]),
  );

/** The form's answers; with the suggested value, or the address in Teams, where "Use …" was pressed. */
export function answersOf(turn: DialogTurn, { value, inputs }: CardAnswer): Inputs {
  if (value === USE_TEAMS) return { ...inputs, email: inputs.teams ?? '' };
  const field = ODD_FIELDS.find((one) => value === `use-${one}`);
  const meant = field && check(turn, inputs).odd[field]?.suggestion;
  return field === undefined || meant === undefined ? inputs : { ...inputs, [field]: meant };
}

/** The contents of a form's boxes: the answers when it was shown. */
export function shownAnswers(data: CardData): Inputs {
  const text = (name: string) => (typeof data[name] === 'string' ? (data[name] as string) : '');
  return {
    ...Object.fromEntries(HANDOVER_FIELDS.map((field) => [field, text(`${field.replace('-', '_')}_value`)])),
    [UNKNOWN]: text('username_unknown'),
    words: text('words_value'),
  };
}

/** Answers with a detail typed in the chat, or with one emptied. */
export function withDetails(answers: Inputs, details: CaseDetails, usernameUnknown = false): Inputs {
  const changed = HANDOVER_FIELDS.filter((field) => KEYS[field] in details).map((field) => [
    field,
    details[KEYS[field]] ?? '',
  ]);
  return {
    ...answers,
    ...Object.fromEntries(changed),
    ...((usernameUnknown || details.esrUsername !== undefined) && { [UNKNOWN]: String(usernameUnknown) }),
    ...(details.words !== undefined && { words: details.words }),
  };
}

/** The details as the read-back shows them. */
export function spokenDetails(turn: DialogTurn, details: CaseDetails): [label: string, value: string][] {
  const lines = fieldsToAsk(turn).map((field): [string, string] => {
    const value =
      details[KEYS[field]] ?? (field === 'username' ? SENTENCES.usernameUnknown : SENTENCES.notGiven);
    return [SENTENCES.fields[field], field === 'learner-type' ? value.replace('-', ' ') : value];
  });
  return details.words === undefined ? lines : [...lines, [SENTENCES.fields.words, details.words]];
}

/** Fields that can be odd and right all the same. */
const ODD_FIELDS = ['username', 'email'] as const;

interface Odd {
  /** The value, where the person can say that it is right. */
  readonly mayBeRight: string | undefined;
  readonly suggestion: string | undefined;
}

interface Checked {
  readonly details: CaseDetails;
  readonly problems: Record<string, string>;
  readonly odd: Partial<Record<HandoverField, Odd>>;
}

function check(turn: DialogTurn, inputs: Inputs): Checked {
  const details: Record<string, string | undefined> = {};
  const problems: Record<string, string> = {};
  const odd: Checked['odd'] = {};
  for (const field of fieldsToAsk(turn)) {
    const typed = inputs[field] ?? '';
    if (heldSecret(inputs, field)) {
      problems[field] = fieldProblem('secret');
      continue;
    }
    if (field === 'username' && (saysUnknown(typed) || (inputs[UNKNOWN] === 'true' && typed === ''))) {
      details.esrUsername = undefined;
      continue;
    }
    const read = readField(turn, field, typed);
    const blocking = read.issues.find((issue) => issue.blocking);
    // A tick says that this very value is right. For another value it does not count.
    const right = canBeRight(field, read) ? read.value : undefined;
    const insisted = right !== undefined && inputs[`${field}-right`] === right;
    if (blocking === undefined || insisted) {
      details[KEYS[field]] = read.value === '' ? undefined : read.value;
      continue;
    }
    problems[field] = fieldProblem(blocking.code, blocking.suggestion);
    odd[field] = { mayBeRight: right, suggestion: blocking.suggestion };
  }
  const said = (inputs.words ?? '').slice(0, LONGEST_SAID);
  if (heldSecret(inputs, 'words')) problems.words = fieldProblem('secret');
  else details.words = said === '' ? undefined : said;
  if (needsWords(turn) && details.words === undefined) problems.words ??= fieldProblem('words-missing');
  return { details, problems, odd };
}

function canBeRight(field: HandoverField, { value, issues }: Reading<string>): boolean {
  const blocking = issues.filter((issue) => issue.blocking);
  return ODD_FIELDS.some((one) => one === field) && blocking.every(({ code }) => mayBeRight(code, value));
}

function readField(turn: DialogTurn, field: HandoverField, typed: string): Reading<string> {
  switch (field) {
    case 'username':
      return readTypedUsername(typed, usernameRulesOf(turn.deps.guides, guideOf(turn).trust));
    case 'email':
      return readTypedEmail(typed);
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
      return {
        value: typed,
        issues: isLearnerType(turn, typed) ? [] : [{ code: 'learner-type-missing', blocking: true }],
      };
    }
  }
}
