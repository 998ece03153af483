import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isEmergency } from '../../../src/intake/message/emergency.ts';

interface Line {
  readonly text: string;
  readonly emergency: boolean;
  /** No rule was tuned to it. */
  readonly aside?: boolean;
}

const lines = ['emergencies', 'emergencies-own-words'].flatMap((file) =>
  readFileSync(join(import.meta.dirname, `${file}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line),
);

it.each(lines.filter((one) => !one.aside))('$text: $emergency', ({ text, emergency }) => {
  expect(isEmergency(text)).toBe(emergency);
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
  const asked = ['', '-2', '-3', '-4', '-5'].flatMap(
    (part) =>
      JSON.parse(
        readFileSync(join(import.meta.dirname, `../../understanding/heldout-utterances${part}.json`), 'utf8'),
      ) as { text: string }[],
  );
  const trainers = ['given', 'held-out', 'more'].flatMap(
    (set) =>
      JSON.parse(
        readFileSync(join(import.meta.dirname, `../learners/${set}-trainer-messages.json`), 'utf8'),
      ) as {
        text: string;
      }[],
  );
  expect([...asked, ...trainers].filter(({ text }) => isEmergency(text ?? ''))).toEqual([]);
});
