import { REMOVED } from './secrets.ts';

const WHAT =
  "d\\.?o\\.?b\\.?|date of birth|birth ?date|birthday|born(?: on| in)?|(?:esr |old |new |temp |temporary )?(?:pass ?words?|pass ?codes?|pass ?phrases?|pass|pins?|pw|pwd|pword|p/w)(?: number| code| no)?|ni|ni number|national insurance(?: number)?|nhs number|memorable word|security answer|mother'?s maiden name|maiden name|code";
/** "My password was", "I used": words that announce a secret, and mean nothing without it. */
const ANNOUNCES = new RegExp(
  `(?:^|(?<=[\\s,.;:/|(-]))(?:(?:(?:and|my|the|her|his|with|using|i(?:'ve)? (?:have |just )?(?:used|tried|put|typed|entered|am|was)|i'?m|${WHAT}|is|was|it'?s|its|to|as|number)[.]?[\\s:=>]{0,3}|[,;:=/|(–-]\\s{0,3}))+$`,
  'i',
);
const LONGEST_LEAD = 80;

/** The text that `redact` left, without the words that announced each secret. */
export function restOf(redacted: string): string {
  const parts = redacted.split(REMOVED);
  const leads = parts.slice(0, -1).map((part) => {
    const near = part.slice(-LONGEST_LEAD);
    const kept = near.replace(ANNOUNCES, '');
    return `${part.slice(0, -LONGEST_LEAD)}${kept}`.trimEnd();
  });
  const last = (parts.at(-1) ?? '').replace(/^[\s!.,;)]+/, ' ');
  const rest = [...leads, last].join(' ').replace(/ {2,}/g, ' ').trim();
  return rest.replace(/[,;:]$/, '');
}
