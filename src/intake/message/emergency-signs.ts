import { anyOf } from '../../text/any-of.ts';

/** How people report danger to life: lower case, plain apostrophes, single spaces. */

/** People whom a danger befalls. */
export const OTHERS = anyOf(
  "patients?|pts?|someone'?s?|somebody'?s?|persons?|people|colleague|nurse|doctor|dr|hca|porter|cleaner|paramedic|midwife|student",
  'visitor|relative|resident|client|friend|mate|manager|partner|husband|wife|mum|mother|dad|father|nan|gran|grandad|brother|sister|son',
  'daughter|baby|newborn|toddler|infant|child|kid|boy|girl|man|woman|lady|gentleman|bloke|guy|chap|lad|teenager|neighbour|learner|trainee',
  'receptionist|volunteer|driver|contractor|staff member|member of staff|service user',
  "he|he's|hes|she|she's|shes|they|they've|theyre|they're",
);
const PERSON = anyOf(OTHERS, "i|i'm|im|i've|ive|we|we've");
export const IN_PERSON = new RegExp(
  `\\b${PERSON}\\b|\\bthere(?:'s| is)\\b|\\b(?:my|his|her|their) (?:chest|heart|face|head|throat|legs?|arms?|left|right)\\b`,
);
/** Screens and pages "don't respond" either. */
const NO_THING =
  '(?!(?:to (?!me\\b|us\\b|him\\b|her\\b)|(?:record|screen|page|system|portal|list|app|site|login|laptop|pc|computer|esr|account|link|reply|email|pay|wages?|hours|score|rate|price|network|wifi|server|it|its|website|browser|chrome|edge|button|window|form|reader|smartcard|phone|mouse)\\b))';
const UP_TO_SIX_WORDS = `(?:'s|(?<=\\w{3})s)?(?: ${NO_THING}[\\w']+){0,6} `;

const ATTACK = anyOf(
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
  'hypo',
);
const BAD =
  '(?:a |an |another )?(?:some (?:kind|sort) of (?:a )?)?(?:(?:bad|massive|severe|epileptic|major|serious|really|very|awful|suspected) ){0,2}';

/** "I'm bleeding annoyed" */
const NO_BLOOD =
  '(?! (?:money|edge|nora|obvious|hell|useless|annoy\\w+|angry|furious|fed|sick|tired|stuck|locked|lost|late|hopeless|confused|frustrat\\w+|mad|us|me)\\b)';

/** Events that befall a person. */
const COLLAPSED = anyOf(
  'coll?a(?:ps|sp)ed(?! (?:the|a|my|that|this|into|all)\\b)|(?:lost|losing) consciousness(?! of)|lying (?:on|at|in) the (?:floor|ground|road|bottom|foot)',
  'swallowed (?:his|her|their) tongue|shaking (?:all over|violently|uncontrollably)|(?:hit|banged|cracked|smashed) (?:his|her|their) head(?! (?:on|against) (?:a|the) (?:brick )?wall)|keeled over|slumped|(?:gone|went) down(?=$|[.,!?]| and| in| on the| at the)|dropped (?:down )?(?:dead|to the (?:floor|ground))|out cold|(?:is|looks|lying) (?:dead|lifeless)(?=$|[.,!?])',
  'gasping(?! for (?:a|some)\\b)|foaming at the mouth|deteriorating (?:fast|quickly|rapidly)|(?:trapped|crushed|pinned) (?:under|beneath|between)|gone an? (?:funny|strange|horrible|awful|odd) colou?r|started bleeding(?! money)|died (?:at|in) (?:his|her|their|the) (?:desk|chair|toilets?|corridor)',
  '(?:gone|going|went) into labour|giving birth(?! (?:plan|choices))|swallowed (?:a |an )?(?:\\w+ )?(?:battery|magnet|coin|bleach)',
  'aspirating(?! to)|fainted|chok(?:ing|ed)(?! (?:on|over) (?:\\w+ ){0,3}(?:passwords?|logins?|esr|emails?|forms?|messages?)\\b)|stabbed|electrocuted|drown(?:ed|ing)(?! in (?!the (?:pool|bath|river|sea|lake)))|hanging from|convulsing|seizing|floppy|arresting',
  // "He's fitting the card reader"
  "fitting(?! (?!in\\b(?! (?:with|to|well|nicely|around))|on\\b|at\\b|again|now|and|bed|bay|please|pls|outside|help|since|for \\d)[\\w'])",
  'arrested(?! (?:by|development|from|my|the|a|our|this)\\b)',
  'uncons?c?ious(?! (?:of|bias))',
  'dying(?! (?:for|to|waiting|here|inside|of (?:boredom|laughter|laughing)|patients?|people|persons?|relatives|residents|matters|phase|process|and bereaved|care)\\b)',
  "pass(?:ed|ing) out(?! (?:the|an?|my|her|his|their|our|your|of|some|all|copies|handouts|leaflets|forms|sheets|cards|badges|user ?names?|log-?ins?|passwords?)\\b)|overdosed|od'?d|haemorrhag\\w+|hemorrhag\\w+",
  '(?:turn(?:ed|ing)?|gone|going|went|is|are|looks?) (?:blue|purple|gr[ea]y)(?! (?:badge|light|card|team|screen|link|haired|out|area))',
  `bleeding (?:out|heavily|badly|to death|everywhere|a lot|lots|loads|so much|profusely|all over|from)|bleeding$|(?<=(?:am|'m|\\bim|is|'s|are|still|pt|patient) )bleeding${NO_BLOOD}`,
  `having ${BAD}${ATTACK}|(?:had|has|have) ${BAD}${ATTACK}`,
  '(?:fell|fallen|fall) (?:out of|off|from|down|through) (?:a |the |some )?(?:window|roof|balcony|stairs|ladder|scaffold\\w*|building|bridge)',
  '(?:being|getting) (?:attacked|assaulted|stabbed|strangled|beaten)(?! by (?:pop|spam|a virus|emails|adverts|work))|been (?:raped|sexually assaulted|electrocuted|poisoned|(?:attacked|assaulted|punched|kicked|strangled|bitten|headbutted)(?! by (?:pop|spam|a virus|viruses|emails?|adverts|work|hackers?|phish\\w*|malware|scam\\w*)))',
  '(?:been|got|was|just) (?:shot(?! (?:down|off?|an?|through|me)\\b)|stabbed|run over)|hit by an? (?:car|bus|lorry|van|train|ambulance)',
  'h[au]ng(?:ed|ing)? (?:himself|herself|themsel\\w+|myself)',
);
/** Said only of other people. */
const LIES_THERE = anyOf(
  "unresponsive|crashing(?! out)|(?:won'?t|doesn'?t|isn'?t|not) wak(?:e|ing)|stopped responding|barely (?:conscious|rous\\w+|responsive)",
  "(?:not|isn'?t|aren'?t) moving(?! (?:to|my|on|the|jobs?)\\b)|(?:not|isn'?t) (?:responding|responsive)(?! to (?!pain|voice|us\\b|me\\b|stimul))",
);

