import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
};

const packages = createRequire(import.meta.url);
const folder = join(import.meta.dirname, 'page');
/** Screens made for trying. */
const screens = join(import.meta.dirname, 'screens');

/** The names of the screens made for trying. */
export const readyScreens = (): string[] => readdirSync(screens).sort();

const vendored: Record<string, string> = {
  '/vendor/adaptivecards.js': join(
    dirname(packages.resolve('adaptivecards/package.json')),
    'dist/adaptivecards.min.js',
  ),
  '/vendor/markdown-it.js': join(
    dirname(packages.resolve('markdown-it/package.json')),
    'dist/browser/markdown-it.esm.min.mjs',
  ),
};

/** A file of the page, or undefined. Only plain names in the page's own folder are served. */
export async function pageFile(path: string): Promise<{ type: string; content: Buffer } | undefined> {
  const name = path === '/' ? '/index.html' : path;
  const screen = /^\/screens\/([a-z-]+\.(png|jpg))$/.exec(name);
  const extension = screen?.[2] ?? /^\/[a-z-]+\.(html|css|js|svg)$/.exec(name)?.[1];
  const own = screen === null ? join(folder, name) : join(screens, screen[1] ?? '');
  const file = vendored[name] ?? (extension === undefined ? undefined : own);
  const type = types[extension ?? 'js'];
  if (file === undefined || type === undefined) return undefined;
  try {
    return { type, content: await readFile(file) };
  } catch {
    return undefined;
  }
}
