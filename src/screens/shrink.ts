import { decode, encode } from 'fast-png';

/** Teams shows bots' pictures up to this many pixels a side, and this many bytes. */
const SIDE = 1024;
const MOST_BYTES = 1_000_000;
/** A photo's many colours take too much room. */
const TRIES = [
  { side: SIDE, isGrey: false },
  { side: SIDE, isGrey: true },
  { side: 700, isGrey: true },
] as const;

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** A PNG of whatever size as one that Teams shows. */
export function shrunk(png: Uint8Array): Uint8Array {
  const picture = pixelsOf(png);
  for (const { side, isGrey } of TRIES) {
    const small = fitted(picture, side);
    const bytes = encode(isGrey ? grey(small) : small);
    if (bytes.length <= MOST_BYTES) return bytes;
  }
  throw new Error('The picture cannot be made small enough');
}

/** Eight bits a channel, without transparency. */
function pixelsOf(png: Uint8Array): Pixels {
  const { width, height, depth, channels, data, palette } = decode(png);
  if (palette === undefined && depth === 8 && (channels === 1 || channels === 3))
    return { width, height, channels, data: new Uint8Array(data) };
  throw new Error(`A picture with ${depth} bits and ${channels} channels`);
}

/** Each pixel is the mean of its source pixels. */
function fitted(picture: Pixels, side: number): Pixels {
  const { width, height, channels, data } = picture;
  const scale = Math.max(width, height) / side;
  if (scale <= 1) return picture;
  const columns = Math.max(1, Math.floor(width / scale));
  const rows = Math.max(1, Math.floor(height / scale));
  const small = new Uint8Array(columns * rows * channels);
  for (let row = 0; row < rows; row += 1) {
    const top = Math.floor((row * height) / rows);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / rows));
    for (let column = 0; column < columns; column += 1) {
      const left = Math.floor((column * width) / columns);
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / columns));
      const count = (bottom - top) * (right - left);
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0;
        for (let y = top; y < bottom; y += 1)
          for (let x = left; x < right; x += 1) sum += data[(y * width + x) * channels + channel] ?? 0;
        small[(row * columns + column) * channels + channel] = Math.round(sum / count);
      }
    }
  }
  return { width: columns, height: rows, channels, data: small };
}

function grey({ width, height, channels, data }: Pixels): Pixels {
  if (channels === 1) return { width, height, channels, data };
  const light = new Uint8Array(width * height);
  for (let at = 0; at < light.length; at += 1) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at * channels, at * channels + 3);
    light[at] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  }
  return { width, height, channels: 1, data: light };
}
