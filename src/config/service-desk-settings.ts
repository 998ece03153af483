import { DESK_FIELDS, type DeskField } from '../cases/service-desk.ts';
import { type Given, isSafeUrl } from './sdk-settings.ts';

/** Where a Trust's service desk is told of cases. */
export interface DeskEndpoint {
  readonly url: string;
  /** Each signs what is sent, `whsec_` and base64: two while one takes the other's place. */
  readonly secrets: readonly string[];
  /** What the desk asks for besides, such as an API key. */
  readonly header?: { readonly name: string; readonly value: string } | undefined;
  /** What of a case is not sent. */
  readonly leaveOut: readonly DeskField[];
}

/** The service desks of the Trusts. */
export interface ServiceDesks {
  readonly out: ReadonlyMap<string, DeskEndpoint>;
  /** What a Trust's desk may sign its own requests with; without any it cannot make one. */
  readonly inboundSecrets: ReadonlyMap<string, readonly string[]>;
}

const PARTS = ['URL', 'SECRET', 'HEADER', 'LEAVE_OUT', 'INBOUND_SECRET'] as const;
type Part = (typeof PARTS)[number];

const SETTING = new RegExp(`^WEBHOOK_([A-Z0-9_]+?)_(${PARTS.join('|')})$`);
/** As the specification wants it: 24 to 64 random bytes. */
const SECRET = /^whsec_([A-Za-z0-9+/]{32,86}={0,2})$/;
const NEW_SECRET = "make one with: node -p \"'whsec_'+crypto.randomBytes(32).toString('base64')\"";
const HEADER = /^([A-Za-z][A-Za-z0-9-]{0,60}): ?([\x21-\x7e][\x20-\x7e]{0,1000})$/;
/** What the bot sets itself. */
const OWN_HEADERS = /^(webhook-.*|content-.*|host|connection|transfer-encoding|user-agent)$/i;

const inSettings = (trust: string) => trust.toUpperCase().replaceAll('-', '_');

const nameOf = (trust: string, part: Part) => `WEBHOOK_${inSettings(trust)}_${part}`;

/**
 * Reads `WEBHOOK_ESNEFT_URL` and the like, one service desk a Trust. `problems` has a line for each mistake, and never a value.
 * `loopback`: an address on this machine will do, without TLS.
 */
export function readServiceDesks(
  given: Given,
  trusts: readonly string[],
  { loopback }: { readonly loopback: boolean },
): ServiceDesks & { readonly problems: readonly string[] } {
  const problems = [...unknown(given, trusts), ...sharedSecrets(given)];
  const out = new Map<string, DeskEndpoint>();
  const inboundSecrets = new Map<string, readonly string[]>();
  for (const trust of trusts) {
    const at = (part: Part) => given[nameOf(trust, part)]?.trim();
    const problem = (part: Part, fix: string) => void problems.push(`${nameOf(trust, part)}: ${fix}`);
    for (const part of ['SECRET', 'INBOUND_SECRET'] as const) {
      const secrets = secretsIn(at(part));
      if (secrets.length > MOST_SECRETS || !secrets.every(isSecret))
        problem(
          part,
          `write whsec_ and 24 to 64 random bytes in base64, or two of them with a comma; ${NEW_SECRET}`,
        );
    }
    const header = at('HEADER');
    const [, name = '', value = ''] = HEADER.exec(header ?? '') ?? [];
    if (header !== undefined && (name === '' || OWN_HEADERS.test(name)))
      problem('HEADER', 'write one header of the desk as Name: value, for example x-api-key: 123');
    const leaveOut = (at('LEAVE_OUT') ?? '').split(',').flatMap((one) => one.trim() || []);
    if (leaveOut.some((field) => !isField(field)))
      problem('LEAVE_OUT', `write some of ${DESK_FIELDS.join(', ')}, with commas between them`);
    const inbound = at('INBOUND_SECRET');
    if (inbound !== undefined) inboundSecrets.set(trust, secretsIn(inbound));
    const url = at('URL');
    const secret = at('SECRET');
    if (url !== undefined && !isEndpoint(url, loopback))
      problem('URL', 'write an address that begins with https://, without a user name in it');
    if (url === undefined && (secret ?? header ?? at('LEAVE_OUT')) !== undefined)
      problem('URL', 'write the address of the service desk too');
    if (url !== undefined && secret === undefined)
      problem('SECRET', `it goes with the address; ${NEW_SECRET}`);
    if (url === undefined || secret === undefined) continue;
    out.set(trust, {
      url,
      secrets: secretsIn(secret),
      header: header === undefined ? undefined : { name, value },
      leaveOut: leaveOut.filter(isField),
    });
  }
  return { out, inboundSecrets, problems };
}

const isField = (text: string): text is DeskField => (DESK_FIELDS as readonly string[]).includes(text);

/** The new one and the old, while a desk and the bot change to it one after the other. */
const MOST_SECRETS = 2;
const secretsIn = (text: string | undefined) => text?.split(',').map((one) => one.trim()) ?? [];

function isSecret(text: string): boolean {
  const bytes = Buffer.from(SECRET.exec(text)?.[1] ?? '', 'base64').length;
  return bytes >= 24 && bytes <= 64;
}

/** A name of this machine or of its cloud's own services is no service desk: nothing is sent there in production. */
function isEndpoint(text: string, loopback: boolean): boolean {
  const url = URL.parse(text);
  if (url === null || !isSafeUrl(text) || `${url.username}${url.password}${url.hash}` !== '') return false;
  const isHere = /^(localhost|.*\.localhost|127\..*|0\.0\.0\.0|\[::1?\]|\[::ffff:.*\])$/.test(url.hostname);
  const isLinkLocal = /^(169\.254\..*|\[fe[89ab].*\])$/.test(url.hostname);
  return !isLinkLocal && (loopback || !isHere);
}

/** Settings with a mistyped name: ignored, they would leave a desk without events. */
function unknown(given: Given, trusts: readonly string[]): string[] {
  const known = trusts.flatMap((trust) => PARTS.map((part) => nameOf(trust, part)));
  return Object.keys(given)
    .filter((name) => name.startsWith('WEBHOOK_') && !known.includes(name))
    .map((name) => {
      const part = SETTING.exec(name)?.[2];
      const end = part ?? ` and one of ${PARTS.join(', ')}`;
      return `${name}: there is no such setting; write WEBHOOK_<TRUST>_${end}, where the Trust is one of ${trusts.map(inSettings).join(', ')}`;
    });
}

/** Whoever knows a secret can pose as everybody who has the same. */
function sharedSecrets(given: Given): string[] {
  const secrets = Object.entries(given)
    .filter(([name]) => /^WEBHOOK_.*SECRET$/.test(name))
    .flatMap(([name, value]) => secretsIn(value).map((secret) => [name, secret] as const));
  return secrets
    .filter(([, secret], index) => secrets.findIndex(([, other]) => other === secret) < index)
    .map(([name]) => `${name}: another Trust or direction has the same secret; ${NEW_SECRET}`);
}
