/** How strongly the text between two mentions separates them. */
export const Gap = { none: 0, comma: 1, and: 2, sentence: 3, line: 4, paragraph: 5 } as const;

/** The strongest separator between two mentions. */
export function gapIn(between: string): number {
  if (/\n[ \t]*\n/.test(between)) return Gap.paragraph;
  if (between.includes('\n')) return Gap.line;
  if (/[;•]|[.!?](\s|$)/.test(between)) return Gap.sentence;
  if (/(\band\b|&|\bplus\b|\balso\b|\+)/i.test(between)) return Gap.and;
  return /[,\t|]/.test(between) ? Gap.comma : Gap.none;
}

/** A function that gives the start of a position's line. Line starts are found once: searching back each time would be quadratic. */
export function lineStartsOf(text: string): (position: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (position) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return starts[low] ?? 0;
  };
}

/** Whether a line opens a learner's entry: with a number, a bullet, "Learner 2", or only a name. */
export function opensEntry(between: string): boolean {
  return between
    .split('\n')
    .slice(1)
    .some(
      (line) => /^\s*(\d{1,2}[.)]|[-*•]\s|(learner|person|name|student)\b)/i.test(line) || isNameLine(line),
    );
}

export function isNameLine(line: string): boolean {
  return line.length < 80 && /^\s*\p{Lu}[\p{L}'-]+,?( \p{Lu}[\p{L}'.-]*){1,3}\s*:?\s*$/u.test(line);
}

const SMALL_TALK =
  /^(e-?mail|mail|mailto|em|un|address|username|user|name|esr|login|is|are|the|her|his|their|on|at|to|and|with|it's|for|correct|new|right|work|personal|home|it|its|should|be|please|pls|plz|thanks|thank|ta|x|you|reset|this|that|one|of|which|learner|she|he|they|uses|using|use|whose)$/i;

/** Allowed between a username and its address: the problem, and the request. */
const ABOUT_THE_LOGIN =
  /^(locked|out|no|not|needs?|can'?t|cannot|details?|don'?t|doesn'?t|do|does|match(ing)?|password|account|external|student|reset(ting)?|link|sent|had|has|get(ting)?|got|in|to|me|can|could|we|have|send|change[ds]?|set|up|dont|doesnt|cant|nhs|net|isn'?t|so|now|still|again|yet|today|old|was|by|via|address(es)?|correctly|staff|bank|starter|updated?|amend(ed)?|corrected|replaced?|from|record|but|shows?|gave|given|correction|sorry|oops|typo|meant|forgot(ten)?|expired|a|an|as|i|all)$/i;

/** Whether the words between two mentions are about something else than the request. A name alone is not. */
export function tellsMore(between: string): boolean {
  // "Another one: …" opens a sentence with a capital and names no one; "Ben Tuck" does.
  const short = between
    .slice(0, 500)
    .replace(/([.!?:]\s+)(\p{Lu})(?=\p{Ll}* ?\p{Ll})/gu, (_, end, letter) => end + letter.toLowerCase());
  const words = short.match(/\p{L}[\p{L}']*/gu) ?? [];
  return words.some((word) => !isUsual(word) && !/^\p{Lu}[\p{L}-]*$/u.test(word));
}

const isUsual = (word: string) => SMALL_TALK.test(word) || ABOUT_THE_LOGIN.test(word);

/** Whether the mention is alone on its line, labels and names aside: then it belongs to the entry around it. */
export function isBare(text: string, start: number, end: number): boolean {
  const from = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - 200);
  const newLine = text.indexOf('\n', end);
  const to = Math.min(newLine < 0 ? text.length : newLine, end + 200);
  const around = `${text.slice(from, start)} ${text.slice(end, to)}`.replace(/\S{1,80}@\S{1,80}/g, ' ');
  const others = around.match(/(?<![\p{L}\d])\p{L}[\p{L}']*(?![\p{L}\d])/gu) ?? [];
  const capital = (word = '') => /^\p{Lu}/u.test(word);
  // A lone capital at the start opens a sentence; two are a name.
  return others.every((word, at) => isUsual(word) || (capital(word) && (at > 0 || capital(others[1]))));
}
