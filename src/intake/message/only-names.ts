import { DANGER, OTHERS } from './emergency-signs.ts';

const NAME = String.raw`\p{Lu}(?:'\p{Lu})?\p{Ll}+(?:[-'’]\p{L}+)*`;
/** Words before a name: what asks for somebody's case, and what a name is called. */
const ASKS_FOR =
  '(?:[Ff]ind|[Ss]earch(?: for)?|[Ss]tatus(?: of| for)?|[Cc]ase|[Ww]ho has|[Cc]has(?:e|ing)|[Ww]ithdraw|[Cc]ancel|(?:[Aa]ny )?[Nn]ews (?:on|about|of)|(?:[Ll]earner|[Nn]ame|[Rr]e):?)';
const ASKED_FOR = new RegExp(`^${ASKS_FOR} (?:${NAME} ?){1,3}$`, 'u');
const FIRST_AND_LAST = new RegExp(`^${NAME} ${NAME}$`, 'u');
/** What is no first name beside a danger: who is in it, and how bad it is. */
const NO_NAME = new RegExp(
  `^(?:${OTHERS}|mrs?|ms|miss|sister|matron|help|please|urgent\\w*|emergency|severe\\w*|heav(?:y|ily)|bad(?:ly)?|really|very|major|massive\\w*|serious\\w*|internal\\w*|acute|sudden\\w*|active\\w*|uncontroll\\w+|profuse\\w*|still|now|is|are|not|no|got|has|have|had|having|just|found|stopped|difficulty|trouble|struggling|can'?t|cannot|low|high|fast|hard|need|send|call|get|nose|head|neck|arm|leg|hand|face|eye|ear|mouth|gum|rectal|vaginal|ward|bay|bed|side|room|theatre|staff|security|epileptic|febrile|tonic|asthma|allergic|food|drugs?|defib\\w*|cpr)$`,
  'i',
);
const USERNAMES = /(?<![\p{L}\p{N}])\d{3}[\p{L}'-]{2,30}\d{2}(?![\p{L}\p{N}])/gu;

/** What befalls a person as well: "Tom choking". Alone, this is no name. */
const BEFALLS = /(?:ing|ed|unresponsive)$/i;

/** Whether a text is a name or a list of names, with or without usernames: "Mary Seizure", "find Bleeding". */
export function isOnlyNames(text: string): boolean {
  const left = text.replace(USERNAMES, ' ');
  const isAlone = left === text;
  return left
    .split(/[\n,;()]/)
    .map((part) => part.replace(/\s+/g, ' ').replace(/^[\s-]+|[\s.:?!-]+$/g, ''))
    .every((part) => part === '' || isName(part, isAlone));
}

function isName(part: string, isAlone: boolean): boolean {
  const words = part.split(' ');
  if (words.some((word) => NO_NAME.test(word))) return false;
  if (ASKED_FOR.test(part)) return true;
  const [first = ''] = words;
  return FIRST_AND_LAST.test(part) && !DANGER.test(first.toLowerCase()) && !(isAlone && BEFALLS.test(part));
}
