import { foldLookAlikes } from '../../text/look-alikes.ts';
import type { Reading, SmartcardIssueCode } from './issues.ts';

/** The user identification number printed on the card usually has 12 digits; another length is only worth a second look. */
const USUAL_LENGTH = 12;

/** Reads the number printed on an NHS smartcard: spaces and dashes taken out. Never throws. */
export function readSmartcardNumber(text: string): Reading<SmartcardIssueCode> {
  const value = foldLookAlikes(text).replace(/[\s.-]+/g, '');
  if (value === '') return { value, issues: [{ code: 'smartcard-missing', blocking: true }] };
  if (!/^\d+$/.test(value))
    return { value, issues: [{ code: 'smartcard-invalid-character', blocking: true }] };
  const unusual = value.length !== USUAL_LENGTH;
  return { value, issues: unusual ? [{ code: 'smartcard-unusual-length', blocking: false }] : [] };
}
