/** Invisible, has no width, and keeps two characters from being read as one piece of markup. */
const SPLIT = '\u200B';

/** Characters that mark up or hide text, and look-alikes that do not. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '*': '\uFF0A',
  '`': '\u2019',
  '<': '\u2039',
  '>': '\u203A',
  '|': '\u2502',
  '\\': '\uFF3C',
  '~': '\u223C',
  '@': '\uFF20',
};

/** Never shown, and able to reverse or hide other text: control, bidirectional and invisible formatting characters. */
export const UNSEEN = /\p{Cf}|\p{Zl}|\p{Zp}|(?!\n)\p{Cc}/gu;

/**
 * An address, in any script, stays unchanged, so that it can be copied; everything around it is made plain. Underscores are
 * only between letters or digits (anywhere else one could start italics), and no symbol follows (it could be read as part).
 */
const EMAIL =
  /(?<![\p{L}\p{M}\p{N}])[\p{L}\p{M}\p{N}]+(?:(?:_|[.+'-]+)[\p{L}\p{M}\p{N}]+)*@[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+(?![.-]*[^\s\p{P}<>`])/gu;

/**
 * Text that a person typed, made safe to put on a card: no link, mention, markup or template expression survives, and it
 * reads the same. Whether every Teams client honours backslash escapes is not known, so none are used.
 * @param limit characters kept; the rest becomes an ellipsis.
 */
export function plainText(text: string, limit = 600): string {
  const clean = text
    // text far beyond the limit is never shown, whatever precedes it
    .slice(0, limit * 4 + 1000)
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\t\v\f]/g, ' ')
    .replace(UNSEEN, '')
    // an indented line would be code
    .replace(/^[^\S\n]+/gm, '')
    .trim();
  const cut = clean.length > limit ? `${beginning(clean, limit - 1).trimEnd()}…` : clean;
  let result = '';
  let from = 0;
  for (const match of cut.includes('@') ? cut.matchAll(EMAIL) : []) {
    result += flatten(cut.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return (
    (result + flatten(cut.slice(from)))
      // headings, lists and rules begin a line
      .replace(/^(?=[#+\-=]|\d+[.)](?:\s|$))/gm, SPLIT)
      .replace(/\n{3,}/g, '\n\n')
  );
}

/** So many characters, without half of one (an emoji is two) at the end. */
const beginning = (text: string, length: number) => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');

function flatten(text: string): string {
  return (
    text
      .replace(/[*`<>|\\~@]/g, (character) => LOOK_ALIKES[character] ?? '')
      // an underscore inside a word is part of a name; elsewhere it would start italics
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\uFF3F')
      .replace(/\](?=[(:[])/g, `]${SPLIT}`)
      .replace(/([$#])\{/g, `$1${SPLIT}{`)
      .replace(/\{\{/g, `{${SPLIT}{`)
      .replace(/\/(?=\/)/g, `/${SPLIT}`)
      .replace(/&(?=#?\w+;)/g, `&${SPLIT}`)
      // a bare host name would be made a link by some readers
      .replace(/(?<=[\p{L}\p{N}])\.(?=\p{L}{2})/gu, `.${SPLIT}`)
      .replace(/\b(mailto|tel|javascript|data)(?=:)|\bwww(?=\.)/gi, (scheme) => `${scheme}${SPLIT}`)
  );
}
