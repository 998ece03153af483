import { plainText } from '../../cards/plain-text.ts';
import { type Card, words } from '../../cards/render.ts';
import type { Case, CaseDetails } from '../../cases/case.ts';
import { givenIn } from '../../cases/given.ts';
import { contactLine, teamContact } from '../../guides/contacts.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { caseTitle } from './case-words.ts';
import { noteCard } from './message-card.ts';

const DETAILS: readonly (readonly [keyof CaseDetails, string])[] = [
  ['name', 'Name'],
  ['esrUsername', 'ESR username'],
  ['correctEmail', 'Correct email'],
  ['esrNumber', 'ESR number'],
  ['smartcardNumber', 'Smartcard number'],
  ['words', 'In their words'],
];

const titleFrom = (deps: CaseCardDeps, it: Case, problem: Case['problem'] = 'other') =>
  caseTitle(deps.problems, { ...it, problem }).words;

/** For the requester of a case that the ESR Team never got: where to ask instead, with all they need to send. */
export function undeliveredCard(deps: CaseCardDeps, it: Case, chat: string = it.requesters[0].chat): Card {
  const given = givenIn(it, chat);
  const guide = deps.guides.get(it.trust);
  const contact = guide && teamContact(guide);
  const instead = contact === undefined ? '' : `Please ask them yourself. ${contactLine(contact)}`;
  const ready = [
    `${titleFrom(deps, it, given?.problem)} (${it.reference})`,
    ...DETAILS.flatMap(([key, label]) => {
      const value = given?.details[key];
      return value === undefined || value === '' ? [] : [`${label}: ${plainText(value)}`];
    }),
    ...(given?.trail ?? []).map(
      ({ shown, answered }) => `Tried: ${plainText(shown)} (${plainText(answered)})`,
    ),
  ];
  return noteCard(deps.cards, {
    band: 'attention',
    kicker: 'This did not reach the ESR Team',
    title: 'I could not deliver your case',
    text: words(
      [
        'Something is wrong between me and the ESR Team’s chat. Your case is kept, and I have told the people who run me.',
        instead,
        'You can copy this and send it:',
        ...ready,
      ]
        .filter((line) => line !== '')
        .join('\n\n'),
    ),
    reference: it.reference,
  });
}
