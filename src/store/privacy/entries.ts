import type { Subject } from '../../privacy/subject.ts';

/** The fields that identify the person of an entry of details. */
export const IDENTIFYING = [
  'esrUsername',
  'correctEmail',
  'smartcardNumber',
  'esrNumber',
  'username',
  'email',
] as const;

/** The fields of an entry that are about a person. */
export const PERSONAL: readonly string[] = [
  ...IDENTIFYING,
  'smartcard',
  'number',
  'name',
  'learnerType',
  'words',
];

/** Whether these are details of a person, and name this one. */
export const isEntryNaming = (value: Record<string, unknown>, subject: Subject): boolean =>
  IDENTIFYING.some((key) => key in value) && PERSONAL.some((key) => subject.isIn(value[key]));
