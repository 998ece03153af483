import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CORE, engineFiles } from '../../src/screens/engine-files.ts';

/** Puts the engine that reads pictures, and its language data, into a folder of the bundle. Returns the files it took. */
export function copyReader(folder: string): string[] {
  const { core, language } = engineFiles();
  mkdirSync(folder, { recursive: true });
  // CommonJS, in a folder of modules.
  cpSync(core, join(folder, `${CORE}.cjs`));
  cpSync(core.replace(/\.js$/, '.wasm'), join(folder, `${CORE}.wasm`));
  cpSync(language, join(folder, 'eng.traineddata.gz'));
  return [core, language];
}
