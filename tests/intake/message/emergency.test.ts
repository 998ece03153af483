import { expect, it } from 'vitest';
import { isEmergency } from '../../../src/intake/message/emergency.ts';
import { misses, readAllRecords } from '../../shared/records.ts';

interface Line {
  readonly text: string;
  readonly emergency: boolean;
  /** No rule was tuned to it. */
  readonly aside?: boolean;
}

const lines = readAllRecords<Line>('tests/intake/message', [
  'emergencies',
  'emergencies-own-words',
  'emergencies-more',
  'emergencies-beside-jokes',
  'emergencies-by-kind',
]);

it('is what is labelled one, and nothing else', () => {
  const tuned = lines.filter((one) => !one.aside);
  expect(misses(tuned, ({ text, emergency }) => expect(isEmergency(text)).toBe(emergency))).toEqual([]);
});

it.each([
  ['finds at least 9 in 10 emergencies', true],
  ['raises no alarm for at least 9 in 10 others', false],
])('of the lines kept aside, %s', (_, emergency) => {
  const aside = lines.filter((one) => one.aside && one.emergency === emergency);
  const right = aside.filter(({ text }) => isEmergency(text) === emergency);
  expect(right.length / aside.length).toBeGreaterThan(0.9);
});

it('is in none of what people are known to ask for', () => {
  const asked = readAllRecords<{ text: string }>(
    'tests/understanding',
    ['', '-2', '-3', '-4', '-5'].map((part) => `heldout-utterances${part}`),
  );
  const trainers = readAllRecords<{ text: string }>(
    'tests/intake/learners',
    ['given', 'held-out', 'more'].map((set) => `${set}-trainer-messages`),
  );
  expect([...asked, ...trainers].filter(({ text }) => isEmergency(text ?? ''))).toEqual([]);
});
