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
    '- a spreadsheet (.xlsx or .csv): send it to me in a one-to-one chat',
    '- **my cases**: the cases you raised that are not closed',
    '- **status** and a reference, name or ESR username: the status of a case',
    '- **any news on the class**: the card of the class, which a colleague can take over',
    '- **add**, a reference and your words: tell the ESR Team more, or answer their question',
    '- **withdraw** and a reference: withdraw a case',
    "- **reopen**, a reference and what happens: if it's still not working",
    '',
    "You can also choose **Escalate to ESR Team** from the menu of any message here. I'll show you what I've read before anything is sent. Never type a password or date of birth here.",
  ].join('\n'),
  pasteRows:
    "Paste the rows here, one learner on each line, or type each learner's ESR username and correct email address.",
  typeError: 'If your picture shows an error message, type what it says beside them.',
  /** Of a message that does not mention the bot. */
  offer: (learners: number) =>
    `Shall I check ${learners === 1 ? 'this learner' : 'these learners'} with you, and send ${learners === 1 ? 'them' : 'them all'} to the ESR Team? You did not mention me, so I have not sent anything.`,
  /** Teams gives bots no files in chats with several people. */
  noFiles:
    "Teams gives me no files in this chat. Send the spreadsheet (.xlsx or .csv) to me in a one-to-one chat, and I'll put the learners here for you to check. Or paste the rows here, one learner on each line.",
  /** Behind the mention of who sent a file. */
  fromFile: 'These learners are from your file.',
  onlyWords: 'This is what I read in your message.',
  quotedOnly: 'This is from the quoted message. Check it.',
  /** Rows of a table. */
  doneLeftOut: (learners: number) =>
    learners === 1
      ? 'The table says that 1 learner needs nothing more, so I have left them out.'
      : `The table says that ${learners} learners need nothing more, so I have left them out.`,
  /** Sent whenever a message in the chat contains a secret: others can read it there. */
  secretSaid:
    'That message looks as if it has a password, PIN, date of birth or security answer in it. I have not kept it. Please delete the message. If it was a real password, change it.',
  secretTyped:
    'That looks like a password, PIN or date of birth. I have not kept it, and nothing was sent. Nobody needs it here.',
  cardChanged: 'Someone else changed this card. This is how it is now.',
  /** To a trainer who pressed Send after a colleague. `different`: what theirs says differently. */
  sentBefore: (who: string, different: readonly string[]) =>
    different.length === 0
      ? `${who} has already sent this.`
      : `${who} has already sent this. I'll pass on what is different in yours: ${different.join(', ')}.`,
  /** Of a list that a trainer checked after a colleague sent some of it. */
  sentOfThese: (who: string, usernames: readonly string[]) =>
    `${who || 'A colleague'} has already sent ${new Intl.ListFormat('en-GB').format(usernames)}.`,
  nobodyRead:
    'I could not find an ESR username or email address in that. Put one learner on each line, with both. What you typed is still here, so you can add them.',
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
  colleagueHas: (who: string, count: number) => `${who} has ${count}.`,
  seeClass: 'To see a class, ask me: any news on the class',
  nobodyFound: (who: string) =>
    `I cannot find an open case here for ${who}. Try their name, ESR username or case reference.`,
  noClass: 'There is no class here with anything left to do.',
  welcome: "You're welcome. To see your cases, mention me with: my cases",
  takenOver: (who: string, learners: string) =>
    `${who} has taken over your class of ${learners}, and gets its news from now on.`,
  follows: (who: string) => `${who} has taken it over.`,
  yoursAlready: 'You get the news of this class already.',
  /** Resolved cases wait for the trainer's answer, and do not count as open. */
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
  casesNamed:
    'I change nothing by a name alone. These are the open cases of the learners you name. To say more about one, mention me with **add**, its reference and your words. To take one back, with **withdraw** and its reference.',
  notByName:
    'I withdraw nothing by a name alone, so I have not withdrawn these. Mention me with **withdraw** and the reference:',
  sayItWorks:
    'To say who can sign in now, press it on their card. To see a class, ask me: any news on the class. To see your cases: my cases',
  sayOfClass:
    'If this is about a class that you sent: to say more about its learners, mention me with **add**, the references on its card and your words. To take them back, with **withdraw** and the references. To see the card, ask me: any news on the class',
  addToCase: (reference: string, who: string) =>
    `Add this to ${reference}${who === reference ? '' : ` (${who})`}? I have not added it yet.`,
  nothingToWithdraw:
    'I cannot find an open case here for the learner you name, so there is nothing to withdraw. To see your cases, mention me with: my cases',
  reopenInstead: (reference: string) =>
    `I have not added that. To reopen the case with it, mention me with: reopen ${reference} and your words.`,
  movedOn: (from: string, to: string) => `${from} moved to ${to}.`,
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
  notClaimed: (what: 'it' | 'them') => `Nobody has claimed ${what} yet.`,
  released: (what: 'it' | 'them') => `Nobody has ${what} now.`,
  hasIt: (who: string, what: 'it' | 'them') => `${who} has ${what}.`,
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
      `The username for a new record is not available until the next working day. If the record was made today, the username should be ready from ${from}. You can still send this now.`,
  },
  nameIfKnown: 'Name (if you know it)',
  whichIsTheirs: { email: 'Which email address is theirs?', username: 'Which username is for this Trust?' },
  youSaid: (words: string) => `You said: ${words}`,
  ownWords: 'Anything else about this learner? (optional)',
  opensLater: 'This one needs checking. You can change it when the others are done.',
  whatHappens: 'What is the problem?',
  whatHappensToOthers: 'What is the problem for the others?',
  learnerIs: 'The learner is',
  learnersAre: 'The learners are',
  neededNow: 'Now',
  noSetTime: 'No set time',
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
  /** Stays on the card: must be true before the case arrives, and after. */
  sentTitle: SENTENCES.sent,
  keptTitle: SENTENCES.saved,
  followOnCard: "They are all on the card below. I'll keep it up to date.",

  // A class
  yourClass: (learners: string) => `Your class: ${learners}`,
  sentBy: (sent: string, when: string, who: string) => `${sent} at ${when} by ${who}`,
  outcomeFor: (outcome: string, learners: string) => `${outcome} (${learners})`,
  resolvedOf: (resolved: number, all: number) => `${resolved} of ${all} resolved`,
  alsoWithdrawn: (count: number) => `, ${count} withdrawn`,
  alsoMoved: (count: number) => `, ${count} moved`,
  seeMoved: (references: readonly string[]) =>
    `To see what moved, mention me with **status** and its reference (${references.join(', ')}).`,
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
  tickFirst: 'Tick who you mean, then press the button again.',
  sayWhatHappens: 'Say what happens when they try, then press the button again.',
  andMore: (count: number) => `and ${count} more`,
  canSignIn: (count: number) =>
    count === 1
      ? 'They can sign in now'
      : count === 2
        ? 'Both can sign in now'
        : `All ${count} can sign in now`,
} as const;

