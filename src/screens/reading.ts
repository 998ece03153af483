import type { ScreenMessage } from './messages.ts';

/** The result of reading a picture. Nothing else of it is kept or passed on. */
export type Reading =
  /** A known message. */
  | { readonly kind: 'message'; readonly message: ScreenMessage }
  /** Read, without a known message. */
  | { readonly kind: 'nothing' }
  /** Not read, and why. */
  | { readonly kind: 'not-read'; readonly why: NotRead };

export type NotRead =
  /** HEIC, PDF, GIF and whatever else is no PNG, JPEG or WebP. */
  | 'format'
  | 'animated'
  /** In bytes or in pixels. */
  | 'too-large'
  /** It is not where Teams keeps pictures, or could not be fetched. */
  | 'not-fetched'
  /** Others' pictures come first, or this one took too long. */
  | 'no-time'
  /** Reading pictures is turned off. */
  | 'off'
  /** The reader could not make anything of it. */
  | 'broken';

/** What the reader's worker is started with. */
export interface WorkerStart {
  /** The folder with `screens.yaml`. */
  readonly guides: string;
  /** Where the engine and its language data lie. */
  readonly engine: EngineFiles;
}

export interface EngineFiles {
  /** The engine's module; its `.wasm` is next to it. */
  readonly core: string;
  /** English, gzipped. */
  readonly language: string;
}

/** A job for the worker. */
export interface WorkerJob {
  readonly id: number;
  readonly picture: Uint8Array;
  /** The picture is wanted as Teams takes it, and nothing is read. */
  readonly shrink?: boolean;
}

/** The worker's answer: never the text read. */
export interface WorkerAnswer {
  readonly id: number;
  readonly message?: ScreenMessage;
  /** A PNG. */
  readonly shrunk?: Uint8Array;
  readonly isBroken?: true;
}
