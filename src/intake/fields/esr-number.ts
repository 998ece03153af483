import { foldLookAlikes } from '../../text/look-alikes.ts';
import type { EsrNumberIssueCode, Reading } from './issues.ts';

/** An employee number usually has 8 digits, an assignment number the same and "-2"; other lengths get a note. */
const USUAL = /^\d{8}(-\d{1,2})?$/;

/** Reads an ESR (employee or assignment) number as payslips print it. Never throws. */
export function readEsrNumber(text: string): Reading<EsrNumberIssueCode> {
  const value = foldLookAlikes(text).replace(/\s+/g, '');
  if (value === '') return { value, issues: [{ code: 'esr-number-missing', blocking: true }] };
  if (!/^\d+(-\d+)?$/.test(value))
    return { value, issues: [{ code: 'esr-number-invalid-character', blocking: true }] };
  return { value, issues: USUAL.test(value) ? [] : [{ code: 'esr-number-unusual-length', blocking: false }] };
}
