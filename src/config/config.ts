import { z } from 'zod';
import type { TrustId } from '../guides/ids.ts';
import { trustsIn } from '../guides/load-guides.ts';
import { GUIDES_FOLDER } from './content-folder.ts';
import { readDatabaseUrl } from './database-url.ts';
import { cloudProblems, credentialProblems, type Given, sdkSettings } from './sdk-settings.ts';
import { certificateEnds, isConnectionString } from './telemetry-settings.ts';
import { type HoursOf, readWorkingHours } from './working-hours.ts';

/** The environment as it is; the only place that reads it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings are missing or contradict each other; each line names one and how to mend it. */
export class ConfigError extends Error {
  readonly code = 'CONFIG_INVALID';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The bot cannot start with these settings:\n  ${problems.join('\n  ')}`);
    this.problems = problems;
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

/** What both modes need. */
export interface CommonConfig {
  readonly port: number;
  readonly databaseUrl: string;
  /** Client id of the managed identity that signs in to PostgreSQL where its address has no password. */
  readonly azureClientId?: string | undefined;
  /** Where the Trusts' guides are; titles, wordings and cards are always the product's own. */
  readonly guidesFolder: string;
  readonly trusts: readonly [TrustId, ...TrustId[]];
  readonly defaultTrust: TrustId;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** When a Trust's ESR Team works, on working days. */
  readonly hoursOf: HoursOf;
  /** Days of silence after "resolved" until a case closes by itself. */
  readonly closeAfterDays: number;
  /** Days after a case closed until what it says about people is gone. */
  readonly purgeAfterDays: number;
  /** A port that only this machine can reach, for `/metrics` and the details of `/readyz`. */
  readonly metricsPort?: number | undefined;
  /** Who shows it may read them on the bot's own port; without one nobody may. */
  readonly metricsToken?: string | undefined;
}

/** A trial on this machine: loopback only, no account, no authentication. */
export interface TrialConfig extends CommonConfig {
  readonly mode: 'trial';
}

/** Production: authenticated as Teams requires it. */
export interface ServeConfig extends CommonConfig {
  readonly mode: 'serve';
  /** The SDK's own settings, under its own names: credentials and cloud. */
  readonly sdk: Readonly<Record<string, string>>;
  readonly appId: string;
  /** Directory (tenant) ids whose people may use the bot. */
  readonly allowedTenants: readonly string[];
  /** Hosts that Teams may name as its service URL. */
  readonly serviceHosts: readonly string[];
  readonly tokenIssuer: string;
  /** Application Insights' connection string, where figures go to Azure Monitor. */
  readonly telemetry?: string | undefined;
  /** The last day of the bot's own secret or certificate, `YYYY-MM-DD`, where it is known. */
  readonly credentialEnds?: string | undefined;
}

export type Config = TrialConfig | ServeConfig;

const list = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const PORT = 'write a number up to 65535, for example PORT=3978';

const Guid = z.guid('write the id as Azure shows it, such as 11111111-2222-3333-4444-555555555555');

/** The settings of every mode, where these Trusts have a guide. */
const commonSettings = (trusts: readonly TrustId[]) =>
  z.object({
    PORT: z.coerce.number(PORT).int(PORT).min(0, PORT).max(65535, PORT).default(3978),
    DATABASE_URL: z
      .string()
      .default('sqlite:data/esr-bot.db')
      .superRefine((url, context) => {
        const address = readDatabaseUrl(url);
        if ('problem' in address) context.addIssue(address.problem);
      }),
    AZURE_CLIENT_ID: Guid.optional(),
    TRUSTS: z
      .string()
      .default(trusts.join(','))
      .transform(list)
      .pipe(
        z
          .array(z.enum(trusts, `write one or more of ${trusts.join(', ')}, with commas between them`))
          .min(1, `write at least one of ${trusts.join(', ')}`),
      ),
    DEFAULT_TRUST: z.enum(trusts, `write one of ${trusts.join(', ')}`).optional(),
    WORKING_HOURS: z.string().default('08:00-17:00').transform(readWorkingHours(trusts)),
    CLOSE_AFTER_DAYS: z.coerce
      .number('write a number of days, for example CLOSE_AFTER_DAYS=7')
      .int('write whole days')
      .min(1, 'write at least 1 day')
      .max(60, 'write 60 days or fewer')
      .default(7),
    PURGE_AFTER_DAYS: z.coerce
      .number('write a number of days, for example PURGE_AFTER_DAYS=30')
      .int('write whole days')
      .min(1, 'write at least 1 day')
      .max(365, 'write 365 days or fewer: then nothing is left of a case')
      .default(30),
    METRICS_PORT: z.coerce.number(PORT).int(PORT).min(0, PORT).max(65535, PORT).optional(),
    METRICS_TOKEN: z.string().min(24, 'write 24 letters and digits or more, made at random').optional(),
    LOG_LEVEL: z.enum(LOG_LEVELS, `write one of ${LOG_LEVELS.join(', ')}`).default('info'),
  });

const Serve = z.object({
  MicrosoftAppType: z.enum(
    ['UserAssignedMSI', 'SingleTenant'],
    'write UserAssignedMSI (a managed identity in Azure) or SingleTenant (with a secret or certificate)',
  ),
  MicrosoftAppId: Guid,
  MicrosoftAppTenantId: Guid,
  ALLOWED_TENANTS: z
    .string('name the directory (tenant) ids whose people may use the bot, with commas between them')
    .transform(list)
    .pipe(z.array(Guid).min(1, 'name at least one directory (tenant) id')),
  SERVICE_URL_HOSTS: z.string().default('smba.trafficmanager.net').transform(list),
  ToBotFromChannelTokenIssuer: z.string().default('https://api.botframework.com'),
  APPLICATIONINSIGHTS_CONNECTION_STRING: z
    .string()
    .refine(isConnectionString, 'copy the whole connection string from Application Insights, Overview')
    .optional(),
  SECRET_EXPIRES: z.iso
    .date('write the day as Entra shows it, for example SECRET_EXPIRES=2027-03-31')
    .optional(),
});

/** Settings for `npm start`. Throws ConfigError. */
export function trialConfig(env: Environment = process.env): TrialConfig {
  return { mode: 'trial', ...collect(() => common(env)) };
}

/** Settings for `npm run serve`. Throws ConfigError that lists everything wrong at once. */
export function serveConfig(env: Environment = process.env): ServeConfig {
  return {
    mode: 'serve',
    ...collect(
      () => common(env),
      () =>
        collect(
          () => serve(env),
          () => check([...credentialProblems(given(env)), ...cloudProblems(given(env))]),
        ),
    ),
  };
}

/** Settings for commands that only touch the database. Throws ConfigError. */
export function commonConfig(env: Environment = process.env): CommonConfig {
  return collect(() => common(env));
}

function common(env: Environment): CommonConfig {
  const { GUIDES_DIR: guidesFolder = GUIDES_FOLDER } = given(env);
  const trusts = trustsIn(guidesFolder);
  if (trusts.length === 0)
    throw new ConfigError([
      `GUIDES_DIR: there are no guides in ${guidesFolder}; name a folder with a file for each Trust, such as north-bay.yaml`,
    ]);
  const values = parse(commonSettings(trusts), env);
  if (values.METRICS_PORT !== undefined && values.METRICS_PORT !== 0 && values.METRICS_PORT === values.PORT) {
    throw new ConfigError(['METRICS_PORT: choose another port than PORT']);
  }
  const [first, ...others] = [...new Set(values.TRUSTS)];
  const chosen = values.DEFAULT_TRUST ?? first;
  if (first === undefined || chosen === undefined || !values.TRUSTS.includes(chosen)) {
    throw new ConfigError([`DEFAULT_TRUST: ${chosen} is not one of TRUSTS; add it there, or choose another`]);
  }
  return {
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    azureClientId: values.AZURE_CLIENT_ID,
    guidesFolder,
    trusts: [first, ...others],
    defaultTrust: chosen,
    logLevel: values.LOG_LEVEL,
    hoursOf: values.WORKING_HOURS,
    closeAfterDays: values.CLOSE_AFTER_DAYS,
    purgeAfterDays: values.PURGE_AFTER_DAYS,
    metricsPort: values.METRICS_PORT,
    metricsToken: values.METRICS_TOKEN,
  };
}

function serve(env: Environment): Omit<ServeConfig, keyof CommonConfig | 'mode'> {
  const values = parse(Serve, env);
  return {
    sdk: sdkSettings(given(env)),
    appId: values.MicrosoftAppId,
    allowedTenants: values.ALLOWED_TENANTS.map((tenant) => tenant.toLowerCase()),
    serviceHosts: values.SERVICE_URL_HOSTS.map((host) => host.toLowerCase()),
    tokenIssuer: values.ToBotFromChannelTokenIssuer,
    telemetry: values.APPLICATIONINSIGHTS_CONNECTION_STRING,
    credentialEnds: values.SECRET_EXPIRES ?? certificateEnds(env.CertificatePrivateKey),
  };
}

/**
 * Azure's exporter takes this from the environment alone: without it, it tells Microsoft about itself, and asks the machine
 * where it is. Call it before the exporter is made.
 */
export function keepExporterToItself(): void {
  process.env.APPLICATION_INSIGHTS_NO_STATSBEAT = 'true';
}

/** An empty setting is the same as none: environment files are full of them. */
function given(env: Environment): Given {
  return Object.fromEntries(
    Object.entries(env).filter((one): one is [string, string] => Boolean(one[1]?.trim())),
  );
}

function check(problems: readonly string[]): object {
  if (problems.length > 0) throw new ConfigError(problems);
  return {};
}

function parse<T extends z.ZodType>(schema: T, env: Environment): z.output<T> {
  const parsed = schema.safeParse(given(env));
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`));
}

/** Throws ConfigError with all that is wrong in either part, at once. */
function collect<A extends object, B extends object>(...deps: [() => A, (() => B)?]): A & B {
  const problems: string[] = [];
  const values = deps.map((part) => {
    try {
      return part?.();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
      return {};
    }
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.assign({}, ...values) as A & B;
}
