import satisfies from 'spdx-satisfies';
import { type Lockfile, production } from '../build/sbom-build.ts';

/** Allowed in production: licences that require a notice at most. CC-BY is for data and icons: name their source. */
export const ALLOWED = [
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Unlicense'],
  ...['CC0-1.0', 'CC-BY-3.0', 'CC-BY-4.0'],
];

/** Packages whose package.json names no licence; each was read in the file named here. */
export const READ_BY_HAND: Readonly<Record<string, { readonly licence: string; readonly file: string }>> = {
  cldrjs: { licence: 'MIT', file: 'LICENSE-MIT' },
  'escape-regexp-component': { licence: 'MIT', file: 'Readme.md' },
  jspath: { licence: 'MIT', file: 'LICENSE' },
};

/** One package of the production tree and its licence, as SPDX writes it. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly allowed: boolean;
}

/** The licence of every package that runs in production, by name. */
export function licencesOf(lock: Lockfile): Licence[] {
  return production(lock)
    .map(([path, it]) => {
      const name = path.split('node_modules/').at(-1) ?? path;
      const licence = String(it.license ?? READ_BY_HAND[name]?.licence ?? 'none');
      return { name, version: String(it.version), licence, allowed: isAllowed(licence) };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

function isAllowed(licence: string): boolean {
  try {
    return satisfies(licence, ALLOWED);
  } catch {
    return false; // not an SPDX expression: check it by hand
  }
}
