import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const READY = join(import.meta.dirname, '../../simulator/screens');

/** The screens that the simulator has ready. */
export const SCREENS = {
  /** A known error of Care Identity, word for word. */
  known: readFileSync(join(READY, 'problem-reading.png')),
  /** ESR's sign-in page, with an error whose words are not published. */
  likely: readFileSync(join(READY, 'wrong-details.png')),
  /** A patient's record: a made-up person's. */
  other: readFileSync(join(READY, 'patient-record.png')),
  photo: readFileSync(join(READY, 'smartcard-locked.jpg')),
  webp: readFileSync(join(import.meta.dirname, 'problem-reading.webp')),
};

/** A PNG's chunk, with its checksum. */
function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A PNG that says it has so many pixels, in a few bytes. */
export function pngOf(width: number, height: number, between: readonly Buffer[] = []): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const rows = deflateSync(Buffer.alloc(Math.min(20_000_000, (width + 1) * height)));
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const end = [chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([start, chunk('IHDR', header), ...between, ...end]);
}

/** What is no picture that can be read, though it may be called one. */
export const UNREADABLE: readonly (readonly [what: string, bytes: Buffer, why: string])[] = [
  ['a PNG of 50,000 x 50,000 pixels in 20 KB', pngOf(50_000, 50_000), 'too-large'],
  ['a PNG that is very long', pngOf(2, 60_000), 'too-large'],
  ['a PNG without pixels', pngOf(0, 10), 'broken'],
  ['a PNG that moves', pngOf(8, 8, [chunk('acTL', Buffer.alloc(8))]), 'animated'],
  ['a GIF', Buffer.from('GIF89a\x10\x00\x10\x00;', 'latin1'), 'format'],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'format'],
  ['an SVG behind an XML declaration', Buffer.from('<?xml version="1.0"?>\n<svg/>'), 'format'],
  ['a PDF', Buffer.from('%PDF-1.7\n'), 'format'],
  ['a HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), 'format'],
  ['a BMP', Buffer.from('BM\x00\x00\x00\x00', 'latin1'), 'format'],
  ['a TIFF', Buffer.from('II*\0\x08\0\0\0', 'latin1'), 'format'],
  ['a web page', Buffer.from('<!doctype html><title>Sign in</title>'), 'format'],
  ['nothing at all', Buffer.alloc(0), 'format'],
  ['the start of a JPEG', Buffer.from([0xff, 0xd8, 0xff]), 'broken'],
  [
    'a JPEG of markers without an end',
    Buffer.from('\xff\xd8'.concat('\xff'.repeat(500)), 'latin1'),
    'broken',
  ],
  ['the start of a WebP', Buffer.from('RIFF\x10\0\0\0WEBP', 'latin1'), 'broken'],
  [
    'a WebP whose canvas is larger than it says elsewhere',
    Buffer.from('RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff\0\0\0\0\0\0\0\0', 'latin1'),
    'too-large',
  ],
  [
    'a WebP that moves',
    Buffer.from('RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x09\0\0\x09\0\0\0\0\0\0\0\0\0\0\0\0', 'latin1'),
    'animated',
  ],
];
