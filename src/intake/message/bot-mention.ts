import { foldLookAlikes } from '../../text/look-alikes.ts';

interface Account {
  readonly id?: unknown;
  readonly name?: unknown;
}

/** Marks each mention of the bot while the words around it are tidied. */
const MARK = '\uE000';
const AT_TAG = /<at\b[^<>]{0,200}>([^<>]{0,200})<\/at>/gi;
const AFTER_NAME = /^[\s\p{Cf}:,;.!\p{Pd}]+/u;
/** "Hi @bot, my cases": said to the bot, and not part of the request. */
const GREETING =
  /^\s*(hi|hello|hey|hiya|dear|morning|good (morning|afternoon|evening))( there)?[\s\p{Cf},!.]*$/iu;

/**
 * Whether Teams says that this bot was mentioned. The text alone proves nothing: the bot's name can be typed, or be a person's
 * name.
 */
export function mentionsBot(entities: unknown, bot: Account | undefined): boolean {
  return mentionsIn(entities).some(({ id }) => isFilled(id) && id === bot?.id);
}

/**
 * The text without mentions of the bot, the punctuation behind them (`@bot: my cases`), and a greeting before them. Only if an
 * entity lacks the mention's text, as some clients send it, is the mention found by the bot's name. `alone`: a 1:1 chat, where only
 * the bot can be mentioned.
 */
export function withoutMentions(
  text: string,
  entities: unknown,
  bot: Account | undefined,
  alone = false,
): string {
  if (!text.includes('@') && !text.includes('<') && !Array.isArray(entities)) return text;
  const { texts, names, others, untold } = mentionsOf(entities, bot, alone);
  let marked = text;
  for (const one of texts) marked = marked.replaceAll(one, MARK);
  marked = marked.replace(AT_TAG, (tag, name: string) => {
    const isBot = names.has(name.trim()) || untold;
    return isBot && !others.has(tag) ? MARK : tag;
  });
  for (const name of names) marked = marked.replaceAll(`@${name}`, MARK);
  if (!marked.includes(MARK)) return text;
  const [before = '', ...after] = marked.split(MARK);
  const said = after
    .map((part) => part.replace(AFTER_NAME, (between) => (between.includes('\n') ? '\n' : ' ')))
    .join(' ');
  if (before.length < 60 && said.trim() !== '' && GREETING.test(before)) return said;
  return `${before} ${said}`;
}

function mentionsOf(entities: unknown, bot: Account | undefined, alone: boolean) {
  const texts = new Set<string>();
  const names = new Set<string>(alone && isFilled(bot?.name) ? [bot.name.trim()] : []);
  /** How other people's mentions appear in this text. */
  const others = new Set<string>();
  /** A mention of the bot has no text: its place is unknown. */
  let untold = alone;
  for (const { id, name, text } of mentionsIn(entities)) {
    if (!isFilled(id) || id !== bot?.id) {
      if (isFilled(text)) others.add(text);
      continue;
    }
    for (const one of [name, bot.name]) if (isFilled(one)) names.add(one.trim());
    if (isFilled(text)) texts.add(text);
    else untold = true;
  }
  return { texts, names, others, untold };
}

function mentionsIn(entities: unknown): readonly { id: unknown; name: unknown; text: unknown }[] {
  if (!Array.isArray(entities)) return [];
  return (entities as unknown[]).flatMap((entity) => {
    const { type, text, mentioned } = (entity ?? {}) as Record<string, unknown>;
    const { id, name } = (mentioned ?? {}) as Account;
    return type === 'mention' ? [{ id, name, text }] : [];
  });
}

const isFilled = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** Other people who are mentioned before a command, and what links it to them: "@Dev – my cases". */
const BEFORE = /^(?:<at\b[^<>]{0,200}>[^<>]{0,200}<\/at>|[\s\p{Pd}:,;.])+/u;
const POLITE = /[\s,]+(?:please|pls|thanks|thank you|ta)[\s.!]*$/i;
/** Longer than any command without text. */
const LONGEST_POLITE = 200;

/** The message from a possible command on. */
export const fromCommand = (said: string): string => said.replace(BEFORE, '');

/** Quotation marks, code marks, slashes and exclamation marks around a command. Look-alikes are folded before. */
const MARKS_BEFORE = /^[\s"'`/\\#*_~>([{.,:;!-]+/;
const MARKS_AFTER = /[\s"'`*_~)\]}.,:;!-]+$/;
const ASKED_TO_SHOW =
  /^(?:please |pls |(?:can|could) (?:you |i |we )(?:please )?)?(?:(?:show|give|get|list|open|view|see|display|bring up|tell)(?: me| us)?|please|pls) (?:the |a )?(?=\S)/i;

/**
 * A command without text, stripped of what people put around it: marks, "show me", "please" and "thanks". The command "?" keeps
 * its mark.
 */
export function bareCommand(said: string): string {
  const plain = foldLookAlikes(said).replace(/\s+/g, ' ').trim();
  if (plain.length > LONGEST_POLITE) return plain;
  const bare = plain
    .replace(MARKS_BEFORE, '')
    .replace(MARKS_AFTER, '')
    .replace(POLITE, '')
    .replace(MARKS_AFTER, '');
  const command = bare.replace(ASKED_TO_SHOW, '');
  return command === '?' ? command : command.replace(/[\s?]+$/, '');
}
