import type { TrustId } from '../../guides/ids.ts';
import { type DatabaseFacts, inspectDatabase, type StuckDeliveries } from '../../store/inspect.ts';
import { connectionProblem } from '../../store/postgres/connection-problem.ts';
import { commandLine } from '../command-line.ts';
import { type Finding, ok, problem, warning } from './finding.ts';

/** Longer than any retry waits when Teams itself answers. */
const OVERDUE_MINUTES = 15;

/** The database: is it there, whole, of this version; are chats linked; is anything stuck. Changes nothing. */
export async function checkDatabase(
  url: string,
  trusts: readonly TrustId[],
  now: string,
  identity?: string,
): Promise<Finding[]> {
  const dueBefore = new Date(Date.parse(now) - OVERDUE_MINUTES * 60_000).toISOString();
  let facts: DatabaseFacts | undefined;
  try {
    facts = await inspectDatabase(url, dueBefore, identity);
  } catch (error) {
    return [cannotRead(error)];
  }
  if (facts === undefined)
    return [
      problem(
        'database',
        'there is no file yet',
        'Start the bot once, then link the chats; or correct DATABASE_URL.',
      ),
    ];
  return [
    ...checkSchema(facts),
    ...checkLinks(facts, trusts),
    ...checkDeliveries(facts),
    ...checkDeskEvents(facts),
  ];
}

function cannotRead(error: unknown): Finding {
  const known = connectionProblem(error);
  if (known !== undefined) return problem('database', `${known.what} (${known.code})`, known.fix);
  return problem(
    'database',
    `cannot be read (${codeOf(error)})`,
    'Check DATABASE_URL, that the server is running, that this machine can reach it, and that the user can sign in.',
  );
}

function checkSchema({ kind, open, damage, pending, newer }: DatabaseFacts): Finding[] {
  const findings: Finding[] = [];
  if (damage !== '')
    findings.push(
      problem(
        'database',
        'SQLite says that the file is damaged',
        'Stop the bot and restore the newest backup that passes this check.',
      ),
    );
  if (newer.length > 0)
    findings.push(
      problem(
        'migrations',
        `written by a newer version of the bot (${newer.join(', ')})`,
        'Start that version, or restore the backup made before the upgrade.',
      ),
    );
  if (pending.length > 0)
    findings.push(
      warning(
        'migrations',
        `${pending.join(', ')} not run yet`,
        'Back up the database; the bot runs them when it starts.',
      ),
    );
  if (open)
    findings.push(
      problem(
        'database',
        'other users of this machine can read the file',
        'Remove their access (chmod 600), and find out who had it.',
      ),
    );
  if (findings.length === 0) findings.push(ok('database', `${kind}, readable, of this version`));
  return findings;
}

function checkLinks({ links, pending, newer }: DatabaseFacts, trusts: readonly TrustId[]): Finding[] {
  if (pending.length > 0 || newer.length > 0) return [];
  const has = (trust: string, role: string) =>
    links.some((link) => link.trust === trust && link.role === role);
  const linked = trusts.filter((trust) => has(trust, 'esr-team'));
  // Where TRUSTS is not set, every Trust is served, also those that have nothing to do with this one.
  const onlyYours = (trust: string) =>
    trusts.length === 1
      ? ''
      : ` If ${trust} is not yours, serve only yours: TRUSTS=${linked.join(',') || '<its id>'}`;
  const missing = trusts.flatMap((trust) => [
    ...(has(trust, 'esr-team')
      ? []
      : [
          problem(
            'chats',
            `${trust} has no ESR Team chat, so nobody gets its cases`,
            `Run: ${commandLine('link', trust, 'esr-team')}, and type the code in that chat.${onlyYours(trust)}`,
          ),
        ]),
    ...(has(trust, 'escalation')
      ? []
      : [
          warning(
            'chats',
            `${trust} has no escalation chat for its Epic trainers`,
            `If it has trainers, run: ${commandLine('link', trust, 'escalation')}`,
          ),
        ]),
  ]);
  const strangers = [...new Set(links.map((link) => link.trust))].filter((trust) => !trusts.includes(trust));
  const unknown = strangers.map((trust) =>
    warning(
      'chats',
      `a chat is linked to ${trust}, which is not one of TRUSTS`,
      'Add the Trust to TRUSTS, or remove the bot from that chat.',
    ),
  );
  const findings = [...missing, ...unknown];
  return findings.length > 0 ? findings : [ok('chats', 'every Trust has both of its chats')];
}

function checkDeliveries({ stuck, overdue }: DatabaseFacts): Finding[] {
  const findings = stuck.map(({ state, reason, count }) =>
    state === 'failed'
      ? problem('deliveries', `${count} could not be delivered (${plain(reason)})`, fixOfFailed(reason))
      : warning(
          'deliveries',
          `${count} waiting until the bot is in the chat again (${plain(reason)})`,
          'Add the bot to the chat it was removed from; people who blocked it must message it first.',
        ),
  );
  if (overdue > 0)
    findings.push(
      problem(
        'deliveries',
        `${overdue} due for more than ${OVERDUE_MINUTES} minutes`,
        'Check that the bot is running, and its log for "delivery"; restart it if this does not clear.',
      ),
    );
  return findings.length > 0 ? findings : [ok('deliveries', 'none failed, none waiting')];
}

const DESK_EVENTS = {
  failing: 'not taken by the service desk',
  paused: 'paused, as the service desk wanted no more',
} as const;

function checkDeskEvents({ deskEvents }: DatabaseFacts): Finding[] {
  return deskEvents.flatMap(({ trust, state, count }) =>
    state === 'pending'
      ? []
      : [
          problem(
            'service desk',
            `${trust}: ${count} ${count === 1 ? 'event' : 'events'} ${DESK_EVENTS[state]}`,
            'See what it says to the test event. What is paused goes on when the bot is restarted.',
          ),
        ],
  );
}

const fixOfFailed = (reason: StuckDeliveries['reason']) =>
  /^401/.test(reason)
    ? 'Teams refuses the credentials: check them with --online, then link the chat again to send its open cases again.'
    : `Link the chat again (${commandLine('link')}): its open cases are posted there again.`;

/** Only what looks like a status and a code: an odd error must not bring text along. */
const plain = (reason: string) =>
  /^[\w.: -]{1,80}$/.test(reason) ? reason : 'see last_error in the database';

function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return plain(String(code ?? name ?? 'unknown'));
}