const ON_A_JOB =
  '(?! (?:service|trust|station|staff|crew|car|driver|bay|login|account|record|e-?learning|training|shifts?|jobs?|role|post|bank|uniform|contract|portal|control|course|worker|technician|liaison)\\b)';
const TEAM = anyOf('crash', 'cardiac arrest', 'arrest', 'met', 'resus', 'medical emergency', '2222', '999');
const NO_LESSON =
  '(?! (?:\\w+ ){0,2}(?:training(?! room)|simulations?|drills?|teaching|audit|form|policy|data|course|module|record|competenc\\w+|charts?|e-?learning|login|logins|compliance|is not on)\\b)';

const ONESELF = anyOf('myself', 'himself', 'herself', 'themself', 'themselves');

const NOW =
  '(?=$|[.,!?]| (?:now|please|pls|help|quick\\w*|asap|urgent\\w*|immediately|to (?:ward|bay|reception|the ward|a&e|ed)))';
const ROUND_NECK = 'a?round (?:(?:his|her|their|my|the) )?neck\\b';

/** Said of a person, now. Only the past tense makes it harmless. */
export const HAPPENS: readonly RegExp[] = [
  '\\b(?:need|get|send|call|ring)(?: \\w+)? stroke team (?:now|here|please|to|urgent\\w*|asap|quick\\w*)\\b',
  `\\b${PERSON}${UP_TO_SIX_WORDS}${COLLAPSED}(?![\\w'])(?! to\\b)`,
  '\\b(?:patient|pt|man|woman|lady|baby|child|boy|girl|resident|visitor|colleague|nurse|mum|dad|husband|wife|someone|somebody)(?: is)? dead(?=$|[.,!?]| (?:in|on|at|help|please|now)\\b)',
  "\\b(?:he|she|they|someone|somebody|man|patient|husband|partner)(?:'s| has| have)? (?:(?:spiked|drugged) (?:my|me|her|our)\\b|locked (?:me|us) in(?=$|[.,!?]| (?:and|the (?:room|toilet|house|office|cupboard)|a (?:room|cupboard))))",
  '\\b(?:about|going|gonna|close) (?:to )?(?:pass(?:ing)? out|faint(?:ing)?|collaps(?:e|ing)|black(?:ing)? out)\\b(?! (?:the|an?|all|this|that|my|these|if|when|unless|copies|leaflets|forms)\\b)|\\bfeel(?:s|ing)? (?:\\w+ )?(?:faint(?! (?:hope|praise))|like passing out)\\b',
  `\\b(?:dead|dying|dies|died|stroke|seizure|heart attack|unconscious|unresponsive|collapsed)(?:,? \\w+){0,2},? so (?:is|are|has|have) (?:(?:the|my|our|a) )?${OTHERS}\\b`,
  `\\b${PERSON}(?: (?:in|on|at) (?:the |a )?\\w+(?: \\w+)?)?(?: (?:has|have|is|am|now|still|just|also)){0,3} (?:having|has|have|got|gets?|getting|developed|with) ${BAD}(?:crushing |central )?chest pains?\\b${NO_LESSON}`,
  `\\b${OTHERS}${UP_TO_SIX_WORDS}${LIES_THERE}(?![\\w'])(?! to (?!pain|voice|us\\b|me\\b|stimul))`,
  "(?<!\\b(?:esr|system|site|page|laptop|account|user ?name) )\\b(?:not|isn'?t|aren'?t|stopped|barely|hardly) brea?thing?\\b(?! life)",
  "\\b(?:can'?t|cannot|can not|struggling to|hard to|unable to) breath?e?\\b(?! (?:life|a word|under|with (?:all|this|these|the)))",
  "(?<!\\b(?:server|system|site|website|esr|laptop|pc|computer|network|wifi|page|app)(?: \\w+){0,1} )\\b(?:no|hasn'?t got a|has not got a|not got a|without a|(?:can'?t|cannot|couldn'?t) (?:get|find|feel) (?:a|any|the|his|her|their)) pulse\\b(?! (?:survey|page|link|check|(?:on|from|in|at) (?:the |our |this |my )?(?:server|system|esr|site|website|laptop|pc|computer|network|wifi|page|app|portal)\\b))",
  "\\b(?:struggling|fighting|gasping) for (?:breath|air)\\b|\\b(?:can'?t|cannot) (?:get|catch) (?:my|his|her|their|a) breath\\b",
  "\\b(?:can'?t|cannot|couldn'?t|unable to|won'?t|isn'?t|not|barely|hardly|doesn'?t) (?:be )?(?:rous(?:e|able|ed|ing)|com(?:e|ing) (?:a)?round\\b)(?! to (?!voice|pain|us\\b))",
  "\\b(?:can'?t|cannot|couldn'?t) get (?:him|her|them|the (?:patient|baby)) to (?:come (?:a)?round|wake|respond|breathe)",
  "\\b(?:can'?t|cannot) (?:move|feel) (?:my|his|her|their) (?:legs?|neck|face|body|(?:left |right )(?:arm|side))\\b",
  '\\bknocked (?:out cold|unconscious)\\b|\\b(?:car|bus|van|lorry|motorbike|train) (?:has |just )?hit (?:a (?!wall|delay|problem)|someone|somebody|him|her|my (?:mum|dad|wife|husband|son|daughter|friend|colleague))',
  '\\b(?:losing|lost|so much|loads of|lots of|a lot of|covered in|pouring with|coughing up|vomiting|throwing up) (?:a lot of |lots of |so much |too much |loads of )?blood\\b(?! (?:tests?|forms?|results?|pressure|bank|bottles?|samples?|gas))|\\b(?:pouring|gushing|spurting|spraying|squirting|pumping) blood\\b|\\bblood (?:is )?(?:pouring|gushing|spurting|spraying|squirting|pumping)\\b',
  '\\b(?:postpartum|post partum|massive|major|obstetric|internal|heavy) (?:ha?emorrhage|bleed)\\b(?! (?:training|course|module|e-?learning|drill|policy|protocol|pathway|competenc\\w+))',
  '\\b(?:heart (?:has |is )?stopped|bleeding (?:out|heavily|to death|everywhere|badly)|blood (?:everywhere|all over)|lips (?:are |have )?(?:gone |turn\\w+ )?blue)\\b',
  "\\b(?:bleeding (?:\\w+ )?(?:won'?t|will not|wont|not|doesn'?t) stop|(?:can'?t|won'?t|cannot) stop (?:the |his |her |my )?bleeding)",
  "\\b(?:can'?t|cannot|couldn'?t) wake (?:him|her|them|(?:the|this|my|our) (?:patient|pt|resident|baby)|my (?:mum|dad|wife|husband|partner|son|daughter))\\b",
  `\\b(?:man|woman|lady|patient|person|someone|somebody|colleague) down\\b(?! (?:as|for|to|on|the (?:road|line|list))\\b)`,
  '\\b(?:fell|fallen)\\b[^.]{0,40}\\b(?:unconscious|not (?:moving|talking|speaking|getting up)|bleeding|unresponsive|hit (?:his|her|their) head|broken)',
  '\\b(?:on|to) the (?:floor|ground)\\b[^.]{0,30}\\b(?:help|unconscious|bleeding|not (?:moving|responding|breathing|ok))\\b',
  '\\burgent(?:ly)? (?:need )?medical (?:help|attention)\\b|\\bmedical (?:help|attention|assistance) (?:urgently|now|needed|asap|please|quick\\w*)\\b|\\bambul[ae]n[cs]e (?:is )?(?:needed|please|now|pls|quick\\w*|asap|urgent\\w*|to (?:the |ward|bay|main|reception|outside))\\b|\\bambul[ae]n[cs]e ?!|^ambul[ae]n[cs]e\\W*$',
  `\\b(?:needs?|call|get|send|want|ring|phone|dial|fetch)(?: \\w+){0,2} (?:an |a |the )?ambul[ae]n[cs]e\\b${ON_A_JOB}`,
  `\\b(?:put out|need|call|get|want|send)(?: \\w+){0,2} ${TEAM} (?:team|call)\\b${NO_LESSON}`,
  `\\bput (?:a |an |the |that )?${TEAM}(?: call)? out\\b${NO_LESSON}`,
  `\\b(?:nearest|need|get|fetch|grab|bring|where'?s|where is)(?: \\w+){0,2} (?:defib\\w*|epi-?pens?|crash trolley|resus trolley|adrenaline|anaphyla\\w+ (?:kit|box|pack))\\b${NO_LESSON}`,
  '\\b(?:ring|call|pull|press|sound|bleep|put out)(?: \\w+)? (?:crash|arrest|emergency) (?:bleep|bell|buzzer|alarm|cord)\\b|\\bfast bleep\\b',
  '\\bis there a doctor\\b(?! (?:role|account|who|log|on esr|position))|\\b(?:doctor|dr|medic|paramedic|first aider|med reg)s? (?:is )?(?:needed|required|wanted) (?:now|quick\\w*|urgent\\w*|immediately|asap|here)\\b|\\b(?:need|get|send|fetch)(?: \\w+){0,2} (?:doctor|medic|paramedic)s? (?:now|quick\\w*|urgent\\w*|immediately|asap|here)\\b',
  `(?:^|[.!,] ?|\\b(?:now|please|help|asap|quick) )(?:(?:neonatal|paediatric|pediatric|paeds?|adult|obstetric|maternity|maternal|trauma|medical) )?${TEAM} (?:call|team)\\b${NO_LESSON}(?! (?:list|lead|member|rota|bleep))`,
  '(?<!\\b(?:on|phone) )\\b(?:call|dial|ring|phone) (?:for )?(?:999|112|2222)\\b(?! (?:about|re|regarding|training|course|compliance|policy|for (?:an? |my |the )?(?:locked|login|log|card|smartcard|password|esr|account|help with))\\b)',
  '^\\W*(?:999|2222|112)(?:\\W+(?:please|pls|now|call|help|quick\\w*|asap|urgent\\w*|ward|bay|bed|to|theatre|\\d{1,2}\\w?))*\\W*$',
  "\\b(?:took|taken|taking|swallowed|eaten|had|drank|drunk) (?:\\w+ ){0,2}(?:\\d{1,3}|loads?|lots|too many|all|whole|packs?|packets?|box(?:es)?|handful|bunch|strips?)(?: of| my| his| her| the| their| sleeping| \\w+'s)* (?:\\w+ )?(?:paracetamols?|tablets?|pills?|co-?codamol|ibuprofen|tramadol|morphine|insulin|aspirin|meds|medication|antidepressants|\\w+(?:triptyline|pramine|oxetine|traline|alopram|azepam|codone|codeine|anolol|apine|odipine))\\b(?! (?:to|from|back|computers?|devices?)\\b)",
  '\\bempty (?:bottles?|packets?|packs?|box(?:es)?|strips?) of (?:\\w+ )?(?:pills|tablets|paracetamol|medication|meds)\\b|\\b(?:taken|took) something\\b[^.]{0,25}\\b(?:ill|sick|drowsy|woozy|dizzy|faint)\\b|\\btaken (?:some |lots of |loads of )?(?:pills|tablets) to\\b',
  '\\b(?:swallowed|drank|drunk|drinking) (?:\\w+ ){0,2}(?:bleach|antifreeze|poison|cleaning \\w+|cleaner|weedkiller|white spirit|batter(?:y|ies)|acid|disinfectant|pills|tablets)\\b',
  "\\b(?:man|woman|someone|somebody|patient|person|visitor|bloke|guy|he|she)(?:'s| is| has)?(?: \\w+){0,3} (?:with|has|got|holding|waving|swinging) (?:a |the )?(?:knife|gun|weapon|blade|scissors|machete|axe)\\b",
  "\\b(?:partner|husband|wife|boyfriend|girlfriend|ex|man|patient|relative|dad|son|brother|he|she)(?:'s| is| has)? (?:going|trying|tried|threaten\\w*|wants|gonna) ?(?:to )?kill (?:me|us)\\b(?! (?:if|when|for|because|unless|over))",
  '\\bthreaten(?:ed|ing|s)? to (?:kill|stab|shoot|rape|strangle)\\b',
  "\\b(?:partner|husband|wife|boyfriend|girlfriend|ex|dad|he|she)(?:'s| is| keeps)? (?:hits?|hitting|beats?|beating|strangl\\w+|punch\\w*) me\\b(?! (?:with|to|up (?:about|with)))",
  `^\\W*(?:help,? )?having ${BAD}(?:(?:heart|asthma) attack|stroke(?! of)|seizure|(?:allergic|anaphylactic) reaction|anaphylaxis)\\b`,
  "\\b(?:there'?s|there is|there has|with|got) (?:been )?(?:a |an )?(?:fire|explosion)\\b(?! (?:safety|training|warden|door|drill|course|alarm|exit|marshal))|\\bsmoke (?:is )?(?:coming|pouring|billowing|everywhere|filling)\\b(?! (?:policy|free))|\\b(?:gas (?:is )?leak(?:ing)?|smell(?:s|ing)? (?:of )?gas)\\b(?! (?:\\w+ ){0,2}(?:training|course|module|e-?learning|drill|policy)\\b)|^fire\\W*(?:$|(?:ward|bay|theatre|kitchen|on|in)\\b)|\\bfire (?:on|in) (?:the |our |my )?(?:\\w+ )?(?:ward|kitchen|office|building|room|corridor|theatre|bay|toilets?)\\b",
  '\\b(?:attack|assault|strangl|stabb?|punch)(?:ed|ing) (?:(?:a|the|my|our|another|one of the|one of our) )?(?:nurses?|staff|doctors?|patients?|colleagues?|porter|visitor|him|her|us|me|people|everyone|someone|somebody|them)\\b',
  "^\\W*(?:help,? )?(?:i am |i'?m |am |we are |we'?re )?(?:being|getting|been) (?:attacked|assaulted|stabbed|strangled|beaten|held hostage|threatened with)\\b(?! by (?:pop|spam|a virus|viruses|emails?|adverts|work|hackers?|phish\\w*|malware|scam\\w*))",
  "^\\W*(?:help,? |please )?(?:won'?t|isn'?t|not|can'?t get (?:him|her|them) to) wak(?:e|ing)(?: up)?(?=$|[.,!?]| help| please)",
  '\\barmed (?:man|men|woman|person|people|intruders?|robber\\w*|gang|male|guy)\\b|\\b(?:active shooter|gunm[ae]n|shots fired)\\b',
  "^\\W*hostages?\\W*$|\\bhostage situation\\b|\\b(?:taken|taking|held|holding|got)(?: [\\w']+){0,3} hostage\\b(?! (?:by|to) (?:esr|this|the|my) )",
  `\\b${OTHERS}(?: is|'s|(?: has been| was)? found)? hanging(?=$|[.,!]| (?:in|from) (?:the |a |her |his )?(?:toilets?|bathroom|bay|ward|room|side room|cubicle|door|ceiling|tree|window|shower|corridor|curtain\\w*)\\b)`,
  "\\b(?:ward|building|room|kitchen|office|bed|bin|house|bedding|curtains?|patient|he|she|someone|somebody)(?:'s| is)? on fire\\b(?! (?:with|today|this|at|lately))",
  `\\bset (?:${ONESELF}|(?:the |my )?(?:ward|bed|room|building)) on fire\\b|\\bfound a (?:dead )?body\\b`,
  '\\b(?:anaphyla\\w+|cardiac arrest|seizure|stroke|collapse|overdose|heart attack|(?:medical|clinical) emergency|haemorrhage) (?:in|on|at|outside) (?:the )?(?:clinic|bay|ward|bed|theatre|room|corridor|canteen|reception|car park|main|toilets?|outpatients|waiting|lift|office)\\b(?!.*\\b(?:training|course|module|e-?learning|audit|policy|nurse|sister|staff)\\b)',
  "\\b(?:(?:throat|tongue|lips?|face|airway)(?: (?:is|are|has|have|was|been|feels|all|really|so)){0,3} (?:closing|swelling|swollen|swell\\w*|tight\\w*)|waters? (?:(?:have|has) )?(?:just )?(?:broken?|gone)|baby(?:'?s| is)? coming(?! (?:next|in \\d|this|soon|due|on))|(?:face|mouth|eye) (?:has |is |'s )?(?:dropped|droop\\w*|fallen)|speech (?:is |has |gone |going |all ){0,2}(?:slurr?\\w*|funny|gone)|slurr\\w+ (?:his |her |my )?(?:speech|words))\\b",
  '\\bdrowning in the (?:\\w+ )?(?:pool|bath|river|sea|lake)\\b|\\bhad an electric shock\\b(?! of)|\\bgot an electric shock (?:off|from)\\b',
  "\\b(?:can'?t|cannot) swallow(?=$|[.,!?]| (?:or|and|properly|anything)\\b)|\\bbone (?:is )?sticking out\\b|\\bwon'?t open (?:his|her|their) eyes\\b|\\b(?:eaten|swallowed) (?:some of |a few of |all )?(?:my|the|his|her|their|nan's) (?:tablets|pills|meds|medication)\\b",
  "\\b(?:says?|said|threatens) (?:he|she|they)(?:'ll| will|'s going to|'s gonna) (?:hurt|kill|stab|shoot|rape|strangle) (?:me|us|him|her|them|staff|everyone|someone)\\b(?! (?:if|when|for|because|unless|over))",
  '\\b(?:someone|somebody|people|staff|colleagues?|patients?|visitors?)(?: (?:is|are|has been|have been|badly|seriously|really))+ (?:hurt|injured)\\b(?! by)|\\bcode red (?:ha?emorrhage|bleed|trauma)\\b',
  "\\b(?:hit|kicked|bit|bitten|slapped|headbutted|pushed over|threw \\w+ at) (?:a|an|the|my|our|another) (?:nurse|doctor|colleague|porter|hca|patient|member of staff|staff member|receptionist|student|visitor)\\b|\\b(?:throwing|thrown|threw) (?:a )?(?:chairs?|furniture|punches|things) (?:at|around)\\b|\\b(?:he|she)(?:'s| is) coming at (?:me|us)\\b",
  '\\b(?:arms?|hands?|legs?|foot|fingers?|head|hair) (?:is |are |has |got |been )*(?:trapped|stuck|caught|crushed) (?:in|under|between) (?:a |the |some )?(?:machine|door|hoist|bed|lift|rails?|macerator|press|wheel\\w*)|\\blift (?:has |just )?(?:dropped|fallen)\\b|\\b(?:bleach|acid|chemicals?|cleaning \\w+)(?: \\w+)? in (?:my|his|her|their) (?:eyes?|face|mouth)\\b|\\belectric shock (?:off|from)\\b',
  '\\blocked (?:himself|herself|themselves) in (?:the |a )?(?:toilets?|bathroom|room|office|cubicle|sluice)\\b(?! by (?:mistake|accident))',
  `\\bfound (?:him|her|them|(?:(?:a|an|the|my|our|another) )?${OTHERS}) (?:hanging|hanged|hung|dead|lifeless|unresponsive|unconscious|collapsed|not breathing|face ?down)\\b|\\bface ?down in (?:the |a )?(?:bath|pool|water|pond|river)\\b`,
  "\\b(?:he|she)(?:'s| is) dead(?=$|[.,!?]| help| please| on the| in (?:the|bed|bay)| i think)",
  '\\b(?:bag|pillow|sheet) over (?:his|her|their|my) (?:head|face)\\b|\\b(?:tied|wrapped|tying)(?: \\w+){0,3} a?round (?:his|her|their|my) neck\\b|\\b(?:cord|rope|sheet|belt|wire|flex)(?: is)? tied (?:a?round|to)\\b(?! the (?:desk|monitor|pc|reader))',
  "\\b(?:can'?t|cannot|couldn'?t) get (?:a |any |no )?response (?:from|out of) (?:him|her|them|the (?:patient|pt|baby))\\b|\\bhypo\\b(?: \\w+){0,4} (?:respon\\w+|rous\\w+|wak\\w+)",
  "\\bthere(?:'s| has| is)? been an? (?:shooting|stabbing|bombing|(?:car |bad )?(?:crash|accident) outside)\\b|\\b(?:ceiling|roof|wall)(?: has)? (?:come|came|fell|fallen|collapsed)(?: down)? on (?:people|someone|somebody|him|her|me|us|staff|patients|a )",
  `\\b(?:send|get) (?:help|someone|somebody|police)${NOW}(?<=^\\W*(?:please |pls )?\\w+ \\w+)|\\b(?:call|need|get|ring|phone|send|want|fetch)(?: \\w+)? police\\b(?! (?:check|clearance|record|cert\\w*|about|for|if|station|vetting|disclosure|account|login)\\b)|\\bpolice (?:are )?(?:needed|wanted|required)\\b|\\bpolice${NOW}(?<=^\\W*police)`,
  // By itself: beside a question about ESR it is only a way to ask.
  '^(?=.*(?:🆘|\\bsos\\b))(?:[^a-z]|sos|help|please)*$',
  "\\b(?:have|has|got|found|seen|planted|carrying|holding|there is|is|there's) (?:a|an) (?:real |pipe |nail |home ?made )?(?:bomb|grenade|explosive device)\\b(?! (?:site|disposal|squad|shelter))(?<!(?:site|portal|page|esr|this|it|system) is a bomb)|\\b(?:i|he|she|they|someone)(?:'ve| have| has|'s)? got an? (?:gun|grenade)\\b|\\b(?:have|has) a gun\\b",
  `\\b(?:tied|tying|wrapped|wrapping|put|putting|pulling|got)(?: \\w+){0,3} ${ROUND_NECK}(?<!(?:lanyard|badge|stethoscope|card) .{0,30})|\\b(?:sheets?|cord|rope|belt|wire|flex|cable|shoe ?laces?|scarf|noose|tubing|towel|bandage|string)(?: \\w+)? ${ROUND_NECK}`,
  '\\b(?:patients?|pts?|visitor|relative|man|woman|lady|bloke|guy|girl|boy|lad|child|resident|person|colleague|nurse|someone|somebody)(?: (?:is|has|got|up|out|stood|standing|sat|sitting|climbed)){0,3} on (?:the |a )?(?:\\w+ )?(?:roof|ledge)\\b(?! (?:terrace|garden|ward|cafe|top))',
  "\\b(?:he|she|they|partner|husband|wife|boyfriend|girlfriend|ex|dad|mum|son|daughter|brother|man|woman|patient|relative|visitor|someone|somebody)(?:'s| is| are| keeps?)? (?:hurting|hurts|attacking|raping|stabbing|choking) (?:me|us)\\b",
  "\\b(?:i'?m|i am|we'?re|we are|(?:s?he)(?:'s| is)|they are|they're|patients? (?:is|are)|staff are|lives? (?:is |are )?)(?: \\w+)? in (?:\\w+ )?danger\\b(?! of (?!dying|death|being (?:killed|attacked|hurt)))",
  "\\b(?:(?:i'?m|i am|we'?re|we are|s?he's|s?he is) not|(?:don'?t|doesn'?t|do not|never) feel) (?:very )?safe(?=$|[.,!?])|\\b(?:not|isn'?t|(?:don'?t|doesn'?t|do not|never) feel) (?:very )?safe (?:at home|in my (?:own )?(?:home|house|flat|room)|here|going home|(?:with|around|near) (?:him|her|(?:my )?(?:husband|wife|partner|ex|boyfriend|girlfriend|dad|mum|patient)))\\b",
  "\\b(?:someone|somebody|m[ae]n|people|burglars?|intruders?|he|she|they|patient)(?:'s| is| are| has| have)? (?:(?:trying|tried) to |just )*(?:break|breaking|broken|broke) in(?=$|[.,!?]|to (?:my|the|our) (?:house|home|flat|room|ward|building|office|unit|pharmacy)| (?:help|now|please|through|to (?:my|the|our) (?:house|home|flat|room|ward|building|office)))",
  '\\b(?:bleach|acid|chemicals?|chemo\\w*|cleaning \\w+|cleaner|alcohol gel)(?: \\w+)? in (?:(?:both|one|the) )?(?:eyes?|face|mouth)\\b',
  "(?<!\\b(?:when|if|once|until|while) )\\b(?:(?:i'?m|i am|she'?s|she is|woman|lady|visitor|colleague|patient)(?: (?:is|has|now|just|gone|going|actually|think i'?m)){0,3} (?:in|into) (?:\\w+ )?labour\\b(?! (?:ward|suite|room|unit|line|rota|team|party|market|bank|relations))|(?:wife|partner|girlfriend|daughter)(?:'s| is) in labour(?=$|!| (?:help|please|now|here|at|in|on)\\b))",
  "\\bgot hold of (?:her|him|me|(?:a|the) (?:nurse|patient))\\b(?=.*\\b(?:let go|hair|throat|neck|hurting)\\b)|\\b(?:shoulders? (?:is |are )?stuck|cord (?:has |is )?(?:come|coming|came) (?:out )?first|baby (?:won'?t|isn'?t|not) com(?:e|ing) out)\\b",
].map((one) => new RegExp(one));