const needChecking = (odd: number) => (odd === 1 ? '1 needs checking.' : `${odd} need checking.`);

/** Texts for a trainer who sends a spreadsheet in their own chat. */
export const FILE_TEXTS = {
  posted: (learners: string, trust: string) =>
    `I'm putting ${learners} from your file in the ${trust} chat for Epic trainers. Check them there: I have not sent anything to the ESR Team. I have not kept the file.`,
  whichChat: (trusts: readonly string[]) =>
    `You're in more than one chat for Epic trainers: ${trusts.join(', ')}. Send the file again, and type which one beside it. I have not opened it.`,
  notTrainer:
    "I only open spreadsheets of learners, from Epic trainers in the chat that their Trust has linked. You're not in one, so I have not opened yours.",
  notNow:
    'I could not check which chat for Epic trainers you are in, so I have not opened your file. Send it again in a minute, or paste the rows in that chat.',
  oneFile: 'Send me one spreadsheet at a time. I have not opened these.',
  nobody:
    'I could not find an ESR username or email address in your file. Check that they are on the first sheet, or paste the rows in the chat for Epic trainers. I have not kept the file.',
  secretInFile:
    'Your file looks as if it has a password, PIN, date of birth or security answer in it. I have left that out. Nobody needs it here.',
  /** Why a file is not read. */
  problem: {
    format:
      'I can only read .xlsx and .csv files, so I have not opened yours. Save it as one of those, and send it again.',
    protected:
      'Your file has a password or is in an old format, so I cannot read it. Save it as .xlsx without a password, and send it again.',
    'too-large':
      'Your file is too large for a list of learners, so I have not read it. Copy the rows into a new file, and send me that.',
    empty:
      'I found no words in your file. Check that the learners are on the first sheet, and send it again.',
    broken:
      'I could not read your file. Save it as .csv and send it again, or paste the rows in the chat for Epic trainers.',
    'not-fetched':
      'I could not open your file. Send it again, or paste the rows in the chat for Epic trainers.',
    'no-time':
      'I could not get your file in time. Send it again, or paste the rows in the chat for Epic trainers.',
  },
} as const;

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
