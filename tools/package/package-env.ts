import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { PackageError } from './package-error.ts';

export type Values = Readonly<Record<string, string | undefined>>;

/**
 * The Agents Toolkit's values for the placeholders of an environment: `.env.NAME`, then `.env.NAME.user`, then the shell's.
 * Throws PackageError for an environment that has no file.
 */
export function readEnvironment(folder: string, name: string, shell: Values): Values {
  const file = join(folder, `.env.${name}`);
  if (!existsSync(file)) {
    const known = readdirSync(folder).flatMap((one) => /^\.env\.([a-z0-9-]+)$/.exec(one)?.[1] ?? []);
    throw new PackageError(`There is no environment "${name}".`, [
      `Choose one of ${known.join(', ')}, or add env/.env.${name}.`,
    ]);
  }
  const own = parseEnv(readFileSync(file, 'utf8'));
  const user = existsSync(`${file}.user`) ? parseEnv(readFileSync(`${file}.user`, 'utf8')) : {};
  const values: Record<string, string | undefined> = { ...own, ...user };
  for (const key of Object.keys(values)) values[key] = shell[key] || values[key];
  return values;
}

const PLACEHOLDER = /\$\{\{ *([A-Za-z_][A-Za-z0-9_]*) *\}\}/g;
/** The toolkit's own rule: only this one may be empty. */
const MAY_BE_EMPTY = 'APP_NAME_SUFFIX';

/** Fills `${{NAME}}` in a JSON text as the toolkit does. Throws PackageError that names every one without a value. */
export function fillPlaceholders(json: string, values: Values, environment: string): string {
  const missing = new Set<string>();
  const filled = json.replace(PLACEHOLDER, (_, name: string) => {
    const value = values[name]?.trim();
    if (!value && !(name === MAY_BE_EMPTY && value === '')) missing.add(name);
    return JSON.stringify(value ?? '').slice(1, -1);
  });
  if (missing.size > 0) {
    throw new PackageError(
      `The app package for "${environment}" cannot be built: some values are not known yet.`,
      [...missing].map((name) => `${name}: ${HOW[name] ?? 'write it'} (env/.env.${environment})`),
    );
  }
  return filled;
}

const HOW: Readonly<Record<string, string>> = {
  TEAMS_APP_ID:
    '`provision` of the Agents Toolkit writes it; for an upload by hand, make up a GUID and keep it',
  BOT_ID: "`provision` writes it; otherwise the bot registration's application (client) id",
  DEVELOPER_NAME: 'your organisation, as Teams shows it (32 characters at most)',
  WEBSITE_URL: "your organisation's page about this service, https://",
  PRIVACY_URL: 'your privacy notice for this service, https://',
  TERMS_URL: 'your terms of use for this service, https://',
};
