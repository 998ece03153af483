import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { READ_BY_HAND } from '../package/licences-check.ts';
import { packageOf } from './package-of.ts';

/** The licence of every package that these modules came from, as their authors ask of a copy. */
export function licenceTexts(modules: readonly string[]): string {
  const folders = new Set(modules.flatMap((file) => packageOf(file)?.folder ?? []));
  const texts = [...folders].map((folder) => {
    const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
    const { name, version, license } = JSON.parse(manifest) as Manifest;
    const readByHand = READ_BY_HAND[name];
    const files = readdirSync(folder).filter(
      (file) => /^(licen[cs]e|notice|copying)/i.test(file) || file === readByHand?.file,
    );
    const licence = files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
    return `${name} ${version}: ${license ?? readByHand?.licence}\n\n${licence}\n`;
  });
  return texts.sort().join(`\n${'-'.repeat(80)}\n\n`);
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}
