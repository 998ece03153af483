import { isBundled } from '../config/content-folder.ts';

/** One of the bot's commands as operators type it: with npm in a checkout, with node where there is only the bundle. */
export function commandLine(name: string, ...words: readonly string[]): string {
  if (isBundled) return ['node main.js', name, ...words].join(' ');
  return ['npm run', name, ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
}
