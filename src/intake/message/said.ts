import { htmlText } from '../../text/html-to-text.ts';
import { withLatinReferences } from '../../text/reference.ts';
import { type AttachmentKind, attachmentKind, taggedKind } from './attachment-kind.ts';
import { withoutMentions } from './bot-mention.ts';
import { referencesIn, withoutPlaces } from './message-references.ts';

/** What a person said in a message, whichever part of the activity Teams put it in. */
export interface Said {
  /** Their own words, without mentions of the bot, quotations and invisible characters around them. May be empty. */
  readonly text: string;
  /** The same for a reader of learners: HTML where text would lose a table's cells. */
  readonly rich: string;
  /** The message that a reply quotes, as far as Teams sends it: it may be cut. HTML where it came as that. */
  readonly quoted: string;
  /** Unreadable attachments, each kind once. */
  readonly attachments: readonly AttachmentKind[];
  /** Some of the words were forwarded: whoever wrote those may be another person. */
  readonly hasForwarded: boolean;
}

/** The parts of an activity that hold its message. Unvalidated: they come from outside. */
interface Message {
  readonly text?: unknown;
  readonly entities?: unknown;
  readonly attachments?: unknown;
  readonly recipient?: { readonly id?: unknown; readonly name?: unknown };
  readonly conversation?: { readonly conversationType?: unknown };
}

