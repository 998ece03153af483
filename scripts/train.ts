/** Trains guides/branches.model on the wordings of guides/branches.yaml: `npm run train`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { train } from '../src/guides/matching/model.ts';
import { encodeModel } from '../src/guides/matching/model-file.ts';
import { readWordings, WordingsError } from '../src/guides/matching/wordings.ts';

const guides = join(import.meta.dirname, '../guides');
const yaml = readFileSync(join(guides, 'branches.yaml'), 'utf8');
try {
  const started = performance.now();
  const model = train(readWordings(yaml));
  const file = encodeModel(model, yaml);
  writeFileSync(join(guides, 'branches.model'), file);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${model.meanings.length} meanings learned in ${seconds} s; branches.model is ${(file.length / 1e6).toFixed(1)} MB`,
  );
} catch (error) {
  if (!(error instanceof WordingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
