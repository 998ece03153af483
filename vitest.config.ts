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

const exclude = [...configDefaults.exclude, ...(browser ? [] : ['tests/browser/**'])];

/** What takes long and seldom breaks: `npm run test:slow`. */
const SLOW = ['tests/chaos/**/*.test.ts', 'tests/fuzz/**/*.test.ts', 'tests/**/*.slow.test.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    // Many tests wait for other processes: a core left free would be a core wasted.
    maxWorkers: '100%',
    reporters: ['default', new CountReporter()],
    projects: [
      {
        test: {
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          exclude: [...exclude, ...SLOW],
          globalSetup: ['tests/support/build.ts', 'tests/support/one-postgres.ts'],
          setupFiles: ['tests/support/no-network.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          // Loading the bot and its libraries takes a file longer than most of its tests: files of one worker share them.
          isolate: false,
        },
      },
      {
        test: {
          name: 'slow',
          include: SLOW,
          exclude,
          globalSetup: ['tests/support/build.ts', 'tests/support/one-postgres.ts'],
          setupFiles: ['tests/support/no-network.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
