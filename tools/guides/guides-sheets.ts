import { writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { TOP } from '../../src/config/content-folder.ts';
import { allSheets } from './all-sheets.ts';

// `npm run guides:sheets [FOLDER]`: writes docs/guides/<trust>.md, for the people who check the facts; those of a folder into the folder.
const [given] = process.argv.slice(2);
const folder = given && resolve(given);
for (const [path, content] of allSheets(folder)) {
  const file = folder === undefined ? join(TOP, path) : join(folder, basename(path));
  writeFileSync(file, content);
  console.log(folder === undefined ? path : file);
}
