import { z } from 'zod';
import { editDistance } from '../../text/edit-distance.ts';
import { foldLookAlikes } from '../../text/look-alikes.ts';
import type { EmailIssueCode, Reading } from './issues.ts';

const EMAIL = z.email();
const LONGEST = 254; // RFC 5321

const KNOWN_DOMAINS = [
  'nhs.net',
  'esneft.nhs.uk',
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'hotmail.co.uk',
  'live.co.uk',
  'live.com',
  'msn.com',
  'yahoo.com',
  'yahoo.co.uk',
  'ymail.com',
  'icloud.com',
  'me.com',
  'mac.com',
  'aol.com',
  'btinternet.com',
  'sky.com',
  'talktalk.net',
  'virginmedia.com',
  'ntlworld.com',
  'protonmail.com',
  'proton.me',
];

/** Real domains that are one letter away from a known one. */
const REAL_NEIGHBOURS = ['mail.com', 'email.com', 'gmx.com', 'we.com', 'fmail.com', 'live.co'];

/** Intended domains that edit distance does not find. */
const MEANT = new Map([
  ['nhs.uk', 'nhs.net'],
  ['nhs.co.uk', 'nhs.net'],
  ['nhs.com', 'nhs.net'],
  ['nhs.org', 'nhs.net'],
  ['nhs.org.uk', 'nhs.net'],
  ['nhs.net.uk', 'nhs.net'],
  ['nhs.net.com', 'nhs.net'],
  ['gmail.co.uk', 'gmail.com'],
  ['gmail', 'gmail.com'],
  ['icloud', 'icloud.com'],
  ['esneft.nhs.net', 'esneft.nhs.uk'],
  ['esneft.net', 'esneft.nhs.uk'],
  ['esneft.uk', 'esneft.nhs.uk'],
  ['esneft.co.uk', 'esneft.nhs.uk'],
]);

/** What stands before the @ of an address. */
export const localPart = (address: string): string => address.split('@')[0] ?? '';

/** Reads an email address: lower case, surrounding punctuation off, and what looks mistyped. Never throws. */
export function readEmail(text: string): Reading<EmailIssueCode> {
  const value = foldLookAlikes(text.slice(0, 1000))
    .trim()
    .replace(/^(mailto:|[<("'“‘[])+|[\s.,;:!?>)"'”’\]]+$/gi, '')
    .toLowerCase();
  if (value === '') return { value, issues: [{ code: 'email-missing', blocking: true }] };
  const at = value.lastIndexOf('@');
  const domain = value.slice(at + 1);
  const meant = at > 0 && domain.length <= 60 ? domainMeant(domain) : undefined;
  if (meant !== undefined) {
    const suggestion = value.slice(0, at + 1) + meant;
    if (EMAIL.safeParse(suggestion).success) {
      return { value, issues: [{ code: 'email-invalid-domain-typo', blocking: true, suggestion }] };
    }
  }
  const valid = value.length <= LONGEST && EMAIL.safeParse(value).success;
  return { value, issues: valid ? [] : [{ code: 'email-invalid-format', blocking: true }] };
}

/** The domain a mistyped one was probably meant to be; undefined for one that may be right. */
function domainMeant(domain: string): string | undefined {
  if (KNOWN_DOMAINS.includes(domain) || REAL_NEIGHBOURS.includes(domain)) return undefined;
  if (isNationalForm(domain)) return undefined;
  const listed = MEANT.get(domain);
  if (listed !== undefined) return listed;
  const nhs = /^([a-z\d-]+)\.nhs\.(co|org|gov)\.uk$/.exec(domain);
  if (nhs) return `${nhs[1]}.nhs.uk`;
  const near = KNOWN_DOMAINS.find((known) => {
    const most = tolerance(domain, known);
    return Math.abs(domain.length - known.length) <= most && editDistance(domain, known) <= most;
  });
  return near ?? endingMeant(domain);
}

/** How many slips are allowed: 1 in a short domain, 2 in a long one with the same first letter (not foxmail.com for hotmail.com) and in nhs.net. */
function tolerance(domain: string, known: string): number {
  if (/\.(nhs|ac|gov)\.uk$/.test(domain)) return 1;
  if (known === 'nhs.net' && domain.startsWith('nhs')) return 2;
  if (known.length < 7) return 0;
  return known.length >= 10 && known[0] === domain[0] ? 2 : 1;
}

/** ".con", "co,uk", ".couk": a slip in the ending of any domain. */
function endingMeant(domain: string): string | undefined {
  const fixed = domain
    .replaceAll(',', '.')
    .replace(/\.(con|cmo|ocm|vom|xom|comm)$/, '.com')
    .replace(/\.?(co\.?|ac\.?|nhs\.?)(ku|ukk|u)$/, (_, part: string) => `.${part.replace('.', '')}.uk`)
    .replace(/\.(co|ac|nhs)uk$/, '.$1.uk');
  return fixed !== domain && fixed.includes('.') ? fixed : undefined;
}

/**
 * Providers with separate domains in many countries: yahoo.co.in, hotmail.co.za, live.fr, protonmail.ch. The public lists of
 * providers cannot separate these from slips, for they also hold `gmial.com` and `yaho.com`, owned by squatters.
 */
const PROVIDERS = ['yahoo', 'hotmail', 'live', 'outlook', 'msn', 'aol', 'gmx', 'protonmail', 'windowslive'];
/** Endings that the providers do not use, or slips of ".com" that happen to be a country's. */
const SLIPS = ['com.uk', 'co', 'cm', 'om'];

const NATIONAL = new RegExp(`^(?:${PROVIDERS.join('|')})\\.((?:(?:co|com|ne)\\.)?([a-z]{2}))$`);
/** Country codes, which are top-level domains too. */
const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Whether a domain is a known provider's in some country, and so not a slip of its ".com". */
function isNationalForm(domain: string): boolean {
  const [, ending = '', country = ''] = NATIONAL.exec(domain) ?? [];
  return country !== '' && !SLIPS.includes(ending) && COUNTRIES.of(country.toUpperCase()) !== undefined;
}
