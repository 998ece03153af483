interface Account {
  readonly id?: unknown;
  readonly name?: unknown;
}

/** Stands for each mention of the bot while the words around it are put right. */
const MARK = '\uE000';
const AT_TAG = /<at\b[^<>]{0,200}>([^<>]{0,200})<\/at>/gi;
const AFTER_NAME = /^[\s\p{Cf}:,;.!\p{Pd}]+/u;
/** "Hi @bot, my cases": said to the bot, and no part of what is asked. */
const GREETING =
  /^\s*(hi|hello|hey|hiya|dear|morning|good (morning|afternoon|evening))( there)?[\s\p{Cf},!.]*$/iu;

/**
 * The text without any mention of the bot, what links it to the words (`@bot: my cases`), and a greeting before it.
 * Entities say that it was mentioned; where one lacks the mention's text, or there is none of any mention, as some clients
 * leave it out, its name is looked for. In a chat with the bot alone, nobody else can be mentioned.
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
  const names = new Set<string>();
  /** What others are called in this text. */
  const others = new Set<string>();
  /** A mention of the bot does not say where in the text it is. */
  let untold = alone;
  let isTold = false;
  for (const entity of Array.isArray(entities) ? (entities as unknown[]) : []) {
    const { type, text, mentioned } = (entity ?? {}) as Record<string, unknown>;
    const { id, name } = (mentioned ?? {}) as Account;
    if (type !== 'mention') continue;
    isTold = true;
    if (id === undefined || id !== bot?.id) {
      if (isFilled(text)) others.add(text);
      continue;
    }
    for (const one of [name, bot?.name]) if (isFilled(one)) names.add(one.trim());
    if (isFilled(text)) texts.add(text);
    else untold = true;
  }
  if ((alone || !isTold) && isFilled(bot?.name)) names.add(bot.name.trim());
  return { texts, names, others, untold };
}

const isFilled = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
