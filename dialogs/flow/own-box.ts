/** What the box on the card of one's own case is for. */
export type BoxFor = 'add' | 'email';

/** What to send where text is typed instead of the button pressed: "yes" is what the box has, and other words go behind it. */
export function intoBox(asks: string, before: string, text: string): string {
  if (before === '') return text;
  if (SENDS.test(text)) return before;
  return asks === 'add' ? `${before}\n${text}` : text;
}

const SENDS =
  /^\W*(?:(?:yes|yeah|yep|ok|okay)\W*)?(?:please )?(?:send(?: (?:it|that|this))?(?: to the (?:esr )?team)?|that'?s (?:right|it)|go ahead|yes|yeah|yep|ok|okay)(?: please| thanks| thank you)?\W*$/i;
