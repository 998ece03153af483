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
  'needed-by',
] as const;
export type Added = (typeof ADDED)[number];

/** Its name in a sentence. */
export const ADDED_NAMES: Readonly<Record<Added, string>> = {
  email: 'email address',
  smartcard: 'smartcard number',
  number: 'ESR number',
  name: 'name',
  'learner-type': 'kind of learner',
  problem: 'problem',
  steps: 'steps tried',
  words: 'words',
  'needed-by': 'time it is needed by',
};

/** What a further report did to a case. */
export interface Brought {
  readonly added?: readonly Added[] | undefined;
  readonly reopened?: boolean | undefined;
}

/** For a requester who reported the same again: what that changed in the case. */
export const addedForThem = (brought: Brought): string =>
  addedTo("You've already sent this", 'your', brought);

/** The same in a trainers' chat, where a colleague may have sent it. */
export const addedInTheChat = (brought: Brought): string =>
  addedTo('This chat has already sent this', 'the', brought);

function addedTo(sent: string, whose: string, { added = [], reopened = false }: Brought): string {
  const news =
    added.length === 0
      ? 'There was nothing new to add.'
      : `I've added what's new: ${whose} ${listed(added)}.`;
  if (!reopened) return `${sent}. ${news}`;
  const also = added.length === 0 ? '' : ` ${news}`;
  return `${sent}, and it was resolved. I've reopened it, and I'll tell the ESR Team.${also}`;
}

function listed(added: readonly Added[]): string {
  const list = added.map((one) => ADDED_NAMES[one]);
  const last = list.at(-1);
  return list.length === 1 ? `${last}` : `${list.slice(0, -1).join(', ')} and ${last}`;
}
