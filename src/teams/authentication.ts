import {
  ConfigurationBotFrameworkAuthentication,
  type ConfigurationBotFrameworkAuthenticationOptions as SdkSettings,
} from 'botbuilder';
import { type ConnectorClient, ConnectorFactory } from 'botframework-connector';
import { directConnector } from './connector.ts';
import { ValidatedTokens } from './validated-tokens.ts';

type Sdk = ConfigurationBotFrameworkAuthentication;
type Authenticated = Awaited<ReturnType<Sdk['authenticateRequest']>>;
type UserTokens = ReturnType<Sdk['createUserTokenClient']>;

/** More service URLs than Teams has regions. */
const MOST_CONNECTORS = 100;

/**
 * The SDK's authentication, without doing the same thing again in every turn: the SDK would check a token's signature,
 * and build the clients for both of its services, each time. Its checks are its own.
 */
export class TeamsAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #tokens = new ValidatedTokens<Authenticated>();
  readonly #connectors = new Map<string, Promise<ConnectorClient>>();
  #userTokens: UserTokens | undefined;

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

  /** For signing people in, which this bot never does: one is made because the SDK wants one in every turn. */
  override createUserTokenClient(...claims: Parameters<Sdk['createUserTokenClient']>): UserTokens {
    this.#userTokens ??= super.createUserTokenClient(...claims);
    return this.#userTokens;
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
    const made = this.#inner.create(serviceUrl, audience).then(directConnector);
    this.#connectors.set(key, made);
    made.catch(() => this.#connectors.delete(key));
    return made;
  }
}
