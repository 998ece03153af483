import { z } from 'zod';
import type { TrustId } from '../guides/ids.ts';
import { trustsIn } from '../guides/load-guides.ts';
import { GUIDES_FOLDER } from './content-folder.ts';
import { readDatabaseUrl } from './database-url.ts';
import { cloudProblems, credentialProblems, type Given, SDK_SETTINGS, sdkSettings } from './sdk-settings.ts';
import { readServiceDesks, type ServiceDesks } from './service-desk-settings.ts';
import { certificateEnds, isConnectionString } from './telemetry-settings.ts';
import { type HoursOf, readWorkingHours, type SaidHoursOf, USUAL_HOURS } from './working-hours.ts';

/** The environment unchanged. Only this file reads it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment that this process was started with. */
export const ownEnvironment = (): Environment => process.env;

/** Settings are missing or contradict each other; each line names one and how to fix it. */
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
  /** The same, but only where somebody set them: what people are told. */
  readonly saidHoursOf: SaidHoursOf;
  /** Days of silence after "resolved" until a case closes by itself. */
  readonly closeAfterDays: number;
  /** Whether pictures that people send are read, and may go to the ESR Team. */
  readonly readScreens: boolean;
  /**
   * Whether help is offered where an escalation chat's message has a learner and no mention; Teams sends those only to an app that its
   * package permits to read its chats.
   */
  readonly offerHelp: boolean;
  /** Days from a case's closing until its personal data is deleted. */
  readonly purgeAfterDays: number;
  /** What the hashes of wordings that found no problem are made with; another one for each start where none is given. */
  readonly wordingsKey?: string | undefined;
  /** Where Trusts' service desks are told of cases, and what these sign their requests with. */
  readonly serviceDesks: ServiceDesks;
  /** A port that only this machine can reach, for `/metrics` and the details of `/readyz`. */
  readonly metricsPort?: number | undefined;
  /** Grants access to them on the bot's own port; without one there is none. */
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

/** Each item once. */
const list = (text: string) => [
  ...new Set(
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  ),
];

const PORT = 'write a number up to 65535, for example PORT=3978';
const Port = z.coerce.number(PORT).int(PORT).min(0, PORT).max(65535, PORT);

const Guid = z.guid('write the id as Azure shows it, such as 11111111-2222-3333-4444-555555555555');

const Secret = z.string().min(24, 'write 24 letters and digits or more, made at random');

const yesOrNo = (otherwise: 'yes' | 'no') =>
  z
    .enum(['yes', 'no'], 'write yes or no')
    .default(otherwise)
    .transform((given) => given === 'yes');

/** The settings of every mode, where these Trusts have a guide. */
const settingsOf = (trustIds: readonly TrustId[]) =>
  z.object({
    PORT: Port.default(3978),
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
      .default(trustIds.join(','))
      .transform(list)
      .pipe(
        z
          .array(z.enum(trustIds, `write one or more of ${trustIds.join(', ')}, with commas between them`))
          .min(1, `write at least one of ${trustIds.join(', ')}`)
          .transform((trusts) => trusts as [TrustId, ...TrustId[]]),
      ),
    DEFAULT_TRUST: z.enum(trustIds, `write one of ${trustIds.join(', ')}`).optional(),
    WORKING_HOURS: z.string().transform(readWorkingHours(trustIds)).optional(),
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
    WORDINGS_KEY: Secret.optional(),
    READ_SCREENS: yesOrNo('yes'),
    OFFER_HELP: yesOrNo('no'),
    METRICS_PORT: Port.optional(),
    METRICS_TOKEN: Secret.optional(),
    LOG_LEVEL: z.enum(LOG_LEVELS, `write one of ${LOG_LEVELS.join(', ')}`).default('info'),
  });

