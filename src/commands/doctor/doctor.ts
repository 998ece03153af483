import { commonConfig, type Environment, serveConfig } from '../../config/config.ts';
import { checkContent } from './check-content.ts';
import { checkDatabase } from './check-database.ts';
import { checkOnline } from './check-online.ts';
import { checkServiceDesks } from './check-service-desk.ts';
import { checkCredentials, checkSettings } from './check-settings.ts';
import type { Finding } from './finding.ts';

export interface Report {
  readonly findings: readonly Finding[];
  /** Nothing stops people from being served. */
  readonly healthy: boolean;
}

/**
 * `doctor [--trial] [--online]`: a deployment's problems, and the fix for each. Changes nothing; prints no secret and nothing
 * about a person. Each service desk gets a test event. `--trial` checks the trial's settings, `--online` also fetches a token.
 */
export async function examine(args: readonly string[], now: string, env?: Environment): Promise<Report> {
  const trial = args.includes('--trial');
  const serve = trial ? undefined : checkSettings(() => serveConfig(env));
  // A mistake in a production setting must not hide what the rest would show.
  const common = serve?.config === undefined ? checkSettings(() => commonConfig(env)) : serve;
  const findings = [...(serve ?? common).findings];
  if (common.config !== undefined) {
    const { databaseUrl, azureClientId, guidesFolder, trusts, serviceDesks } = common.config;
    findings.push(...checkContent(guidesFolder, trusts, now));
    findings.push(...(await checkDatabase(databaseUrl, trusts, now, azureClientId)));
    findings.push(...(await checkServiceDesks(serviceDesks, now)));
  }
  if (serve?.config !== undefined) {
    findings.push(...checkCredentials(serve.config));
    if (args.includes('--online')) findings.push(...(await checkOnline(serve.config)));
  }
  return { findings, healthy: findings.every((finding) => finding.level !== 'problem') };
}

const LABEL = { ok: 'ok     ', warning: 'WARNING', problem: 'PROBLEM' } as const;

/** The report as the operator reads it: worst first, the fix under each. */
export function printReport({ findings, healthy }: Report): string {
  const order = ['problem', 'warning', 'ok'] as const;
  const lines = order.flatMap((level) => findings.filter((finding) => finding.level === level)).map(line);
  return [
    ...lines,
    healthy ? 'The bot can serve people.' : 'Fix the problems above, then run this again.',
  ].join('\n');
}

const line = (finding: Finding) =>
  `${LABEL[finding.level]} ${finding.about}: ${finding.what}${finding.level === 'ok' ? '' : `\n        ${finding.fix}`}`;
