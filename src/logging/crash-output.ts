import { errorFields } from './error-fields.ts';

/**
 * What may be shown of an error that nobody expected: its code and where it was thrown. Not its message, nor what hangs on
 * it: PostgreSQL's `detail` quotes whole rows. What the system itself refused (a port, a file) is about nobody.
 */
export function plainlyOf(error: unknown): string {
  const { code, at = [] } = errorFields(error);
  const system = error instanceof Error && 'syscall' in error ? `: ${error.message}` : '';
  return [`${code}${system}`, ...at.map((frame) => `    ${frame}`)].join('\n');
}

/** An error that nobody caught still ends the process; Node would print all of it. */
export function endPlainly(): void {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`Ended by an error that nobody caught. ${plainlyOf(error)}\n`);
    process.exit(1);
  });
}
