import { parseArgs } from 'node:util';
import {
  ConfigError,
  commonConfig,
  type Environment,
  ownEnvironment,
  serveConfig,
} from '../../config/config.ts';
import { commandLine } from '../command-line.ts';
import { checkContent } from './check-content.ts';
import { checkDatabase } from './check-database.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkOnline } from './check-online.ts';
import { checkServiceDesks } from './check-service-desk.ts';
import { checkCredentials, checkSettings, checkTrusts } from './check-settings.ts';
import type { Finding } from './finding.ts';

export interface Report {
  readonly findings: readonly Finding[];
  /** Nothing stops people from being served. */
  readonly healthy: boolean;
  /** What that means, for the operator. */
  readonly verdict: string;
}

/**
 * `doctor [--env NAME | --trial] [--online]`: a deployment's problems, and the fix for each. Changes nothing; prints no secret
 * and nothing about a person. Each service desk gets a test event. `--env` checks `env/.env.NAME` before anything is deployed,
 * `--trial` the trial's settings; `--online` also fetches a token. Throws ConfigError.
 */
export async function examine(args: readonly string[], now: string, env?: Environment): Promise<Report> {
  const { env: environment, trial, online } = optionsOf(args);
  if (environment !== undefined) {
    const findings = checkEnvironment(environment, now, env ?? ownEnvironment());
    return report(findings, `env/.env.${environment} is complete. Next: atk provision --env ${environment}`);
  }
  const serve = trial ? undefined : checkSettings(() => serveConfig(env));
  // A mistake in a production setting must not hide what the rest would show.
  const common = serve?.config === undefined ? checkSettings(() => commonConfig(env)) : serve;
  const findings = [...(serve ?? common).findings];
  if (common.config !== undefined) {
    const { databaseUrl, azureClientId, trusts, serviceDesks } = common.config;
    findings.push(...checkContent(common.config, now));
    findings.push(...(await checkDatabase(databaseUrl, trusts, now, azureClientId)));
    // With a database, each Trust without a chat says so.
    if (!trial && !findings.some(({ about }) => about === 'chats'))
      findings.push(...checkTrusts(common.config));
    findings.push(...(await checkServiceDesks(serviceDesks, now)));
  }
  if (serve?.config !== undefined) {
    findings.push(...checkCredentials(serve.config));
    if (online) findings.push(...(await checkOnline(serve.config)));
  }
  return report(findings, 'The bot can serve people.');
}

function report(findings: readonly Finding[], healthyVerdict: string): Report {
  const healthy = findings.every((finding) => finding.level !== 'problem');
  return {
    findings,
    healthy,
    verdict: healthy ? healthyVerdict : 'Fix the problems above, then run this again.',
  };
}

function optionsOf(args: readonly string[]) {
  const options = {
    env: { type: 'string' },
    trial: { type: 'boolean' },
    online: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    throw new ConfigError([
      `doctor: write ${commandLine('doctor', '[--online]')}, or ${commandLine('doctor', '--env', 'prod')} to check env/.env.prod before it is deployed`,
    ]);
  }
}

const LABEL = { ok: 'ok     ', warning: 'WARNING', problem: 'PROBLEM' } as const;

/** The report as the operator reads it: worst first, the fix under each. */
export function printReport({ findings, verdict }: Report): string {
  const order = ['problem', 'warning', 'ok'] as const;
  const lines = order.flatMap((level) => findings.filter((finding) => finding.level === level)).map(line);
  return [...lines, verdict].join('\n');
}

const line = (finding: Finding) =>
  `${LABEL[finding.level]} ${finding.about}: ${finding.what}${finding.level === 'ok' ? '' : `\n        ${finding.fix}`}`;
