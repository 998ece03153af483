import type { Logger } from 'pino';
import { errorFields } from './error-fields.ts';
import type { DeliveryStore } from './store/delivery-store.ts';

/** What stands in the way of serving, by name, for whoever runs it. Writes a little: a database that can only be read is no use. */
export async function notReady(deliveries: DeliveryStore, log: Logger): Promise<Record<string, string>> {
  try {
    await deliveries.probe(new Date().toISOString());
    const { failed = 0 } = await deliveries.counts();
    return failed > 0 ? { deliveries: `${failed} could not be delivered` } : {};
  } catch (error) {
    log.error(errorFields(error), 'the database cannot be written');
    return { database: 'cannot be written' };
  }
}
