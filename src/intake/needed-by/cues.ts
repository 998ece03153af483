/** What a time in a sentence is the time of. */
export type Cue = 'needed' | 'past' | 'shift';

const EVENT =
  'class(?:es)?|courses?|sessions?|training|lessons?|workshop|exam|assessment|cohort|group|slot|induction|go[- ]live|drop-?in|one to one|lot|list';

const CUES: readonly (readonly [Cue, RegExp])[] = [
  [
    'needed',
    new RegExp(
      String.raw`\b(?:${EVENT}|needs?|needed|needing|need|requires?|required|deadline|due|starts?|starting|begins?|beginning|kicks? off|booked|rebooked|attend(?:s|ing)?|coming|doors open|ready|(?:be|it|this|these|them|get|getting) (?:done|sorted|set up)|in time|go live|joins|ahead of|before (?:her|his|their|the|my) shift|before (?:i|we|they|he|she)|can (?:we|you|u|this|these|someone)|could (?:these|this|we|you)|any chance|we have|i have|sort(?: out)?)\b`,
      'g',
    ),
  ],
  [
    'past',
    /\b(?:tried|trying|tries|attempt(?:ed|s)?|since|rang|ring|called|phoned|emailed|spoke|spoken|sent|submitted|registered|made|set up|got (?:locked|an?|the|told)|was|were|happened|came|received|requested|reported|raised|logged|last|created|joined|had|missed|ago|locked|error|worked|passed|back|returned|asked|updated|changed|expired|arrived|told)\b/g,
  ],
  [
    'shift',
    /\b(?:shifts?|rota|nights?|works?|working|office|opening|hours|finish(?:es|ing)?|ends?|(?<!needed )(?<!need )until|till|til|available|cover(?:s|ing)?|on duty|contact me)\b/g,
  ],
];

/** Right before a time: it is needed by then, whatever comes before. */
const DIRECT =
  /(?:\b(?:by|before|for|than|ahead of|not until|in at|on(?= (?:the|my|our) ))|@)[\s:]*(?:(?:the|my|our|their|her|his|this|about|around|next|on) )*$/;
/** A number that is no time: "room 9.30", "bleep 1430". */
const LABELLED = /\b(?:room|rm|bay|ward|bleep|ext|extension|tel|desk|floor|version|no|pc|level|suite)[.:]? $/;
const EVENT_BEHIND = new RegExp(
  String.raw`^(?:'s|s)?[\s,]*(?:(?:today|tomorrow|epic|beaker|start|am|pm|on|this|one|hrs|next)\s+){0,2}(?:${EVENT}|start|starts|go[- ]live|onwards)\b`,
);
/** "The 9 o'clock group is fine": nothing is needed for it. */
const IS_FINE = /^[^,.;]{0,40}\b(?:is|are|was|were|went) (?:all )?(?:fine|ok|okay|sorted|done|good)\b/;

/** "Not 9am", "instead of 9am": another time is said for it. */
const INSTEAD =
  /\b(?:not|rather than|instead of|no longer|isn't|wasn't|(?:moved|changed|rescheduled|postponed|put back|brought forward) from)(?: (?:at|on|by|for|the|a|starting|starts?))*[\s:]*$/;

/** Whether another time is said for the one at this place. */
export const isInstead = (sentence: string, start: number): boolean => INSTEAD.test(sentence.slice(0, start));

/** What a time at this place is the time of; undefined where the sentence does not say. */
export function cueOf(sentence: string, start: number, end: number): Cue | undefined {
  const before = sentence.slice(Math.max(0, start - 120), start);
  const behind = sentence.slice(end, end + 60);
  if (LABELLED.test(before) || isInstead(sentence, start) || IS_FINE.test(behind)) return 'past';
  if (DIRECT.test(before)) return 'needed';
  const nearest = CUES.flatMap(([cue, words]) =>
    [...before.matchAll(words)].map((match) => ({ cue, at: match.index })),
  ).toSorted((a, b) => b.at - a.at)[0];
  if (EVENT_BEHIND.test(behind))
    return nearest?.cue === 'past' && before.length - nearest.at < 14 ? 'past' : 'needed';
  return nearest?.cue;
}

const ABOUT_TO =
  /\b(?:starting|kicking off|beginning) (?:right )?now\b|\b(?:in|currently in) (?:the )?(?:class|session|training|course) (?:right )?(?:now|with)\b|\bneeds? (?:it|this|to be in|access|in) (?:right )?now\b|\bsa?t (?:here|in front|waiting)\b|\b(?:sitting|sa?t) (?:here|in (?:the |my )?(?:class(?:room)?|room|session|training)|with me)\b|\bin the (?:class ?)?room waiting\b|\brunning late\b/;
const BEGUN = new RegExp(
  String.raw`\b(?:(?:${EVENT}|they|we) (?:has |have |had |'ve |'s )?(?:already |just |only )*(?:started|begun|began|kicked off|gone ahead)|(?:${EVENT}) (?:should have|was (?:due|meant|supposed) to|were (?:due|meant) to) (?:have )?start(?:ed)?)(?! trying)|\balready started\b`,
);

