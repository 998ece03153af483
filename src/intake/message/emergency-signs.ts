/** What people write when somebody's life is in danger. All of it in lower case, with plain apostrophes and single spaces. */

const any = (...parts: readonly string[]) => `(?:${parts.join('|')})`;

const OTHERS = any(
  "patients?|pts?|someone'?s?|somebody'?s?|persons?|people|colleague|nurse|doctor|dr|hca|porter|cleaner|paramedic|midwife|student",
  'visitor|relative|resident|client|friend|manager|partner|husband|wife|mum|mother|dad|father|nan|gran|grandad|brother|sister|son',
  'daughter|baby|child|kid|boy|girl|man|woman|lady|gentleman|bloke|guy|lad|neighbour|staff member|member of staff|service user',
  "he|he's|hes|she|she's|shes|they|they've|theyre|they're",
);
const PERSON = any(OTHERS, "i|i'm|im|i've|ive|we|we've");
/** Screens and pages "don't respond" either. */
const NO_THING =
  '(?!(?:to (?!me\\b|us\\b|him\\b|her\\b)|(?:record|screen|page|system|portal|list|app|site|login|laptop|pc|computer|esr|account|link|it|its|website|browser|chrome|edge|button|window|form|reader|smartcard|phone|mouse)\\b))';
const UP_TO_SIX_WORDS = `(?:'s)?(?: ${NO_THING}[\\w']+){0,6} `;

const ATTACK = any(
  'heart attack',
  'stroke(?! of)',
  'seizures?',
  'fit(?! (?:of|when|about|because|over|trying|with))',
  '(?:asthma|panic) attack',
  'cardiac arrest',
  'anaphyla\\w+',
  'convulsions',
  '(?:allergic|anaphylactic) reaction',
  'cardiac event',
  'miscarriage',
);
const BAD =
  '(?:a |an |another )?(?:(?:bad|massive|severe|epileptic|major|serious|really|very|awful|suspected) ){0,2}';

/** What happens to a person. */
const COLLAPSED = any(
  'coll?a(?:ps|sp)ed(?! (?:the|a|my|that|this)\\b)',
  'fainted|chok(?:ing|ed)(?! (?:on|over) (?:\\w+ ){0,3}(?:passwords?|logins?|esr|emails?|forms?|messages?)\\b)|stabbed|electrocuted|drown(?:ed|ing)(?! in (?!the (?:pool|bath|river|sea|lake)))|hanging from|convulsing|seizing|floppy|arresting',
  // "He's fitting the card reader"
  "fitting(?! (?!in\\b(?! (?:with|to|well|nicely|around))|on\\b|at\\b|again|now|and|bed|bay|please|pls|outside|help|since|for \\d)[\\w'])",
  'arrested(?! (?:by|development|from|my|the|a|our|this)\\b)',
  'uncons?c?ious(?! (?:of|bias))',
  'dying(?! (?:for|to|waiting|inside|of (?:boredom|laughter|laughing))\\b)',
  "passed out(?! (?:the|a|my|some|leaflets|forms)\\b)|overdosed|od'?d|haemorrhag\\w+|hemorrhag\\w+",
  '(?:turn(?:ed|ing)?|gone|going|went|is|are|looks?) blue(?! (?:badge|light|card|team|screen|link))',
  'bleeding (?:out|heavily|badly|to death|everywhere|a lot|lots|loads|so much|profusely|all over|from)|bleeding$',
  `having ${BAD}${ATTACK}|(?:had|has|have) ${BAD}${ATTACK}`,
  '(?:been|got|was|just) (?:shot(?! (?:down|of|an?|through|me)\\b)|stabbed|run over)|hit by an? (?:car|bus|lorry|van|train|ambulance)',
  'h[au]ng(?:ed|ing)? (?:himself|herself|themsel\\w+|myself)',
);
/** What nobody writes of themselves. */
const LIES_THERE = any(
  "unresponsive|crashing(?! out)|(?:won'?t|doesn'?t|isn'?t|not) wak(?:e|ing)",
  "(?:not|isn'?t|aren'?t) moving(?! (?:to|my|on|the|jobs?)\\b)|(?:not|isn'?t) (?:responding|responsive)(?! to (?!pain|voice|us\\b|me\\b|stimul))",
);

const ON_A_JOB =
  '(?! (?:service|trust|station|staff|crew|car|driver|bay|login|account|record|e-?learning|training|shifts?|jobs?|role|post|bank|uniform|contract|portal|control|course|worker|technician|liaison)\\b)';
