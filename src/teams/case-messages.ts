import { cardMessage } from '../cards/message.ts';
import { plainText } from '../cards/plain-text.ts';
import type { Card } from '../cards/render.ts';
import type { Case, Person } from '../cases/case.ts';
import type { CaseCardParts } from './case-cards.ts';
import { outcomeCard } from './desk/outcome-card.ts';
import { questionCard } from './desk/question-card.ts';
import { undeliveredCard } from './desk/undelivered-card.ts';

type Data = Readonly<Record<string, string>>;

/** The messages that a change of a case owes. */
export const CASE_MESSAGES: readonly string[] = [
  ...[
    'resolved',
    'question',
    'answered',
    'added',
    'reopened',
    'joined',
    'withdrawn',
    'undelivered',
    'assigned',
  ],
];

/** A message a case owes, in words. `data` is what it said when it became owed. */
export function caseMessage(parts: CaseCardParts, it: Case, name: string, data: Data): object | undefined {
  const reference = it.reference;
  switch (name) {
    case 'resolved':
      return resolved(parts, it, data);
    case 'question':
      return card(questionCard(parts, it));
    case 'answered':
      return text(`${reference}: the answer has come. ${plainText(data.text ?? '')}`);
    case 'added':
      return text(`${reference}: more about it has come. ${plainText(data.text ?? '')}`);
    case 'reopened':
      return text(`${reference} is open again: it is still not working. ${plainText(data.why ?? '')}`);
    case 'joined':
      return text(`${reference}: the same ESR username was reported again. It is on the card.`);
    case 'withdrawn':
      return text(withdrawn(reference, data.by));
    case 'undelivered':
      return card(undeliveredCard(parts, it));
    case 'assigned':
      return text(`${reference} was given to you.`);
    default:
      return undefined;
  }
}

/** To the ESR Team, or (with `by`) to the others who had reported the same. */
function withdrawn(reference: string, by: string | undefined): string {
  return by === undefined
    ? `${reference} was withdrawn by the person who raised it.`
    : `${plainText(by, 60)} withdrew ${reference}, which you reported too. If you still need help, report it again.`;
}

function resolved(parts: CaseCardParts, it: Case, { outcome, note }: Data): object | undefined {
  return outcome === undefined ? undefined : card(outcomeCard(parts, it, { outcome, note }));
}

const card = (rendered: Card | undefined) => rendered && cardMessage(rendered);

const text = (said: string) => ({ type: 'message', text: said, textFormat: 'markdown' });

/** The message with a mention of this person in front, as Teams wants it: the same words in text and entity. */
export function mentioning(activity: object, person: Person | undefined): object {
  if (person === undefined) return activity;
  const mention = `<at>${plainText(person.name, 60)}</at>`;
  const { text: said = '' } = activity as { text?: string };
  return {
    ...activity,
    text: `${mention} ${said}`.trim(),
    entities: [{ type: 'mention', text: mention, mentioned: { id: person.id, name: person.name } }],
  };
}
