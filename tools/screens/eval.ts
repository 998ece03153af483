import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { engineFiles } from '../../src/screens/engine-files.ts';
import { loadScreens, type ScreenMessage } from '../../src/screens/messages.ts';
import { PictureReader } from '../../src/screens/read-picture.ts';
import { makeScreens, SCREENS_FOLDER } from './make.ts';
import { type TestScreen, testSet } from './test-set.ts';

// npm run eval:screens [-- PART]: how well screenshots are read. PART is `tuned` or `held-out`: only the tuned looks
// guide changes to the words of `screens.yaml` and limits, never the held-out ones.

interface Read {
  readonly screen: TestScreen;
  readonly message: ScreenMessage | undefined;
  readonly ms: number;
}

async function readAll(screens: readonly TestScreen[]): Promise<Read[]> {
  const reader = await PictureReader.start(engineFiles(), loadScreens(GUIDES_FOLDER));
  return screens.map((screen) => {
    const picture = readFileSync(join(SCREENS_FOLDER, screen.file));
    const started = process.cpuUsage();
    const message = reader.read(picture, 1);
    const { user, system } = process.cpuUsage(started);
    return { screen, message, ms: (user + system) / 1000 };
  });
}

const percent = (part: number, all: number) => `${((100 * part) / Math.max(1, all)).toFixed(1)} %`;

/** How well screens with a known message were read. */
function report(name: string, reads: readonly Read[]): void {
  const right = reads.filter(({ screen, message }) => message?.branch === screen.problem);
  const wrong = reads.filter(
    ({ screen, message }) => message !== undefined && message.branch !== screen.problem,
  );
  const sure = right.filter(({ message }) => message?.certainty === 'certain');
  const wrongSure = wrong.filter(({ message }) => message?.certainty === 'certain');
  const times = reads.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => `${times[Math.floor(times.length * share)]?.toFixed(0)} ms`;
  console.log(
    `${name}: ${right.length} of ${reads.length} right first (${percent(right.length, reads.length)}), ${sure.length} with certainty; ` +
      `wrong ${wrong.length}, with certainty ${wrongSure.length}; CPU ${at(0.5)} a picture, ${at(0.95)} at most in 95 %`,
  );
}

const part = process.argv[2];
const screens = testSet().filter(({ look }) => part === undefined || look.part === part);
if (!screens.every(({ file }) => existsSync(join(SCREENS_FOLDER, file)))) await makeScreens();
const reads = await readAll(screens);
for (const kind of ['plain', 'photo'] as const) {
  for (const half of ['tuned', 'held-out'] as const) {
    const these = reads.filter(({ screen }) => screen.look.kind === kind && screen.look.part === half);
    if (these.length > 0)
      report(
        `${kind}, ${half}`,
        these.filter(({ screen }) => screen.problem !== undefined),
      );
  }
}
const others = reads.filter(({ screen }) => screen.problem === undefined);
const taken = others.filter(({ message }) => message !== undefined);
const sure = taken.filter(({ message }) => message?.certainty === 'certain');
console.log(
  `other programs: ${sure.length} of ${others.length} wrong with certainty, ${taken.length} asked about`,
);
for (const { screen, message } of reads) {
  if (screen.look.part !== 'tuned') continue;
  if (message?.branch !== screen.problem || (screen.problem === undefined && message !== undefined))
    console.log(`  ${screen.file}: ${message?.message ?? 'nothing'} (${message?.certainty ?? '-'})`);
}
