import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isBundled } from '../config/content-folder.ts';
import type { EngineFiles } from './reading.ts';

/** The engine with the instructions that every processor of a server has; which others there are depends on the machine. */
export const CORE = 'tesseract-core-simd-lstm';

/** Where the reader's engine is: next to the bundle in production, in its packages otherwise. */
export function engineFiles(): EngineFiles {
  if (isBundled) {
    const folder = join(import.meta.dirname, 'reader');
    return { core: join(folder, `${CORE}.cjs`), language: join(folder, 'eng.traineddata.gz') };
  }
  const { resolve } = createRequire(import.meta.url);
  const data = dirname(resolve('@tesseract.js-data/eng/package.json'));
  return {
    core: resolve(`tesseract.js-core/${CORE}`),
    language: join(data, '4.0.0_best_int', 'eng.traineddata.gz'),
  };
}

/** The worker's program. */
export const WORKER = new URL(isBundled ? './screen-worker.js' : './screen-worker.ts', import.meta.url);
