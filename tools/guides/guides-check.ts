import { resolve } from 'node:path';
import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { checkAll } from './check-all.ts';

// `npm run guides:check [FOLDER]`: checks every guide, and how people word each problem, and says what to write instead.
const folder = resolve(process.argv[2] ?? GUIDES_FOLDER);
const { fine, problems } = checkAll(folder);
for (const line of fine) console.log(line);
for (const line of problems) console.error(line);
process.exitCode = problems.length > 0 ? 1 : 0;
