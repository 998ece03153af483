import { usernameRulesOf } from '../../src/guides/username-rules.ts';
import type { Reading, UsernameIssueCode } from '../../src/intake/fields/issues.ts';
import { readTypedUsername } from '../../src/intake/fields/typed-fields.ts';
import { branch } from '../engine/branch.ts';
import type { BranchContext, Condition } from '../engine/step-types.ts';
import { advise, ask, handOver, type Question, tell } from '../engine/steps.ts';

/** With these issues the text is not a username yet. */
const UNREADABLE: readonly UsernameIssueCode[] = [
  'username-missing',
  'username-invalid-too-long',
  'username-invalid-character',
  'username-more-than-one',
];

const VERDICTS = {
  'wrong-length': 'too short to be one',
  'other-trust': 'starts with the prefix of another Trust we know',
  'unknown-prefix': 'starts with something else',
  'letter-for-digit': 'a letter stands where a number must be at its end',
  'wrong-ending': 'does not end in 2 numbers',
  'old-prefix': 'starts with the old prefix',
  right: 'nothing is wrong with it',
};
type Verdict = keyof typeof VERDICTS;

/** ESNEFT Username, items 1 and 2; 427, section 2's picture; 382, the note on the format: what a username looks like. */
export const usernameFormat = branch(
  'username-format',
  [
    tell('format'),
    ask('username', { chosen: () => ({ leadOn: 'forgot-username-password' }), typed: readTyped }),
    advise('wrong-length', { when: verdictIs('wrong-length') }),
    advise('other-trust', { when: verdictIs('other-trust'), changeTrust: true }),
    advise('unknown-prefix', { when: verdictIs('unknown-prefix') }),
    advise('letter-for-digit', { when: verdictIs('letter-for-digit') }),
    advise('wrong-ending', { when: verdictIs('wrong-ending') }),
    advise('old-prefix', { when: verdictIs('old-prefix') }),
    advise('right', { when: verdictIs('right') }),
    handOver('hand-over'),
  ],
  (branch) => {
    const { value, issues } = readAnswer(branch);
    const suggestion = issues.find(
      (issue) => issue.code === 'username-invalid-no-trailing-digits',
    )?.suggestion;
    return {
      'said.username': value,
      'said.prefix': value.slice(0, 3),
      ...(suggestion && { 'said.suggestion': suggestion }),
    };
  },
);

function readTyped(branch: BranchContext, text: string): ReturnType<NonNullable<Question['typed']>> {
  const { value, issues } = read(branch, text);
  const unreadable = issues.find((issue) => UNREADABLE.includes(issue.code));
  if (unreadable !== undefined) return { problem: unreadable.code, suggestion: unreadable.suggestion };
  // The escalation form offers it again, unless it would ask to correct it.
  if (!issues.some((issue) => issue.blocking)) {
    branch.conversation.entered = { ...branch.conversation.entered, esrUsername: value };
  }
  return { means: value };
}

function readAnswer(branch: BranchContext): Reading<UsernameIssueCode> {
  return read(branch, branch.answer('username') ?? '');
}

function read(branch: BranchContext, text: string): Reading<UsernameIssueCode> {
  return readTypedUsername(text, usernameRulesOf(branch.turn.deps.guides, branch.guide.trust));
}

/** The verdict to show: of several issues, the one that makes the others doubtful. */
function verdictOn({ issues }: Reading<UsernameIssueCode>): Verdict {
  const issue = (code: UsernameIssueCode) => issues.find((one) => one.code === code);
  if (issue('username-invalid-too-short')) return 'wrong-length';
  if (issue('username-other-trust-prefix')) return 'other-trust';
  if (issue('username-unknown-prefix') ?? issue('username-invalid-prefix')) return 'unknown-prefix';
  const ending = issue('username-invalid-no-trailing-digits');
  if (ending) return ending.suggestion === undefined ? 'wrong-ending' : 'letter-for-digit';
  return issues.some((one) => one.code.startsWith('username-old-prefix')) ? 'old-prefix' : 'right';
}

/** Until a username is typed, `right` is counted for all of them in "Step 2 of 3". */
function verdictIs(verdict: Verdict): Condition {
  return {
    label: VERDICTS[verdict],
    test: (branch) =>
      (branch.answer('username') === undefined ? 'right' : verdictOn(readAnswer(branch))) === verdict,
  };
}
