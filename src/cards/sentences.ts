/** Short messages that need no card. One place, so that the people who own the words can read them. */
export const SENTENCES = {
  staleCard: "That card is from earlier. I've put the newest one at the end of our chat.",
  guideChanged: "The guide for this has just been updated, so let's go through it from the start.",
  menuChanged: "I've just been updated, so let's start again. What you typed before is kept.",
  repeated: "I've got that already. If you can't see what comes next, say hello.",
  answeredBelow: 'My answer is at the end of our chat.',
  finishedCard: 'That one is finished. Say hello to start again.',
  notUnderstood:
    'Sorry, I did not follow that. Please press one of the buttons, or pick your problem from the menu.',
  help: 'I help you get into ESR, one step at a time. At any point you can type: back, start over, or talk to someone.',
  forgotten:
    'Done. I have erased your organisation, what you typed and what you tried. A case that you sent to the ESR Team stays with them; withdraw it on its card if you want it stopped.',
  thanks: 'Thank you. That helps to make this better.',
  tooMany: 'That is more than I can read at once. Please wait a minute, then send the last one again.',
  failed:
    'Sorry, something went wrong on our side. Nothing you sent was lost. Please try that again in a minute.',
} as const;
