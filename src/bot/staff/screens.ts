import { SENTENCES } from '../../cards/sentences.ts';
import type { HeldPictures } from '../../screens/held-pictures.ts';
import type { Reading } from '../../screens/reading.ts';
import type { ScreenReader } from '../../screens/screen-reader.ts';
import { fetchAttachment } from '../../teams/fetch-attachment.ts';
import { addressOf, type SentPicture } from '../../teams/picture-addresses.ts';
import type { Turn } from '../../teams/turn.ts';

export interface ScreenDeps {
  readonly reader: Pick<ScreenReader, 'read'>;
  readonly held: Pick<HeldPictures, 'hold' | 'drop'>;
  /** The bot's access token for Teams; undefined in a trial. */
  readonly token: () => Promise<string | undefined>;
  /** Reading pictures is switched off. */
  readonly isOff?: boolean;
  /** Time from the message to the answer, in milliseconds. */
  readonly withinMs: number;
}

/** Teams sends a message again after 15 seconds: by then the person has an answer. */
export const LOOK_WITHIN_MS = 10_000;
/** How much of that may be spent on getting the picture. */
const FETCH_SHARE = 0.5;

/** The reading of a message's pictures. */
export interface Seen {
  readonly reading: Reading;
  /** Where to get the picture again: its address in Teams, or the id of a file's picture held in memory. */
  readonly picture?: string | undefined;
}

/** The reading of one picture, with its bytes where they were fetched. */
interface Looked {
  readonly from: SentPicture;
  readonly reading: Reading;
  readonly bytes?: Buffer;
}

/** Looks at the pictures that people send in their 1:1 chats. */
export class Screens {
  readonly #deps: ScreenDeps;

  constructor(deps: ScreenDeps) {
    this.#deps = deps;
  }

  /** The surest reading of a message's pictures; undefined if it has none. First tells the person that it is reading. */
  async look(turn: Turn): Promise<Seen | undefined> {
    const { pictures } = turn;
    if (pictures.length === 0) return undefined;
    if (this.#deps.isOff) return { reading: { kind: 'not-read', why: 'off' } };
    if (pictures.some(({ kind }) => kind !== 'refused')) {
      // If this line cannot be sent, the answer still comes.
      await turn.reply(SENTENCES.readingScreen).catch(() => undefined);
    }
    const until = performance.now() + this.#deps.withinMs;
    const looked = await Promise.all(pictures.map((one) => this.#read(one, until)));
    const [best] = looked.sort((a, b) => rankOf(a.reading) - rankOf(b.reading));
    return best && { reading: best.reading, picture: this.#whereToHave(best) };
  }

  /** Releases a picture that is not needed any more. */
  drop(picture: string): void {
    this.#deps.held.drop(picture);
  }

  #whereToHave({ from, reading, bytes }: Looked): string | undefined {
    if (from.kind === 'refused' || !isPicture(reading)) return undefined;
    if (from.kind === 'inline') return from.url;
    return bytes && this.#deps.held.hold(bytes);
  }

  async #read(from: SentPicture, until: number): Promise<Looked> {
    if (from.kind === 'refused') return { from, reading: { kind: 'not-read', why: from.why } };
    const token = from.kind === 'inline' ? await this.#deps.token().catch(() => undefined) : undefined;
    const bytes = await fetchAttachment(
      addressOf(from, token),
      AbortSignal.timeout(this.#deps.withinMs * FETCH_SHARE),
    );
    if (typeof bytes === 'string') return { from, reading: { kind: 'not-read', why: bytes } };
    return { from, bytes, reading: await this.#deps.reader.read(bytes, until - performance.now()) };
  }
}

/** Whether it can be decoded, as far as is known. */
const isPicture = (reading: Reading) => reading.kind !== 'not-read' || reading.why === 'no-time';

function rankOf(reading: Reading): number {
  if (reading.kind === 'message') return reading.message.certainty === 'certain' ? 0 : 1;
  return reading.kind === 'nothing' ? 2 : 3;
}
