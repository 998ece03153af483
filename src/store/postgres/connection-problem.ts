/** Why connecting to PostgreSQL failed: a code for the log, the problem, and the fix. */
export interface ConnectionProblem {
  readonly code: string;
  readonly what: string;
  readonly fix: string;
}

type Said = Omit<ConnectionProblem, 'code'>;

const UNKNOWN_HOST: Said = {
  what: 'no machine has the name that DATABASE_URL gives',
  fix: 'Correct the host in DATABASE_URL, or the name server that this machine asks.',
};
const NO_ANSWER: Said = {
  what: 'PostgreSQL does not answer there',
  fix: 'Check that it runs, host and port in DATABASE_URL, and that no firewall is between.',
};
const NOT_TRUSTED: Said = {
  what: 'the certificate of PostgreSQL comes from an authority that this machine does not trust',
  fix: "Add ?sslmode=verify-full&sslrootcert=FILE to DATABASE_URL, with that authority's certificate in the file, as PEM text.",
};
const OTHER_NAME: Said = {
  what: 'the certificate of PostgreSQL is for another name than the host in DATABASE_URL',
  fix: 'Write the host as the certificate names it, or give the server a certificate for this name.',
};
const NOT_NOW: Said = {
  what: 'the certificate of PostgreSQL has run out, or is not valid yet',
  fix: 'Give the server a new certificate; check the clocks of both machines.',
};
const NO_TLS: Said = {
  what: 'PostgreSQL does not speak TLS',
  fix: 'Give it a certificate and set ssl = on in postgresql.conf.',
};
const NO_FILE: Said = {
  what: 'a file that DATABASE_URL names cannot be read',
  fix: 'Check the path after sslrootcert= or host=, and that the service may read it.',
};
const REFUSED: Said = {
  what: 'PostgreSQL refuses this sign-in',
  fix: 'Check user and password in DATABASE_URL. In Azure, that the user is named as the managed identity, and that the identity is an Entra administrator of the server or a role in it.',
};
const NO_DATABASE: Said = {
  what: 'PostgreSQL has no database of that name',
  fix: 'Make it (createdb), or correct the name in DATABASE_URL.',
};
const NO_TOKEN: Said = {
  what: 'DATABASE_URL has no password, and Azure gave no token instead',
  fix: 'In Azure, assign the managed identity to this machine or web app and set AZURE_CLIENT_ID to its client id. Elsewhere, write the password into DATABASE_URL.',
};

/** By the code of Node, of OpenSSL, or of PostgreSQL (its SQLSTATE). */
const BY_CODE: Readonly<Record<string, Said>> = {
  ENOTFOUND: UNKNOWN_HOST,
  EAI_AGAIN: UNKNOWN_HOST,
  ECONNREFUSED: NO_ANSWER,
  ECONNRESET: NO_ANSWER,
  ETIMEDOUT: NO_ANSWER,
  EHOSTUNREACH: NO_ANSWER,
  ENETUNREACH: NO_ANSWER,
  SELF_SIGNED_CERT_IN_CHAIN: NOT_TRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: NOT_TRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NOT_TRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: OTHER_NAME,
  CERT_HAS_EXPIRED: NOT_NOW,
  CERT_NOT_YET_VALID: NOT_NOW,
  ENOENT: NO_FILE,
  EACCES: NO_FILE,
  EISDIR: NO_FILE,
  '28P01': REFUSED,
  '28000': REFUSED,
  '3D000': NO_DATABASE,
  NO_IDENTITY_TOKEN: NO_TOKEN,
};

/** Undefined where the error is not about connecting. */
export function connectionProblem(error: unknown): ConnectionProblem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, message } = error as Error & { code?: unknown };
  const known = BY_CODE[String(code)];
  if (known !== undefined) return { code: String(code), ...known };
  // pg gives these no code.
  if (/does not support SSL/.test(message)) return { code: 'NO_TLS', ...NO_TLS };
  if (/timeout/i.test(message)) return { code: 'ETIMEDOUT', ...NO_ANSWER };
  return undefined;
}
