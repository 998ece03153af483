import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** A version of the bot with other content: what it starts from, and how to take it away. */
export interface OtherVersion {
  readonly main: string;
  remove(): void;
}

/** What is called otherwise there: gone in the other version, and new to this one. */
export const RENAMED = {
  branch: ['multiple-accounts', 'several-accounts'],
  outcome: ['record-corrected', 'record-mended'],
  trust: ['yas', 'ambulance'],
} as const;

/** A copy of this version in which a branch, an outcome and a Trust have other ids. */
export function otherVersion(): OtherVersion {
  const folder = mkdtempSync(join(tmpdir(), 'esr-bot-version-'));
  for (const part of ['src', 'dialogs', 'guides', 'cards', 'package.json'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const [trust, otherTrust] = RENAMED.trust;
  renameSync(join(folder, `guides/${trust}.yaml`), join(folder, `guides/${otherTrust}.yaml`));
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (file.startsWith('node_modules') || !/\.(ts|yaml|json)$/.test(file)) continue;
    const before = readFileSync(join(folder, file), 'utf8');
    const after = [RENAMED.branch, RENAMED.outcome]
      .reduce(
        (text, [from, to]) => text.replaceAll(new RegExp(`(?<![/\\w-])${from}(?![\\w-])(?!\\.ts)`, 'g'), to),
        before,
      )
      .replaceAll(`'${trust}'`, `'${otherTrust}'`)
      .replace(new RegExp(`^trust: ${trust}$`, 'm'), `trust: ${otherTrust}`);
    if (after !== before) writeFileSync(join(folder, file), after);
  }
  return {
    main: join(folder, 'src/main.ts'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
