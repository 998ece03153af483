import type { Certificate } from './certificates.ts';
import { type Postgres, runOn } from './postgres.ts';

/** Lets a server speak TLS with this certificate from now on, or, without one, not any more. */
export async function useTls(postgres: Postgres, url: string, identity?: Certificate): Promise<void> {
  // Through the server itself, which may run as another user and must own its key.
  const file = (name: string, text: string) =>
    runOn(
      url,
      `copy (select '${Buffer.from(text).toString('base64')}') to program 'umask 077; base64 -d > ${name}'`,
    );
  if (identity !== undefined) {
    await file('server.crt', identity.certificate);
    await file('server.key', identity.key);
  }
  await runOn(url, `alter system set ssl = ${identity === undefined ? 'off' : 'on'}`);
  await postgres.without(async () => undefined);
}
