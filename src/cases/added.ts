/** What a further report added to a case or changed in it. */
export const ADDED = [
  'email',
  'smartcard',
  'number',
  'name',
  'learner-type',
  'problem',
  'steps',
  'words',
] as const;
export type Added = (typeof ADDED)[number];

/** What it is called in a sentence. */
export const ADDED_NAMES: Readonly<Record<Added, string>> = {
  email: 'email address',
  smartcard: 'smartcard number',
  number: 'ESR number',
  name: 'name',
  'learner-type': 'kind of learner',
  problem: 'problem',
  steps: 'steps tried',
  words: 'words',
};

/** To whoever reported again what they had reported: what the case has now that it had not. */
export const addedForThem = (added: readonly Added[]): string =>
  added.length === 0
    ? 'You had sent this already. Nothing in it is new.'
    : `You had sent this already. I've added what is new: your ${listed(added)}.`;

/** The same in a trainers' chat, where a colleague may have sent it. */
export const addedInTheChat = (added: readonly Added[]): string =>
  added.length === 0
    ? 'This chat had sent this already. Nothing in it is new.'
    : `This chat had sent this already. I've added what is new: the ${listed(added)}.`;

function listed(added: readonly Added[]): string {
  const list = added.map((one) => ADDED_NAMES[one]);
  const last = list.at(-1);
  return list.length === 1 ? `${last}` : `${list.slice(0, -1).join(', ')} and ${last}`;
}
