import { checkDialogs } from '../../../dialogs/flow/check-guide.ts';
import { Cards } from '../../cards/render.ts';
import type { CommonConfig } from '../../config/config.ts';
import { CARDS_FOLDER, GUIDES_FOLDER } from '../../config/content-folder.ts';
import { USUAL_HOURS } from '../../config/working-hours.ts';
import { waysTo } from '../../guides/contacts.ts';
import { dueFor } from '../../guides/dated.ts';
import type { Guide } from '../../guides/guide.ts';
import { GuideError, loadGuides } from '../../guides/load-guides.ts';
import { loadScreens } from '../../screens/messages.ts';
import { type IsoDate, londonDay } from '../../time/clock.ts';
import { type Finding, ok, problem, warning } from './finding.ts';

/** Guides and cards as they would be loaded at start. */
export function checkContent(
  config: Pick<CommonConfig, 'guidesFolder' | 'trusts' | 'saidHoursOf' | 'wordingsKey'>,
  now: string,
): Finding[] {
  const { guidesFolder, trusts, saidHoursOf } = config;
  const today = londonDay(now);
  try {
    const guides = loadGuides(guidesFolder, trusts, checkDialogs, today);
    new Cards(CARDS_FOLDER);
    loadScreens(GUIDES_FOLDER);
    return [
      ok('guides', `${trusts.length} loaded, and the cards`),
      ...[...guides.values()].flatMap((guide) => [
        ...checkHours(guide, saidHoursOf),
        ...checkLearning(guide, config.wordingsKey),
        ...checkContacts(guide),
        ...checkDates(guide, today),
      ]),
    ];
  } catch (error) {
    const fix = error instanceof GuideError ? error.message : 'Restore the files of this version.';
    return [problem('guides', 'a guide or card cannot be used', fix)];
  }
}

/** Hours that nobody gave are good enough for reminders, and are not told to staff. */
const checkHours = ({ trust, workingHours }: Guide, saidHoursOf: CommonConfig['saidHoursOf']): Finding[] =>
  saidHoursOf(trust, workingHours) === undefined
    ? [
        warning(
          'hours',
          `${trust}: nobody has said when its ESR Team works, so reminders go by ${USUAL_HOURS.start} to ${USUAL_HOURS.end}`,
          `Ask the team, and set WORKING_HOURS=${USUAL_HOURS.start}-${USUAL_HOURS.end} or what is true. Staff are then told.`,
        ),
      ]
    : [];

/** Without a key of its own each process counts by itself, and starts from nothing each time: three people are seldom reached. */
const checkLearning = ({ trust, learns }: Guide, key: string | undefined): Finding[] =>
  learns && key === undefined
    ? [
        warning(
          'guides',
          `${trust}: what is not understood is counted from nothing at each start, by each process apart`,
          'Set WORDINGS_KEY to 24 or more random letters and digits, the same for every process.',
        ),
      ]
    : [];

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

/** What the Trust has to do about its guide within a month. */
const checkDates = (guide: Guide, today: IsoDate): Finding[] =>
  dueFor(guide, today).map((due) =>
    due.about === 'change'
      ? warning(
          'guides',
          `${guide.trust}: a change is prepared for ${due.on} and not confirmed (${due.why})`,
          `Ask the Trust; then write confirmed: true in guides/${guide.trust}.yaml under changes, or take the change out.`,
        )
      : warning(
          'guides',
          `${guide.trust}: ${due.branch ?? 'the guide'} is due to be checked by ${due.on}`,
          `Ask the Trust's ESR Team to compare it with its source; then write the day and their role as checked, and the next reviewBy.`,
        ),
  );
