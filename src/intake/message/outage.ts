/** Longer messages are about more than that. */
const LONGEST = 120;
const ESR = '(?:esr|the (?:site|website|system|esr)|it|electronic staff record)';
const DOWN =
  "(?:down|offline|broken|crashed|unavailable|having (?:problems|issues)|(?:not|isn'?t) (?:working|available|responding|up|running))";
const PATTERNS = [
  new RegExp(`^\\W*(?:hi|hello|hey)?\\W*(?:is|has|are) ${ESR}(?: gone)? ${DOWN}\\b`, 'i'),
  new RegExp(
    `^\\W*(?:hi|hello|hey)?\\W*(?:the )?esr(?: (?:site|website|system|page))?(?: is|'s| has gone|s)?(?: all)? ${DOWN}(?: (?:again|today|now|this morning|for everyone|nationally|for anyone else))*\\W*$`,
    'i',
  ),
  /^\W*is (?:anyone|anybody) else (?:having (?:problems|issues|trouble) (?:with|getting (?:in|on)(?: ?to)?)|unable to (?:get|log) (?:in|on)(?: ?to)?) esr\b/i,
  /\b(?:is there|any) (?:an? )?(?:known )?(?:esr )?(?:outages?|downtime|maintenance)\b/i,
];

/** Whether a message asks if ESR is down for everyone, or says so. */
export const asksWhetherDown = (text: string): boolean =>
  text.length <= LONGEST && PATTERNS.some((pattern) => pattern.test(text.replaceAll('’', "'")));
