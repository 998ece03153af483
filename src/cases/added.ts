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

/** What a further report did to a case. */
export interface Brought {
  readonly added?: readonly Added[] | undefined;
  readonly reopened?: boolean | undefined;
}

/** For a requester who reported the same again: what that changed in the case. */
export const addedForThem = (brought: Brought): string => addedTo('You', 'your', brought);

/** The same in a trainers' chat, where a colleague may have sent it. */
export const addedInTheChat = (brought: Brought): string => addedTo('This chat', 'the', brought);

function addedTo(who: string, whose: string, { added = [], reopened = false }: Brought): string {
  const news =
    added.length === 0 ? 'Nothing in it is new.' : `I've added what is new: ${whose} ${listed(added)}.`;
  if (!reopened) return `${who} had sent this already. ${news}`;
  const also = added.length === 0 ? '' : ` ${news}`;
  return `${who} had sent this already, and it was resolved. It's open again now, and I'm telling the ESR Team.${also}`;
}

function listed(added: readonly Added[]): string {
  const list = added.map((one) => ADDED_NAMES[one]);
  const last = list.at(-1);
  return list.length === 1 ? `${last}` : `${list.slice(0, -1).join(', ')} and ${last}`;
}