const ANY_MORE = '(?:any ?more|no more|any longer)';

/** Suicide, self-harm or a threat. No figure of speech or past tense makes these harmless. */
export const SELF_HARM: readonly RegExp[] = [
  `\\bkill(?:s|ed|ing)? ${ONESELF}\\b(?! laughing)|\\bcut ${ONESELF}\\b(?! (?:off|out|short|some)\\b)`,
  `\\b(?:want|going|gonna|wants|tr(?:y|ying|ied)|threatening|wanna|plan\\w*|might|will|urge|need) ?(?:to )?(?:hurt|harm|cut|hang|end|kill) ${ONESELF}\\b|\\b(?:feel like|thinking of|thinking about|been|keep|started|is|i'?m) (?:hurting|harming|cutting|hanging) ${ONESELF}\\b`,
  '\\b(?:cut|cutting|slit|slash\\w*|slitting) (?:my|his|her|their) (?:wrists?|throat|arms)\\b',
  "\\b(?:(?:want|going|gonna|ready|plan\\w*|pills|tablets) to end|(?:thinking|thoughts) (?:of|about) ending) (?:everything|things)\\b|\\b(?:don'?t|can'?t|do not) see (?:the|any|a) (?:point|reason) (?:in|of|to) (?:being alive|be alive|liv(?:e|ing)|life|going on)\\b|\\bno(?:body| one) would (?:miss me|care if i (?:died|was gone))\\b",
  "\\b(?:i'?m|i am|he'?s|she'?s|he is|she is|someone|somebody|standing|sitting)(?: \\w+){0,2} on (?:the|a) (?:\\w+ )?(?:bridge|ledge|roof|(?:train |railway )?tracks|railway line)\\b|\\b(?:going|want|wants|about|gonna|threat\\w+|he will|she will|he'll|she'll) (?:to )?jump(?=$|[.,!?]| off(?! a cliff)| from| in front)",
  `\\b(?:hang|drown|shoot|stab|starve|poison|burn)(?:ing)? ${ONESELF}\\b|\\bhurt ${ONESELF}\\b(?=.*\\b(?:blood|bleeding|cut|badly)\\b)`,
  '\\b(?:want\\w*|going|gonna|ready|like|about|wanna|trying|of) (?:to )?end(?:ing)? it(?: all| now| tonight| today)?(?!,? (?:my|the) (?:\\w+ ){0,2}(?:contract|session|secondment|assignment|booking)(?=$|[.,!?]| (?:i mean|please|early)))(?=$|[.,!?;]| please| help| i\\b| sorry| my (?:job|life|head|family|kids|wife|husband|partner)\\b)',
  '\\bend(?:ing)? (?:it all|(?:my|his|her) (?:own )?life)|\\btak(?:e|ing) (?:my|his|her) own life\\b',
  "\\b(?:want|going|gonna|wants|wanna|ready|plan\\w*|hoping|prepared) (?:to )?die\\b(?! (?:on (?:the|this|that) hill|of (?:boredom|embarrassment|shame|laugh\\w*))\\b)|\\b(?:i am|i'?m|feel(?:s|ing)?|he'?s|she'?s|is) (?:\\w+ )?suicid\\w+|\\b(?:taken|took|taking) (?:an? )?(?:overdose|o\\.?d\\.?)(?![\\w])",
  '\\b(?:cut|cutting|cuts|slit|slitting|slashed|slashing) (?:(?:up )?(?:myself|himself|herself|themselves)(?! (?:off|out|some slack|short|on|while|shaving|a)\\b)|(?:(?:my|his|her|their) )?(?:wrists?|throat)\\b)',
  `\\b(?:don'?t|do not|doesn'?t) (?:want to|wanna) (?:live|be alive|exist|wake up|be here ${ANY_MORE}|go on(?=$|[.,!?]| ${ANY_MORE}| living| like this))`,
  "\\bcan'?t cope\\b.*\\bdon'?t want to be here\\b|\\bdon'?t want to be here\\b.*\\bcan'?t cope\\b",
  `\\bcan'?t (?:go on|carry on living|live like this|live)(?=$|[.,!?]| ${ANY_MORE}| living| like this(?! with\\b| on\\b))`,
  "\\bno (?:point|reason) (?:in |to )?(?:living|live|being alive|going on(?=$|[.,!?])|carrying on living)|\\bbetter off (?:dead|without me)\\b|\\brather be dead\\b|\\bdrive (?:my|the) car (?:into|off) (?:a|the)\\b|\\b(?:(?:tired|sick|had enough) of|done with) (?:living|being alive|life)\\b(?! (?:support|with|on|at))|\\b(?:not|isn'?t) worth living\\b|\\bwish i (?:was|were) dead\\b|\\bnothing (?:left )?to live for\\b",
  `\\bwant to be dead\\b|\\b(?:can'?t|can|could|not|unable to|don'?t know how to) keep myself safe\\b(?! (?:online|from (?:scams|phish\\w*|hackers)))|\\b(?:he|she|they)(?:'ll| will|'s going to|'s gonna) kill (?:us|him|her|them|everyone|someone|himself|herself)\\b(?! (?:if|when|for|because|unless|over))|\\bcan'?t be here (?:${ANY_MORE})(?=$|[.,!?])|\\bwritten (?:my|a|the) (?:goodbye |suicide )?note\\b(?! (?:on|in|for|to|about|up|but|and (?:it|can))\\b)|^i(?:'ve| have)(?: got)? (?:a|the) (?:rope|noose)\\b|\\bsaying goodbye\\b(?=.*\\b(?:pills|tablets|bridge|knife)\\b)|\\b(?:top|edge|roof) of the (?:multi\\S*|car park|building)(?=$|[.,!?]| (?:and|threat\\w+|about|saying))`,
  "\\bnot safe (?:with|from|by) myself\\b|\\b(?:danger|risk) to (?:myself|himself|herself)\\b|\\b(?:sat|sitting|alone|here|got)(?: [\\w']+){0,5} (?:loads?|lots|box(?:es)?|bottles?|packs?|packets?|handful|bunch|stash) of (?:pills|tablets|paracetamol|meds)\\b(?! (?:to|from|and none|for|that))",
  "\\b(?:going to|gonna|want to|wanna|will|might|about to|should|i'?ll) (?:just )?(?:kms|unalive)\\b|\\bunalive (?:my|him|her)self\\b|want(?:to|2)die|kill(?:ing)?myself|end(?:ing)?mylife|don'?twantto(?:live|bedead)",
  "\\b(?:what'?s|what is|whats|is there any) (?:the )?point (?:of|in|to) (?:living|being alive|being here|life|going on|carrying on)(?=$|[.,!?]| (?:any ?more|any longer|like this|if|when|without|now|i|please|help)\\b)",
  '\\bending it (?:all|tonight|today)(?=$|[.,!?])|\\b(?:cares?|notice|mind|matter|bothered) if i (?:die|died|was dead|lived?)\\b|\\bmy last message,? (?:goodbye|sorry)\\b',
  "\\b(?:injected|took|taken|taking|swallowed|drank|drunk|inhaled|stopped eating)(?: [\\w']+){0,6} (?:to|2) (?:die|end (?:it|my life))\\b",
  `\\b(?:do|doing|done|did) (?:something|anything|summat|smth) (?:silly|stupid|daft|drastic|bad|terrible|rash)(?: to ${ONESELF}\\b|(?<=\\b(?:going to|gonna|might|scared i'?ll|i'?ll|want to) do \\w+ \\w+)(?=$|[.,!?]| (?:tonight|help|please)))`,
  "\\b(?:won'?t|will not|not going to|not gonna) be (?:here|around|alive) (?:tomorrow|(?:for )?much longer|in the morning|tonight|any ?more)\\b(?=.*\\b(?:loved?|goodbye|look after|sorry|kids|children|family|take care of|tell my)\\b)|\\b(?:won'?t|never) (?:ever )?see me again(?=$|[.,!?]| (?:goodbye|bye|sorry))|\\btell (?:my )?(?:\\w+ )?(?:kids|children|family|husband|wife|mum|dad|son|daughter|partner|them|him|her)(?: that)? i (?:really |always )?loved? (?:them|him|her|you)\\b",
  "\\b(?:life|living)(?:'?s| is| isn'?t)?(?: (?:just|really|not|no longer|hardly)){0,2} worth (?:it|living)\\b(?<=(?:not|isn'?t|longer|hardly) worth \\w+)",
  `\\b(?:going to|gonna|wanna|want to|about to|i will|i'?ll) (?:stab|shoot|strangle|murder|kill|behead|attack|hurt) (?:(?:my|a|the|this|that|one of the|one of my|our|these|those|every|some) )?(?:${OTHERS}|boss|everyone|everybody|him|her|them|staff|colleagues?|nurses?|doctors?|you all|you)\\b(?! (?:an?|over|up|some|with (?:an? )?(?:e-?mail|question)|if|when|unless|for|because|over|account|about)\\b)`,
  `\\b(?:jump(?:ed|ing)?|threw ${ONESELF}|throw\\w* ${ONESELF}) (?:off|from|out of|in front of)(?: the| a| his| her)? (?:roof|bridge|building|car park|window|balcony|ledge|train|multi\\w*|bus)\\b`,
].map((one) => new RegExp(one));

