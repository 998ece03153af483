import { cardMessage } from '../cards/message.ts';
import { plainText } from '../cards/plain-text.ts';
import { token, words } from '../cards/render.ts';
import type { Case, Person } from '../cases/case.ts';
import { OUTCOMES } from '../guides/ids.ts';
import type { CaseCardParts } from './case-cards.ts';

type Data = Readonly<Record<string, string>>;

/** A message a case owes, in words. `data` is what it said when it became owed. */
export function caseMessage(parts: CaseCardParts, it: Case, name: string, data: Data): object | undefined {
  const reference = it.reference;
  switch (name) {
    case 'resolved':
      return resolved(parts, it, data);
    case 'question':
      return text(`The ESR Team asks about ${reference}: ${plainText(data.text ?? '')}`);
    case 'answered':
      return text(`${reference}: the answer has come. ${plainText(data.text ?? '')}`);
    case 'reopened':
      return text(`${reference} is open again: it is still not working. ${plainText(data.why ?? '')}`);
    case 'joined':
      return text(`${reference}: somebody else reported the same ESR username. It is on the card.`);
    case 'withdrawn':
      return text(`${reference} was withdrawn by the person who raised it.`);
    case 'assigned':
      return text(`${reference} was given to you.`);
    default:
      return undefined;
  }
}

function resolved(parts: CaseCardParts, it: Case, data: Data): object | undefined {
  const outcome = OUTCOMES.find((one) => one === data.outcome);
  const said = outcome && parts.guides.get(it.trust)?.outcomes[outcome];
  if (said === undefined) return undefined;
  return cardMessage(
    parts.cards.render('outcome', {
      reference: token(it.reference),
      title: words('News from the ESR Team'),
      outcome: words(said.text),
      next: said.next.map((line, index) => ({ number: index + 1, line: words(line) })),
      note: data.note ?? '',
    }),
  );
}

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
