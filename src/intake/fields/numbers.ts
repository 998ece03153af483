import { foldLookAlikes } from '../../text/look-alikes.ts';
import type { EsrNumberIssueCode, Reading, SmartcardIssueCode } from './issues.ts';

/** Numbers printed on smartcards usually have 12 digits; another length is only pointed out. */
const SMARTCARD_DIGITS = 12;
/** An employee number usually has 8 digits, an assignment number the same and "-2"; other lengths get a note. */
const USUAL_ESR_NUMBER = /^\d{8}(-\d{1,2})?$/;

/** Reads the number printed on an NHS smartcard: spaces and dashes taken out. Never throws. */
export function readSmartcardNumber(text: string): Reading<SmartcardIssueCode> {
  const value = foldLookAlikes(text).replace(/[\s.-]+/g, '');
  if (value === '') return { value, issues: [{ code: 'smartcard-missing', blocking: true }] };
  if (!/^\d+$/.test(value))
    return { value, issues: [{ code: 'smartcard-invalid-character', blocking: true }] };
  const unusual = value.length !== SMARTCARD_DIGITS;
  return { value, issues: unusual ? [{ code: 'smartcard-unusual-length', blocking: false }] : [] };
}

/** Reads an ESR (employee or assignment) number as payslips print it. Never throws. */
export function readEsrNumber(text: string): Reading<EsrNumberIssueCode> {
  const value = foldLookAlikes(text).replace(/\s+/g, '');
  if (value === '') return { value, issues: [{ code: 'esr-number-missing', blocking: true }] };
  if (!/^\d+(-\d+)?$/.test(value))
    return { value, issues: [{ code: 'esr-number-invalid-character', blocking: true }] };
  return {
    value,
    issues: USUAL_ESR_NUMBER.test(value) ? [] : [{ code: 'esr-number-unusual-length', blocking: false }],
  };
}
