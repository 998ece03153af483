import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BUCKETS } from './features.ts';
import { type Model, train } from './model.ts';
import { readWordings } from './wordings.ts';

/** There is no model for these wordings, and production does not spend four seconds of a start on training one. */
export class ModelError extends Error {
  readonly code = 'MODEL_MISSING';
}

const yamlOf = (guides: string) => readFileSync(join(guides, 'branches.yaml'), 'utf8');

/** The model in `file`, trained on the wordings of the folder `guides`. Throws ModelError when it is missing or stale. */
export function loadModel(guides: string, file: string): Model {
  const model = readModel(file, yamlOf(guides));
  if (model === undefined) {
    throw new ModelError(
      `${file} is missing, or was trained on other wordings than ${join(guides, 'branches.yaml')}. Run: npm run build`,
    );
  }
  return model;
}

/**
 * As {@link loadModel}, training the model and writing the file first where it is missing or stale, after `training` was
 * called. Throws WordingsError when the wordings cannot be read.
 */
export function ensureModel(guides: string, file: string, training: () => void = () => undefined): Model {
  const yaml = yamlOf(guides);
  const known = readModel(file, yaml);
  if (known !== undefined) return known;
  const wordings = readWordings(yaml);
  training();
  const model = train(wordings);
  mkdirSync(dirname(file), { recursive: true });
  // Concurrent readers get all of it or none.
  writeFileSync(`${file}.${process.pid}`, encodeModel(model, yaml));
  renameSync(`${file}.${process.pid}`, file);
  return model;
}

const readModel = (file: string, yaml: string): Model | undefined =>
  existsSync(file) ? decodeModel(readFileSync(file), yaml) : undefined;

/** A model as its file holds it: a line of JSON, then the rarities (float32) and the weights (int8). */
export function encodeModel({ rarity, weights, same, ...rest }: Model, yaml: string): Buffer {
  const header = JSON.stringify({ ...rest, same: [...same], trainedOn: fingerprint(yaml) });
  return Buffer.concat([
    Buffer.from(`${header}\n`),
    new Uint8Array(rarity.buffer),
    new Uint8Array(weights.buffer),
  ]);
}

/** The model that {@link encodeModel} wrote, or undefined when it was trained on other wordings, or cut short. */
export function decodeModel(file: Uint8Array, yaml: string): Model | undefined {
  const end = file.indexOf('\n'.charCodeAt(0));
  if (end < 0) return undefined;
  const { meanings, same, scale, trainedOn } = JSON.parse(new TextDecoder().decode(file.subarray(0, end)));
  const numbers = file.slice(end + 1);
  const split = BUCKETS * Float32Array.BYTES_PER_ELEMENT;
  if (trainedOn !== fingerprint(yaml) || numbers.length !== split + BUCKETS * meanings.length)
    return undefined;
  return {
    meanings,
    scale,
    same: new Map(same),
    // Sliced, as floats must start at a multiple of four bytes.
    rarity: new Float32Array(Uint8Array.from(numbers.subarray(0, split)).buffer),
    weights: new Int8Array(numbers.buffer, numbers.byteOffset + split, BUCKETS * meanings.length),
  };
}

function fingerprint(yaml: string): string {
  return createHash('sha256').update(yaml).digest('hex');
}