const TEAM = any('crash', 'cardiac arrest', 'arrest', 'met', 'resus', 'medical emergency', '2222', '999');
const NO_LESSON =
  '(?! (?:training|audit|form|policy|data|course|module|record|competenc\\w+|charts?|e-?learning|login|logins|compliance|is not on)\\b)';

/** Said of a person, now: nothing else in the message makes it harmless, but for the past and a figure of speech. */
export const HAPPENS: readonly RegExp[] = [
  `\\b${PERSON}${UP_TO_SIX_WORDS}${COLLAPSED}(?![\\w'])(?! to\\b)`,
  `\\b${OTHERS}${UP_TO_SIX_WORDS}${LIES_THERE}(?![\\w'])(?! to (?!pain|voice|us\\b|me\\b|stimul))`,
  "\\b(?:not|isn'?t|aren'?t|stopped|barely|hardly) brea?thing?\\b",
  "\\b(?:can'?t|cannot|can not|struggling to|hard to|unable to) breath?e?\\b(?! life)",
  '\\b(?:no pulse|heart (?:has |is )?stopped|bleeding (?:out|heavily|to death|everywhere|badly)|blood (?:everywhere|all over)|lips (?:are |have )?(?:gone |turn\\w+ )?blue)\\b',
  "\\b(?:bleeding (?:\\w+ )?(?:won'?t|will not|wont|not|doesn'?t) stop|(?:can'?t|won'?t|cannot) stop (?:the |his |her |my )?bleeding)",
  "\\b(?:can'?t|cannot|couldn'?t) wake (?:him|her|them|the (?:patient|baby)|my (?:mum|dad|baby|wife|husband|partner|son|daughter))\\b",
  `\\b(?:man|woman|lady|patient|person|someone|somebody|colleague) down\\b(?! (?:as|for|to|the (?:road|line|list))\\b)`,
  '\\b(?:fell|fallen)\\b[^.]{0,40}\\b(?:unconscious|not moving|bleeding|unresponsive|hit (?:his|her|their) head|broken)',
  '\\b(?:on|to) the (?:floor|ground)\\b[^.]{0,30}\\b(?:help|unconscious|bleeding|not (?:moving|responding|breathing|ok))\\b',
  '\\burgent(?:ly)? (?:need )?medical (?:help|attention)\\b|\\bambul[ae]n[cs]e (?:is )?(?:needed|please|now|pls|quick\\w*|asap|urgent\\w*)\\b|\\bambul[ae]n[cs]e ?!|^ambul[ae]n[cs]e\\W*$',
  `\\b(?:needs?|call|get|send|want|ring|phone|dial|fetch)(?: \\w+){0,2} (?:an |a |the )?ambul[ae]n[cs]e\\b${ON_A_JOB}`,
  `\\b(?:put out|need|call|get|want|send)(?: \\w+){0,2} ${TEAM} (?:team|call)\\b${NO_LESSON}`,
  `(?:^|[.!,] ?)${TEAM} (?:call|team)\\b${NO_LESSON}(?! (?:list|lead|member|rota|bleep))`,
  '\\b(?:call|dial|ring|phone) (?:for )?(?:999|112|2222)\\b(?! (?:about|re|regarding|training|course|compliance|policy|for (?:an? |my |the )?(?:locked|login|log|card|smartcard|password|esr|account|help with))\\b)',
  '^\\W*(?:999|2222|112)(?:\\W+(?:please|pls|now|call|help|quick\\w*|asap|urgent\\w*|ward|bay|bed|to|theatre|\\d{1,2}\\w?))*\\W*$',
  '\\b(?:took|taken|taking|swallowed|eaten|had|drank|drunk) (?:\\w+ ){0,2}(?:\\d{1,3}|loads?|lots|too many|all|whole|packs?|packets?|box(?:es)?|handful|bunch|strips?)(?: of| my| his| her| the| sleeping| her)* (?:\\w+ )?(?:paracetamols?|tablets?|pills?|co-?codamol|ibuprofen|tramadol|morphine|insulin|aspirin|meds|medication|antidepressants)\\b(?! (?:to|from|back|computers?|devices?)\\b)',
  '\\b(?:swallowed|drank|drunk|drinking) (?:\\w+ ){0,2}(?:bleach|antifreeze|poison|batter(?:y|ies)|acid|disinfectant|pills|tablets)\\b',
  "\\b(?:man|woman|someone|somebody|patient|person|visitor|bloke|guy|he|she)(?:'s| is| has)?(?: \\w+){0,3} (?:with|has|got|holding|waving) (?:a |the )?(?:knife|gun|weapon)\\b",
  "\\b(?:there'?s|there is) (?:a |an )?(?:fire|explosion)\\b(?! (?:safety|training|warden|door|drill|course|alarm|exit|marshal))|\\bfire (?:on|in) (?:the |our |my )?(?:\\w+ )?(?:ward|kitchen|office|building|room|corridor|theatre|bay|toilets?)\\b",
  '\\b(?:attack|assault|strangl|stabb?|punch)(?:ed|ing) (?:(?:a|the|my|our|another|one of the|one of our) )?(?:nurses?|staff|doctors?|patients?|colleagues?|porter|visitor|him|her)\\b',
  "\\b(?:ward|building|room|kitchen|office|bed|bin|house|patient|he|she|someone|somebody)(?:'s| is)? on fire\\b",
  "\\b(?:throat (?:is )?(?:closing|swelling|swollen)|tongue (?:is )?swell\\w+|waters? (?:have |has |just )?broken?|baby(?:'s| is)? coming|face (?:has )?(?:dropped|droop\\w+|fallen)|slurr\\w+ (?:his |her |my )?(?:speech|words))\\b",
].map((one) => new RegExp(one));

