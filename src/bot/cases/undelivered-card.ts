import { plainText } from '../../cards/plain-text.ts';
import { type Card, words } from '../../cards/render.ts';
import type { Case } from '../../cases/case.ts';
import { givenIn } from '../../cases/given.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { askInstead } from './case-view.ts';
import { caseTitle } from './case-words.ts';
import { noteCard } from './message-card.ts';
import { neededOf } from './needed-words.ts';
import { CASE_TEXTS, LABELS } from './texts.ts';

const TEXTS = CASE_TEXTS.undelivered;

const DETAILS = ['name', 'esrUsername', 'correctEmail', 'esrNumber', 'smartcardNumber', 'words'] as const;

/** In the first person: the requester copies the text and sends it. */
const TITLES = { ...LABELS, words: TEXTS.words };

const titleFrom = (deps: CaseCardDeps, it: Case, problem: Case['problem'] = 'other') =>
  caseTitle(deps.problems, { ...it, problem }).words;

/** Tells the requester that the ESR Team never got a case, or those of a class: whom to contact, and the text to send them. */
export function undeliveredCard(
  deps: CaseCardDeps,
  it: Case,
  chat: string = it.requesters[0].chat,
  also: readonly Case[] = [],
): Card {
  const count = 1 + also.length;
  const ready = also.length === 0 ? oneToSend(deps, it, chat) : classToSend(deps, [it, ...also], chat);
  return noteCard(deps.cards, {
    band: 'attention',
    kicker: TEXTS.kicker,
    title: TEXTS.title(count),
    text: words(
      [TEXTS.text(count), askInstead(deps.guides.get(it.trust)), TEXTS.copy, ...ready]
        .filter((line) => line !== '')
        .join('\n\n'),
    ),
    reference: it.reference,
  });
}

function oneToSend(deps: CaseCardDeps, it: Case, chat: string): string[] {
  const given = givenIn(it, chat);
  return [
    `${titleFrom(deps, it, given?.problem)} (${it.reference})`,
    ...DETAILS.flatMap((key) => {
      const value = given?.details[key];
      return value === undefined || value === '' ? [] : [`${TITLES[key]}: ${plainText(value)}`];
    }),
    ...(given?.trail ?? []).map(
      ({ shown, answered }) => `${CASE_TEXTS.tried}: ${plainText(shown)} (${plainText(answered)})`,
    ),
    neededOf([it], deps.now(), chat),
  ];
}

/** Once what was said of all of them, then a line for each learner. */
function classToSend(deps: CaseCardDeps, cases: readonly Case[], chat: string): string[] {
  const given = cases.map((it) => ({ it, given: givenIn(it, chat) }));
  const said = new Set(given.flatMap((one) => one.given?.details.words ?? []));
  return [
    neededOf(cases, deps.now(), chat),
    ...[...said].map((text) => `${TITLES.words}: ${plainText(text)}`),
    ...given.map(({ it, given: { details, problem } = { details: {}, problem: 'other' } }) => {
      const who = [details.name, details.esrUsername, details.correctEmail].filter(
        (one) => one !== undefined,
      );
      return `${plainText(who.join(', '))}. ${titleFrom(deps, it, problem)} (${it.reference})`;
    }),
  ];
}
