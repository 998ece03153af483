import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with one plain line, "N passed, N failed", that people and build servers can rely on. */
export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        // A test that did not run is not a test that passed.
        else failed += 1;
      }
      // A file that broke before its tests could be counted.
      if (module.state() === 'failed' && module.errors().length > 0) failed += 1;
    }
    // Written last of all, after the other reporters' summaries.
    process.on('exit', () => process.stdout.write(`\n${passed} passed, ${failed} failed\n`));
  }
}
