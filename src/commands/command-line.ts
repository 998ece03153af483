/** One of the bot's commands as its operator writes it: with npm in a checkout; there is none where the bundle is all there is. */
export function commandLine(name: string, ...words: readonly string[]): string {
  if (!import.meta.filename.endsWith('.ts')) return ['node main.js', name, ...words].join(' ');
  return ['npm run', name, ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
}
