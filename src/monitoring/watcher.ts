/** What is told of the running bot as it happens. Nothing in it is about a person, a chat or a case. */
export interface Watcher {
  /** A turn was taken: `kind` is the activity's type. */
  turned(kind: string, result: 'ok' | 'failed', seconds: number): void;
  /** Something owed was sent to Teams, or not: then `result` is the kind of its problem. */
  delivered(result: string, seconds: number): void;
}

/** Tells every one of them; more may join while it runs. */
export function tellAll(watchers: readonly Watcher[]): Watcher {
  return {
    turned: (...it) => watchers.forEach((one) => void one.turned(...it)),
    delivered: (...it) => watchers.forEach((one) => void one.delivered(...it)),
  };
}
