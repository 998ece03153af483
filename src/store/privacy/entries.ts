import type { Subject } from '../../privacy/subject.ts';

/** What tells who an entry of details is about, by the names that entries have for it. */
export const IDENTIFYING = [
  'esrUsername',
  'correctEmail',
  'smartcardNumber',
  'esrNumber',
  'username',
  'email',
] as const;

/** What of an entry is about a person. */
export const PERSONAL: readonly string[] = [
  ...IDENTIFYING,
  'smartcard',
  'number',
  'name',
  'learnerType',
  'words',
];

/** Whether these are details of one person, and of this one. */
export const isEntryNaming = (value: Record<string, unknown>, subject: Subject): boolean =>
  IDENTIFYING.some((key) => key in value) && PERSONAL.some((key) => subject.isIn(value[key]));