const ONESELF = any('myself', 'himself', 'herself', 'themself', 'themselves');
const ANY_MORE = '(?:any ?more|no more|any longer)';

/** Somebody may take a life, their own as a rule. Never a figure of speech here, and never past. */
export const SELF_HARM: readonly RegExp[] = [
  `\\bkill(?:s|ed|ing)? ${ONESELF}\\b(?! laughing)|\\bcut ${ONESELF}\\b(?! (?:off|out|short|some)\\b)`,
  `\\b(?:want|going|gonna|wants|tr(?:y|ying|ied)|threatening|wanna|plan\\w*|might|will|urge|need) ?(?:to )?(?:hurt|harm|cut|hang|end|kill) ${ONESELF}\\b|\\b(?:feel like|thinking of|thinking about|been|keep|started|is|i'?m) (?:hurting|harming|cutting) ${ONESELF}\\b`,
  '\\b(?:cut|cutting|slit|slash\\w*|slitting) (?:my|his|her|their) (?:wrists?|throat|arms)\\b',
  '\\b(?:want\\w*|going|gonna|ready|like|about|wanna|trying|of) (?:to )?end(?:ing)? it(?: all| now| tonight| today)?(?=$|[.,!?;]| please| help| i\\b| sorry)',
  '\\bend(?:ing)? (?:it all|(?:my|his|her) (?:own )?life)|\\btak(?:e|ing) (?:my|his|her) own life\\b',
  "\\b(?:want|going|wants|wanna|ready) (?:to )?die\\b|\\b(?:i am|i'?m|feel(?:s|ing)?|he'?s|she'?s|is) (?:\\w+ )?suicid\\w+|\\b(?:taken|took|taking) (?:an )?overdose\\b",
  `\\b(?:don'?t|do not|doesn'?t) (?:want to|wanna) (?:live|be alive|exist|wake up|be here ${ANY_MORE}|go on(?=$|[.,!?]| ${ANY_MORE}| living| like this))`,
  `\\bcan'?t (?:go on|carry on living|live like this|live)(?=$|[.,!?]| ${ANY_MORE}| living| like this)`,
  '\\bno (?:point|reason) (?:in |to )?(?:living|live|being alive|going on(?=$|[.,!?])|carrying on living)|\\bbetter off (?:dead|without me)\\b|\\b(?:tired|sick) of (?:living|being alive)\\b|\\bnot worth living\\b|\\bwish i (?:was|were) dead\\b|\\bnothing (?:left )?to live for\\b',
  `\\b(?:jump(?:ed|ing)?|threw ${ONESELF}|throw\\w* ${ONESELF}) (?:off|from|out of|in front of)(?: the| a| his| her)? (?:roof|bridge|building|car park|window|balcony|ledge|train|multi\\w*|bus)\\b`,
].map((one) => new RegExp(one));

/** An emergency by its name, unless the message is about learning, work or the past. */
export const NAMED: readonly RegExp[] = [
  /\bcardiac arrest\b|\bperi[- ]?arrest\b|\basystole\b|\b(?:in|into) (?:vf|vt|v-?fib)\b|\bunconscious\b(?! (?:of|bias))/,
  /\bchest pains?\b|\bpains? in (?:my|his|her|their|the) chest\b/,
  /\b(?:my|his|her|their) chest (?:(?:is|feels|really|so|very|has been) ){0,3}(?:hurts?|hurting|tight|aches|aching|crushing|painful)\b/,
  /\bsuicidal\b|\bself[- ]?harm(?:ing|ed)\b/,
  /\b(?:medical|clinical) emergency\b/,
  /\banaphyla(?:xis|ctic)\b/,
  /\b(?:doing|starting|started) (?:cpr|resus)\b/,
];
