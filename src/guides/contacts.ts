import type { Guide, GuideContact } from './guide.ts';

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** A guide's words, with each email address in them as a link. */
export const linked = (text: string): string => text.replace(EMAIL, (email) => `[${email}](mailto:${email})`);

/**
 * Every way to reach a contact, as Markdown links: they stay when the buttons of an answered card go, and the address can
 * still be read and copied where a client does not open it. Empty where the guide gives none.
 */
export function waysTo({ name, email, phone, url }: GuideContact): string {
  const isIntranet = url?.startsWith('http:');
  return [
    email && linked(email),
    phone && `[${phone}](tel:${phone.replaceAll(' ', '')})`,
    isIntranet && `Copy this address into a browser at work: ${url}`,
    url && !isIntranet && `[Open ${name}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** How to reach a contact and when, in the guide's words. */
export const howTo = ({ how, hours }: GuideContact): string =>
  [linked(how ?? ''), hours && `Open ${hours}.`].filter(Boolean).join(' ');

/** How to reach a contact, without its name: "Call IT. 01234 567890". Empty where the guide does not say. */
export const howToReach = (contact: GuideContact): string =>
  [howTo(contact), waysTo(contact)].filter(Boolean).join(' ');

/** A contact on one line of text: "IT: Call IT. 01234 567890". */
export const contactLine = (contact: GuideContact): string =>
  [contact.name, howToReach(contact)].filter(Boolean).join(': ');

/** Where people can ask the ESR Team outside this chat, if the guide says. */
export const teamContact = (guide: Guide): GuideContact | undefined =>
  guide.contacts[guide.handover.contact ?? ''];

/** The contacts that these words name and that the guide says how to reach. */
export function reachableIn(guide: Guide, text: string): GuideContact[] {
  const said = spaced(text);
  return Object.values(guide.contacts).filter(
    (contact) => waysTo(contact) !== '' && said.includes(spaced(contact.name)),
  );
}

/** One of a guide's lines with its addresses as links, and behind it how to reach whom else it names. */
export function reachableLine(guide: Guide, line: string): string {
  const ways = reachableIn(guide, line)
    .filter(({ email }) => email === undefined || !line.includes(email))
    .map((contact) => `${contact.name}: ${waysTo(contact)}`);
  return [linked(line), ...ways].join(' ');
}

/** Only whole words are found in it: "IT" is not in "with". */
const spaced = (text: string) => ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
