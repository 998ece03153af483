/** Why a file is not read. */
export type SheetProblem = 'too-large' | 'protected' | 'broken' | 'empty';

/** Rows with something in them. No class has more. */
export const MOST_ROWS = 300;
export const MOST_COLUMNS = 40;

/** The text cells of a file's rows; `more`: the file has others. */
export interface SheetRows {
  readonly rows: readonly (readonly string[])[];
  readonly more: boolean;
}

/** The file cannot be read, for this reason. */
export class SheetError extends Error {
  readonly problem: SheetProblem;
  constructor(problem: SheetProblem) {
    super(`The file is ${problem}`);
    this.problem = problem;
  }
}