const serveSettingsOf = (trustIds: readonly TrustId[]) =>
  settingsOf(trustIds).extend({
    MicrosoftAppType: z.enum(
      ['UserAssignedMSI', 'SingleTenant'],
      'write UserAssignedMSI (a managed identity in Azure) or SingleTenant (with a secret or certificate)',
    ),
    MicrosoftAppId: Guid,
    MicrosoftAppTenantId: Guid,
    ALLOWED_TENANTS: z
      .string(
        'write the ids of the directories (tenants) whose people may use the bot, with commas between them',
      )
      .transform(list)
      .pipe(z.array(Guid).min(1, 'write at least one directory (tenant) id')),
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

/** The names of all settings but service desks' (`WEBHOOK_<TRUST>_…`). */
export const settingNames = (): readonly string[] => [
  ...new Set(['GUIDES_DIR', ...Object.keys(serveSettingsOf([]).shape), ...SDK_SETTINGS]),
];

/** Adds the rules between two settings. Each is checked where both can be read, even if other settings are wrong. */
const agreeing = <T extends ReturnType<typeof settingsOf>>(schema: T) =>
  schema
    .refine(({ PORT, METRICS_PORT: own }) => own === undefined || own === 0 || own !== PORT, {
      path: ['METRICS_PORT'],
      message: 'choose another port than PORT',
      when: () => true,
    })
    .refine(({ TRUSTS, DEFAULT_TRUST }) => DEFAULT_TRUST === undefined || TRUSTS.includes(DEFAULT_TRUST), {
      path: ['DEFAULT_TRUST'],
      message: 'it is not one of TRUSTS; add it there, or choose another',
      when: ({ issues }) =>
        !issues.some(({ path }) => path?.[0] === 'TRUSTS' || path?.[0] === 'DEFAULT_TRUST'),
    });

/** Settings for `npm start`. Throws ConfigError. */
export function trialConfig(env: Environment = process.env): TrialConfig {
  return { mode: 'trial', ...commonConfig(env) };
}

/** Settings for commands that only use the database. Throws ConfigError. */
export function commonConfig(env: Environment = process.env): CommonConfig {
  const given = givenIn(env);
  const guides = guidesIn(given);
  const serviceDesks = readServiceDesks(given, guides.trustIds, { loopback: true });
  return common(read(settingsOf(guides.trustIds), given, serviceDesks.problems), guides, serviceDesks);
}

/** Settings for `npm run serve`. Throws ConfigError listing every error. */
export function serveConfig(env: Environment = process.env): ServeConfig {
  const given = givenIn(env);
  const guides = guidesIn(given);
  const serviceDesks = readServiceDesks(given, guides.trustIds, { loopback: false });
  const values = read(serveSettingsOf(guides.trustIds), given, [
    ...credentialProblems(given),
    ...cloudProblems(given),
    ...serviceDesks.problems,
  ]);
  return {
    mode: 'serve',
    ...common(values, guides, serviceDesks),
    sdk: sdkSettings(given),
    appId: values.MicrosoftAppId,
    allowedTenants: values.ALLOWED_TENANTS.map((tenant) => tenant.toLowerCase()),
    serviceHosts: values.SERVICE_URL_HOSTS.map((host) => host.toLowerCase()),
    tokenIssuer: values.ToBotFromChannelTokenIssuer,
    telemetry: values.APPLICATIONINSIGHTS_CONNECTION_STRING,
    credentialEnds: values.SECRET_EXPIRES ?? certificateEnds(given.CertificatePrivateKey),
  };
}

/** The folder of the guides, and the Trusts that have one there. */
function guidesIn({ GUIDES_DIR: folder = GUIDES_FOLDER }: Given) {
  const trustIds = trustsIn(folder);
  if (trustIds.length > 0) return { folder, trustIds };
  throw new ConfigError([
    `GUIDES_DIR: there are no guides in ${folder}; name a folder with a file for each Trust, such as north-bay.yaml`,
  ]);
}

function common(
  values: z.output<ReturnType<typeof settingsOf>>,
  guides: ReturnType<typeof guidesIn>,
  { out, inboundSecrets }: ServiceDesks,
): CommonConfig {
  const [first] = values.TRUSTS;
  const saidHoursOf: SaidHoursOf = values.WORKING_HOURS ?? ((_, inGuide) => inGuide);
  return {
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    azureClientId: values.AZURE_CLIENT_ID,
    guidesFolder: guides.folder,
    trusts: values.TRUSTS,
    defaultTrust: values.DEFAULT_TRUST ?? first,
    logLevel: values.LOG_LEVEL,
    hoursOf: (trust, inGuide) => saidHoursOf(trust, inGuide) ?? USUAL_HOURS,
    saidHoursOf,
    closeAfterDays: values.CLOSE_AFTER_DAYS,
    readScreens: values.READ_SCREENS,
    offerHelp: values.OFFER_HELP,
    purgeAfterDays: values.PURGE_AFTER_DAYS,
    wordingsKey: values.WORDINGS_KEY,
    serviceDesks: { out, inboundSecrets },
    metricsPort: values.METRICS_PORT,
    metricsToken: values.METRICS_TOKEN,
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
function givenIn(env: Environment): Given {
  return Object.fromEntries(
    Object.entries(env).filter((one): one is [string, string] => Boolean(one[1]?.trim())),
  );
}

function read<T extends ReturnType<typeof settingsOf>>(
  schema: T,
  given: Given,
  others: readonly string[],
): z.output<T> {
  const parsed = agreeing(schema).safeParse(given);
  const problems = (parsed.error?.issues ?? []).map(({ path, message }) => `${String(path[0])}: ${message}`);
  if (!parsed.success || others.length > 0) throw new ConfigError([...problems, ...others]);
  return parsed.data;
}
