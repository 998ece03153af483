import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
/** Folders that git ignores: what is made, installed or kept by the trial. */
const IGNORED = [...read('.gitignore').matchAll(/^\/?([\w./-]+)\/$/gm)].map((match) => match[1] ?? '');
const PAGES = globSync('**/*.md', { cwd: ROOT, exclude: (path) => IGNORED.includes(path) });
const { scripts, version } = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  version: string;
};
const markdown = new MarkdownIt();

/** Where a page's links and pictures lead, as they are written. */
const linksOf = (page: string) =>
  markdown
    .parse(read(page), {})
    .flatMap((block) => block.children ?? [])
    .flatMap((part) => part.attrGet('href') ?? part.attrGet('src') ?? [])
    .map(String);

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string) =>
  markdown.parse(read(page), {}).flatMap((block, at, all) => {
    const words = (all[at + 1]?.children ?? []).map((part) => part.content).join('');
    return block.type === 'heading_open' ? slug(words) : [];
  });
const slug = (words: string) =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** A link of our own as a path from the root, and its anchor. */
const ours = (page: string) =>
  linksOf(page)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = '', anchor] = decodeURI(link).split('#');
      return { link, anchor, to: path === '' ? page : normalize(join(dirname(page), path)) };
    });

/** Files that the how-to pages have their reader write. */
const EXAMPLES = /north-bay|card-reader-missing|ask-…/;

describe.each(PAGES)('%s', (page) => {
  it('links only to what is there', () => {
    const broken = ours(page).filter(
      ({ to, anchor }) =>
        !existsSync(join(ROOT, to)) ||
        (anchor !== undefined && to.endsWith('.md') && !anchorsOf(to).includes(anchor)),
    );
    expect(broken.map(({ link }) => link)).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const named = [...read(page).matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names only files that exist', () => {
    const paths = [
      ...read(page).matchAll(
        /`((?:src|tests|guides|dialogs|cards|tools|env|infra|simulator|docs)\/[\w./-]*)`/g,
      ),
    ].map((match) => match[1] ?? '');
    expect(paths.filter((path) => !EXAMPLES.test(path) && !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('README.md', () => {
  const linked = new Set(ours('README.md').map(({ to }) => to.replace(/\/$/, '')));

  it('leads to every page, or to the folder it is in', () => {
    const lost = PAGES.filter(
      (page) => page !== 'README.md' && !linked.has(page) && !linked.has(dirname(page)),
    );
    expect(lost).toEqual([]);
  });

  it('has every folder in its map', () => {
    const folders = readdirSync(ROOT, { withFileTypes: true })
      .filter((it) => it.isDirectory() && !it.name.startsWith('.') && !IGNORED.includes(it.name))
      .map(({ name }) => name);
    expect(folders).toContain('src');
    expect(folders.filter((name) => !read('README.md').includes(`\n| \`${name}/\` `))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('has every module of the service', () => {
    const modules = globSync('src/*/', { cwd: ROOT }).map((path) => normalize(path).split('/')[1] ?? '');
    const chapter = /## Modules([\s\S]*?)\n## /.exec(read('docs/architecture.md'))?.[1] ?? '';
    expect(modules.filter((module) => !chapter.includes(`  ${module}/ `))).toEqual([]);
  });
});

describe('docs/operating.md', () => {
  it('says what each alert means', () => {
    const alerts = read('infra/modules/alerts.bicep');
    const names = [...alerts.matchAll(/^var \w+ = \[([\s\S]*?)^\]/gm)].flatMap(([, rows = '']) =>
      [...rows.matchAll(/^ {4}name: '([a-z-]+)'/gm)].map(([, name = '']) => name),
    );
    expect(names).toEqual(expect.arrayContaining(['not-ready', 'database-full']));
    expect(names.filter((name) => !read('docs/operating.md').includes(`\`…-${name}\``))).toEqual([]);
  });
});

it('CHANGELOG.md has a chapter on this version', () => {
  expect(read('CHANGELOG.md')).toContain(`## ${version}\n`);
});