const LONGEST_HTML = 60_000;
/** Content that HTML may have and the text lacks. */
const TELLS_MORE = /\bitemtype\b|<(img|audio|video|table|blockquote)\b/i;
const REPLY_OR_FORWARD = /schema\.skype\.com\/(reply|forward)\b/i;
const FORWARD = /schema\.skype\.com\/forward\b/i;
/** Teams' own mark-up of a mention in a message's HTML. */
const MENTION = /<span\b[^<>]{0,300}schema\.skype\.com\/Mention[^<>]{0,300}>([^<]{0,200})<\/span>/gi;
/** Stands for the message that a reply quotes; some clients put that message's words into it. */
const QUOTED =
  /<quoted\b((?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}'){0,500})>([^<]{0,4000}<\/quoted\s*>)?|<\/quoted\s*>/gi;
const QUOTED_ESCAPED =
  /&lt;\/?quoted\b(?:&quot;(?:(?!&quot;)[^<]){0,500}&quot;|(?!&gt;|&quot;)[^<>]){0,200}&gt;/gi;

type OwnWords = Omit<Said, 'quoted' | 'hasForwarded'>;

const read = new WeakMap<object, Said>();

/** The words of a message. Read once for several callers in a turn. */
export function readSaid(message: Message): Said {
  const known = read.get(message);
  if (known !== undefined) return known;
  const said = parse(message);
  read.set(message, said);
  return said;
}

function parse(message: Message): Said {
  const all = Array.isArray(message.attachments) ? (message.attachments as unknown[]) : [];
  const said = {
    ...ownWords(message),
    quoted: quotedIn(message.entities, all),
    hasForwarded: FORWARD.test(htmlOf(all)),
  };
  const forwarded = referencesIn(all)
    .map((one) => trimBlank(htmlText(one.originalMessageContent.slice(0, LONGEST_HTML)).text))
    .filter((words) => words !== '');
  if (forwarded.length === 0) return said;
  // People forward messages they want read.
  const withForwarded = (words: string) => [words, ...forwarded].filter((one) => one !== '').join('\n');
  return { ...said, text: withForwarded(said.text), rich: withForwarded(said.rich), hasForwarded: true };
}

/** Teams' mark-up of the message that a reply quotes. */
const REPLY =
  /<blockquote\b[^<>]{0,300}schema\.skype\.com\/Reply\b[^<>]{0,300}>([\s\S]{0,20000}?)<\/blockquote>/i;

function quotedIn(entities: unknown, attachments: readonly unknown[]): string {
  const previews = (Array.isArray(entities) ? (entities as unknown[]) : []).flatMap((entity) => {
    const { quotedReply } = (entity ?? {}) as Record<string, unknown>;
    const { preview } = (quotedReply ?? {}) as Record<string, unknown>;
    return typeof preview === 'string' ? [preview] : [];
  });
  const inHtml = REPLY.exec(htmlOf(attachments))?.[1];
  const references = referencesIn(attachments).map(({ messagePreview }) => messagePreview);
  const found = [inHtml ?? '', ...references, ...previews].find((one) => one.trim() !== '') ?? '';
  return found.slice(0, LONGEST_HTML);
}

/** The message's own words, without forwarded ones. */
function ownWords({ text: raw, entities, attachments: sent, recipient, conversation }: Message): OwnWords {
  const all = Array.isArray(sent) ? (sent as unknown[]) : [];
  const alone = conversation?.conversationType === 'personal';
  const own = (words: string) =>
    trimBlank(withLatinReferences(withoutMentions(spaced(words), entities, recipient, alone)));
  const text = own(typeof raw === 'string' ? raw : '');
  const html = htmlOf(all);
  const kinds = new Set(all.flatMap((one) => attachmentKind(one) ?? []));
  if (html === '' || !(TELLS_MORE.test(html) || text === '' || ats(html) > ats(text))) {
    return { text, rich: text, attachments: [...kinds] };
  }
  let hasPlaceholder = false;
  const isBot = (name: string) =>
    typeof recipient?.name === 'string' && name.trim() === recipient.name.trim();
  const marked = html.replace(MENTION, (_, name: string) => (isBot(name) ? ` @${name.trim()} ` : ' '));
  const seen = htmlText(marked, (name, attributes) => {
    const kind = taggedKind(name, attributes);
    if (kind === 'placeholder') hasPlaceholder = true;
    else if (kind !== undefined) kinds.add(kind);
  });
  // A placeholder alone is a voice message: anything else that has one comes as an attachment too.
  if (hasPlaceholder && kinds.size === 0) kinds.add('voice');
  const shown = own(seen.text);
  const repliesOrForwards = REPLY_OR_FORWARD.test(html);
  // "Patel, Ravi <r.patel@nhs.net>", pasted: the text loses the part in brackets.
  const words = text === '' || repliesOrForwards || ats(shown) > ats(text) ? shown : text;
  const isRich = /<table\b/i.test(html) || (/<blockquote\b/i.test(html) && !repliesOrForwards);
  return { text: words, rich: isRich ? html.replace(MENTION, ' ') : words, attachments: [...kinds] };
}

const ats = (text: string) => text.split('@').length;

function htmlOf(attachments: readonly unknown[]): string {
  for (const one of attachments) {
    const { contentType, content } = (one ?? {}) as Record<string, unknown>;
    if (contentType === 'text/html' && typeof content === 'string')
      return unquoted(content.slice(0, LONGEST_HTML));
  }
  return '';
}

const spaced = (text: string) => unquoted(text).replace(/&nbsp;|&#160;|\u00A0/gi, ' ');

function unquoted(said: string): string {
  const text = withoutPlaces(said);
  if (!/quoted/i.test(text)) return text;
  const words = text.replace(QUOTED, (_, fields = '', rest = '') =>
    fields.trimEnd().endsWith('/') ? ` ${rest.replace(/<\/quoted\s*>$/i, ' ')}` : ' ',
  );
  return words.replace(QUOTED_ESCAPED, ' ');
}

/** White space, zero-width characters, and a phone's placeholder for a picture. */
const BLANK = /^[\s\p{Cf}\u115F\u1160\u2800\u3164\uFFFC]$/u;
const NOT_BLANK = /[^\s\p{Cf}\u115F\u1160\u2800\u3164\uFFFC]/u;

function trimBlank(text: string): string {
  const start = text.search(NOT_BLANK);
  if (start < 0) return '';
  let end = text.length;
  while (BLANK.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
