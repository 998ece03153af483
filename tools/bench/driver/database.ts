import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newCertificateAuthority } from '../../../tests/shared/certificates.ts';
import { startPostgres } from '../../../tests/shared/postgres.ts';
import { useTls } from '../../../tests/shared/postgres-tls.ts';
import { usageOfChildren } from './process-tree.ts';

/** A PostgreSQL server with its own settings, which waits for the disk. */
export interface DatabaseServer {
  /** The address of a new, empty database, over TLS with the certificate checked, as between two machines. */
  create(): Promise<string>;
  /** What the whole server used so far, in milliseconds on a core. */
  cpuMs(): number;
  stop(): Promise<void>;
}

/** Starts it on loopback. */
export async function startDatabaseServer(): Promise<DatabaseServer> {
  const folder = mkdtempSync(join(tmpdir(), 'esr-bench-ca-'));
  const ca = join(folder, 'ca.pem');
  const authority = newCertificateAuthority();
  writeFileSync(ca, authority.certificate);
  const postgres = await startPostgres({ durable: true });
  await useTls(postgres, await postgres.createDatabase(), authority.certify('127.0.0.1', 'localhost'));
  return {
    create: async () => `${await postgres.createDatabase()}?sslmode=verify-full&sslrootcert=${ca}`,
    cpuMs: () => usageOfChildren('postgres').cpuMs,
    async stop() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
