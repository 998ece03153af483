import { relative } from 'node:path';
import { GUIDES_FOLDER, MODEL_FILE } from '../../src/config/content-folder.ts';
import { ensureModel } from '../../src/understanding/model-file.ts';
import { WordingsError } from '../../src/understanding/wordings.ts';

// npm run train: learns from the wordings of guides/branches.yaml, where they changed since it last did.

try {
  const { meanings } = ensureModel(GUIDES_FOLDER, MODEL_FILE);
  console.log(`${relative('', MODEL_FILE)} knows ${meanings.length} meanings.`);
} catch (error) {
  if (!(error instanceof WordingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
