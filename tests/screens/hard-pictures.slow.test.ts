import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ScreenReader } from '../../src/screens/screen-reader.ts';
import { SCREENS } from './pictures.ts';

/** A busy machine reads slowly. */
const PATIENT = 60_000;

const one = new ScreenReader(join(import.meta.dirname, '../../guides'), { readMs: PATIENT });
afterAll(() => one.close());

describe('the reader of screens', () => {
  it('reads a photo of a screen, as JPEG, and asks where the words are not published', async () => {
    expect(await one.read(SCREENS.photo, PATIENT)).toMatchObject({
      message: { certainty: 'likely', branch: 'smartcard-locked-expired' },
    });
    expect(await one.read(SCREENS.likely, PATIENT)).toMatchObject({
      message: { certainty: 'likely', branch: 'incorrect-details' },
    });
  }, 120_000);

  it('goes on after a picture that nothing can be made of', async () => {
    // Its size is right, and the rest is noise.
    const broken = Buffer.concat([SCREENS.known.subarray(0, 60), Buffer.alloc(3000, 7)]);
    const cut = SCREENS.photo.subarray(0, SCREENS.photo.length / 2);
    for (const bytes of [broken, cut]) expect((await one.read(bytes, PATIENT)).kind).not.toBe('message');
    // What is behind a picture's end is not looked at.
    const more = Buffer.concat([SCREENS.known, Buffer.from('<script>alert(1)</script>')]);
    expect(await one.read(more, PATIENT)).toMatchObject({
      message: { certainty: 'certain', message: 'problem-reading-smartcard' },
    });
  }, 180_000);
});
