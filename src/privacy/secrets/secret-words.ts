/** The words that announce a secret, and the words that show there is none. Lower case, as `Word.bare` has them. */

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** "Dad's" comes as "dad", and "dads" as people type it. */
const RELATIVES = 'dad dads father fathers mum mums mother mothers'.split(' ');
const FAVOURITES = 'colour teacher film movie book food team band song place pet animal subject'.split(' ');

export type StatedKind = 'password' | 'pin' | 'security-answer';

/** Cues of a value, longest first. "password" includes its one-letter mistypings. */
export const CUES: ReadonlyArray<{ readonly kind: StatedKind; readonly words: readonly string[] }> = (
  [
    ['security-answer', 'mothers maiden name answer|maiden name answer'],
    [
      'security-answer',
      "mothers maiden name|mother maiden name|mums maiden name|mum maiden name|mother's name",
    ],
    ['security-answer', 'maiden name of my|security question answer|secret question answer'],
    [
      'security-answer',
      'security answer|secret answer|security question|secret question|secret word|secret phrase|code word|codeword',
    ],
    [
      'security-answer',
      'answer to the question|answer to my question|answer to the security question|answer to my security question|answer to the secret question|answer to the memorable question',
    ],
    [
      'security-answer',
      'memorable word|memorable place|memorable name|memorable date|memorable information|memorable info',
    ],
    [
      'security-answer',
      'first pet|pet name|pets name|first school|first car|best friends name|best friend name',
    ],
    [
      'security-answer',
      'city i was born in|town i was born in|place i was born|where i was born|city of birth|town of birth|place of birth|birthplace',
    ],
    [
      'security-answer',
      'street i grew up on|street i grew up in|road i grew up on|road i grew up in|town i grew up in|where i grew up',
    ],
    ...RELATIVES.map((one) => ['security-answer', `${one} middle name|${one} first name`] as const),
    [
      'security-answer',
      'grandmother name|grandmothers name|grandfather name|grandfathers name|nans name|fathers name',
    ],
    ...FAVOURITES.map((one) => ['security-answer', `favourite ${one}|favorite ${one}`] as const),
    ['pin', 'pin number|pin code|pin no|pass code|passcode|pincode|pins|pin|smartcard code|card code'],
    [
      'pin',
      'code for my card|code for the card|code for my smartcard|code for the smartcard|code i use for my card|code i use for my smartcard',
    ],
    ['pin', 'number to unlock it|number to unlock my card|code to unlock it|code to unlock my card'],
    [
      'pin',
      'number for my card|number for the card|number for my smartcard|four digits|six digits|4 digits|6 digits',
    ],
    ['pin', 'puk code|puk number|puk no|puk'],
    ['pin', 'verification code|security code|authenticator code|authentication code|one time code|otp'],
    ['password', 'pass word|p word|password|passwrod|passord|passwod|pword'],
    ['password', 'passwd|pwd|pw|p/w|psw|paswd|passphrase|pass phrase|login details'],
    ['password', 'pass'],
  ] as const
).flatMap(([kind, phrases]) => phrases.split('|').map((phrase) => ({ kind, words: phrase.split(' ') })));

/** "The password **is** X". */
export const ASSIGNS = list(`: = is was were it's its that's thats called named being been`);

/** "Changed the password **to** X": a value may follow, or something else. */
export const WEAK_ASSIGNS = list('to as with');

/** Allowed between "is" and the value: "is **now** X". */
export const SOFTENERS = list('now set currently definitely just still either actually reset changed simply');

/** Allowed before "is": "the password **they gave me** is X". */
export const GLUE = list(`
  the my her his our their your this that which for on in i they she he we you me us it a an and or
  i'm im i've ive has always account login log logon esr epic windows nhs nhsmail mail computer pc smartcard card user
  gave give given had have got put use used using chose chosen picked made created wrote wanted entered typed sent tried try set new old temp temporary current
  default initial first last same learner staff again
  of mother mothers mum dogs cats pets dog cat pet kids sons daughters husbands wifes mums dads name names plus think might could maybe`);

/** Follow "is" where the message speaks of a password without giving it. */
export const STATUS = list(`
  a about accepted again all already also always an and any anything back bad banned because been being blank blocked both
  broken but by cancelled case changed changing clear common commonly complex confidential correct corrupt created
  dead declined denied different difficult disabled do does doesn't doesnt done due duff easy else empty ever
  exactly expired expiring failed failing fine for forgot forgotten from fully getting going gone good great hard
  having he held her here hers hidden his history how i i'm if im in inactive incorrect incorrectly invalid
  it its just keep keeps kept know known late letters like linked locked long lost lower made maybe me mine missing mixed
  must my n/a na need needed needs never new no nobody none nonsense not nothing now numbers of off ok okay old on
  only or other our out outdated over please pointless probably problem question ready red refused rejected
  required requested reset resetting resets right rubbish rude safe same saved saying secret secure sensitive sent
  set she should showing similar simple so somehow someone something sorted still strong stuck stupid suspended tbc
  temporary than that the their theirs then there they this to today tomorrow too totally unable unavailable unclear
  unknown unlinked unlocked unsafe unset unusable unusual upper useless valid very visible waiting was we weak weird
  what when where which who why wiped with working work wrong yes yesterday yet you your yours
  expires expire help issue error change wont won't cant can't didn't didnt isn't isnt
  login logging access get getting esr windows payslip email username smartcard card password passcode pin
  memorable word answer driving annoying awful horrible ridiculous terrible impossible
  allowed unrecognised unrecognized recognised recognized mandatory optional written somewhere everywhere
  alphanumeric characters numeric digits block lock forget
  stolen shown taken given told
  simpler easier longer shorter better stronger weaker harder`);

/** What questions about passwords are about: "password rules". */
export const TALK = list(`
  rules format requirements policy criteria manager generator hint hints link page screen form field update updates
  reminder recovery retrieve request requests resetting unlock unlocked please thanks thank urgent advice
  support query queries problems issues trouble errors message length strength history options settings
  button icon tab menu webpage portal site website system email emails mail letter app keyboard eye symbol
  attempts sharing security protection account access blank confirm confirmation created creation setup lockout lockouts timeout logout
  assistance guidance renewal expiry refresh reissue swap stuff thing matter enquiry inquiry clarification info
  information details detail prompt ticket`);

/** Numbers after these are not a PIN. */
export const NUMBER_LABELS = list(
  'bleep ext extension phone tel telephone call ring mobile ref reference ticket incident room ward year card smartcard',
);

/** Numbers before these count something. */
export const UNITS = list(
  'times time attempts attempt characters character chars digits digit letters days day hours hour hrs minutes minute mins weeks week months month years year numbers goes tries people',
);

/** Said before a value someone typed: "it won't accept X", "I tried X". */
export const TRYING = list(
  'tried try trying typed typing type entered entering enter used using use put accept accepts accepting accepted take takes with',
);
