import { expect, it } from 'vitest';
import { isEmergency } from '../../../src/intake/message/emergency.ts';
import { misses, readAllRecords, readRecords } from '../../shared/records.ts';

const lines = readRecords<{ text: string; emergency: boolean; aside?: boolean }>(
  'tests/intake/message/emergencies.jsonl',
);

it('is what is labelled one, and nothing else', () => {
  const tuned = lines.filter((one) => !one.aside);
  expect(misses(tuned, ({ text, emergency }) => expect(isEmergency(text)).toBe(emergency))).toEqual([]);
});

it.each([
  ['finds 9 in 10 at least of the emergencies', true],
  ['leaves alone 9 in 10 at least of what is none', false],
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
