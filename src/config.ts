import { z } from 'zod';
import { TRUST_IDS, type TrustId } from './guides/ids.ts';

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
  readonly trusts: readonly [TrustId, ...TrustId[]];
  readonly defaultTrust: TrustId;
  readonly logLevel: (typeof LOG_LEVELS)[number];
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
}

export type Config = TrialConfig | ServeConfig;

/** Passed on to the Bot Framework SDK as they are, so that another cloud or a local authority can be used. */
const SDK_SETTINGS = [
  'MicrosoftAppType',
  'MicrosoftAppId',
  'MicrosoftAppTenantId',
  'MicrosoftAppPassword',
  'CertificateThumbprint',
  'CertificatePrivateKey',
  'ChannelService',
  'CallerId',
  'ValidateAuthority',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromChannelTokenIssuer',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'OAuthUrl',
] as const;

const list = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const Common = z.object({
  PORT: z.coerce.number('write a number, for example PORT=3978').int().min(0).max(65535).default(3978),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'write sqlite:FILE or postgres://USER@HOST/DATABASE')
    .default('sqlite:data/esr-bot.db'),
  TRUSTS: z
    .string()
    .default(TRUST_IDS.join(','))
    .transform(list)
    .pipe(
      z
        .array(z.enum(TRUST_IDS, `write one or more of ${TRUST_IDS.join(', ')}, with commas between them`))
        .min(1, `write at least one of ${TRUST_IDS.join(', ')}`),
    ),
  DEFAULT_TRUST: z.enum(TRUST_IDS, `write one of ${TRUST_IDS.join(', ')}`).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `write one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

const Guid = z.guid('write the id as Azure shows it, such as 11111111-2222-3333-4444-555555555555');

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
      () => serve(env),
    ),
  };
}

/** Settings for commands that only touch the database. Throws ConfigError. */
export function commonConfig(env: Environment = process.env): CommonConfig {
  return collect(() => common(env));
}

function common(env: Environment): CommonConfig {
  const values = parse(Common, env);
  const [first, ...others] = [...new Set(values.TRUSTS)];
  const chosen =
    values.DEFAULT_TRUST ?? (first === undefined || values.TRUSTS.includes('esneft') ? 'esneft' : first);
  if (first === undefined || !values.TRUSTS.includes(chosen)) {
    throw new ConfigError([`DEFAULT_TRUST: ${chosen} is not one of TRUSTS; add it there, or choose another`]);
  }
  return {
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    trusts: [first, ...others],
    defaultTrust: chosen,
    logLevel: values.LOG_LEVEL,
  };
}

function serve(env: Environment): Omit<ServeConfig, keyof CommonConfig | 'mode'> {
  const values = parse(Serve, env);
  const problems = credentialProblems(env, values.MicrosoftAppType);
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    sdk: Object.fromEntries(SDK_SETTINGS.flatMap((name) => (env[name] ? [[name, env[name]]] : []))),
    appId: values.MicrosoftAppId,
    allowedTenants: values.ALLOWED_TENANTS.map((tenant) => tenant.toLowerCase()),
    serviceHosts: values.SERVICE_URL_HOSTS.map((host) => host.toLowerCase()),
    tokenIssuer: values.ToBotFromChannelTokenIssuer,
  };
}

function credentialProblems(env: Environment, type: 'UserAssignedMSI' | 'SingleTenant'): string[] {
  const secret = Boolean(env.MicrosoftAppPassword);
  const thumbprint = Boolean(env.CertificateThumbprint);
  const key = Boolean(env.CertificatePrivateKey);
  if (type === 'UserAssignedMSI') {
    return secret || thumbprint || key
      ? ['MicrosoftAppPassword: a managed identity has no secret; remove it, and any Certificate… setting']
      : [];
  }
  if (thumbprint !== key)
    return ['CertificatePrivateKey: set it together with CertificateThumbprint, or neither'];
  if (secret && key)
    return ['MicrosoftAppPassword: remove it, or the Certificate… settings; only one is used'];
  if (!secret && !key) {
    return [
      "MicrosoftAppPassword: SingleTenant needs the secret's value (not its id), or CertificateThumbprint and CertificatePrivateKey",
    ];
  }
  return [];
}

/** An empty setting is the same as none: environment files are full of them. */
function parse<T extends z.ZodType>(schema: T, env: Environment): z.output<T> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`));
}

/** Runs both parts, so that all that is wrong is said at once. */
function collect<A extends object, B extends object = object>(first: () => A, second?: () => B): A & B {
  const problems: string[] = [];
  const attempt = <T>(part: (() => T) | undefined): T | undefined => {
    try {
      return part?.();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const values = [attempt(first), attempt(second)];
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.assign({}, ...values) as A & B;
}
