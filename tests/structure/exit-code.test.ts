import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

it('a process that had a PostgreSQL ends with its own exit code, as a run with failed tests must', async () => {
  const program = `
    const { startPostgres } = await import('./tests/shared/postgres.ts');
    await (await startPostgres()).stop();
    process.exitCode = 3;`;
  const code = await new Promise((done) => {
    execFile(process.execPath, ['--input-type=module', '--eval', program], { cwd: ROOT }, (error) =>
      done(error?.code),
    );
  });
  expect(code).toBe(3);
});
