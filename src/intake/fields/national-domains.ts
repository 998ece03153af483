/**
 * Providers with a domain of their own in many countries: yahoo.co.in, hotmail.co.za, live.fr, protonmail.ch. The public
 * lists of providers do not tell these from slips, for they also hold `gmial.com` and `yaho.com`, which squatters own.
 */
const PROVIDERS = ['yahoo', 'hotmail', 'live', 'outlook', 'msn', 'aol', 'gmx', 'protonmail', 'windowslive'];
/** Not the form that the country uses, or a slip of ".com" which happens to be a country's ending. */
const SLIPS = ['com.uk', 'co', 'cm', 'om'];

const NATIONAL = new RegExp(`^(?:${PROVIDERS.join('|')})\\.((?:(?:co|com|ne)\\.)?([a-z]{2}))$`);
/** Knows every country's two letters, which are its internet ending too. */
const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Whether a domain is a known provider's in some country, so that it is no slip of that provider's best known one. */
export function isNationalForm(domain: string): boolean {
  const [, ending = '', country = ''] = NATIONAL.exec(domain) ?? [];
  return country !== '' && !SLIPS.includes(ending) && COUNTRIES.of(country.toUpperCase()) !== undefined;
}
