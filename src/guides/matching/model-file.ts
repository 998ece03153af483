import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUCKETS } from './features.ts';
import { type Model, train } from './model.ts';
import { readWordings } from './wordings.ts';

/**
 * The model for `branches.yaml` in a folder: read from `branches.model` when that was trained on these very wordings
 * (milliseconds), else trained on the spot (seconds). Throws a WordingsError when it must train and cannot read them.
 */
export function loadModel(folder: string): Model {
  const yaml = readFileSync(join(folder, 'branches.yaml'), 'utf8');
  const file = join(folder, 'branches.model');
  const trained = existsSync(file) ? decodeModel(readFileSync(file), yaml) : undefined;
  return trained ?? train(readWordings(yaml));
}

/** What `branches.model` holds: a line of JSON, then the rarities (float32) and the weights (int8). */
export function encodeModel({ rarity, weights, same, ...rest }: Model, yaml: string): Buffer {
  const header = JSON.stringify({ ...rest, same: [...same], trainedOn: fingerprint(yaml) });
  return Buffer.concat([
    Buffer.from(`${header}\n`),
    new Uint8Array(rarity.buffer),
    new Uint8Array(weights.buffer),
  ]);
}

/** The model that {@link encodeModel} wrote, or undefined when it was trained on other wordings. */
export function decodeModel(file: Uint8Array, yaml: string): Model | undefined {
  const end = file.indexOf('\n'.charCodeAt(0));
  const { meanings, same, scale, trainedOn } = JSON.parse(new TextDecoder().decode(file.subarray(0, end)));
  if (trainedOn !== fingerprint(yaml)) return undefined;
  const numbers = file.slice(end + 1);
  const split = BUCKETS * Float32Array.BYTES_PER_ELEMENT;
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
