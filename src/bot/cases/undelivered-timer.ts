import type { Logger } from 'pino';
import type { TimerHandler } from '../../outbox/timers.ts';
import type { DeliveryStore } from '../../store/outbox/delivery-store.ts';

/** Tells operations, and once whoever raised it, that a team still does not have the card of a case. It is tried on. */
export function undeliveredTimer(deliveries: DeliveryStore, log: Logger): TimerHandler {
  return async ({ reference = '' }) => {
    const messages = await deliveries.undelivered(reference);
    if (messages.length > 0) log.error({ reference }, 'an ESR Team still does not have the card of a case');
    return { messages };
  };
}
