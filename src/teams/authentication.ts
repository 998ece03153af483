import {
  ConfigurationBotFrameworkAuthentication,
  type ConfigurationBotFrameworkAuthenticationOptions as SdkSettings,
} from 'botbuilder';
import {
  type AppCredentials,
  type ConnectorClient,
  ConnectorFactory,
  type ServiceClientCredentialsFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { directConnector } from './connector.ts';
import { ValidatedTokens } from './validated-tokens.ts';

type Sdk = ConfigurationBotFrameworkAuthentication;
type Authenticated = Awaited<ReturnType<Sdk['authenticateRequest']>>;

/** More service URLs than Teams has regions. */
const MOST_CONNECTORS = 100;

/** For signing people in, which this bot never does; the SDK wants one in every turn. */
const NOBODY_SIGNS_IN = Promise.resolve({} as UserTokenClient);

/**
 * The SDK's authentication, without doing the same thing again in every turn: the SDK would check a token's signature,
 * and build the clients for both of its services, each time. Its checks are its own.
 */
export class TeamsAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #tokens = new ValidatedTokens<Authenticated>();
  readonly #connectors = new Map<string, Promise<ConnectorClient>>();

  constructor(settings: SdkSettings = {}) {
    super(settings);
  }

  override async authenticateRequest(
    ...[activity, header]: Parameters<Sdk['authenticateRequest']>
  ): Promise<Authenticated> {
    const { channelId = '', serviceUrl = '' } = activity;
    const now = Date.now();
    const known = this.#tokens.find(header, channelId, serviceUrl, now);
    if (known !== undefined) return known;
    const checked = await super.authenticateRequest(activity, header);
    const { connectorFactory, claimsIdentity } = checked;
    const result = connectorFactory
      ? { ...checked, connectorFactory: this.#keeping(connectorFactory) }
      : checked;
    const expires = Number(claimsIdentity.getClaimValue('exp') ?? Number.NaN);
    this.#tokens.keep(header, channelId, serviceUrl, expires, now, result);
    return result;
  }

  override createConnectorFactory(...claims: Parameters<Sdk['createConnectorFactory']>): ConnectorFactory {
    return this.#keeping(super.createConnectorFactory(...claims));
  }

  override createUserTokenClient(): Promise<UserTokenClient> {
    return NOBODY_SIGNS_IN;
  }

  #keeping(factory: ConnectorFactory): ConnectorFactory {
    return new KeepingFactory(factory, this.#connectors);
  }
}

/** Makes one connector for each service URL and audience, and gives the same one from then on. */
class KeepingFactory extends ConnectorFactory {
  readonly #inner: ConnectorFactory;
  readonly #connectors: Map<string, Promise<ConnectorClient>>;

  constructor(inner: ConnectorFactory, connectors: Map<string, Promise<ConnectorClient>>) {
    super();
    this.#inner = inner;
    this.#connectors = connectors;
  }

  override create(serviceUrl: string, audience?: string): Promise<ConnectorClient> {
    const key = `${audience} ${serviceUrl}`;
    const known = this.#connectors.get(key);
    if (known !== undefined) return known;
    if (this.#connectors.size >= MOST_CONNECTORS) this.#connectors.clear();
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

/** The parts of the SDK's connector factory that its types hide. */
interface Hidden {
  readonly credentialFactory: ServiceClientCredentialsFactory;
  readonly appId: string;
  readonly toChannelFromBotOAuthScope: string;
  readonly loginEndpoint: string;
  readonly validateAuthority: boolean;
}
