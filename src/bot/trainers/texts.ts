/** What the bot says to Epic trainers outside its cards. One place, so that the people who own the words can read them. */
export const TRAINER_TEXTS = {
  /** @param example a username that the Trust's own form takes, where its guide says how they begin */
  howTo: (example: string | undefined) =>
    `Mention me with the learner's ESR username and correct email address${example === undefined ? '' : `, for example: ${example} jo.smith@nhs.net`}. For a class, put one learner on each line, or paste a table. For a form, mention me with: escalate`,
  help: [
    'I hand your learners over to the ESR Team. Mention me with:',
    '- an ESR username and the correct email address, or a whole class: one learner on each line, or a table',
    '- **escalate**: a form, for one learner or several',
    '- **my cases**: what you have raised that is not closed',
    '- **status** and a reference: where a case stands',
    '- **add**, a reference and your words: tell the ESR Team more, or answer their question',
    '- **withdraw** and a reference: take a case back',
    '- **reopen**, a reference and what happens: when it is still not working',
    '',
    'On any message here you can also choose **Escalate to ESR Team** from its menu. I show you what I read before anything is sent. Never write a password or date of birth here.',
  ].join('\n'),
  pasteRows:
    "Paste the rows here, one learner on each line, or type each learner's ESR username and correct email address.",
  onlyWords: 'This is what I read in your words.',
  quotedOnly: 'I read this from the message that is quoted there. Please check it.',
  /** Said wherever a secret was found in a message of the chat: others can read it there. */
  secretSaid:
    'That message held what looks like a password, PIN, date of birth or security answer. I have not kept it. Please delete the message. If it was a real password, it needs changing.',
  secretTyped:
    'That looks like a password, PIN or date of birth. I have not kept it, and nothing was sent. Nobody needs it here.',
  cardChanged: 'Somebody changed this card in the meantime. This is how it is now.',
  nobodyRead: 'I found no ESR username and no email address in that. Put one learner on each line.',
  tooMany: 'That is too much for me at once. Check that nobody is missing, and send me the rest after these.',
  notReady: 'Nothing was sent. Please check what is marked below.',
  noneReady: 'Nothing was sent. Please check what is marked below, or tick who is to be sent.',
  held: 'Nothing is sent yet. Please read this first, then press Send again.',
  notHere: 'I do not know that card in this chat any more. Nothing was sent. Please start again.',
  dialogTitle: 'Escalate to ESR Team',
  classElsewhere: 'This class belongs to another chat. Nothing was changed.',
  chooseLearner: 'Choose a learner first.',
} as const;

/** Why nobody can be handed over from a chat, in the dialog. */
export const CANNOT_ESCALATE = {
  'add-me': {
    title: 'Add me to this chat first',
    text: 'I am not in this chat, so I could not tell you how it goes. Add me, and I go on from here.',
  },
  'not-linked': {
    title: 'This chat is not linked',
    text: 'Learners can be handed over only from the chat that a Trust has linked for its Epic trainers. Whoever runs the bot can make a link code. Then mention me here with: link CODE',
  },
  'team-chat': {
    title: 'This is the ESR Team’s chat',
    text: 'Learners are handed over from the Epic trainers’ chat. The cases come here as cards.',
  },
  forgotten: { title: 'Please start again', text: TRAINER_TEXTS.notHere },
} as const;
