import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Environment } from './config.ts';

/** The environments that the Agents Toolkit's folder has a file for, `.env.NAME`. */
export const environmentsIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).flatMap((file) => /^\.env\.([\w-]+)$/.exec(file)?.[1] ?? []) : [];

/**
 * The values of an environment as the Agents Toolkit takes them: the first that is not empty of the shell's, `.env.NAME`'s and
 * `.env.NAME.user`'s. Undefined where there is no such file.
 */
export function readEnvironment(folder: string, name: string, shell: Environment): Environment | undefined {
  if (!environmentsIn(folder).includes(name)) return undefined;
  const file = join(folder, `.env.${name}`);
  const own = parseEnv(readFileSync(file, 'utf8'));
  const user = existsSync(`${file}.user`) ? parseEnv(readFileSync(`${file}.user`, 'utf8')) : {};
  const names = Object.keys({ ...own, ...user });
  return Object.fromEntries(names.map((key) => [key, shell[key] || own[key] || user[key] || '']));
}

const PLACEHOLDER = /\$\{\{ *([A-Za-z_][A-Za-z0-9_]*) *\}\}/g;

/** Replaces each `${{NAME}}` in a text of the Agents Toolkit's. */
export const replacePlaceholders = (text: string, fill: (name: string) => string): string =>
  text.replace(PLACEHOLDER, (_, name: string) => fill(name));

/** The toolkit's own rule: of all values that its files ask for, only this one may be empty. */
export const MAY_BE_EMPTY = 'APP_NAME_SUFFIX';

/** How to find what is missing in `env/.env.NAME`. */
export const HOW_TO_FILL: Readonly<Record<string, string>> = {
  WORKING_HOURS: 'write when the ESR Team works, Monday to Friday, such as 08:00-17:00; staff are told',
  ALLOWED_TENANTS: 'write the ids of the directories (tenants) whose people may use the bot',
  CLOSE_AFTER_DAYS: 'write the days after which a resolved case closes, such as 7',
  PURGE_AFTER_DAYS: 'write the days that a closed case is kept, such as 30',
  READ_SCREENS: 'write yes or no',
  OFFER_HELP: 'write yes or no',
  OPERATIONS_EMAIL: 'write the email address that is to get alerts',
  RESOURCE_SUFFIX: 'make up 3 to 8 small letters or digits: they make names unique in all of Azure',
  TEAMS_APP_ID:
    '`provision` of the Agents Toolkit writes it; for an upload by hand, make up a GUID and keep it',
  BOT_ID: "`provision` writes it; otherwise the bot registration's application (client) id",
  DEVELOPER_NAME: 'your organisation, as Teams shows it (32 characters at most)',
  WEBSITE_URL: "your organisation's page about this service, https://",
  PRIVACY_URL: 'your privacy notice for this service, https://',
  TERMS_URL: 'your terms of use for this service, https://',
};
