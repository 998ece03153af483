import { describe, expect, it } from 'vitest';
import { pictureInfo } from '../../src/screens/picture-kind.ts';
import { notReadable } from '../../src/screens/screen-reader.ts';
import { pngOf, SCREENS, UNREADABLE } from './pictures.ts';

describe('a picture’s own first bytes', () => {
  it.each([
    ['png', SCREENS.known, 760, 560],
    ['webp', SCREENS.webp, 760, 560],
    ['jpeg', SCREENS.photo, 1696, 1152],
  ] as const)('say what it is and how large: %s', (kind, bytes, width, height) => {
    expect(pictureInfo(bytes)).toMatchObject({ kind, width, height, isAnimated: false });
    expect(notReadable(bytes)).toBeUndefined();
  });

  it.each(UNREADABLE)('say why it is not decoded: %s', (_, bytes, why) => {
    expect(notReadable(bytes)).toBe(why);
  });

  it.each([
    ['as many pixels as there may be', pngOf(4000, 4000), undefined],
    ['one row more', pngOf(4000, 4001), 'too-large'],
  ])('draw the line: %s', (_, bytes, why) => {
    expect(notReadable(bytes)).toBe(why);
  });

  it('are read however they are cut off', () => {
    for (const whole of [SCREENS.known, SCREENS.webp, SCREENS.photo]) {
      for (let length = 0; length < 200; length += 1) {
        expect(() => pictureInfo(whole.subarray(0, length))).not.toThrow();
      }
    }
  });

  it('tell how a camera was held', () => {
    const exif = (order: readonly number[]) =>
      Buffer.concat([
        Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 40]),
        Buffer.from(order),
        SCREENS.photo.subarray(2),
      ]);
    expect(pictureInfo(exif([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6])).orientation).toBe(6);
    expect(pictureInfo(exif([0x12, 0x01, 3, 0, 1, 0, 0, 0, 8, 0])).orientation).toBe(8);
    expect(pictureInfo(SCREENS.photo).orientation).toBe(1);
  });
});
