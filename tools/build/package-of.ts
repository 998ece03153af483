import { join } from 'node:path';

/** The installed package that a file belongs to; undefined for this project's own, and for what the bundler made up. */
export function packageOf(file: string): { readonly name: string; readonly folder: string } | undefined {
  if (file.startsWith('\0')) return undefined;
  const at = file.lastIndexOf('/node_modules/');
  if (at === -1) return undefined;
  const inside = file.slice(at + '/node_modules/'.length);
  const name = inside.split('/', inside.startsWith('@') ? 2 : 1).join('/');
  return { name, folder: join(file.slice(0, at), 'node_modules', name) };
}
