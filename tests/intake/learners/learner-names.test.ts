import { describe, expect, it } from 'vitest';
import { readLearners } from '../../../src/intake/learners/learners.ts';
import { rules } from '../rules.ts';

const nameIn = (text: string) => readLearners(text, rules).rows[0]?.name;

describe('a learner’s name', () => {
  it.each([
    '432 NGUYENT 02 needs a reset',
    '432 Nguyent 02 needs a reset',
    '432NGUYENT 02',
    '432 NGUYENT02 t.nguyen@nhs.net',
    'For NGUYENT: 432NGUYENT02',
    'NGUYENT 432NGUYENT02 t.nguyen@nhs.net',
    '432-NGUYENT-02 t.nguyen@nhs.net',
  ])('is not made out of a part of a username: %s', (text) => {
    expect(nameIn(text)).toBeUndefined();
  });

  it.each([
    ['For Nguyen 432NGUYENF02', 'Nguyen'],
    ['Reset Patel 432PATELR02 please', 'Patel'],
    ['Reset Ravi Patel 432PATELR02 please', 'Ravi Patel'],
    ['Please reset Ravi Patel 432PATELP02', undefined],
  ])('does not begin with the word that opens the sentence: %s', (text, name) => {
    expect(nameIn(text)).toBe(name);
  });

  it.each([
    ['Ravi Patel 432PATELR02 r.patel@nhs.net', 'Ravi Patel'],
    ['432 PATELR 02, Ravi Patel', 'Ravi Patel'],
    ['Name: Thu Nguyen, 432 NGUYENT 02', 'Thu Nguyen'],
  ])('is read where it is given: %s', (text, name) => {
    expect(nameIn(text)).toBe(name);
  });
});
