/** Settings that have a value: an empty one is the same as none. */
export type Given = Readonly<Record<string, string>>;

/** Any of these puts the SDK into its own-cloud mode, in which it has no defaults for the others. */
const OWN_CLOUD = [
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromChannelTokenIssuer',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'OAuthUrl',
] as const;

/** Where the SDK fetches keys and tokens: without TLS, anyone on the network path could let everyone in. */
const FETCHED = [
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'ToChannelFromBotLoginUrl',
];

/** Passed on to the Bot Framework SDK unchanged, to allow another cloud or a local authority. */
export const SDK_SETTINGS: readonly string[] = [
  'MicrosoftAppType',
  'MicrosoftAppId',
  'MicrosoftAppTenantId',
  'MicrosoftAppPassword',
  'CertificateThumbprint',
  'CertificatePrivateKey',
  'CallerId',
  'ValidateAuthority',
  ...OWN_CLOUD,
];

/** The settings that go to the SDK. */
export const sdkSettings = (given: Given): Given =>
  Object.fromEntries(Object.entries(given).filter(([name]) => SDK_SETTINGS.includes(name)));

/** Missing or superfluous credentials, for the kind of registration. */
export function credentialProblems(given: Given): string[] {
  const secret = 'MicrosoftAppPassword' in given;
  const thumbprint = 'CertificateThumbprint' in given;
  const key = 'CertificatePrivateKey' in given;
  if (given.MicrosoftAppType === 'UserAssignedMSI') {
    return secret || thumbprint || key
      ? ['MicrosoftAppPassword: a managed identity has no secret; remove it, and any Certificate… setting']
      : [];
  }
  if (given.MicrosoftAppType !== 'SingleTenant') return [];
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

/** Missing settings of another cloud, or addresses that are not secure or trusted. */
export function cloudProblems(given: Given): string[] {
  const problems: string[] = [];
  if (given.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    problems.push(
      'NODE_TLS_REJECT_UNAUTHORIZED: remove it; to trust another authority, name it in NODE_EXTRA_CA_CERTS',
    );
  }
  if ('ChannelService' in given) {
    problems.push(`ChannelService: remove it; name another cloud by ${OWN_CLOUD.join(', ')}`);
  }
  const missing = OWN_CLOUD.filter((name) => !(name in given));
  if ('CallerId' in given || missing.length < OWN_CLOUD.length) {
    problems.push(
      ...missing.map((name) => `${name}: another cloud needs all of ${OWN_CLOUD.join(', ')}, or none`),
    );
  }
  for (const name of FETCHED) {
    const url = given[name];
    if (url !== undefined && !isSafeUrl(url))
      problems.push(`${name}: write an address that begins with https://`);
  }
  return problems;
}

/** Whether a response from this address can be trusted: over TLS, or from this machine. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3})$/.test(hostname));
}
