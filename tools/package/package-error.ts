/** The app package cannot be built as things are; each line names one thing and how to fix it. */
export class PackageError extends Error {
  readonly code = 'PACKAGE_INVALID';
  readonly problems: readonly string[];
  constructor(summary: string, problems: readonly string[]) {
    super(`${summary}\n  ${problems.join('\n  ')}`);
    this.problems = problems;
  }
}
