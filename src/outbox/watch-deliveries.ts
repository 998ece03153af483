import type { Watcher } from '../monitoring/metrics.ts';
import type { Chat } from '../store/chats/chat-store.ts';
import type { LinkHealthStore } from '../store/chats/link-health.ts';
import type { TeamsAdapter } from '../teams/adapter.ts';
import { sendProblem } from './send-errors.ts';

export interface DeliveryWatchDeps {
  readonly adapter: Pick<TeamsAdapter, 'write'>;
  readonly links: LinkHealthStore;
  readonly delivered: Watcher['delivered'];
  readonly now: () => string;
}

/** How often at most it is stored that a chat was reached: only operations need it. */
const REACHED_EVERY_MS = 10 * 60_000;

/** The adapter that deliveries go through: each call is timed and counted, and group chats that were reached are kept. */
export function watchedAdapter(deps: DeliveryWatchDeps): Pick<TeamsAdapter, 'write'> {
  const { adapter, links, delivered, now } = deps;
  const reachedAt = new Map<string, number>();
  const reached = async ({ id, kind }: Chat) => {
    const at = Date.parse(now());
    if (kind === 'personal' || at - (reachedAt.get(id) ?? 0) < REACHED_EVERY_MS) return;
    // Channels can have any number of threads.
    if (reachedAt.size >= 1000) reachedAt.clear();
    reachedAt.set(id, at);
    // The message is in Teams already: a failure to store this must not fail the delivery.
    await links.reached(id, now()).catch(() => reachedAt.delete(id));
  };
  return {
    async write(chat: Chat, logic) {
      const started = performance.now();
      const seconds = () => (performance.now() - started) / 1000;
      try {
        await adapter.write(chat, logic);
      } catch (error) {
        delivered(sendProblem(error).kind, seconds());
        throw error;
      }
      delivered('ok', seconds());
      await reached(chat);
    },
  };
}
