import type { PictureToSend } from '../../../dialogs/engine/conversation-state.ts';
import type { HeldPictures } from '../../screens/held-pictures.ts';
import type { NotRead } from '../../screens/reading.ts';
import type { ScreenReader } from '../../screens/screen-reader.ts';
import type { PictureStore } from '../../store/outbox/picture-store.ts';
import { fetchAttachment } from '../../teams/fetch-attachment.ts';
import { addressOf } from '../../teams/picture-addresses.ts';

export interface CasePicturesDeps {
  readonly reader: Pick<ScreenReader, 'shrink'>;
  readonly held: Pick<HeldPictures, 'find' | 'canBeHad'>;
  /** The bot's access token for Teams; undefined in a trial. */
  readonly token: () => Promise<string | undefined>;
  readonly store: Pick<PictureStore, 'add' | 'forget'>;
  readonly now: () => string;
  readonly dispatchSoon: () => void;
  /** Time from the press to the answer, in milliseconds. */
  readonly withinMs: number;
}

/** How much of that may be spent on getting the picture. */
const FETCH_SHARE = 0.5;

/** Sends pictures to the ESR Team once their sender allows it. Until then only Teams has them; those sent as files are in memory. */
export class CasePictures {
  readonly #deps: CasePicturesDeps;

  constructor(deps: CasePicturesDeps) {
    this.#deps = deps;
  }

  /** Whether a picture can still be fetched, or is held in memory. */
  has(where: string): boolean {
    return this.#deps.held.canBeHad(where);
  }

  /** Queues the picture for the outbox. It is fetched from Teams again unless it is held in memory. */
  async send({ where, ...picture }: PictureToSend): Promise<'sent' | 'closed' | NotRead> {
    const { reader, held, store, now, dispatchSoon, withinMs } = this.#deps;
    const until = performance.now() + withinMs;
    const got = held.find(where) ?? (await this.#fetch(where));
    if (typeof got === 'string') return got;
    const png = await reader.shrink(got, until - performance.now());
    if (typeof png === 'string') return png;
    if (!(await store.add({ ...picture, png }, now()))) return 'closed';
    dispatchSoon();
    return 'sent';
  }

  async #fetch(url: string): Promise<Buffer | NotRead> {
    if (!this.has(url)) return 'not-fetched';
    const { token, withinMs } = this.#deps;
    const address = addressOf({ kind: 'inline', url }, await token().catch(() => undefined));
    return fetchAttachment(address, AbortSignal.timeout(withinMs * FETCH_SHARE));
  }

  /** Deletes this person's pictures that were not sent yet. */
  forget(personId: string): Promise<void> {
    return this.#deps.store.forget(personId, this.#deps.now());
  }
}
