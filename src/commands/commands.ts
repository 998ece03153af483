// The commands, once src/main.ts has prepared for loading them.

import { startApp } from '../app.ts';
import { ConfigError, commonConfig, serveConfig, trialConfig } from '../config/config.ts';
import { GuideError } from '../guides/load-guides.ts';
import { endPlainly, plainlyOf } from '../logging/crash-output.ts';
import { DatabaseError } from '../store/database.ts';
import { EraseConflictError } from '../store/privacy/erase.ts';
import { SeveralPeopleError } from '../store/privacy/one-person.ts';
import { ModelError } from '../understanding/model-file.ts';
import { commandLine } from './command-line.ts';
import { linkCommand } from './link.ts';
import { privacyCommand } from './privacy.ts';
import { WORDINGS_COMMAND, wordingsCommand } from './wordings.ts';

const USAGE = `Write one of:
  ${commandLine('serve')}   production: needs the settings in docs/settings.md
  ${commandLine('link', 'TRUST esr-team|escalation')}   a one-time code that joins a Teams chat to a Trust
  ${commandLine('doctor', '[--env NAME]')}   what is wrong with a deployment, or with env/.env.NAME before it, and how to fix it
  ${commandLine('privacy', 'export|erase EMAIL|USERNAME|ENTRA-ID')}   what is held about a person, or its erasure with a receipt
  ${commandLine('audit', '[--from DAY] [--to DAY] [--trust TRUST] [--json]')}   who did what to which case, as CSV or JSON
  ${commandLine(WORDINGS_COMMAND, '[TRUST]')}   what staff say that ESR Teams have placed, to teach the bot
In a checkout, npm start tries the bot with a simulated Teams.`;

/** Commands that a start of the bot has no need of are imported only when they are asked for. */
async function run([command, ...rest]: readonly string[]): Promise<void> {
  switch (command) {
    case 'trial':
      return serveUntilStopped(await startApp(trialConfig()));
    case 'serve':
      return serveUntilStopped(await startApp(serveConfig()));
    case 'link':
      console.log(await linkCommand(commonConfig(), rest));
      return;
    case 'privacy':
      console.log(await privacyCommand(commonConfig(), rest, new Date().toISOString()));
      return;
    case 'audit': {
      const { auditCommand } = await import('./audit.ts');
      return auditCommand(commonConfig(), rest, process.stdout, new Date().toISOString());
    }
    case WORDINGS_COMMAND:
      console.log(await wordingsCommand(commonConfig(), rest, new Date().toISOString()));
      return;
    case 'doctor': {
      const { examine, printReport } = await import('./doctor/doctor.ts');
      const report = await examine(rest, new Date().toISOString());
      console.log(printReport(report));
      process.exitCode = report.healthy ? 0 : 1;
      return;
    }
    default:
      throw new UsageError(USAGE);
  }
}

class UsageError extends Error {
  readonly code = 'USAGE';
}

function serveUntilStopped(app: Awaited<ReturnType<typeof startApp>>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // Unfinished work is safe on disk and continues at the next start.
    setTimeout(() => process.exit(1), 9000).unref();
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Errors that tell the operator what to fix need no stack. */
const SELF_EXPLAINING = [
  ConfigError,
  GuideError,
  ModelError,
  DatabaseError,
  EraseConflictError,
  SeveralPeopleError,
  UsageError,
];

const explained = ({ message, cause }: Error) =>
  cause === undefined ? message : `${message}\nCause: ${plainlyOf(cause)}`;

endPlainly();
run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(
    SELF_EXPLAINING.some((kind) => error instanceof kind) ? explained(error as Error) : plainlyOf(error),
  );
  process.exitCode = 1;
});
