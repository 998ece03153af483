import { strFromU8, Unzip, UnzipInflate } from 'fflate';
import { SheetError } from './sheet.ts';

/** In bytes, of all parts together. Twenty such classes have less. */
const MOST_UNPACKED = 8_000_000;
/** Bytes unpacked at once. Deflate expands at most 1,032 times, which bounds what is unpacked before it is counted. */
const UNPACKED_AT_ONCE = 1024;

/**
 * The parts of a zip file whose names match, as text. Their stated sizes are not trusted: what comes out is counted, and reading
 * stops at `MOST_UNPACKED`. Throws SheetError.
 */
export function unpacked(bytes: Uint8Array, wanted: RegExp): ReadonlyMap<string, string> {
  const parts = new Map<string, Uint8Array[]>();
  let size = 0;
  const unzip = new Unzip((file) => {
    if (!wanted.test(file.name)) return;
    if (parts.has(file.name)) throw new SheetError('broken');
    const chunks: Uint8Array[] = [];
    parts.set(file.name, chunks);
    file.ondata = (error, chunk) => {
      if (error) throw error;
      size += chunk.length;
      if (size > MOST_UNPACKED) throw new SheetError('too-large');
      chunks.push(chunk);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < bytes.length; at += UNPACKED_AT_ONCE)
    unzip.push(bytes.subarray(at, at + UNPACKED_AT_ONCE), at + UNPACKED_AT_ONCE >= bytes.length);
  return new Map([...parts].map(([name, chunks]) => [name, strFromU8(Buffer.concat(chunks))]));
}
