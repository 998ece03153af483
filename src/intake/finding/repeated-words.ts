/** "[10:32] Ravi Patel", "[28/11/2026, 10:32] Ravi: …", "Ravi [10:32]:", as Teams and WhatsApp copy messages. */
const COPIED_TIME = /\[(?:[^[\]\n]{0,20}\b)?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]m)?\]/i;
/** "Ravi Patel, 10:32 AM" on a line of its own. */
const NAME_AND_TIME =
  /^[ \t]*\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]*){0,3}(?:,| {1,4}|, {1,4})\d{1,2}[:.]\d{2}(?: ?[APap][Mm])?[ \t]*$/mu;
const FORWARDED = /^[ \t]*(?:fwd?|fw):/im;
const FROM_SOMEBODY = /^[ \t]*(?:message )?from (?!me\b)[\p{L}' -]{2,40}:/imu;
/** "Ravi said: my …", "this is what she sent: I am …", "they wrote my …": what a screen says is no person's. */
const SAID_BY_SOMEBODY =
  /(?<!\b(?:i|it|esr|form|page|site|screen|system|error)(?: just| also)?(?: message)? )\b(?:(?:said|says|wrote|writes|texted|typed|messaged|replied|sent|received|message)(?: (?:me|us|this|to me|i received)){0,2} ?[:"“]\s{0,3}["“]?|(?:wrote|writes|texted) )(?:my|mine|i|i'm)\b/i;
const FOR_SOMEBODY = /\bon behalf of\b|\b(?:pass|passing|send|forward|forwarding) (?:this|it) on\b/i;

/** "Ravi: my username is …", "Ravi Patel (Ward 4) - my …": a line of a chat, or of a letter. A name in lower case is one word. */
const CHAT_LINE =
  /^[ \t>*_]*(\p{Lu}[\p{L}'.-]{0,30}(?:[ ,]{1,2}\p{Lu}[\p{L}'.-]{0,30}){0,3}|\p{Ll}[\p{L}'.-]{0,30})(?: ?\([^()\n]{1,30}\))?[ \t]*(?:[:>]|[ \t][-–—]{1,2})[ \t]*\n?[ \t]*["“]?(?:[Mm]y|[Mm]ine|I|I'm|i|i'm|im)\b/gmu;
/** "Ravi Patel" above a line that says "my". */
const NAME_ABOVE =
  /^[ \t]*(\p{Lu}\p{Ll}[\p{L}'-]{0,30}(?: \p{Lu}\p{Ll}[\p{L}'-]{0,30}){1,3})[ \t]*\n[ \t]*(?:[Mm]y|I|I'm|i'm)\b/gmu;
/** Words before a colon that are no person's name. */
const LABEL =
  /^(?:hi|hiya|hello|hey|dear|good|morning|afternoon|evening|thanks|thank|cheers|please|pls|help|assistance|urgent|important|note|nb|ps|re|fwd?|subject|title|fyi|info|information|background|context|summary|situation|details?|problem|issue|question|query|request|reason|update|correction|edit|sorry|also|and|but|so|or|then|plus|user|username|userid|login|log|name|e-?mail|mail|address|account|password|smartcard|card|esr|nhs|nhsmail|it|its|this|that|here|there|hr|error|message|answer|yes|yeah|yep|no|nope|ok|okay|well|right|wrong|correct|still|locked|stuck|unable|cannot|out|in|on|of|up|me|you|today|yesterday|now|new|old|current|my|mine|the|a|an|to|for|from|team|all|everyone|access|staff|ward|role|job|department|dept|trust|number|employee|additional|extra|more|other|first|second|third|last|step|ticket|ref|reference|date|time|when|what|why|how|who|where|is|was|i|we|quick|just|basically|actually|reset|forgot|forgotten|lost|option|item|\p{L}+ing|\p{L}+ed)$/iu;

/** Whether a line is said by somebody other than the writer. True where in doubt. */
function isSaidBy(lead: string, name: string): boolean {
  const own = new Set(name.toLowerCase().match(/\p{L}+/gu) ?? []);
  const words = lead.toLowerCase().match(/\p{L}[\p{L}'-]*/gu) ?? [];
  return !words.some((word) => LABEL.test(word)) && !words.every((word) => own.has(word));
}

/** Whether a message repeats another person's, so that "my" is not its writer's. `name`: the writer's. */
export const repeatsAnother = (text: string, name: string): boolean =>
  [COPIED_TIME, NAME_AND_TIME, FORWARDED, FROM_SOMEBODY, SAID_BY_SOMEBODY, FOR_SOMEBODY].some((sign) =>
    sign.test(text),
  ) ||
  [CHAT_LINE, NAME_ABOVE].some((line) =>
    [...text.matchAll(line)].some(([, lead = '']) => isSaidBy(lead, name)),
  );
