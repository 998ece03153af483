import { randomBytes } from 'node:crypto';
import { type Event, startServiceDesk } from '../../examples/service-desk.ts';

export const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

/** The example's desk with what it was told, and a bot's settings for it. */
export async function startDesk(trust = 'ESNEFT') {
  const [secret, inbound] = [newSecret(), newSecret()];
  const events: Event[] = [];
  const desk = await startServiceDesk(secret, (event) => events.push(event));
  const settings: Record<string, string> = {
    [`WEBHOOK_${trust}_URL`]: desk.url,
    [`WEBHOOK_${trust}_SECRET`]: secret,
    [`WEBHOOK_${trust}_INBOUND_SECRET`]: inbound,
  };
  return { ...desk, secret, inbound, events, settings, types: () => events.map(({ type }) => type) };
}
