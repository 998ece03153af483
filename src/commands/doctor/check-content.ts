import { checkDialogs } from '../../../dialogs/flow/check-guide.ts';
import { Cards } from '../../cards/render.ts';
import { CARDS_FOLDER, GUIDES_FOLDER } from '../../config/content-folder.ts';
import { waysTo } from '../../guides/contacts.ts';
import type { Guide } from '../../guides/guide.ts';
import type { TrustId } from '../../guides/ids.ts';
import { GuideError, loadGuides } from '../../guides/load-guides.ts';
import { loadScreens } from '../../screens/messages.ts';
import { type Finding, ok, problem, warning } from './finding.ts';

/** Guides and cards as they would be loaded at start. */
export function checkContent(folder: string, trusts: readonly TrustId[]): Finding[] {
  try {
    const guides = loadGuides(folder, trusts, checkDialogs);
    new Cards(CARDS_FOLDER);
    loadScreens(GUIDES_FOLDER);
    return [
      ok('guides', `${trusts.length} loaded, and the cards`),
      ...[...guides.values()].flatMap(checkContacts),
    ];
  } catch (error) {
    const fix = error instanceof GuideError ? error.message : 'Restore the files of this version.';
    return [problem('guides', 'a guide or card cannot be used', fix)];
  }
}

/** A contact is only of use if people can reach it. */
function checkContacts({ trust, contacts, handover }: Guide): Finding[] {
  const fix = `Ask the Trust, and add it in guides/${trust}.yaml under contacts: email, phone or url.`;
  const all = Object.values(contacts);
  const silent = all.filter((contact) => waysTo(contact) === '');
  const names = silent.map(({ name }) => name).join(', ');
  const hasOnlyEmail = silent.length < all.length && !all.some(({ phone, url }) => phone ?? url);
  return [
    ...(silent.length === 0
      ? []
      : [warning('contacts', `${trust}: no email, phone or web address for ${names}`, fix)]),
    ...(hasOnlyEmail
      ? [warning('contacts', `${trust}: no phone number or web address for any contact`, fix)]
      : []),
    ...(handover.contact === undefined
      ? [
          warning(
            'contacts',
            `${trust}: no contact for the ESR Team outside this bot`,
            `${fix} Name it as handover.contact.`,
          ),
        ]
      : []),
  ];
}
