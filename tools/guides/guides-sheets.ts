import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allSheets, ROOT } from './all-sheets.ts';

// `npm run guides:sheets`: writes docs/guides/<trust>.md, for the people who check the facts.
for (const [path, content] of allSheets()) {
  writeFileSync(join(ROOT, path), content);
  console.log(path);
}
