import type { Mention } from '../finding/mention.ts';

/** As much as a card has room for. */
const LONGEST = 500;
const CELLS = /\t|\s\|\s|^\|/;
/** A cell with as many words is a remark. */
const REMARK_WORDS = 4;
/** What is not worth reading alone: greetings, thanks, and labels of what is taken out. */
const EMPTY =
  /^(?:hi|hello|hey|dear|good|morning|afternoon|all|team|both|everyone|esr|please|pls|plz|can|could|you|u|reset|thanks?|thank|ta|cheers|and|the|this|these|is|are|for|to|their|his|her|my|learners?|students?|names?|user|users|usernames?|user-?ids?|logins?|correct|new|e-?mails?|address(?:es)?|number|surname|first|last|[\d.)]+|fwd?|re|fyi|see|below|sorry|should|be|meant|i|actually|it|it's|that|one)$/;
const GREETING =
  /^(?:hi|hello|hey|dear|(?:good )?(?:morning|afternoon))\b(?: (?:all|both|everyone|folks|team|there|esr))*[\s,.!]+/i;
/** The same with a name: "Hi Grace," */
const GREETED =
  /^(?:[Hh](?:i|ello|ey)|[Dd]ear|[Mm]orning|[Aa]fternoon)(?: \p{Lu}[\p{L}'-]+){1,2}(?:[,!.]|\s*$)\s*/u;
const OMITTED = '…';
/** A longer line is no sentence, and longer text a list. */
const LONGEST_LINE = 600;
const LONGEST_TEXT = 8000;
/** The card of a case makes no links, and nobody has checked where these lead. */
const LINK = /\b(?:https?:\/\/|www\.)\S{1,500}/gi;

/**
 * A trainer's words without usernames, addresses and learners' names (each `…`), greetings, labels and tables: what the ESR
 * Team would miss otherwise. The caller has taken the secrets out. May be empty.
 */
export function trainerWords(text: string, mentions: readonly Mention[], names: readonly string[]): string {
  const said = withoutNames(withoutMentions(text, mentions), names)
    .slice(0, LONGEST_TEXT)
    .replace(LINK, OMITTED)
    .split('\n')
    .map((line) => line.slice(0, LONGEST_LINE))
    .flatMap((line) => (CELLS.test(line) ? line.split(/\t|\|/).filter(isRemark) : [line]))
    .map(tidy)
    .filter((line) => wordsIn(line).some((word) => !EMPTY.test(word)));
  const whole = [...new Set(said)].map((line) => (/[.!?:,;…]$/.test(line) ? line : `${line}.`)).join(' ');
  return whole.length <= LONGEST ? whole : `${whole.slice(0, LONGEST - 1).replace(/\s+\S*$/, '')}${OMITTED}`;
}

function withoutMentions(text: string, mentions: readonly Mention[]): string {
  let kept = '';
  let from = 0;
  for (const { start, end } of mentions) {
    kept += `${text.slice(from, start)} ${OMITTED} `;
    from = end;
  }
  return kept + text.slice(from);
}

/** As it was read, and as Outlook writes it: "Blake, Natalie". */
export const withoutNames = (text: string, names: readonly string[]): string =>
  names
    .flatMap((name) => [name, name.replace(/^(\S+) (.+)$/, '$2, $1')])
    .reduce((left, name) => left.replaceAll(name, ` ${OMITTED} `), text);

/** What is left of a list of learners is one mark, and none at an end. */
const tidy = (line: string): string =>
  line
    .replace(/[<>()[\]{}*_]/g, ' ')
    .replace(/["“”]\s*…\s*["“”]/g, OMITTED)
    .replace(/…(?:[\s,;:/&+=|-]|\band\b|…)*…/g, OMITTED)
    .replace(/\s+/g, ' ')
    .replace(/ (?=[,.;:!?](?:\s|$))/g, '')
    .replace(GREETED, '')
    .replace(GREETING, '')
    .replace(/^[\s,;:/…|=-]+|[\s,;:/…|=-]+$/g, '')
    .trim();

const wordsIn = (line: string): string[] =>
  line
    .toLowerCase()
    .split(/[\s,.;:!?/…-]+/)
    .filter((word) => word !== '');

const isRemark = (cell: string) => wordsIn(cell).length >= REMARK_WORDS;
