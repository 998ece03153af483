import { plainText } from '../../cards/plain-text.ts';
import { type Card, words } from '../../cards/render.ts';
import type { Case } from '../../cases/case.ts';
import { givenIn } from '../../cases/given.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { askInstead } from './case-view.ts';
import { caseTitle } from './case-words.ts';
import { noteCard } from './message-card.ts';
import { CASE_TEXTS, LABELS } from './texts.ts';

const TEXTS = CASE_TEXTS.undelivered;

const DETAILS = ['name', 'esrUsername', 'correctEmail', 'esrNumber', 'smartcardNumber', 'words'] as const;

/** The person copies it and sends it themselves. */
const TITLES = { ...LABELS, words: TEXTS.words };

const titleFrom = (deps: CaseCardDeps, it: Case, problem: Case['problem'] = 'other') =>
  caseTitle(deps.problems, { ...it, problem }).words;

/** For the requester of a case that the ESR Team never got: where to ask instead, with all they need to send. */
export function undeliveredCard(deps: CaseCardDeps, it: Case, chat: string = it.requesters[0].chat): Card {
  const given = givenIn(it, chat);
  const ready = [
    `${titleFrom(deps, it, given?.problem)} (${it.reference})`,
    ...DETAILS.flatMap((key) => {
      const value = given?.details[key];
      return value === undefined || value === '' ? [] : [`${TITLES[key]}: ${plainText(value)}`];
    }),
    ...(given?.trail ?? []).map(
      ({ shown, answered }) => `${CASE_TEXTS.tried}: ${plainText(shown)} (${plainText(answered)})`,
    ),
  ];
  return noteCard(deps.cards, {
    band: 'attention',
    kicker: TEXTS.kicker,
    title: TEXTS.title,
    text: words(
      [TEXTS.text, askInstead(deps.guides.get(it.trust)), TEXTS.copy, ...ready]
        .filter((line) => line !== '')
        .join('\n\n'),
    ),
    reference: it.reference,
  });
}
