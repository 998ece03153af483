import type { ServeConfig } from '../../config/config.ts';
import { TeamsAuthentication } from '../../teams/authentication.ts';
import { SignInError } from '../../teams/credentials.ts';
import { type Finding, ok, problem } from './finding.ts';

const KEYS = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

/** Fetches what the bot itself fetches, in the same way: a token to write to Teams, and the keys that Teams signs with. */
export async function checkOnline(config: ServeConfig): Promise<Finding[]> {
  return [await token(config), await keys()];
}

async function token({ sdk }: ServeConfig): Promise<Finding> {
  try {
    await new TeamsAuthentication(sdk).token(true);
    return ok('credentials', 'Entra ID gave a token for the Bot Framework');
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    return problem('credentials', `no token (${error.code})`, error.message);
  }
}

async function keys(): Promise<Finding> {
  const said = await fetch(KEYS, { signal: AbortSignal.timeout(10_000) }).then(
    (response) => response.status,
    () => 'no answer',
  );
  return said === 200
    ? ok('network', "Microsoft's signing keys can be fetched")
    : problem(
        'network',
        `Microsoft's signing keys cannot be fetched (${said})`,
        'Let this machine reach login.botframework.com, login.microsoftonline.com and smba.trafficmanager.net on port 443.',
      );
}