/** Whether the sentence says that the class is under way. */
export const isUnderWay = (sentence: string): boolean => ABOUT_TO.test(sentence) || BEGUN.test(sentence);

const OFF = new RegExp(
  [
    String.raw`\b(?:${EVENT}|it|this|that)(?:'s|[^.;]{0,40})? (?:cancell?ed|called off|not (?:going ahead|happening))\b`,
    String.raw`\b(?:${EVENT})(?:'s|[^.;]{0,20})?(?: not|n't) (?:running|on|go(?:ing)? ahead|happening|taking place)(?= ?(?:$|[,.!]|(?:today|tomorrow|now|any ?more|after all)\b))`,
    String.raw`\b(?:${EVENT}|\d{1,2} ?[ap]m)(?:'s| is)(?: now)? off(?= ?(?:$|[,.!]|(?:today|now)\b))|^\W*not (?:needed|required)\b(?! (?:until|till|before|by)\b)`,
    String.raw`^\W*(?:cancell?ed|called off)\b|\bcancell?ed (?:the|her|his|their|our|my|this|that|tomorrow's|today's) (?:[\w:.]+ )?(?:${EVENT})\b`,
    String.raw`\bno longer (?:need(?:s|ed|ing)?|requir(?:es?|ed|ing)|going ahead|happening)\b`,
    String.raw`(?<!\b(?:reset|password|link|e-?mail|code|form|account|change|details?)(?: \w+)?)(?: not|n't) (?:be )?(?:needed|required)\b(?!(?: \w+){0,3} (?:until|till|before|by)\b)`,
    String.raw`\b(?:don't|doesn't|do not|does not) need (?:it|this|these|them|access|her|him)(?: \w+)? (?:any ?more|now)\b`,
  ].join('|'),
);
/** Which week is meant is not read. */
const OTHER_WEEK = /\bweek (?:commencing|beginning|ending)\b|\bw\/c\b|\bafter next\b/;

/** Whether a sentence says that nothing is needed at its times. */
export const isOff = (sentence: string): boolean => OFF.test(sentence);

const NO_CLASS = new RegExp(String.raw`\bno (?:${EVENT}) (?:today|tomorrow|any ?more|now|after all)\b`, 'g');

/** The sentence with "no class today" blanked out: another time in it may be the next one. */
export const withoutNoClass = (sentence: string): string =>
  sentence.replace(NO_CLASS, (said) => ' '.repeat(said.length));

/** Whether a sentence says that a time given before no longer counts. */
export const isGivenUp = (sentence: string): boolean =>
  isOff(sentence) || withoutNoClass(sentence) !== sentence || /\bpostponed\b/.test(sentence);

/** Whether a sentence's times are in a week that is not clear. */
export const isOtherWeek = (sentence: string): boolean => OTHER_WEEK.test(sentence);

const MOVE =
  '(?:moved|put back|pushed back|brought forward|rescheduled|rearranged|postponed|changed|shifted|switched|delayed)';
const MOVED = new RegExp(
  String.raw`\b(?:(?:${EVENT}|it|this|that|which|start(?: time)?|time)(?:'s| is| has| was| been| have| had| now| got| being| at| on| today| tomorrow| \w{3,6}day| [\d:.]+(?: ?[ap]m)?)* ${MOVE}|${MOVE} (?:the|her|his|their|our|my|this|that) (?:[\w:.]+ )?(?:${EVENT}|start(?: time)?|time))\b`,
);

const TO_A_PLACE = /^[^.;]*?\bto (?:the )?(?:room|rm|ward|bay|level|floor|building|site|teams|zoom|online)\b/;

/** The sentence with the time that a class was moved from blanked out: "moved from 9am to 1pm" leaves 1pm. Unchanged where nothing was moved. */
export function sinceMoved(sentence: string): string {
  const moved = MOVED.exec(sentence);
  if (moved === null) return sentence;
  const at = moved.index + moved[0].length;
  const behind = sentence.slice(at);
  const to = behind.search(/\b(?:to|now|until|till)\b/);
  if (TO_A_PLACE.test(behind) || (to < 0 && /^ from\b/.test(behind))) return sentence;
  const before = to < 0 ? sentence.length : at + to;
  return `${' '.repeat(before)}${sentence.slice(before).replace(/\bfrom .*$/, '')}`;
}

/** The original plan: "was meant to be 9am tomorrow". */
const WAS_PLANNED =
  /\b(?:was|were|had been|been) (?:originally |initially |first )?(?:due|meant|supposed)\b[^;]*$/;
const WAS =
  /\b(?:was|were) (?:originally |initially |first )?(?:booked|planned|scheduled|at|for|on)\b[^,;]*$/;

/** Whether the time at this place was only the original plan. If it has passed, the class may be late. */
export const wasPlanned = (sentence: string, start: number): boolean =>
  WAS_PLANNED.test(
    sentence
      .slice(0, start)
      .split(/\b(?:but|now)\b/)
      .at(-1) ?? '',
  ) ||
  (WAS.test(sentence.slice(0, start)) && /\b(?:but|now|instead)\b/.test(sentence.slice(start)));
