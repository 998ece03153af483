import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { PostgresAddress } from '../../config/database-url.ts';
import { managedIdentity } from '../../config/managed-identity.ts';

/** Azure Database for PostgreSQL takes a token for this resource as a password. */
const AZURE_POSTGRESQL = 'https://ossrdbms-aad.database.windows.net/.default';

/** Longer than a token may take. */
const CONNECT_TIMEOUT_MS = 10_000;

export interface PoolOptions {
  /** Client id of the managed identity that signs in where the address has no password. */
  readonly identity?: string | undefined;
  /** The most concurrent connections. */
  readonly max: number;
  /** Nothing can be written over these connections. */
  readonly readOnly?: boolean;
}

/**
 * Connections to PostgreSQL: the one way there. To another machine over TLS with the server's certificate checked, and
 * without a password in the address as a managed identity in Azure. Opens none yet; throws where a file of certificates
 * cannot be read.
 */
export function postgresPool(address: PostgresAddress, options: PoolOptions): pg.Pool {
  // Counts and versions are small; PostgreSQL's bigint would otherwise come back as text.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const { host, port, user, database, rootCertificates } = address;
  const password = address.password ?? (address.local ? undefined : tokens(options.identity));
  const pool = new pg.Pool({
    Client,
    host,
    port,
    max: options.max,
    pipeline: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED=0 cannot override it.
    ssl: address.tls && {
      rejectUnauthorized: true,
      ...(rootCertificates !== undefined && { ca: readFileSync(rootCertificates) }),
    },
    ...(user !== undefined && { user }),
    ...(database !== undefined && { database }),
    ...(password !== undefined && { password }),
    ...(options.readOnly && { options: '-c default_transaction_read_only=on' }),
  });
  // A broken connection is replaced, and its query fails with an error; without these two listeners, for idle connections and
  // busy ones, it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Asked for by each new connection: a token lives for hours, connections for longer. */
function tokens(identity: string | undefined): () => Promise<string> {
  const fetch = managedIdentity(identity);
  return async () => (await fetch(AZURE_POSTGRESQL)).token;
}

type Connected = (error: Error | null) => void;

/** Where pg gets no password it leaves the connection open: the process could not end before the server closes it. */
class Client extends pg.Client {
  override connect(): Promise<pg.Client>;
  override connect(done: Connected): void;
  override connect(done?: Connected): Promise<pg.Client> | undefined {
    if (done === undefined) return super.connect();
    super.connect((error: Error | null) => {
      if (error) this.end().catch(() => undefined);
      done(error);
    });
    return undefined;
  }
}
