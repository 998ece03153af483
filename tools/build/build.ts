import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OutputChunk, rolldown } from 'rolldown';
import { CARDS_FOLDER, GUIDES_FOLDER, MODEL_FILE, TOP } from '../../src/config/content-folder.ts';
import { ensureModel } from '../../src/understanding/model-file.ts';
import { checkedGuidesPlugin } from './checked-guides.ts';
import { licenceTexts } from './licence-texts.ts';
import { nativeAsync } from './native-async.ts';
import { plainRequire } from './plain-require.ts';
import { copyReader } from './reader-files.ts';

// npm run build: dist/, which is what production runs: the bot and every library it uses in a few files, with its guides, cards
// and the model of how people word their problems. `npm run build -- DIR` writes to another folder.

const dist = resolve(TOP, process.argv[2] ?? 'dist');

const bundle = await rolldown({
  cwd: TOP,
  // The picture reader runs as a process of its own.
  input: { main: 'src/main.ts', 'screen-worker': 'src/screens/screen-worker.ts' },
  platform: 'node',
  // What a library tries to load and does without.
  external: ['dtrace-provider', 'kerberos', 'pg-native', 'supports-color'],
  // Node's own punycode prints a deprecation warning when code outside node_modules, such as the bundle, loads it.
  resolve: { alias: { punycode: 'punycode/punycode.js' } },
  plugins: [plainRequire(), nativeAsync(), checkedGuidesPlugin(GUIDES_FOLDER)],
  logLevel: 'warn',
});
rmSync(dist, { recursive: true, force: true });
const { output } = await bundle.write({
  dir: dist,
  format: 'esm',
  // Names stay: an error in the log says where it was thrown.
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
});
await bundle.close();

const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk');
mkdirSync(dist, { recursive: true });
// The bundler's own few helpers are in it too.
const bundled = [
  ...chunks.flatMap((chunk) => chunk.moduleIds),
  fileURLToPath(import.meta.resolve('rolldown')),
];
// Its files are copied too: the folder can be moved anywhere and run.
cpSync(GUIDES_FOLDER, join(dist, 'guides'), { recursive: true });
cpSync(CARDS_FOLDER, join(dist, 'cards'), { recursive: true });
cpSync(join(import.meta.dirname, 'serve.sh'), join(dist, 'serve.sh'));
ensureModel(GUIDES_FOLDER, MODEL_FILE);
cpSync(MODEL_FILE, join(dist, 'guides/branches.model'));
const reader = copyReader(join(dist, 'reader'));
cpSync(join(TOP, 'LICENSE'), join(dist, 'LICENSE'));
writeFileSync(join(dist, 'LICENCES.txt'), licenceTexts([...bundled, ...reader]));
const { name, version } = JSON.parse(readFileSync(join(TOP, 'package.json'), 'utf8'));
writeFileSync(
  join(dist, 'package.json'),
  JSON.stringify({ name, version, private: true, type: 'module' }, null, 2),
);
const size = chunks.reduce((sum, chunk) => sum + chunk.code.length, 0);
console.log(`${dist}: ${chunks.length} files, ${(size / 1e6).toFixed(1)} MB`);
