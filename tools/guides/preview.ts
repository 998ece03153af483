import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { freePort } from '../../simulator/free-port.ts';
import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { previewServer } from './preview/server.ts';

// `npm run guides:preview [FILE]`: every card of a guide side by side, as the file is edited, and the bot with that guide alone.
const file = resolve(process.argv[2] ?? join(GUIDES_FOLDER, 'esneft.yaml'));
if (!existsSync(file)) {
  console.error(`${file} does not exist; write: npm run guides:preview -- guides/TRUST.yaml`);
  process.exit(1);
}
const botPort = await freePort(3978);
const pagePort = await freePort(botPort + 1);
const simulator = `http://127.0.0.1:${pagePort}/`;
const server = previewServer(file, simulator);
const port = await freePort(3990);
server.listen(port, '127.0.0.1');
const data = mkdtempSync(join(tmpdir(), 'guide-preview-'));
const trial = spawn(
  process.execPath,
  ['simulator/start.ts', '--data', data, '--page-port', String(pagePort)],
  {
    cwd: join(import.meta.dirname, '../..'),
    env: {
      ...process.env,
      PORT: String(botPort),
      GUIDES_DIR: dirname(file),
      TRUSTS: basename(file, '.yaml'),
    },
    stdio: 'inherit',
  },
);
// The trial ends first, and nothing of it stays.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => trial.kill(signal));
process.once('exit', () => trial.kill());
trial.once('exit', (code) => {
  server.close();
  server.closeAllConnections();
  rmSync(data, { recursive: true, force: true });
  process.exitCode = code ?? 0;
});
console.log(`Preview of ${basename(file)}: http://127.0.0.1:${port}/ (try it: ${simulator})`);
