import { accessSync, constants, statfsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { chromiumPath } from './tests/shared/chromium.ts';
import { CountReporter } from './tests/support/count-reporter.ts';

const browser = chromiumPath() !== undefined;
if (!browser && process.env.CI) {
  throw new Error('No browser: install chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH.');
}
if (!browser) {
  process.on('exit', () =>
    process.stdout.write(
      '\nThe browser tests were NOT run: no Chromium or Chrome was found. Install one, or set CHROMIUM_PATH to it.\n',
    ),
  );
}

// Each test has a database of its own. In memory, where there is room, nobody waits for a disk that many write to at once.
if (hasRoom('/dev/shm')) process.env.TMPDIR ??= '/dev/shm';

const exclude = [...configDefaults.exclude, ...(browser ? [] : ['tests/browser/**'])];

/** What measures time, or has to be done within the bot's own limits, as reading a picture: with nothing else beside it. */
const ALONE = [
  'tests/linear/**/*.test.ts',
  'tests/**/*-timing.slow.test.ts',
  'tests/bot/staff/case-pictures*.slow.test.ts',
  'tests/screens/*.slow.test.ts',
  'tests/security/abuse.slow.test.ts',
  'tests/browser/learners-file.slow.test.ts',
  'tests/browser/screens.slow.test.ts',
  'tests/paths/crash.slow.test.ts',
  'tests/ship/bundle-screens.slow.test.ts',
  'tests/teams/tenant-limit.slow.test.ts',
];
/** What takes long and seldom breaks alone: `npm run test:slow`. */
const SLOW = ['tests/chaos/**/*.test.ts', 'tests/fuzz/**/*.test.ts', 'tests/**/*.slow.test.ts'];
/** Tried a few times on each change, and often there. */
const PROPERTIES = ['tests/**/*.property.test.ts'];

/** What changes a process for good: the SDK's caches of tokens and keys, the environment, meters. */
const APART = ['config', 'http', 'logging', 'monitoring', 'screens', 'security', 'ship', 'teams'].map(
  (folder) => `tests/${folder}/**/*.test.ts`,
);

/** What takes longer never ends: a busy machine may take its time. */
const HANGS_MS = [process.env.CHAOS, process.env.FUZZ].includes('long') ? 3_600_000 : 600_000;

const both = {
  globalSetup: ['tests/support/build.ts', 'tests/support/one-postgres.ts'],
  setupFiles: ['tests/support/no-network.ts'],
  testTimeout: HANGS_MS,
  expect: { poll: { timeout: 120_000 } },
  hookTimeout: HANGS_MS,
};

export default defineConfig({
  test: {
    pool: 'forks',
    // Many tests wait for other processes, for clocks and for Chromium.
    maxWorkers: availableParallelism() * 2,
    reporters: ['default', new CountReporter()],
    projects: [
      {
        test: {
          ...both,
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          exclude: [...exclude, ...SLOW, ...APART],
          // Loading the bot and its libraries takes longer than most files' tests: the files of one worker share them.
          isolate: false,
        },
      },
      { test: { ...both, name: 'apart', include: APART, exclude: [...exclude, ...SLOW] } },
      {
        test: {
          ...both,
          name: 'slow',
          include: [...SLOW, ...PROPERTIES],
          exclude: [...exclude, ...ALONE],
          env: { ALL_RUNS: 'yes' },
        },
      },
      {
        test: { ...both, name: 'alone', include: ALONE },
      },
    ],
  },
});

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > 4e9;
  } catch {
    return false;
  }
}