/** An emergency by its name, unless the message is about learning, work or the past. */
export const NAMED: readonly RegExp[] = [
  /\bstroke call\b(?! (?:list|rota|handler|log|line))|\bthrombolysis call\b|\bfast(?: test)?(?: (?:is|was))? ?\+(?!\w)|\bfast test(?: (?:is|was|came back))? positive\b|\b(?:self )?extubated\b|\bburning smell\b|\b(?:oxygen|gas) leak\b|\b(?:battery|charger|extension lead) (?:is |has )?(?:caught |on )fire\b|\b(?:he|she)(?:'s| is) blue(?=$|[.,!?])/,
  /\bfast (?:\+ve|positive(?=$|[.,!?]| (?:(?:suspected )?strokes?|patients?|pts?|in|on|at|bay|bed|ward|here|now|please|help|arriv\w+|man|woman|lady|visitor|colleague)\b(?! feedback)))/,
  /(?:\?|\b(?:query|acute|suspected|possible) )strokes? (?:in|on|at|here|now|please|(?:bay|bed|ward) ?\d)(?!\w)(?! (?:the |my )?(?:keyboard|record|screen))/,
  /\b(?:lost|losing|lose) (?:(?:a|the|his|her|their|any|all) )?(?:(?:carotid|radial|femoral) )?pulse(?=$|[.,!?]| (?:in|on|at|again|now|and|help|please|bay|bed|ward|cpr|since|for)\b(?! (?:the |our |my )?(?:server|router|network|esr)))|\bpulseless\b/,
  /\b(?:no|lost|losing|without) (?:(?:his|her|their) )?(?:cardiac output|output(?=$|[.,!?]| (?:start\w*|in bay|bay|cpr|help|now|please)))/,
  /(?<!\b(?:no|i|we|you|they|people|staff|who|can|to|may|not|holy|never|could) )\bsmoke (?:is |just )?(?:in|on|under|from|inside|outside|through|near|by) (?:the |our |my |a |an )?(?:\w+ )?(?:corridors?|sluice|wards?|stairs?|stairwell|staircase|lifts?|kitchen|toilets?|rooms?|offices?|theatres?|bays?|floors?|building|roof|ceiling|door|basement|plant|pharmacy|canteen|reception|store ?room|cupboard|socket|cubicle)\b/,
  /\b(?:smell(?:s|ing)?|see|seen|seeing)(?: (?:of|some|the|loads of|lots of|thick|black))* (?:smoke|burning|fumes)\b(?! (?:free|signals?))|\bsomething(?:'s| is)? (?:burning|smoking)\b|\bspark(?:s|ing)\b.{0,25}\b(?:sockets?|plugs?|cables?|wires?|bed|monitor)\b|\b(?:sockets?|plugs?|cables?|wires?)(?: (?:is|are))? (?:sparking|smoking|on fire)\b/,
  /\b(?:carbon monoxide|co|gas|smoke) (?:alarms?|detectors?)(?: (?:is|are|has|just))* (?:going off|gone off|sounding|ringing|triggered)\b/,
  /\bred flag sepsis (?:in|on|at|bay|bed|ward|now|patient|pt)\b|\bin extremis\b|\b(?:having|had|has) an mi\b|\bstemi (?:in|on|at|bay|bed|ward|now|patient|pt|here)\b/,
  /\b(?:baby(?: (?:has|is|was|been|being|just))* born|in labour|giving birth)(?: \w+){0,2} (?:in|on|at) (?:the |a )?(?:car ?park|car|corridor|lift|reception|toilets?|entrance|foyer|street|waiting (?:room|area)|taxi|ambulance bay)\b|\bcord(?: is)? (?:tight )?(?:a?round)(?: (?:the|his|her|baby'?s?))* neck\b/,
  /\bbp (?:is |of |now |only )?[4-8]\d ?\/ ?\d\d\b|\b(?:stroke symptoms|(?:symptoms|signs) of (?:a )?stroke)\b/,
  /\b(?:someone|somebody|man|woman|patient|person|people|staff|colleague|nurse|visitor)(?: (?:has|have|been|was|got|just))* shot\b(?! (?:down|off|an?|me|through|in the dark|list)\b)|\bbomb (?:threat|in|at|under|found)\b|\bacid attack\b/,
  /\bthreatening (?:me|us|staff|people|everyone|patients?|(?:a|the|our) (?:nurse|doctor|receptionist|patients?|staff|porter)|him|her)\b/,
  /\b(?:vf|vt|pea|respiratory|resp|neonatal|newborn|paeds?|paediatric|pediatric|maternal|obstetric|adult|traumatic|trauma|baby|child) arrest\b|\b(?:going|gone|went|goes) into (?:cardiac |respiratory )?arrest\b/,
  /\b(?:cord prolapse|prolapsed cord|shoulder dystocia|abruption|uterine rupture|ruptured uterus|obstetric emergency|retained placenta|septic shock|tension pneumothorax|massive pe|status epilepticus|ruptured (?:aaa|aneurysm|ectopic)|febrile (?:convulsions?|seizures?))\b|(?<!pre[- ]?)\beclamp\w+/,
  /(?<!\d ?)\b(?:pph|aph)\b|\b(?:antepartum|ante partum|postpartum|post partum) (?:bleed|ha?emorrhage)/,
  /\bresp(?:iratory)? (?:distress|failure)\b(?! syndrome)|\b(?:left|right) (?:arm|side|leg)\b.{0,20}\b(?:numb|weak|gone dead)\b|\bcrushing pain\b|\bface (?:is |has |looks? |gone |all )*lop-?sided\b|\bface\b.{0,12}\bnumb\b/,
  /\bbaby'?s head (?:is |has )?(?:out|crowning|delivered)\b/,
  /\b(?:obs|bp|sats|blood pressure)(?: (?:is|are|keeps?))? (?:crashing|dropping|falling|plummeting)\b/,
  /\btrach(?:y|e|eostomy)(?: tube)?(?: is| has)? (?:blocked|(?:come |fallen )?out)\b|\boxygen(?: has| is)? (?:run|ran|running) out\b/,
  /\b(?:newborn|baby)(?:'s| is)? (?:not crying|blue(?! (?:uniform|tunic|scrubs|colou?r|one|top|badge))|grey|flat|stuck|(?:head|shoulders?) (?:is )?stuck)\b|\bmeningitis\b.{0,20}\bwak/,
  /\b(?:patient|pt|baby|child|mum|he|she|resident|he's|she's)(?:'s| is)? (?:now |rapidly |quickly |acutely |really |badly )?deteriorating\b(?! (?:patients?|course|module))/,
  /(?<!\b(?:any|no|the|good|bad|bbc|sky|more|latest|further) )\bnews2?(?: score| is| of| now|:)* ?(?:[5-9]|1\d|20)\b(?! ?(?:days?|weeks?|hours?|hrs?|mins?|minutes|months?|am|pm|o'?clock))/,
  /\bligatures?\b(?! (?:risk|points?|cutters?|assess\w*|audit))/,
  /\b(?:taken|took|swallowed)(?: (?:my|some|his|her|their|all|the|sleeping|these|those|lots of|loads of))* (?:pills|tablets)\b(?! (?:to|from|back|out|for|off|down|with|away|on)\b)/,
  /\b(?:cut|slit|slashed) (?:his|her|their|my) (?:wrists?|throat)\b/,
  /\bcardiac arrest\b|\bperi[- ]?arrest\b|\basystole\b|\b(?:in|into) (?:vf|vt|v-?fib)\b|\bunconscious\b(?! (?:of|bias))/,
  /\bchest (?:pains?|compressions)\b|\b(?:pains?|tightness|pressure) (?:in|across|through|on) (?:my|his|her|their|the) chest\b|\bclutching (?:my|his|her|their) chest\b/,
  /\bheart attack\b(?! (?:leave|sickness|absence|form))|\bcode blue\b(?! (?:theme|colou?r|scheme|text|links?|button|page|badge|background|font|icon))|\bsitting on (?:my|his|her) chest\b/,
  /\barrest (?:in|on|at) (?:bay|ward|bed|theatre|room|resus|the|a&e|ed|icu|itu|outpatients)\b|\b(?:got|have|there'?s|there is) an arrest\b/,
  /\b(?:sats|gcs)(?: (?:is|are|of|at|now|has|have|dropping to|(?:dropped|fallen|gone|down)(?: down)? to)){0,3} [1-8]?\d\b|\bresp rate\b/,
  /\b(?:my|his|her|their) chest (?:(?:is|feels|really|so|very|has been) ){0,3}(?:hurts?|hurting|tight|aches|aching|crushing|painful|like (?:someone|somebody|something|an elephant))\b/,
  /\bsuicidal\b|\bself[- ]?harm(?:ing|ed|s)?\b/,
  /\b(?:medical|clinical) emergency\b/,
  /\banaphyla(?:xis|ctic)\b|\b(?:severe|bad|serious|massive) allergic reaction\b|(?:^|[.!,] ?)resus (?:now|needed|please|quick\w*)\b(?! (?:show|expire|due|says|is|not))/,
  /\b(?:doing|starting|started|giving) (?:cpr|resus)\b|\bcpr (?:in progress|now|ongoing|started)\b/,
];

/** Words of an emergency: enough by themselves in a message that says nothing about ESR or work. */
export const DANGER =
  /\b(?:defib\w*|suicid\w+|unconscious(?! (?:of|bias))|unresponsive|coll?a(?:ps|sp)(?:ed|ing)|bleeds?|bleeding(?! (?:money|edge|nora|obvious|hell|us|me|thing|heart|annoy|angry|fed|sick of|furious))|ha?emm?orr?h?ag\w+|heart ?beat|palpitations|(?<!living )breathing|breathless|choking|airway|throat|chest(?! (?:physio\w*|infections?|clinic|drains?|x-?rays?|medicine|team|unit|ward|nurse)\b)|stab(?:bed|bing| wounds?)|punched|strangl\w+|assaulted|gun|knife|hammer|axe|machete|intruder|flames|explosion|seizures?|convuls\w+|overdos\w+|faint(?:ed|ing)|limp|floppy|lifeless|anaphyla\w+|cpr|raped|scald\w*|electrocut\w+|wheezing|desat\w*|razor(?! sharp)(?: blades?)?|lop-?sided|not crying|with a bat|frothing|jerking|full of smoke|(?:rope|noose|cord) (?:round|around) (?:my|his|her) neck|people (?:are )?trapped|concuss\w+|paraly[sz]ed|poison\w*(?! chalice)(?<!^poison(?= (?:control|unit|centre)$))|miscarr\w+|contractions|(?:kitchen|ward|office|electrical|building) fire|emergency (?:in|on|at) (?:bay|bed|ward|theatre|side room|room|reception)|want (?:it|this|everything)(?: all)? to (?:end|stop)|(?:burning (?:my |his |her )?(?:eyes|skin|face)|chemical (?:spill|burns?))(?! kit)|going to (?:pass out|faint|collapse)|security (?:needed|please|quick\w*|urgently|asap|now|to (?:ward|ed|a&e|bay|reception))|(?:he|she|patient|relative|visitor)(?:'s| is| has)?(?: being| become| getting| turned| gone)? violent|being followed(?! up)|people (?:are )?(?:badly )?(?:hurt|injured))\b/;
