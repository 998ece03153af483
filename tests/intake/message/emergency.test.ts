import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isEmergency } from '../../../src/intake/message/emergency.ts';

const lines = readFileSync(join(import.meta.dirname, 'emergencies.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { text: string; emergency: boolean });

it.each(lines)('$text: $emergency', ({ text, emergency }) => {
  expect(isEmergency(text)).toBe(emergency);
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
