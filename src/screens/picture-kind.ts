/** What a file's first bytes say it is. */
type PictureKind = 'png' | 'jpeg' | 'webp' | 'gif' | 'heic' | 'pdf' | 'svg' | 'bmp' | 'tiff' | 'unknown';

/** Properties of a picture before decoding. */
export interface PictureInfo {
  readonly kind: PictureKind;
  /** 0 where the file does not say it in its place. */
  readonly width: number;
  readonly height: number;
  readonly isAnimated: boolean;
  /** How a camera was held, as EXIF counts it: 1 for upright, to 8. */
  readonly orientation: number;
}

/** Reads type and size from a picture's own first bytes, ignoring the sender's name for it. */
export function pictureInfo(bytes: Uint8Array): PictureInfo {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = kindOf(data);
  const reader = READERS[kind];
  const { width = 0, height = 0, isAnimated = false } = reader?.(data) ?? {};
  return { kind, width, height, isAnimated, orientation: kind === 'jpeg' ? orientationOf(data) : 1 };
}

/** The tag as a camera writes it, in either order of bytes: 0112, a short, one of it. */
function orientationOf(data: Buffer): number {
  const start = data.subarray(0, 4096);
  const big = start.indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0]));
  const little = start.indexOf(Buffer.from([0x12, 0x01, 3, 0, 1, 0, 0, 0]));
  const value = big >= 0 ? start[big + 9] : little >= 0 ? start[little + 8] : 1;
  return value !== undefined && value >= 1 && value <= 8 ? value : 1;
}

type Size = Partial<Pick<PictureInfo, 'width' | 'height' | 'isAnimated'>>;

const READERS: Partial<Record<PictureKind, (data: Buffer) => Size>> = { png, jpeg, webp };

const PNG_START = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function kindOf(data: Buffer): PictureKind {
  const start = (text: string, at = 0) => data.toString('latin1', at, at + text.length) === text;
  if (data.subarray(0, 8).equals(PNG_START)) return 'png';
  if (start('\xff\xd8\xff')) return 'jpeg';
  if (start('RIFF') && start('WEBP', 8)) return 'webp';
  if (start('GIF8')) return 'gif';
  if (start('ftyp', 4)) return 'heic';
  if (start('BM')) return 'bmp';
  if (start('II*\0') || start('MM\0*')) return 'tiff';
  const text = data.toString('latin1', 0, 1024);
  if (text.includes('%PDF-')) return 'pdf';
  return /<svg[\s>]|^\s*<\?xml/i.test(text) ? 'svg' : 'unknown';
}

function png(data: Buffer): Size {
  if (data.length < 33 || data.toString('latin1', 12, 16) !== 'IHDR') return {};
  return {
    width: data.readUInt32BE(16),
    height: data.readUInt32BE(20),
    // An animation says so before its first picture.
    isAnimated: chunks(data).includes('acTL'),
  };
}

/** The names of a PNG's chunks up to its picture. */
function chunks(data: Buffer): string[] {
  const names: string[] = [];
  for (let at = 8; at + 12 <= data.length && names.length < 1000; at += 12 + data.readUInt32BE(at)) {
    const name = data.toString('latin1', at + 4, at + 8);
    names.push(name);
    if (name === 'IDAT') break;
  }
  return names;
}

/** The frame's header: every marker C0 to CF but those of tables (C4, C8, CC). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpeg(data: Buffer): Size {
  for (let at = 2; at + 9 < data.length; ) {
    if (data[at] !== 0xff) return {};
    const marker = data[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
    } else if (isFrame(marker)) {
      return { height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7) };
    } else if (marker === 0xda || marker === 0xd9) {
      return {};
    } else {
      at += 2 + data.readUInt16BE(at + 2);
    }
  }
  return {};
}

/** The canvas, and each picture on it: the larger counts. */
function webp(data: Buffer): Size {
  let width = 0;
  let height = 0;
  let isAnimated = false;
  const grow = (w: number, h: number) => {
    width = Math.max(width, w);
    height = Math.max(height, h);
  };
  for (let at = 12, seen = 0; at + 18 <= data.length && seen < 100; seen += 1) {
    const name = data.toString('latin1', at, at + 4);
    const body = at + 8;
    if (name === 'VP8X' && body + 10 <= data.length) {
      isAnimated ||= ((data[body] ?? 0) & 2) !== 0;
      grow(1 + data.readUIntLE(body + 4, 3), 1 + data.readUIntLE(body + 7, 3));
    } else if (name === 'VP8 ' && body + 10 <= data.length) {
      grow(data.readUInt16LE(body + 6) & 0x3fff, data.readUInt16LE(body + 8) & 0x3fff);
    } else if (name === 'VP8L') {
      const bits = data.readUInt32LE(body + 1);
      grow(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
    } else if (name === 'ANIM' || name === 'ANMF') {
      isAnimated = true;
    }
    const size = data.readUInt32LE(at + 4);
    at = body + size + (size & 1);
  }
  return { width, height, isAnimated };
}
