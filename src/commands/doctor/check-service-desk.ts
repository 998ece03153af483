import { randomUUID } from 'node:crypto';
import type { DeskEndpoint, ServiceDesks } from '../../config/service-desk-settings.ts';
import { postEvent } from '../../service-desk/post-event.ts';
import { ticketIn } from '../../service-desk/ticket.ts';
import { type Finding, ok, problem, warning } from './finding.ts';

/** Sends each Trust's service desk an event about no case, as cases' own are sent, and says what came back. */
export async function checkServiceDesks(
  { out, inboundSecrets }: ServiceDesks,
  now: string,
): Promise<Finding[]> {
  const sent = await Promise.all([...out].map(([trust, endpoint]) => sendTest(trust, endpoint, now)));
  const oneWay = [...inboundSecrets.keys()].filter((trust) => !out.has(trust));
  return [
    ...sent,
    ...oneWay.map((trust) =>
      warning(
        'service desk',
        `${trust}: it may act on cases, and is told of none`,
        'Set its WEBHOOK_…_URL and WEBHOOK_…_SECRET, or remove WEBHOOK_…_INBOUND_SECRET.',
      ),
    ),
  ];
}

async function sendTest(trust: string, endpoint: DeskEndpoint, now: string): Promise<Finding> {
  const body = JSON.stringify({ type: 'service-desk.test', timestamp: now, data: { trust } });
  const said = await postEvent(endpoint, `test_${randomUUID()}`, body);
  if (said.kind === 'taken') {
    const ticket = ticketIn(said.answer) === undefined ? 'no ticket in the answer' : 'a ticket in the answer';
    return ok('service desk', `${trust}: it took a test event (${said.reason}, ${ticket})`);
  }
  return problem(
    'service desk',
    `${trust}: it did not take a test event (${said.reason})`,
    fixOf(said.reason),
  );
}

/** What to do about a status or a code. */
function fixOf(reason: string): string {
  if (/^40[13]$/.test(reason))
    return 'Give both sides the same secret (WEBHOOK_…_SECRET), and the header that it asks for (WEBHOOK_…_HEADER).';
  if (reason === '404') return 'Check WEBHOOK_…_URL: nothing answers there.';
  if (reason === '410')
    return 'It wants no more events. Set it up again, put its address into WEBHOOK_…_URL, and restart the bot.';
  if (/^3\d\d$/.test(reason))
    return 'It sends us on to another address, which is not followed: write that one.';
  if (/^\d+$/.test(reason)) return 'Look into its own log for why it refused the event.';
  return 'Check WEBHOOK_…_URL, that it runs, and that this machine can reach it.';
}
