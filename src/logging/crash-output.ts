import { errorFields } from './error-fields.ts';

/**
 * The parts of an unexpected error that may be shown: its code and where it was thrown. Not its message or attached data:
 * PostgreSQL's `detail` quotes whole rows. Errors of the system itself (a port, a file) name no one.
 */
export function plainlyOf(error: unknown): string {
  const { code, at = [] } = errorFields(error);
  const system = error instanceof Error && 'syscall' in error ? `: ${error.message}` : '';
  return [`${code}${system}`, ...at.map((frame) => `    ${frame}`)].join('\n');
}

/** An uncaught error still ends the process; Node would print all of it. */
export function endPlainly(): void {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`Ended by an error that nobody caught. ${plainlyOf(error)}\n`);
    process.exit(1);
  });
}
