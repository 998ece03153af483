import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  type AppCredentials,
  AuthenticationConstants,
  ClaimsIdentity,
  type ConnectorClient,
  ConnectorFactory,
  type ServiceClientCredentialsFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';
import { LRUCache } from 'lru-cache';
import { directConnector } from './connector.ts';
import { BotCredentials } from './credentials.ts';
import { withConsoleErrorMuted } from './mute-console.ts';
import { SigningKeys } from './signing-keys.ts';
import { ValidatedTokens } from './validated-tokens.ts';

type Sdk = ConfigurationBotFrameworkAuthentication;
type Authenticated = Awaited<ReturnType<Sdk['authenticateRequest']>>;

/** Why nothing may be sent to a service URL; undefined where it may. */
type ServiceUrlCheck = (serviceUrl: string) => string | undefined;

/** A chat's service URL, kept from before, is not one that may be written to now. */
class ServiceUrlRefused extends Error {
  readonly code = 'SERVICE_URL_NOT_ALLOWED';
  constructor(problem: string) {
    super(`Nothing is sent to that chat (${problem}). Name its service URL's host in SERVICE_URL_HOSTS.`);
  }
}

/** More service URLs than Teams has regions. */
const MOST_CONNECTORS = 100;

/** For signing people in, which this bot never does; the SDK wants one in every turn. */
const NOBODY_SIGNS_IN = Promise.resolve({} as UserTokenClient);

/**
 * The SDK's authentication with its results cached: by itself it checks a token's signature, and builds the clients of both of
 * its services, in every turn. What is checked is still the SDK's.
 */
export class TeamsAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #bot: ClaimsIdentity;
  readonly #tokens = new ValidatedTokens<Authenticated>();
  readonly #connectors = new LRUCache<string, Promise<ConnectorClient>>({ max: MOST_CONNECTORS });
  readonly #checkServiceUrl: ServiceUrlCheck;

  /** What the tokens of Teams are checked with. */
  readonly signingKeys: SigningKeys;

  /** Without settings there is no sign-in: a trial. */
  constructor(
    settings?: Readonly<Record<string, string>>,
    checkServiceUrl: ServiceUrlCheck = () => 'nowhere',
    keysFailed?: (error: unknown) => void,
  ) {
    super(settings ?? {}, settings && new BotCredentials(settings));
    this.#checkServiceUrl = checkServiceUrl;
    const url =
      settings?.ToBotFromChannelOpenIdMetadataUrl ??
      AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl;
    this.signingKeys = new SigningKeys({ url, ...(keysFailed && { failed: keysFailed }) });
    // The SDK keeps one source of keys for each address, and asks it for the key of each token.
    (JwtTokenExtractor as unknown as KeySources).openIdMetadataCache.set(url, this.signingKeys);
    this.#bot = new ClaimsIdentity([{ type: 'aud', value: settings?.MicrosoftAppId ?? '' }], true);
  }

  /** The token that the bot writes to Teams with: the one it has, or with `afresh` a new one. Throws SignInError. */
  async token(afresh = false): Promise<string> {
    const credentials = await credentialsOf(super.createConnectorFactory(this.#bot), undefined);
    return credentials.getToken(afresh);
  }

  override async authenticateRequest(
    ...[activity, header]: Parameters<Sdk['authenticateRequest']>
  ): Promise<Authenticated> {
    const { channelId = '', serviceUrl = '' } = activity;
    const now = Date.now();
    const known = this.#tokens.find(header, channelId, serviceUrl, now);
    if (known !== undefined) return known;
    const checked = await withConsoleErrorMuted(() => super.authenticateRequest(activity, header));
    const { connectorFactory, claimsIdentity } = checked;
    const result = connectorFactory
      ? { ...checked, connectorFactory: this.#cached(connectorFactory) }
      : checked;
    const expires = Number(claimsIdentity.getClaimValue('exp') ?? Number.NaN);
    this.#tokens.keep(header, channelId, serviceUrl, expires, now, result);
    return result;
  }

  override createConnectorFactory(...claims: Parameters<Sdk['createConnectorFactory']>): ConnectorFactory {
    return this.#cached(super.createConnectorFactory(...claims));
  }

  override createUserTokenClient(): Promise<UserTokenClient> {
    return NOBODY_SIGNS_IN;
  }

  #cached(factory: ConnectorFactory): ConnectorFactory {
    return new CachingFactory(factory, this.#connectors, this.#checkServiceUrl);
  }
}

/** Makes one connector for each service URL and audience. */
class CachingFactory extends ConnectorFactory {
  readonly #inner: ConnectorFactory;
  readonly #connectors: LRUCache<string, Promise<ConnectorClient>>;
  readonly #checkServiceUrl: ServiceUrlCheck;

  constructor(
    inner: ConnectorFactory,
    connectors: LRUCache<string, Promise<ConnectorClient>>,
    checkServiceUrl: ServiceUrlCheck,
  ) {
    super();
    this.#inner = inner;
    this.#connectors = connectors;
    this.#checkServiceUrl = checkServiceUrl;
  }

  override async create(serviceUrl: string, audience?: string): Promise<ConnectorClient> {
    const problem = this.#checkServiceUrl(serviceUrl);
    if (problem !== undefined) throw new ServiceUrlRefused(problem);
    const key = `${audience} ${serviceUrl}`;
    const known = this.#connectors.get(key);
    if (known !== undefined) return known;
    const made = this.#make(serviceUrl, audience);
    this.#connectors.set(key, made);
    made.catch(() => this.#connectors.delete(key));
    return made;
  }

  async #make(serviceUrl: string, audience: string | undefined): Promise<ConnectorClient> {
    const credentials = await credentialsOf(this.#inner, audience);
    return directConnector(serviceUrl, credentials, () => this.#inner.create(serviceUrl, audience));
  }
}

/** As the SDK's own factory makes them for its connectors. */
function credentialsOf(factory: ConnectorFactory, audience: string | undefined): Promise<AppCredentials> {
  const { credentialFactory, appId, toChannelFromBotOAuthScope, loginEndpoint, validateAuthority } =
    factory as unknown as Hidden;
  const scope = audience ?? toChannelFromBotOAuthScope;
  return credentialFactory.createCredentials(
    appId,
    scope,
    loginEndpoint,
    validateAuthority,
  ) as Promise<AppCredentials>;
}

/** Where the SDK's token check finds its keys; its types hide it. */
interface KeySources {
  readonly openIdMetadataCache: Map<string, Pick<SigningKeys, 'getKey'>>;
}

/** The parts of the SDK's connector factory that its types hide. */
interface Hidden {
  readonly credentialFactory: ServiceClientCredentialsFactory;
  readonly appId: string;
  readonly toChannelFromBotOAuthScope: string;
  readonly loginEndpoint: string;
  readonly validateAuthority: boolean;
}
