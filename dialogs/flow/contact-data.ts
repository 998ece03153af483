import { type CardData, words } from '../../src/cards/render.ts';
import { howTo, teamContact, waysTo } from '../../src/guides/contacts.ts';
import type { GuideContact } from '../../src/guides/guide.ts';
import { type DialogTurn, guideOf } from '../engine/conversation-state.ts';

/** A contact as the cards show it: the name, how to contact them, and links. */
export const contactData = (contact: GuideContact): CardData => ({
  name: words(contact.name),
  how: words(howTo(contact)),
  ways: words(waysTo(contact)),
});

/**
 * Whether the person's ESR Team has no linked chat, and how else to contact it: everything the guide says if so, otherwise only
 * an address, a number or a page.
 */
export async function teamData(turn: DialogTurn): Promise<{ unlinked: boolean; contact: CardData[] }> {
  const guide = guideOf(turn);
  const unlinked = !(await turn.deps.linkedTeams()).has(guide.trust);
  const contact = teamContact(guide);
  const isShown = contact !== undefined && (unlinked || waysTo(contact) !== '');
  return { unlinked, contact: isShown ? [contactData(contact)] : [] };
}
