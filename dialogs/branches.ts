import type { BranchDialog } from './branch.ts';
import { smartcardNotLinked } from './smartcard/smartcard-not-linked.ts';
import { incorrectDetails } from './username/incorrect-details.ts';

/** Every branch: menus, free text, the fact-check sheet and the tests that walk every path read this one list. */
export const BRANCHES: readonly BranchDialog[] = [incorrectDetails, smartcardNotLinked];
