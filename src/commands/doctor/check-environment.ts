import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Environment, serveConfig, settingNames } from '../../config/config.ts';
import { TOP } from '../../config/content-folder.ts';
import {
  environmentsIn,
  HOW_TO_FILL,
  MAY_BE_EMPTY,
  readEnvironment,
  replacePlaceholders,
} from '../../config/environment-file.ts';
import { checkContent } from './check-content.ts';
import { checkSettings, checkTrusts, serveOnlyYours } from './check-settings.ts';
import { type Finding, problem } from './finding.ts';

const ANY_GUID = '00000000-0000-4000-8000-000000000000';

/** What infra/azure.bicep sets by itself. */
const FROM_AZURE = {
  MicrosoftAppType: 'UserAssignedMSI',
  MicrosoftAppId: ANY_GUID,
  MicrosoftAppTenantId: ANY_GUID,
  DATABASE_URL: 'postgres://identity@server/esr',
};

const Address = z
  .literal('')
  .or(z.url({ protocol: /^https$/, error: 'write an address that begins with https://' }));

/** What must not reach Azure or Teams, beside the bot's own settings. What is empty is said elsewhere. */
const Values = z.object({
  RESOURCE_SUFFIX: z.string().regex(/^([a-z0-9]{3,8})?$/, 'write 3 to 8 small letters or digits'),
  OPERATIONS_EMAIL: z.literal('').or(z.email('write one email address')),
  DEVELOPER_NAME: z.string().max(32, 'write 32 characters at most: Teams takes no more'),
  WEBSITE_URL: Address,
  PRIVACY_URL: Address,
  TERMS_URL: Address,
});

/**
 * `env/.env.NAME` of the checkout at `top`, before anything is made from it: what is missing or wrong, and how to fix it. Prints
 * no value but the names of Trusts.
 */
export function checkEnvironment(name: string, now: string, shell: Environment, top = TOP): Finding[] {
  const values = readEnvironment(join(top, 'env'), name, shell);
  if (values === undefined || hasOwnSteps(name, top)) return [unknownEnvironment(name, top)];
  const file = `env/.env.${name}`;
  const passedOn = placeholdersIn(join(top, 'infra/azure.parameters.json'));
  const asked = new Set([...passedOn, ...placeholdersIn(join(top, 'appPackage/manifest.json'))]);
  // `provision` writes these two.
  for (const known of [MAY_BE_EMPTY, 'TEAMS_APP_ID', 'BOT_ID']) asked.delete(known);
  const empty = [...asked].filter((one) => !values[one]?.trim());
  const { config, findings } = checkSettings(() => serveConfig({ ...values, ...FROM_AZURE }));
  const shape = Values.partial().safeParse(values);
  return [
    ...empty.map((one) => problem(file, `${one} is empty`, `${capital(howToFill(one))}.`)),
    ...(shape.error?.issues ?? []).map(({ path, message }) =>
      problem(file, `${String(path[0])} is wrong`, `${capital(message)}.`),
    ),
    ...withoutEffect(file, values, passedOn),
    ...findings.filter(
      ({ what, level }) => level !== 'ok' && !empty.some((one) => what.startsWith(`${one} `)),
    ),
    ...(config === undefined || empty.length > 0
      ? []
      : [...findings, ...checkTrusts(config), ...checkContent(config, now)]),
  ];
}

/** An environment with steps of its own is for a developer's machine, and not deployed. */
const hasOwnSteps = (name: string, top: string) => existsSync(join(top, `m365agents.${name}.yml`));

function unknownEnvironment(name: string, top: string): Finding {
  const known = environmentsIn(join(top, 'env')).filter((one) => !hasOwnSteps(one, top));
  return problem(
    'environment',
    `there is no environment "${name}" to deploy`,
    known.length > 0
      ? `Choose one of ${known.join(', ')}.`
      : 'Only a checkout has the folder env/: run npm run doctor -- --env prod there.',
  );
}

function placeholdersIn(file: string): ReadonlySet<string> {
  const found = new Set<string>();
  replacePlaceholders(readFileSync(file, 'utf8'), (one) => {
    found.add(one);
    return '';
  });
  return found;
}

const howToFill = (name: string) =>
  name === 'TRUSTS' ? serveOnlyYours() : (HOW_TO_FILL[name] ?? 'write it');

/** What stands here and reaches the bot by no way, secrets above all. */
function withoutEffect(file: string, values: Environment, passedOn: ReadonlySet<string>): Finding[] {
  const ours = new Set(settingNames());
  return Object.keys(values)
    .filter((one) => values[one]?.trim() && !passedOn.has(one))
    .filter((one) => ours.has(one) || one.startsWith('WEBHOOK_'))
    .map((one) =>
      problem(
        file,
        `${one} does not reach the bot from here`,
        "Take it out, and set it in the web app's environment variables, where secrets belong too: provision leaves it there.",
      ),
    );
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
