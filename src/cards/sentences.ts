const CHANGE_IT = "If it's a real one, change it: other people may have seen it.";
const NOBODY_NEEDS_IT = 'Nobody here needs it.';

/** Texts for staff in their one-to-one chat, besides cards and guides: in one place, for the people who own the words. */
export const SENTENCES = {
  staleCard: "That card is from earlier. I've put the newest one at the end of our chat.",
  checked: (month: string) => `Checked ${month}`,
  guideChanged: "The guide for this has just been updated, so let's go through it from the start.",
  menuChanged: "I've just been updated, so let's start again. I've kept what you typed.",
  placeLost: "Sorry, I've lost our place, so let's go through this from the start.",
  repeated: "I've got that already. If you cannot see what comes next, say hello.",
  answeredBelow: 'My answer is at the end of this chat.',
  /** Beside the answer to a press, while Teams refuses messages. */
  answerWaits: "Teams is busy, so my next message may take a minute. You don't need to press again.",
  /** A press or a dialog of an app that is not offered here, or that came to nothing. */
  nothingNew: "I've got that. There's nothing new to show.",
  notOffered: 'I cannot do that here. To see what I can do, send me: help.',
  finishedCard: 'That card is no longer in use. Say hello to start again.',
  notUnderstood:
    'Sorry, I did not understand that. Press one of the buttons, or choose your problem from the menu.',
  hello: 'Hello. I help people get into ESR.',
  /** Above the question whose ESR it is, when people said more than hello. */
  organisationFirst: "I'll help with that next.",
  onlyOrganisation: (name: string) =>
    `I can only help with ESR at one organisation: ${name}. For another one, ask its own ESR Team.`,
  organisationNotFound:
    'I did not find that in my list. Choose your organisation, or press **Mine is not here**.',
  /** An attachment that is not read, by its kind. */
  unread: {
    /** In chats with several people; in a person's own chat pictures are read. */
    picture: 'I cannot see pictures in this chat.',
    voice: 'I cannot listen to voice messages.',
    video: 'I cannot watch videos, so I have not opened it.',
    file: 'I cannot open files, so I have not read it.',
    gif: 'I cannot see GIFs or stickers.',
    card: 'I cannot read cards from other apps.',
    loop: 'I cannot read Loop components.',
    other: 'I cannot open what you sent.',
  },
  readingScreen: "I'm reading your screen…",
  /** Why a picture is of no help. */
  picture: {
    nothing: 'I read your picture, but I do not recognise a message in it.',
    unsure: "I'm not sure what your screen says.",
    format: 'I can only read PNG, JPEG or WebP pictures, so I have not read yours.',
    animated: 'I cannot read moving pictures, so I have not read yours.',
    'too-large': 'Your picture is too large, so I have not read it.',
    'not-fetched': 'I could not open your picture.',
    'no-time': 'I could not read your picture in time.',
    broken: 'I could not read your picture.',
    off: 'I cannot look at pictures here, so I have not opened yours.',
  },
  screenSays: (says: string) => `Your screen says “${says}”.`,
  screenGoesAlong: (says: string) => `Your screen says “${says}”. I'll send that to the ESR Team too.`,
  typeScreen:
    "I'm not sure what your screen says. Type what it says in the form, and I'll send it to the ESR Team.",
  sameScreen: (says: string) => `Your screen says “${says}”. That's what we're working on now.`,
  /** About the picture that may go to the ESR Team. */
  pictureSent:
    "Thank you. I'm sending your picture to the ESR Team. I'll delete it there when your case closes.",
  pictureKept: 'OK. I will not send your picture.',
  pictureCaseClosed: 'That case is closed or withdrawn, so I have not sent your picture.',
  pictureNotReady: 'I could not get your picture. Paste it here again, then press the button again.',
  pictureChanged: "I'll use the picture you just sent.",
  /** Beside the picture that may go. */
  wordsNotSent: 'I have not sent your words. Answer about the picture first, then type them again.',
  pictureNotUsable: 'I cannot send that picture. Paste a PNG or JPEG.',
  typeInstead: 'Type it in words instead.',
  typeMessage: 'If your screen shows a message, type what it says.',
  nothingSentYet: 'Take your time. I have not sent anything.',
  addedToWords: "I've added that to your words. Check that it's right.",
  firstPart: "That's more than I can send in one go, so I've kept the first part.",
  /** About a case that the person sent: on the welcome, then wherever they ask. */
  caseAsked: (reference: string) => `The ESR Team has a question about **${reference}**.`,
  caseResolved: (reference: string, asks: boolean) =>
    `The ESR Team has dealt with **${reference}**.${asks ? ' Is it working now?' : ''}`,
  caseSince: (reference: string, since: string) =>
    `**${reference}** has been with the ESR Team since ${since}.`,
  caseSaved: (reference: string, since: string) =>
    `**${reference}** has been saved for the ESR Team since ${since}.`,
  noOpenCase: 'You have no open case with the ESR Team.',
  noSuchCase: (reference: string) =>
    `I cannot find an open case ${reference} of yours. Check the reference, or say what you need.`,
  changedMeanwhile: (reference: string) => `${reference} has changed. This is how it is now.`,
  whichIsIt: "I'm not sure if it's working now. Press a button on this card.",
  glad: (reference: string) => `Good. ${reference} is closed now.`,
  staysOpen: (reference: string) => `OK. ${reference} stays open.`,
  /** Of a case that somebody else sent too. */
  reportWithdrawn: "Good. I've withdrawn your report.",
  /** Before a case changes by what was typed. */
  sure: {
    sorted: (reference: string) => `Is case ${reference} sorted?`,
    learner: (reference: string) => `Do you want to tell the ESR Team that case ${reference} is sorted?`,
    outcome: (reference: string) => `Is this about case ${reference}?`,
    closed: (reference: string) =>
      `Case ${reference} is closed. Do you want to reopen it with what you wrote?`,
  },
  /** What they gave is in the form below. */
  closedMeanwhile: (reference: string) =>
    `I can no longer add to case ${reference}. What you gave is in this form: send it as a new case if you still need help.`,
  openAgain: (reference: string) => `I've reopened ${reference} and added what you wrote.`,
  onYourCase: (reference: string) => `I've added that to your case ${reference}.`,
  emailChanged: (reference: string, became: { readonly replaced: boolean; readonly reopened: boolean }) =>
    [
      `Your case ${reference} ${became.reopened ? 'has been reopened, and ' : ''}has your new email address now.`,
      ...(became.replaced ? ['The ESR Team can see which one it replaced.'] : []),
    ].join(' '),
  emailIsThere: (reference: string) => `Your case ${reference} has this email address already.`,
  /** Before it is sent: what becomes of it, beside a case of theirs that is open. */
  willBeSecond: (reference: string, since: string) =>
    `You already have an open case, ${reference}, since ${since}. This will be a second one.`,
  willJoin: (reference: string) => `This will be added to your case ${reference}.`,
  willReopen: (reference: string) => `This will reopen your case ${reference}.`,
  /** About a case that a trainer raised for them. */
  otherCases: (references: string) => `You also have ${references}. Type a reference to see it.`,
  trainerSent: (reference: string) => `A trainer asked the ESR Team to help you: **${reference}**.`,
  askMore: { add: 'What do you want to add?', email: 'What is your correct email address?' },
  typeFirst: 'Type it first.',
  rightAsItIs: 'If what you typed is right, send it again.',
  /** "Is ESR down?" */
  noNotice: 'The ESR Team has not told me about a problem with ESR at the moment.',
  reportedLately: (people: number) => `${people} people asked the ESR Team for help in the last hour.`,
  checkFirst:
    'Check that another website opens. Then close your browser, open it again and try ESR once more. If it still does not work, tell me what your screen says.',
  /** To a message that was changed. */
  edited:
    'I only read a message as it is first sent, so I have not read your change. If the change matters, send it as a new message.',
  empty: 'Your message has nothing that I can read. If you sent a file, I cannot open it here.',
  help: 'I help you get into ESR, one step at a time. At any point you can type: back, start over, or talk to someone.',
  forgotten:
    'Done. I have erased your organisation, what you typed and what you tried. If you sent a case to the ESR Team, they still have it. To stop it, withdraw it on its card.',
  thanks: 'Thank you. Your feedback helps us improve this.',
  /** Answers to "Tell me when it's over" on a notice. */
  noticeListening: "I'll tell you here when it's over.",
  noticeOver: "It's over. You can try again now.",
  noticeWas: (text: string) => `You asked me to tell you. The notice last said: ${text}`,
  /** To whoever reported a problem that many people had. */
  incidentWas: (problem: string | undefined) =>
    problem === undefined
      ? "You asked if ESR is down. The ESR Team says it's over. If it still does not work, tell me."
      : `You told me about this problem: ${problem}. The ESR Team says it's over. If it still does not work, tell me.`,
  noticeSince: (when: string) => `Since ${when}`,
  noticeUntil: (when: string) => `Until about ${when}`,
  /** The heading of a form about no problem in particular. */
  askTeam: 'Ask the ESR Team',
  /** Of a case that is stored: true before it arrives, and after. */
  sent: 'On its way to the ESR Team',
  /** Of a case whose ESR Team has no chat. */
  saved: 'Saved for the ESR Team',
  screenTold: (screen: string) => `I'll also tell them: ${screen}.`,
  stepsTold: (steps: number) =>
    steps === 1
      ? "I'll also tell them about the step you tried."
      : `I'll also tell them about the ${steps} steps you tried.`,
  screenSaid: (says: string) => `Screen said: ${says}`,
  screenShowed: (says: string) => `Screen showed: ${says}`,
  fromPicture: 'Read from a picture',
  fromPictureConfirmed: 'Read from a picture, and confirmed',
  /** Steps shown together on one card. */
  stepsFrom: (first: number, last: number, of: number) => `Steps ${first} to ${last} of ${of}`,
  shownInList: 'Shown in a list',
  answeredList: (answer: string, steps: number) => `${answer} (to a list of ${steps} steps)`,
  /** The details of the form, as read back. */
  fields: {
    username: 'ESR username',
    email: 'Correct email',
    'smartcard-number': 'Smartcard number',
    name: 'Name',
    'esr-number': 'ESR number',
    'learner-type': 'You are',
    words: 'Your words',
  },
  /** The box for their own words, where no problem was chosen and where one was. */
  whatHappens: 'What happens?',
  anythingElse: 'Anything else they should know? (optional)',
  usernameUnknown: "I don't know it",
  notGiven: 'Not given',
  yourAnswer: (answer: string) => `Your answer: ${answer}`,
  /** What a message looks as if it has in it, and what to do. */
  secrets: {
    password: ['a password', CHANGE_IT],
    pin: ['a PIN or passcode', CHANGE_IT],
    'date-of-birth': ['a date of birth', NOBODY_NEEDS_IT],
    'national-insurance': ['a National Insurance number', NOBODY_NEEDS_IT],
    'personal-number': ['an NHS number, passport, licence or bank account number', NOBODY_NEEDS_IT],
    'security-answer': ['a security answer', NOBODY_NEEDS_IT],
  },
  /** Listed under `review` in each guide, for the Trusts to confirm. */
  emergency:
    'If someone is in danger, call 2222 in hospital, or 999 anywhere else: this is only a login helper.',
  /** Before the words of a card that Teams did not take. */
  inWords: 'I could not show you this as a card, so here it is in words.',
  typeOne: (answers: readonly string[]) => `To answer, type one of these: ${answers.join(', ')}.`,
  tooMany: 'That is more than I can read in one go. Wait a minute, then send the last one again.',
  membersUnknown: 'Teams does not say who is in this chat now. Nothing has changed. Try again in a minute.',
  failed: 'Sorry, something went wrong on our side. Nothing you sent was lost. Try again in a minute.',
} as const;

/** Why a picture is of no help. */
export function pictureSentence(
  reading: { readonly kind: string; readonly why?: keyof typeof SENTENCES.picture } | undefined,
): string {
  if (reading?.kind === 'message') return SENTENCES.picture.unsure;
  return SENTENCES.picture[reading?.kind === 'nothing' ? 'nothing' : (reading?.why ?? 'not-fetched')];
}

type Unread = keyof typeof SENTENCES.unread;

/**
 * The sentence about attachments that are not read; undefined if none is needed. Beside words, cards and GIFs need no remark:
 * Teams adds a card to each link, and a GIF adds nothing to the words.
 */
export function unreadSentence(kinds: readonly Unread[], besideWords: boolean): string | undefined {
  const kind = kinds.find((one) => one !== 'card' && one !== 'gif') ?? (besideWords ? undefined : kinds[0]);
  return kind && SENTENCES.unread[kind];
}
