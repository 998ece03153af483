import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { freePort } from '../../simulator/free-port.ts';
import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { previewServer } from './preview/server.ts';

// `npm run guides:preview [FILE]`: every card of a guide side by side, as the file is edited, and the bot with that guide alone.
const file = resolve(process.argv[2] ?? join(GUIDES_FOLDER, 'esneft.yaml'));
const pagePort = await freePort(3979);
const simulator = `Try it: http://127.0.0.1:${pagePort}/`;
const server = previewServer(file, simulator);
const port = await freePort(3990);
server.listen(port, '127.0.0.1');
const data = mkdtempSync(join(tmpdir(), 'guide-preview-'));
const trial = spawn(
  process.execPath,
  ['simulator/start.ts', '--data', data, '--page-port', String(pagePort)],
  {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, GUIDES_DIR: dirname(file), TRUSTS: basename(file, '.yaml') },
    stdio: 'inherit',
  },
);
trial.once('exit', (code) => {
  server.close();
  process.exitCode = code ?? 0;
});
console.log(`Preview of ${basename(file)}: http://127.0.0.1:${port}/ (${simulator})`);
