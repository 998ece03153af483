import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import type { KnownScreens, ScreenMessage } from './messages.ts';
import type { EngineFiles } from './reading.ts';
import { recognise } from './recognise.ts';

/** The parts of tesseract.js-core (Tesseract, compiled to WebAssembly) in use; it ships no types. */
interface Engine {
  readonly FS: {
    writeFile(path: string, bytes: Uint8Array): void;
    readFile(path: string): Uint8Array;
    unlink(path: string): void;
  };
  readonly TessBaseAPI: new () => TessBaseApi;
}

interface TessBaseApi {
  Init(dataPath: null, language: string, engineMode: number): number;
  SetVariable(name: string, value: string): void;
  /** Reads `/input`, turned by EXIF's orientation and by an angle in radians; 1 when it cannot be decoded. */
  SetImageFile(orientation: number, angle: number): number;
  /** Writes the picture as `/image.png`, in colour for 0: its pixels, and nothing else of the file. */
  WriteImage(type: number): void;
  FindLines(): void;
  /** How far the lines of text are from level, in radians. */
  GetGradient(): number;
  GetUTF8Text(): string;
  /** How sure it is of the words that it read last, from 0 to 100. */
  MeanTextConf(): number;
  Clear(): void;
}

type Core = (options: { readonly TesseractProgress: () => void }) => Promise<Engine>;

/** Its newer engine, a neural network, alone. */
const LSTM_ONLY = 1;

/** Reads pictures, one at a time. Use it in a worker: it occupies a whole core, and its text stays there. */
export class PictureReader {
  readonly #engine: Engine;
  readonly #api: TessBaseApi;
  readonly #known: KnownScreens;

  private constructor(engine: Engine, known: KnownScreens) {
    this.#engine = engine;
    this.#known = known;
    this.#api = new engine.TessBaseAPI();
    if (this.#api.Init(null, 'eng', LSTM_ONLY) !== 0) throw new Error('The reader has no language data');
    this.#api.SetVariable('debug_file', '/dev/null');
  }

  static async start(files: EngineFiles, known: KnownScreens): Promise<PictureReader> {
    const core = createRequire(import.meta.url)(files.core) as Core;
    const engine = await core({ TesseractProgress: () => undefined });
    engine.FS.writeFile('eng.traineddata', gunzipSync(readFileSync(files.language)));
    return new PictureReader(engine, known);
  }

  /** The known message on a picture. Throws where the picture cannot be decoded. */
  read(picture: Uint8Array, orientation: number): ScreenMessage | undefined {
    return this.#with(picture, () => this.#message(orientation));
  }

  /** The picture's own pixels, upright, as a PNG. Throws where it cannot be decoded. */
  decoded(picture: Uint8Array, orientation: number): Uint8Array {
    return this.#with(picture, () => {
      this.#show(orientation, 0);
      this.#api.WriteImage(0);
      const png = this.#engine.FS.readFile('/image.png');
      this.#engine.FS.unlink('/image.png');
      return png;
    });
  }

  #message(orientation: number): ScreenMessage | undefined {
    const first = recognise(this.#text(orientation), this.#known);
    if (first?.certainty === 'certain' || this.#api.MeanTextConf() >= CLEAR) return first;
    // A photo of a monitor: not level, and not lit the same all over.
    const second = recognise(this.#photoText(orientation), this.#known);
    return second?.certainty === 'certain' ? second : (first ?? second);
  }

  #with<T>(picture: Uint8Array, use: () => T): T {
    this.#engine.FS.writeFile('/input', picture);
    try {
      return use();
    } finally {
      this.#api.Clear();
      this.#engine.FS.writeFile('/input', new Uint8Array(0));
      this.#engine.FS.unlink('/input');
    }
  }

  #text(orientation: number): string {
    this.#show(orientation, 0);
    return this.#api.GetUTF8Text();
  }

  #photoText(orientation: number): string {
    this.#show(orientation, 0);
    this.#api.FindLines();
    const angle = this.#api.GetGradient();
    this.#api.SetVariable('thresholding_method', '2');
    this.#show(orientation, Math.abs(angle) > LEVEL ? angle : 0);
    const text = this.#api.GetUTF8Text();
    this.#api.SetVariable('thresholding_method', '0');
    return text;
  }

  #show(orientation: number, angle: number): void {
    if (this.#api.SetImageFile(orientation, angle) !== 0) throw new Error('The picture cannot be decoded');
  }
}

/** A screenshot is read with more confidence, a photo of a screen with less. */
const CLEAR = 80;
/** Radians: less is not worth turning for. */
const LEVEL = 0.005;
