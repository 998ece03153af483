import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type ReaderLimits, ScreenReader } from '../../src/screens/screen-reader.ts';
import { SCREENS, UNREADABLE } from './pictures.ts';

const GUIDES = join(import.meta.dirname, '../../guides');
/** A busy machine reads slowly. */
const PATIENT = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'esr-reader-'));
afterAll(() => rmSync(folder, { recursive: true }));
const readers: ScreenReader[] = [];
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.close();
});

function reader(limits: Partial<ReaderLimits> = {}, program?: string): ScreenReader {
  const made =
    program === undefined
      ? new ScreenReader(GUIDES, { readMs: PATIENT, ...limits })
      : new ScreenReader(GUIDES, { readMs: PATIENT, ...limits }, programOf(program));
  readers.push(made);
  return made;
}

/** A worker that does something else. */
function programOf(source: string): URL {
  const file = join(folder, `${crypto.randomUUID()}.mjs`);
  writeFileSync(file, source);
  return pathToFileURL(file);
}

const CERTAIN = { kind: 'message', message: { certainty: 'certain', message: 'problem-reading-smartcard' } };

describe('the reader of screens', () => {
  it('reads PNG and WebP, one after the other, and gives nothing but the known message', async () => {
    const one = reader();
    const [png, webp, other] = await Promise.all([
      one.read(SCREENS.known, PATIENT),
      one.read(SCREENS.webp, PATIENT),
      one.read(SCREENS.other, PATIENT),
    ]);
    expect(png).toEqual({
      kind: 'message',
      message: {
        certainty: 'certain',
        message: 'problem-reading-smartcard',
        says: 'There was a problem reading your Smartcard',
        verbatim: true,
        branch: 'smartcard-software-error',
      },
    });
    expect(webp).toMatchObject(CERTAIN);
    expect(other).toEqual({ kind: 'nothing' });
  });

  it('starts nothing for what is not to be decoded', async () => {
    const one = reader();
    for (const [, bytes, why] of UNREADABLE)
      expect(await one.read(bytes, PATIENT)).toEqual({ kind: 'not-read', why });
    expect(one.isRunning).toBe(false);
  });
});

describe('the reader’s worker', () => {
  const ANSWERS = "process.on('message', ({ id }) => process.send({ id }));";

  it('leaves the processor to everybody else', async () => {
    const says = "import { getPriority } from 'node:os';";
    const one = reader(
      {},
      `${says} process.on('message', ({ id }) => process.send({ id, message: getPriority() }));`,
    );
    const { priority } = constants;
    expect(await one.read(SCREENS.known, PATIENT)).toEqual({
      kind: 'message',
      message: priority.PRIORITY_BELOW_NORMAL,
    });
  });

  it('is started for the first picture, and ended when none has come for a while', async () => {
    const one = reader({ idleMs: 50 }, ANSWERS);
    expect(one.isRunning).toBe(false);
    expect(await one.read(SCREENS.known, PATIENT)).toEqual({ kind: 'nothing' });
    expect(one.isRunning).toBe(true);
    await expect.poll(() => one.isRunning).toBe(false);
    expect(await one.read(SCREENS.known, PATIENT)).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['ends', "process.on('message', () => process.exit(3));"],
    ['throws', "process.on('message', () => { throw new Error('Winter2026!'); });"],
    ['does not start', "throw new Error('no');"],
  ])('harms nobody when it %s', async (_, program) => {
    const one = reader({}, program);
    const both = await Promise.all([one.read(SCREENS.known, PATIENT), one.read(SCREENS.webp, PATIENT)]);
    expect(both).toEqual([
      { kind: 'not-read', why: 'broken' },
      { kind: 'not-read', why: 'broken' },
    ]);
  });

  it('does not stay where the known messages cannot be read', async () => {
    const one = new ScreenReader(folder, { readMs: PATIENT });
    readers.push(one);
    for (const bytes of [SCREENS.known, SCREENS.webp])
      expect(await one.read(bytes, PATIENT)).toEqual({ kind: 'not-read', why: 'broken' });
  });

  it('is left with no listener by the pictures before', async () => {
    const warnings: unknown[] = [];
    const onWarning = (warning: unknown) => void warnings.push(warning);
    process.on('warning', onWarning);
    const one = reader({}, ANSWERS);
    for (let n = 0; n < 30; n += 1) await one.read(SCREENS.known, PATIENT);
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });

  it('is ended when it hangs, and the next picture gets another', async () => {
    const one = reader({ readMs: 500 }, "process.on('message', () => { for (;;); });");
    const [first, second] = await Promise.all([
      one.read(SCREENS.known, PATIENT),
      one.read(SCREENS.known, PATIENT),
    ]);
    expect([first, second]).toEqual([
      { kind: 'not-read', why: 'no-time' },
      { kind: 'not-read', why: 'no-time' },
    ]);
    expect(one.isRunning).toBe(false);
  });

  it('reads one at a time, lets few wait, and nobody longer than they do', async () => {
    const hang = "process.on('message', () => undefined);";
    const one = reader({ readMs: 1000, queue: 2 }, hang);
    const started = performance.now();
    const reads = Array.from({ length: 5 }, () => one.read(SCREENS.known, 300));
    expect(await Promise.all(reads)).toEqual(Array(5).fill({ kind: 'not-read', why: 'no-time' }));
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('answers those who wait when the bot stops, and takes no more', async () => {
    const one = reader({}, "process.on('message', () => undefined);");
    const waiting = [one.read(SCREENS.known, PATIENT), one.read(SCREENS.known, PATIENT)];
    await one.close();
    const why = ['broken', 'no-time'];
    for (const reading of await Promise.all(waiting))
      expect(why).toContain(reading.kind === 'not-read' ? reading.why : '');
    expect(await one.read(SCREENS.known, PATIENT)).toEqual({ kind: 'not-read', why: 'no-time' });
    expect(one.isRunning).toBe(false);
  });
});
