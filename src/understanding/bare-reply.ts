const REPLY =
  /^(?:(?:um+|er+|well|sorry|oh|ah|no|nope|nah|yes|but) )*(?:no|nope|nah|naw|never|none|not (?:yet|really|that i know(?: of)?|at all|me|exactly|quite|done|now)|neither|(?:i )?(?:have|had|did|do|does|was|am|is|are|could|can|would|wo|ca)(?:n'?t| not)(?: (?:yet|any|one|it|that|actually|so))*|(?:it|they|that) (?:has|did|does|was|is)(?:n'?t| not)(?: yet)?|haven'?t yet)(?: (?:yet|sorry|thanks|thank you|actually|really|either))*$/;

/** Whether a message is only a no to what was asked last. Alone it names no problem. */
export function isBareReply(said: string): boolean {
  if (said.length > LONGEST) return false;
  const plain = said
    .toLowerCase()
    .replaceAll('\u2019', "'")
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return REPLY.test(plain);
}

const LONGEST = 40;
