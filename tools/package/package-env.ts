import type { Environment } from '../../src/config/config.ts';
import {
  environmentsIn,
  HOW_TO_FILL,
  MAY_BE_EMPTY,
  readEnvironment,
  replacePlaceholders,
} from '../../src/config/environment-file.ts';
import { PackageError } from './package-error.ts';

/** The Agents Toolkit's values for the placeholders of an environment. Throws PackageError for one that has no file. */
export function valuesFor(folder: string, name: string, shell: Environment): Environment {
  const values = readEnvironment(folder, name, shell);
  if (values !== undefined) return values;
  throw new PackageError(`There is no environment "${name}".`, [
    `Choose one of ${environmentsIn(folder).join(', ')}, or add env/.env.${name}.`,
  ]);
}

/** Fills `${{NAME}}` in a JSON text as the toolkit does. Throws PackageError that names every one without a value. */
export function fillPlaceholders(json: string, values: Environment, environment: string): string {
  const missing = new Set<string>();
  const filled = replacePlaceholders(json, (name) => {
    const value = values[name]?.trim();
    if (!value && !(name === MAY_BE_EMPTY && value === '')) missing.add(name);
    return JSON.stringify(value ?? '').slice(1, -1);
  });
  if (missing.size > 0) {
    throw new PackageError(
      `The app package for "${environment}" cannot be built: some values are not known yet.`,
      [...missing].map((name) => `${name}: ${HOW_TO_FILL[name] ?? 'write it'} (env/.env.${environment})`),
    );
  }
  return filled;
}
