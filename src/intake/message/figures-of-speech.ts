import { anyOf } from '../../text/any-of.ts';

/** Sayings that name a danger and mean none: "had a heart attack when I saw my payslip", "ESR is dead". */

const TURN =
  '(?:(?:\\w+ )?(?:heart ?attacks?|strokes?|seizures?|fits?|coronary|palpitations|heart failure|cardiac arrest|panic attack|aneurysm))';
const THING =
  'esr|systems?|sites?|website|portal|pages?|screen|browser|app|account|log-?in|laptop|pc|computer|server|network|wifi|internet|printer|(?:card )?reader|panel|pane|view|menu|tree|section|folder|row|link|session|phone|battery';
const LAUGH = '(?:lol|lmao|rofl|haha\\w*)';
const MONEY =
  '(?:pay\\w*|wages?|salary|tax|bills?|deductions?|balance|pension|p60|overtime|rota|annual leave|passwords?|admin)\\b(?! (?:office|desk|department|meeting))';
const UP_TO_THREE = "(?:[\\w']+ ){0,3}";

const FROM_MIRTH =
  '(?:from|of|with|through|out of) (?:sheer |pure |utter )?(?:boredom|laugh\\w+|embarrassment|shame|frustration)\\b';
/** "when I saw my payslip", "over my pay", "from boredom" */
const AT_A_TRIFLE = anyOf(
  `when (?:i|we) (?:first |just |finally )?(?:saw|opened|looked at|checked|read|got|noticed) (?:how much |all |the |my |this |that |our )*(?:\\w+ )?${MONEY}`,
  `when (?:it|esr|this|that|the ${THING}) (?:locked|logged|kicked|froze|crashed|timed)\\b`,
  `when (?:i|we|he|she|they) (?:saw|read|opened|heard|looked at) ${UP_TO_THREE}${MONEY}`,
  `(?:seeing|reading|opening|checking|looking at|at|over|about|because of|from) ${UP_TO_THREE}${MONEY}`,
  `(?:over|about|because of) (?:this|that|the|my) (?:\\w+ )?(?:${THING})\\b`,
  FROM_MIRTH,
);
const FAINTS = '(?:pass\\w* out|faint\\w*|collaps\\w+|chok\\w+|died|die|dying)';
/** Who says it says it of himself: "my mum had a heart attack when I opened the post" is none of these. */
const OF_ONESELF = `(?:^(?:(?:omg|oh|my god|${LAUGH}|just|well|honestly|literally|nearly|almost|about|going|to) ){0,3}|\\b(?:i|i'm|im|i've|omg|nearly|almost|${LAUGH}) (?:(?:am|have|just|literally|nearly|almost|honestly|about|to|going) ){0,3})`;
const HAS_HAD = '(?:(?:had|have|having) )?(?:an? |another )?';

const OF_THINGS =
  "(?:'s| (?:is|are|has|had|have|keeps?|just|now|not|no|got|having|a|an|another|completely|totally|barely|stopped|about|to|going)){0,6}";

const FIGURES = [
  // "He is by the laptop unconscious", "ESR is dead and so is the patient"
  `(?<!\\b(?:by|near|to|at|on|in|beside|behind|under|using|with|from|off) (?:the |a |my |our |his |her )?)\\b(?:${THING})${OF_THINGS} (?:breathing|heart ?(?:attack|beat)|stroke|seizures?|fit|collaps(?:ed?|ing)|choking|gasping|unconscious|unresponsive|lifeless|pulse|cpr|dying|die|dead)\\b(?!(?:,? \\w+){0,2},? so (?:is|are|has|have)\\b)`,
  `\\b(?:${THING}|this|that|it)(?: room)? (?:(?:is|are) on fire|needs? cpr) ${LAUGH}\\b`,
  `\\b(?<!(?:tablets?|meds|medication|medicine|drugs?|vaccine|jab|injection) (?:has |have )?)(?:gave|give|giving) (?:me|us) (?:an? |another )?${TURN}\\b`,
  `\\b(?:nearly|almost) (?:\\w+ )?(?:gave|give|giving|had|have|having) (?:an? |another )?${TURN}\\b(?: ${AT_A_TRIFLE})?`,
  `${OF_ONESELF}${HAS_HAD}${TURN} ${AT_A_TRIFLE}`,
  `\\b(?:nearly|almost|feel(?:ing)?|i(?:'m|'ve| am| have)?) (?:about to |going to )?${FAINTS} ${AT_A_TRIFLE}`,
  `\\b${FAINTS} ${FROM_MIRTH}`,
  `\\b(?:${THING}|policy|paperwork|admin|passwords?|workload|rota)(?:'s| is| are| keeps?) (?:strangling|choking|killing|murdering|suffocating) (?:me|us)\\b`,
  `\\bmy heart (?:(?:has|just|nearly|almost|literally) )*(?:stopped|skipped a beat) ${AT_A_TRIFLE}`,
  "\\b(?:can'?t|cannot) breathe? (?:for|under|with) (?:all )?(?:(?:this|these|the|my) )?(?:\\w+ )?(?:admin|paperwork|emails?|passwords?|resets?|forms?|e-?learning|modules?|logins?)\\b",
].map((one) => new RegExp(one, 'g'));

/** The rest of what a message says, which is judged as if the saying was not there. */
export const withoutFigures = (text: string): string =>
  FIGURES.reduce((left, figure) => left.replace(figure, ' '), text);
