/** Short messages that need no card. One place, so that the people who own the words can read them. */
export const SENTENCES = {
  staleCard: 'That card is from earlier. Please use the newest one below.',
  finishedCard: 'That one is finished. Say hello to start again.',
  notUnderstood:
    'Sorry, I did not follow that. Please press one of the buttons, or pick your problem from the menu.',
  help: 'I help you get into ESR, one step at a time. At any point you can type: back, start over, or talk to someone.',
  forgotten:
    'Done. I have erased your organisation, what you typed and what you tried. A case that you sent to the ESR Team stays with them; withdraw it on its card if you want it stopped.',
  thanks: 'Thank you. That helps to make this better.',
  /** Listed under `review` in each guide, for the Trusts to confirm. */
  emergency:
    'If someone is in danger, call 2222 in hospital, or 999 anywhere else: this is only a login helper.',
  tooMany: 'That is more than I can read at once. Please wait a minute, then send the last one again.',
  failed:
    'Sorry, something went wrong on our side. Nothing you sent was lost. Please try that again in a minute.',
} as const;
