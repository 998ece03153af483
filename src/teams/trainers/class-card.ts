import { plainText } from '../../cards/plain-text.ts';
import { type Card, type CardData, token, words } from '../../cards/render.ts';
import type { Batch } from '../../cases/batch.ts';
import type { Case } from '../../cases/case.ts';
import { speakTime } from '../../guides/speak-time.ts';
import type { CaseCardParts } from '../case-cards.ts';
import { outcomeWords } from '../desk/outcome-words.ts';
import { caseLine, outcomeText, usernameBeside, whomItIsAbout } from './case-lines.ts';
import { firstThatFits } from './first-that-fits.ts';

/** A class as its trainer follows it: how far it is, what to pass on, and a row a learner. */
export function classCard(parts: CaseCardParts, batch: Batch, cases: readonly Case[], notice = ''): Card {
  const show = (rows: number, says: boolean) => () =>
    parts.cards.render('class', cardData(parts, batch, cases, notice, rows, says));
  return firstThatFits([
    show(cases.length, true),
    show(cases.length, false),
    show(20, false),
    show(10, false),
    show(4, false),
  ]);
}

function cardData(
  parts: CaseCardParts,
  batch: Batch,
  cases: readonly Case[],
  notice: string,
  most: number,
  says: boolean,
): CardData {
  const shown = cases.slice(0, most);
  const outcomes = outcomesOf(parts, cases);
  return {
    batch: token(batch.id),
    ...progressOf(cases),
    title: `Your class: ${learners(cases.length)}`,
    sent: words(`Sent ${speakTime(batch.openedAt, parts.now())} by ${plainText(batch.by.name, 60)}`),
    notice,
    lead: words(leadOf(cases)),
    outcomes,
    rows: shown.map((it) => {
      const line = caseLine(it, parts.guides);
      return {
        title: whomItIsAbout(it),
        username: usernameBeside(it),
        reference: token(it.reference),
        state: words(line.state),
        color: token(line.color),
        // One outcome for all stands above the rows already.
        says: words(says && !(it.state === 'resolved' && outcomes.length === 1) ? line.next : ''),
      };
    }),
    more: cases.length - shown.length,
    choices: shown.map((it) => ({ title: whomItIsAbout(it), value: token(it.reference) })),
    canConfirm: cases.some((it) => it.state === 'resolved'),
  };
}

export const learners = (count: number) => (count === 1 ? '1 learner' : `${count} learners`);

/** "4 of 6 resolved", and the band that goes with it. What was taken back needs nothing more either. */
export function progressOf(cases: readonly Case[]): CardData {
  const done = cases.filter((it) => it.state === 'resolved' || it.state === 'closed').length;
  const waiting = cases.some((it) => it.state === 'waiting');
  const band = waiting ? 'warning' : done === cases.length ? 'good' : 'accent';
  return {
    progress: words(`${done} of ${cases.length} resolved`),
    band: token(band),
    color: token(band),
  };
}

function leadOf(cases: readonly Case[]): string {
  const asking = cases.filter((it) => it.state === 'waiting');
  if (asking.length > 0) {
    const references = asking.map((it) => it.reference);
    return `The ESR Team has a question. Answer on its card in this chat, or mention me with **add**, the reference (${references.join(', ')}) and your answer.`;
  }
  if (cases.some((it) => it.state === 'resolved')) {
    return 'Pass the steps on to your learners. Then tell us who is working.';
  }
  if (cases.every((it) => it.state === 'closed')) return 'All of it is finished.';
  return 'The ESR Team has them. You do not need to do anything now. I tell you here when there is news.';
}

/** What was done, each outcome once, with what the learners do next. */
function outcomesOf(parts: CaseCardParts, cases: readonly Case[]): CardData[] {
  const resolved = cases.filter((it) => it.state === 'resolved');
  const groups = Map.groupBy(resolved, (it) =>
    JSON.stringify([it.resolution?.outcome, it.resolution?.note ?? '']),
  );
  return [...groups.values()].slice(0, MOST_OUTCOMES).flatMap((group) => {
    const [first] = group;
    const resolution = first?.resolution;
    if (first === undefined || resolution === undefined) return [];
    const { next } = outcomeWords(parts.guides, first.trust, resolution.outcome);
    return {
      text: words(`${outcomeText(first, parts.guides)} (${learners(group.length)})`),
      next: next.map((line, index) => ({ number: index + 1, line: words(line) })),
      note: plainText(resolution.note ?? '', 300),
    };
  });
}

/** More than a class has at once; each has its learners' rows in any case. */
const MOST_OUTCOMES = 4;
