import { SENTENCES } from '../../cards/sentences.ts';
import { fetchPicture } from '../../screens/fetch-picture.ts';
import type { Reading } from '../../screens/reading.ts';
import type { ScreenReader } from '../../screens/screen-reader.ts';
import { addressOf, type SentPicture } from '../../teams/picture-addresses.ts';
import type { Turn } from '../../teams/turn.ts';

export interface ScreenDeps {
  readonly reader: Pick<ScreenReader, 'read'>;
  /** What the bot signs in to Teams with; none in a trial. */
  readonly token: () => Promise<string | undefined>;
  /** Pictures are not opened. */
  readonly isOff?: boolean;
  /** From when the message came until the person has an answer. */
  readonly withinMs: number;
}

/** Teams sends a message again after 15 seconds: by then the person has an answer. */
export const LOOK_WITHIN_MS = 10_000;
/** How much of that may be spent on getting the picture. */
const FETCH_SHARE = 0.5;

/** The reading of a message's pictures. */
export interface Seen {
  readonly reading: Reading;
  /** Where Teams keeps the picture, as long as it can be asked for again: a file's address is good for a moment only. */
  readonly picture?: string | undefined;
}

/** Looks at the pictures that people send in their 1:1 chats. */
export class Screens {
  readonly #deps: ScreenDeps;

  constructor(deps: ScreenDeps) {
    this.#deps = deps;
  }

  /** What the pictures of a message show, the surest first; undefined where none came. Says first that it is reading. */
  async look(turn: Turn): Promise<Seen | undefined> {
    const { pictures } = turn;
    if (pictures.length === 0) return undefined;
    if (this.#deps.isOff) return { reading: { kind: 'not-read', why: 'off' } };
    if (pictures.some(({ kind }) => kind !== 'refused')) {
      // The answer matters more than this line.
      await turn.reply(SENTENCES.readingScreen).catch(() => undefined);
    }
    const until = performance.now() + this.#deps.withinMs;
    const seen = await Promise.all(
      pictures.map(async (one): Promise<Seen> => {
        const reading = await this.#read(one, until);
        return { reading, picture: one.kind === 'inline' && isPicture(reading) ? one.url : undefined };
      }),
    );
    return seen.sort((a, b) => rankOf(a.reading) - rankOf(b.reading))[0];
  }

  async #read(picture: SentPicture, until: number): Promise<Reading> {
    if (picture.kind === 'refused') return { kind: 'not-read', why: picture.why };
    const token = picture.kind === 'inline' ? await this.#deps.token().catch(() => undefined) : undefined;
    const got = await fetchPicture(
      addressOf(picture, token),
      AbortSignal.timeout(this.#deps.withinMs * FETCH_SHARE),
    );
    if (typeof got === 'string') return { kind: 'not-read', why: got };
    return this.#deps.reader.read(got, until - performance.now());
  }
}

/** Whether it is a picture that can be decoded, as far as is known. */
const isPicture = (reading: Reading) => reading.kind !== 'not-read' || reading.why === 'no-time';

function rankOf(reading: Reading): number {
  if (reading.kind === 'message') return reading.message.certainty === 'certain' ? 0 : 1;
  return reading.kind === 'nothing' ? 2 : 3;
}
