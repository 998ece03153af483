import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { allSheets } from './all-sheets.ts';

// `npm run guides:sheets`: writes docs/guides/<trust>.md, for the people who check the facts.
for (const [path, content] of allSheets()) {
  writeFileSync(join(resolve(import.meta.dirname, '../..'), path), content);
  console.log(path);
}
