/** A Trust: the name of its guide's file, `guides/<trust>.yaml`. No code lists them. */
export type TrustId = string;

/** A problem that guides speak of: the same id in its dialog, in branches.yaml, in the guides and in the database. */
export type BranchId = string;

/** What a handover can ask for. `email` is the correct address, the one the reset should go to. */
export const HANDOVER_FIELDS = [
  'username',
  'email',
  'smartcard-number',
  'name',
  'esr-number',
  'learner-type',
] as const;
export type HandoverField = (typeof HANDOVER_FIELDS)[number];

/** An id in words, for content that this version does not have: `smartcard-not-linked` is "Smartcard not linked". */
export function inWords(id: string): string {
  const text = id
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 60);
  return text === '' ? 'Not known' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
