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

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(browser ? [] : ['tests/browser/**'])],
    globalSetup: ['tests/support/build.ts'],
    setupFiles: ['tests/support/no-network.ts'],
    pool: 'forks',
    // Many tests wait for other processes: a core left free would be a core wasted.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: ['default', new CountReporter()],
  },
});
