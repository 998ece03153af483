import { SENTENCES } from '../../cards/sentences.ts';

/** The bot's texts for Epic trainers, besides those on its cards: in one place, for the people who own the words. */
export const TRAINER_TEXTS = {
  /** @param example a username that the Trust's own form takes, where its guide says how they begin */
  howTo: (example: string | undefined) =>
    `Mention me with the learner's ESR username and correct email address${example === undefined ? '' : `, for example: ${example} jo.smith@nhs.net`}. For a class, put one learner on each line, or paste a table. For a form, mention me with: escalate`,
  help: [
    'I can send your learners to the ESR Team. Mention me with:',
    '- an ESR username and the correct email address, or a whole class: one learner on each line, or a table',
    '- **escalate**: a form, for one learner or several',
    '- **my cases**: the cases you raised that are not closed',
    '- **status** and a reference: the status of a case',
    '- **add**, a reference and your words: tell the ESR Team more, or answer their question',
    '- **withdraw** and a reference: withdraw a case',
    "- **reopen**, a reference and what happens: if it's still not working",
    '',
    "You can also choose **Escalate to ESR Team** from the menu of any message here. I'll show you what I've read before anything is sent. Never type a password or date of birth here.",
  ].join('\n'),
  pasteRows:
    "Paste the rows here, one learner on each line, or type each learner's ESR username and correct email address.",
  typeError: 'If your picture shows an error message, type what it says beside them.',
  onlyWords: 'This is what I read in your message.',
  quotedOnly: 'This is from the quoted message. Check it.',
  /** Sent whenever a message in the chat contains a secret: others can read it there. */
  secretSaid:
    'That message looks as if it has a password, PIN, date of birth or security answer in it. I have not kept it. Please delete the message. If it was a real password, change it.',
  secretTyped:
    'That looks like a password, PIN or date of birth. I have not kept it, and nothing was sent. Nobody needs it here.',
  cardChanged: 'Someone else changed this card. This is how it is now.',
  /** To a trainer who pressed Send after a colleague; with their differing values. */
  sentBefore: (who: string, different: readonly string[]) =>
    different.length === 0
      ? `${who} has already sent this.`
      : `${who} has already sent this. I'll pass on what is different in yours: ${different.join(', ')}.`,
  nobodyRead: 'I could not find an ESR username or email address in that. Put one learner on each line.',
  tooMany:
    'That is more than I can read in one go. Check that nobody is missing, then send me the rest after these.',
  notReady: 'Nothing was sent. Check what is marked below.',
  noneReady: 'Nothing was sent. Check what is marked below, or tick who to send.',
  held: 'Nothing has been sent yet. Read this first, then press Send again.',
  notHere: 'That card is no longer in use here. Nothing was sent. Start again.',
  dialogTitle: 'Escalate to ESR Team',
  dialogSent: "I've sent that. The chat shows what happens with it.",
  dialogNotSent: 'I have not sent anything.',

  // Commands about cases
  noCases: 'You have no open cases here.',
  /** Resolved ones wait for the trainer's answer, and are not open. */
  countedCases: (open: number, resolved: number) => {
    const counted = `You have ${open === 0 ? 'no' : open} open case${open === 1 ? '' : 's'} here`;
    if (resolved === 0) return `${counted}:`;
    const also = open === 0 ? 'but' : 'and';
    return resolved === 1
      ? `${counted}, ${also} 1 resolved case. Tell us if it's working.`
      : `${counted}, ${also} ${resolved} resolved cases. Tell us if they're working.`;
  },
  newest: (shown: number) => ` The newest ${shown}:`,
  referenceMissing: (command: string, withWords: boolean) =>
    `I could not find a case reference in that. Type it after ${command}, for example: ${command} K7M-4PT${withWords ? ' and then your words' : ''}`,
  noSuchCase: (reference: string) => `There is no case ${reference} in this chat.`,
  notYours: 'You cannot do that with this case.',
  done: {
    add: 'Added.',
    answer: 'Answered.',
    reopen: 'Reopened.',
    withdraw: 'Withdrawn.',
  },
  teamIsTold: " I'll tell the ESR Team.",

  // A case in a line
  theTeam: 'The ESR Team',
  asks: (who: string, question: string) => `${who} asks: ${question}`,
  notClaimed: 'Nobody has claimed it yet.',
  released: 'Nobody has it now.',
  hasIt: (who: string) => `${who} has it.`,
  saidItWorks: (who: string) => `${who} said it's working.`,
  outcomeBefore: (outcome: string) => ` Earlier: ${outcome}`,
  noUsernameYet: 'No username yet',

  // The learners' card
  learner: 'Learner',
  learners: (count: number) => (count === 1 ? '1 learner' : `${count} learners`),
  hints: {
    otherEmail: (who: string) =>
      `ESR says this when the email address or date of birth typed in is not the one on the ESR record. An external learner's record may have a different email address. Ask them to try that one first. If it does not work, send this: the ${who} checks and corrects it.`,
    madeToday: (from: string) =>
      `The username for a new record is not available until the next working day. If the record was made today, the username should be ready on ${from}. You can still send this now.`,
  },
  whichIsTheirs: { email: 'Which email address is theirs?', username: 'Which username is for this Trust?' },
  opensLater: 'This one needs checking. You can change it when the others are done.',
  whatHappens: 'What is the problem?',
  whatHappensToOthers: 'What is the problem for the others?',
  learnerIs: 'The learner is',
  learnersAre: 'The learners are',
  leaveOutRest: 'Do not send the rest',
  cancel: 'Cancel',
  handOver: 'Send a learner to the ESR Team',
  isThisRight: 'Is this right?',
  areTheseRight: (count: number) => `${count} learners: is this right?`,
  checkLearner: 'Check the learner before they go to the ESR Team',
  checkLearners: (count: number) => `Check ${count} learners before they go to the ESR Team`,
  nothingSentYet: 'Nothing has been sent yet.',
  readiness: (ready: number, all: number) =>
    ready < all
      ? `${ready} of ${all} ${ready === 1 ? 'is' : 'are'} ready. ${needChecking(all - ready)}`
      : all === 2
        ? 'Both are ready.'
        : `All ${all} are ready.`,
  restComesAfter: (rest: number) => ` I'll show the other ${rest} after these.`,
  oddNotSent: (odd: number) =>
    `${needChecking(odd)} ${odd === 1 ? 'It has' : 'They have'} not been sent yet.`,
  notSent: { title: 'Not sent', lead: 'Nothing was sent to the ESR Team.' },
  partlySent: (sent: number, left: number, kept: boolean) =>
    `${sent} ${kept ? 'saved for the ESR Team' : 'sent'}, ${left} to go`,
  /** It stays on the card: true before it arrives, and after. */
  sentTitle: SENTENCES.sent,
  keptTitle: SENTENCES.saved,
  followOnCard: "They are all on the card below. I'll keep it up to date.",

  // A class
  yourClass: (learners: string) => `Your class: ${learners}`,
  sentBy: (sent: string, when: string, who: string) => `${sent} at ${when} by ${who}`,
  outcomeFor: (outcome: string, learners: string) => `${outcome} (${learners})`,
  resolvedOf: (resolved: number, all: number) => `${resolved} of ${all} resolved`,
  alsoWithdrawn: (count: number) => `, ${count} withdrawn`,
  teamAsks: (references: readonly string[]) =>
    `The ESR Team has a question. Answer on its card in this chat, or mention me with **add**, the reference (${references.join(', ')}) and your answer.`,
  passOn: 'Pass the steps on to your learners. Then tell us who can sign in.',
  allFinished: 'All done.',
  notAllDelivered:
    "I have not been able to send all of these to the ESR Team yet. I've saved them and I'll keep trying.",
  sending: "I'm sending these to the ESR Team.",
  teamHasThem: 'The ESR Team has them.',
  classElsewhere: 'This class belongs to another chat. Nothing was changed.',
  chooseLearner: 'Choose a learner first.',
} as const;

const needChecking = (odd: number) => (odd === 1 ? '1 needs checking.' : `${odd} need checking.`);

/** A learner's problem, in few words. */
export const PROBLEM_TITLES: Readonly<Record<string, string>> = {
  'details-dont-match': 'Details do not match',
  'reset-email-missing': 'No reset email',
  'account-locked': 'Locked',
  'new-record': 'No username yet',
};

/** Why no learner can be sent from a chat, in the dialog. */
export const CANNOT_ESCALATE = {
  'add-me': {
    title: 'Add me to this chat first',
    text: "I'm not in this chat, so I could not send you updates. Add me, and I'll carry on from here.",
  },
  'not-linked': {
    title: 'This chat is not linked',
    text: 'You can only send learners to the ESR Team from the chat that your Trust has linked for its Epic trainers. The person who runs this bot can make a link code. Then mention me here with: link CODE',
  },
  'team-chat': {
    title: "This is the ESR Team's chat",
    text: "Learners are sent from the Epic trainers' chat. Their cases arrive here as cards.",
  },
  forgotten: { title: 'Start again', text: TRAINER_TEXTS.notHere },
} as const;
