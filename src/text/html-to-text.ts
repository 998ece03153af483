import { Parser } from 'htmlparser2';
import { foldLookAlikes } from './look-alikes.ts';

const HTML = /<(table|tbody|tr|td|p|div|br|span|blockquote|ul|ol|li|html|body)\b[^<>]{0,500}>/i;
const BLOCKS = new Set([
  'blockquote',
  'p',
  'div',
  'tr',
  'table',
  'ul',
  'ol',
  'li',
  'h1',
  'h2',
  'h3',
  'section',
  'article',
]);
/** A reply's quotation, code, and the bot's own mention are not what the trainer says. */
const SKIPPED = new Set(['blockquote', 'script', 'style', 'head', 'title', 'template', 'at', 'attachment']);

/** The message as plain text: a table's cells are parted by tabs, its rows by lines. The result is never HTML again. */
export function messageText(message: string): { text: string; quoted: boolean } {
  const { text, quoted } = HTML.test(message) ? htmlText(message) : { text: message, quoted: false };
  return {
    text: foldLookAlikes(decoded(text))
      // "r.patel [at] nhs [dot] net"
      .replace(/ ?[[({] ?at ?[\])}] ?(?=\p{L})/giu, '@')
      .replace(/ ?[[({] ?dot ?[\])}] ?(?=\p{L})/giu, '.')
      .replace(/<at\b[^<>]{0,200}>[^<>]{0,200}<\/at>/gi, ' '),
    quoted,
  };
}

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,31}\d{0,2});/gi;

/** "&lt;r.patel@nhs.net&gt;", "o&#39;neil" pasted as text. Never parsed as HTML afterwards, so brackets are safe. */
function decoded(text: string): string {
  return text
    .replace(/&amp;/gi, '&')
    .replace(/(?<!\p{L})&quot;|&quot;(?!\p{L})/giu, ' ')
    .replace(ENTITY, (entity) => htmlText(entity).text.replace(/[<>]/g, ' '));
}

/** A forwarded message comes in a blockquote too, and is what the sender wants read. */
const FORWARDED = /\/Forward$/i;

/** Nobody nests deeper, and each level costs the parser more than the one above it: no more is read. */
const DEEPEST = 500;
const READ_AT_ONCE = 5000;

/** A tag of the message itself, not of a quoted one. */
export type OnTag = (name: string, attributes: Readonly<Record<string, string>>) => void;

/** What a reader sees of HTML, without quotations; `quoted` says that there was one. */
export function htmlText(html: string, onTag?: OnTag): { text: string; quoted: boolean } {
  let text = '';
  let skipping = 0;
  let depth = 0;
  let quoted = false;
  /** For each blockquote that is open, whether it is a quotation. */
  const quotations: boolean[] = [];
  let cell = 0;
  let row = 0;
  let href = '';
  let linkStart = 0;
  const newLine = () => {
    if (cell === 0 && !text.endsWith('\n')) text += '\n';
    else if (cell > 0 && !/\s$/.test(text)) text += ' ';
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (name === 'blockquote') quotations.push(!FORWARDED.test(attributes.itemtype ?? ''));
        const isSkipped = name === 'blockquote' ? quotations.at(-1) === true : SKIPPED.has(name);
        if (isSkipped) skipping += 1;
        if (isSkipped && name === 'blockquote') quoted = true;
        if (skipping > 0) return;
        onTag?.(name, attributes);
        // "Patel, Ravi <r.patel@nhs.net>" left unescaped
        if (name.includes('@')) text += ` <${name}> `;
        if (name === 'td' || name === 'th') cell += 1;
        if (name === 'tr') row += 1;
        if (name === 'br' || BLOCKS.has(name)) newLine();
        if (name === 'a') {
          href = attributes.href ?? '';
          linkStart = text.length;
        }
      },
      ontext(chunk) {
        if (skipping > 0) return;
        // Excel writes each cell on a line of its own.
        if (cell > 0 || row > 0) text += chunk.replace(/\s+/g, cell > 0 ? ' ' : '');
        else text += chunk;
      },
      onclosetag(name) {
        depth -= 1;
        const wasSkipped = name === 'blockquote' ? quotations.pop() === true : SKIPPED.has(name);
        if (wasSkipped) skipping = Math.max(0, skipping - 1);
        if (skipping > 0) return;
        if (name === 'a' && /^mailto:/i.test(href) && !text.slice(linkStart).includes('@')) {
          text += ` <${href.slice('mailto:'.length).split('?')[0]}>`;
        }
        if (name === 'td' || name === 'th') {
          cell = Math.max(0, cell - 1);
          text += '\t';
        }
        if (name === 'tr') row = Math.max(0, row - 1);
        if (BLOCKS.has(name)) newLine();
      },
    },
    { decodeEntities: true, recognizeSelfClosing: true },
  );
  for (let at = 0; at < html.length && depth <= DEEPEST; at += READ_AT_ONCE)
    parser.write(html.slice(at, at + READ_AT_ONCE));
  parser.end();
  return { text, quoted };
}
