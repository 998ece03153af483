import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGES = [
  ...[
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'docs/operating.md',
    'docs/for-the-esr-team.md',
    'docs/for-trainers.md',
  ],
  ...['docs/playground.md', 'docs/supply-chain.md', 'docs/moving-to-the-agents-sdk.md'],
];
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { scripts, version } = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  version: string;
};

describe.each(PAGES)('%s', (page) => {
  it('links only to what is there', () => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const named = [...read(page).matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names only files that exist', async () => {
    const paths = [
      ...read(page).matchAll(/`((?:src|tests|guides|dialogs|cards|scripts|env|infra|simulator)\/[\w./-]*)`/g),
    ];
    expect(paths.map((match) => match[1] ?? '').filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('docs/operating.md', () => {
  it('says what each alert means', async () => {
    const names: string[] = [];
    for await (const file of glob('infra/**/*.bicep', { cwd: ROOT })) {
      const text = read(file);
      names.push(
        ...[...text.matchAll(/metricAlerts[\s\S]*?name: '\$\{name\}-([a-z-]+)'/g)].map(
          (match) => match[1] ?? '',
        ),
      );
      names.push(
        ...[
          ...(/var thresholds = \[([\s\S]*?)^\]/m.exec(text)?.[1] ?? '').matchAll(/ {4}name: '([a-z-]+)'/g),
        ].map((match) => match[1] ?? ''),
      );
    }
    expect(names).toContain('not-ready');
    expect(names).toContain('database-full');
    expect(names.filter((name) => !read('docs/operating.md').includes(`\`…-${name}\``))).toEqual([]);
  });
});

it('CHANGELOG.md has a chapter on this version', () => {
  expect(read('CHANGELOG.md')).toContain(`## ${version}\n`);
});
