import { SENTENCES } from './sentences.ts';

/** Far below what Teams takes of a message, whose card it found too large. */
const MOST = 3000;
const CARD = 'application/vnd.microsoft.card.adaptive';

type Json = Readonly<Record<string, unknown>>;

/** A message that may be sent in plainer words. */
interface Message {
  readonly attachments?:
    | readonly { readonly contentType?: unknown; readonly content?: unknown }[]
    | undefined;
  readonly text?: string | undefined;
}

/** The same message without what Teams may not take: its card in words, or less of its text. Undefined where nothing is plainer. */
export function inPlainerWords<M extends Message>(message: M): M | undefined {
  const { text = '', attachments = [] } = message;
  const cards = attachments.filter(({ contentType }) => contentType === CARD).map(({ content }) => content);
  if (cards.length === 0 && text.length <= MOST) return undefined;
  const said = [text, ...cards.map(cardText)].filter((part) => part !== '').join('\n\n');
  const whole = cards.length === 0 ? said : `${SENTENCES.inWords}\n\n${said}`;
  const cut = whole.length > MOST ? `${whole.slice(0, MOST - 1).toWellFormed()}…` : whole;
  return { ...message, attachments: [], text: cut, textFormat: 'plain' };
}

/** What a card says, and what may be typed in place of its buttons. */
function cardText(card: unknown): string {
  const lines: string[] = [];
  const answers: string[] = [];
  collect(card, lines, answers);
  const typed = answers.length === 0 ? [] : [SENTENCES.typeOne(answers)];
  return [...lines, ...typed].join('\n').replaceAll('**', '');
}

function collect(part: unknown, lines: string[], answers: string[]): void {
  if (Array.isArray(part)) {
    for (const one of part) collect(one, lines, answers);
    return;
  }
  if (part === null || typeof part !== 'object') return;
  const { type, text, inlines, label, title, data, isVisible } = part as Json;
  if (isVisible === false) return;
  if (type === 'TextBlock' && typeof text === 'string') lines.push(text);
  else if (type === 'RichTextBlock' && Array.isArray(inlines))
    lines.push(
      inlines.map((one) => (typeof one === 'string' ? one : String((one as Json).text ?? ''))).join(''),
    );
  else if (String(type).startsWith('Input.') && typeof label === 'string') lines.push(label);
  else if (type === 'Action.Execute' && typeof (data as Json | undefined)?.answer === 'string')
    answers.push(String(title));
  else {
    const { body, items, columns, actions, card } = part as Json;
    for (const inside of [body, items, columns, actions, card]) collect(inside, lines, answers);
  }
}
