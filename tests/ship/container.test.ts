import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDockerfile } from '../support/dockerfile.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const dockerfile = read('Dockerfile');
const lines = (instruction: string) =>
  [...dockerfile.matchAll(new RegExp(`^${instruction} (.+)$`, 'gm'))].map((match) => match[1]);

describe('the image', () => {
  it('starts the bot as it is measured, and so does Azure', () => {
    expect(readDockerfile(join(ROOT, 'Dockerfile')).command).toEqual(['sh', 'serve.sh']);
    expect(read('infra/modules/web-app.bicep')).toContain(`appCommandLine: 'sh serve.sh'`);
    expect(read('tools/build/serve.sh')).toMatch(/ exec node \\\n( *--[\w-]+=\d+)+ \\\n *main\.js serve\n$/);
  });

  it('is what npm run build makes, and nothing else', () => {
    expect(lines('COPY').at(-1)).toBe('--from=build /app/dist ./');
    expect(lines('RUN').slice(0, 2)).toEqual([
      expect.stringMatching(/^npm ci --ignore-scripts /),
      (JSON.parse(read('package.json')) as { scripts: { build: string } }).scripts.build,
    ]);
    expect(read('m365agents.yml')).toMatch(/args: run build$[\s\S]*artifactFolder: \.\/dist$/m);
  });

  it('runs on the Node version of the project, not as root, and keeps its data in /data', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map((match) => match[1]);
    expect(new Set(bases)).toEqual(new Set([`node:${read('.nvmrc').trim()}-slim`]));
    expect(lines('USER')).toEqual(['node']);
    expect(readDockerfile(join(ROOT, 'Dockerfile')).env).toMatchObject({
      NODE_ENV: 'production',
      DATABASE_URL: 'sqlite:/data/esr-bot.db',
    });
  });
});
