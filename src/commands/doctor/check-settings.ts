import { type CommonConfig, ConfigError, type ServeConfig } from '../../config/config.ts';
import { GUIDES_FOLDER } from '../../config/content-folder.ts';
import { trustsIn } from '../../guides/load-guides.ts';
import { type Finding, ok, problem, warning } from './finding.ts';

/** Reads the settings as the service would. Without a config there is nothing more to check. */
export function checkSettings<T extends CommonConfig>(
  read: () => T,
): { readonly config: T | undefined; readonly findings: Finding[] } {
  try {
    const config = read();
    return { config, findings: [ok('settings', `complete, for ${config.trusts.join(', ')}`)] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const findings = error.problems.map((line) => {
      const [, name = 'settings', said = line] = /^(\w+): (.*)$/s.exec(line) ?? [];
      return problem('settings', `${name} is missing or wrong`, said);
    });
    return { config: undefined, findings };
  }
}

/** Which Trusts can be served, as a fix. */
export function serveOnlyYours(folder = GUIDES_FOLDER): string {
  const [first, ...others] = trustsIn(folder);
  return `serve only yours: TRUSTS=${first}${others.length > 0 ? ` (or ${others.join(', ')})` : ''}`;
}

/** Where TRUSTS is not set, every Trust is served, also those that have nothing to do with this one. */
export function checkTrusts({ trusts, guidesFolder }: CommonConfig): Finding[] {
  const all = trustsIn(guidesFolder).length;
  return all > 1 && trusts.length === all
    ? [
        warning(
          'settings',
          `all ${all} Trusts that have a guide are served`,
          `If that is a mistake, ${serveOnlyYours(guidesFolder)}`,
        ),
      ]
    : [];
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The shape of the credentials: the mistakes people make when they copy them. Never prints one. */
export function checkCredentials({ sdk, serviceHosts }: ServeConfig): Finding[] {
  const findings: Finding[] = [];
  const secret = sdk.MicrosoftAppPassword;
  if (secret !== undefined && GUID.test(secret))
    findings.push(
      problem(
        'credentials',
        'MicrosoftAppPassword is a GUID: the id of a secret',
        "Set the secret's value, which Azure shows once; if it is lost, make a new secret.",
      ),
    );
  if (secret !== undefined && secret !== secret.trim())
    findings.push(
      problem(
        'credentials',
        'MicrosoftAppPassword begins or ends with a space',
        'Copy it again without the space.',
      ),
    );
  if (sdk.CertificateThumbprint !== undefined && !/^[0-9a-f]{40}$/i.test(sdk.CertificateThumbprint))
    findings.push(
      problem(
        'credentials',
        'CertificateThumbprint is not 40 hexadecimal digits',
        'Copy the SHA-1 thumbprint that Azure shows, without colons.',
      ),
    );
  if (
    sdk.CertificatePrivateKey !== undefined &&
    !/-----BEGIN [A-Z ]*PRIVATE KEY-----[\r\n]/.test(sdk.CertificatePrivateKey)
  )
    findings.push(
      problem(
        'credentials',
        'CertificatePrivateKey is not a PEM private key with its line breaks',
        'Set the whole PEM text, from -----BEGIN to -----END.',
      ),
    );
  if (serviceHosts.some((host) => !/(^|\.)(trafficmanager\.net|teams\.microsoft\.(com|us))$/.test(host)))
    findings.push(
      warning(
        'settings',
        "SERVICE_URL_HOSTS names a host that is not Microsoft's",
        'Remove it unless this is a test: the bot sends its credentials there.',
      ),
    );
  if (findings.length === 0) findings.push(ok('credentials', `${sdk.MicrosoftAppType}, of the right shape`));
  return findings;
}
