import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { ScreenReader } from '../../src/screens/screen-reader.ts';
import { SCREENS } from './pictures.ts';

/** A busy machine reads slowly. */
const PATIENT = 60_000;

const GUIDES = join(import.meta.dirname, '../../guides');
const folder = mkdtempSync(join(tmpdir(), 'esr-reader-'));
const one = new ScreenReader(GUIDES, { readMs: PATIENT });
afterAll(async () => {
  await one.close();
  rmSync(folder, { recursive: true });
});

describe('the reader of screens', () => {
  it('reads a photo of a screen, as JPEG, and asks where the words are not published', async () => {
    expect(await one.read(SCREENS.photo, PATIENT)).toMatchObject({
      message: { certainty: 'likely', branch: 'smartcard-locked-expired' },
    });
    expect(await one.read(SCREENS.likely, PATIENT)).toMatchObject({
      message: { certainty: 'likely', branch: 'incorrect-details' },
    });
  });

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
  });

  it('harms nobody when its worker runs out of memory', async () => {
    const fills =
      "process.on('message', () => { const all = []; for (;;) all.push(new Array(1e6).fill(0.5)); });";
    const file = join(folder, 'fills-memory.mjs');
    writeFileSync(file, fills);
    const filling = new ScreenReader(GUIDES, { readMs: PATIENT }, pathToFileURL(file));
    const both = [filling.read(SCREENS.known, PATIENT), filling.read(SCREENS.webp, PATIENT)];
    expect(await Promise.all(both)).toEqual([
      { kind: 'not-read', why: 'broken' },
      { kind: 'not-read', why: 'broken' },
    ]);
    await filling.close();
  });
});
