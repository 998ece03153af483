import type { Span } from './words.ts';

const NHS_SAID = /\bnhs[ -]?(number|num|no)\b/i;
const NHS_NUMBER = /(?<!\d[ -]?)[1-9]\d{2}([ -]?)\d{3}\1\d{4}(?![ -]?\d)/g;
const PASSPORT =
  /\bpassport\b[^\d\n]{0,25}?(?<![\p{L}\d])([a-z]{0,2}\d{7,9})(?![\p{L}\d])|(?<![\p{L}\d])([a-z]{0,2}\d{7,9}) (?:is|was) (?:my|her|his|their|the) passport\b/giu;
/** Not "bank staff", "bank shift" or "bank holiday". */
const BANK_SAID =
  /\b(bank (account|acc|a\/c|details|card|transfer)|sort ?-?code|sort \d\d-|building society)/i;
const SORT_CODE = /(?<![\d-])\d{2}([- ])\d{2}\1\d{2}(?![\d-])/g;
const ACCOUNT = /(?<![\d-])\d{8}(?![\d-])/g;
/** "ESR number 20123456" by a bank account is still an ESR number. */
const WORK_NUMBER = /\b(esr|employee|staff|assignment|payroll|smartcard)\b[^\n\d]{0,20}$/i;
const IBAN = /(?<![\p{L}\d])gb\d{2} ?[a-z]{4}(?: ?\d){14}(?![\p{L}\d])/giu;
const PAYMENT_CARD = /(?<!\d[ -]?)[2-5]\d{3}(?:[ -]?\d{4}){3}(?![ -]?\d)/g;
const DRIVING_LICENCE = /(?<![\p{L}\d])[a-z]{2,5}9{0,3}\d{6}[a-z9]{2}\d[a-z]{2}(?![\p{L}\d])/giu;

/** Finds NHS numbers, and numbers of passports, driving licences, bank accounts and payment cards. */
export function findPersonalNumbers(text: string): Span[] {
  const nhs = NHS_SAID.test(text);
  const bank = BANK_SAID.test(text);
  return [
    ...all(text, NHS_NUMBER).filter(({ value }) => (nhs || /[ -]/.test(value)) && isNhsNumber(value)),
    ...(nhs ? all(text, NHS_NUMBER) : []),
    ...all(text, PASSPORT),
    ...(bank ? [...all(text, SORT_CODE), ...all(text, ACCOUNT)] : []).filter(
      ({ start }) => !WORK_NUMBER.test(text.slice(Math.max(0, start - 40), start)),
    ),
    ...all(text, IBAN),
    ...all(text, PAYMENT_CARD).filter(({ value }) => isPaymentCard(value)),
    ...all(text, DRIVING_LICENCE).filter(({ value }) => value.length === 16),
  ].map(({ start, end }) => ({ start, end }));
}

/** A pattern's matches: each its first group with letters or digits, otherwise all of it. */
function all(text: string, pattern: RegExp): (Span & { readonly value: string })[] {
  return [...text.matchAll(pattern)].map((match) => {
    const group = match.slice(1).find((part) => /\w/.test(part ?? ''));
    const value = group ?? match[0];
    const start = match.index + match[0].indexOf(value);
    return { start, end: start + value.length, value };
  });
}

/** Ten digits of which the last is a check digit (modulus 11). */
function isNhsNumber(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  const sum = [...digits.slice(0, 9)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}

/** Sixteen digits that pass Luhn's check. */
function isPaymentCard(value: string): boolean {
  const digits = [...value.replace(/\D/g, '')].map(Number);
  const sum = digits.reduce((total, digit, at) => {
    const doubled = at % 2 === 0 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
