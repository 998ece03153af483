import { describe, expect, it } from 'vitest';
import { readLearners } from '../../../src/intake/learners/learners.ts';
import { rules } from '../rules.ts';

const namesIn = (text: string) => readLearners(text, rules).rows.map(({ name }) => name);
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
    ['Patel, Ravi 432PATELR02 r.patel@nhs.net', 'Ravi Patel'],
    ['Reset for Marsh, Ben\t432MARSHB02\tben.marsh@nhs.net', 'Ben Marsh'],
    ['Name: Thu Nguyen, 432 NGUYENT 02', 'Thu Nguyen'],
    ['José Núñez 432NUNEZJ01 jose.nunez@nhs.net', 'José Núñez'],
    ['Bo Ng 432NGB01 bo.ng@nhs.net', 'Bo Ng'],
  ])('is read where it is given: %s', (text, name) => {
    expect(nameIn(text)).toBe(name);
  });

  it.each([
    'Ash Oak 432OAKA01 a.oak@nhs.net, Birch Elm 432ELMB02 b.elm@nhs.net, Cedar Fir 432FIRC03 c.fir@nhs.net',
    'Ash Oak, 432OAKA01, a.oak@nhs.net, Birch Elm, 432ELMB02, b.elm@nhs.net, Cedar Fir, 432FIRC03, c.fir@nhs.net',
    'Please reset Ash Oak (432OAKA01, a.oak@nhs.net), Birch Elm (432ELMB02, b.elm@nhs.net) and Cedar Fir (432FIRC03, c.fir@nhs.net)',
  ])('is each learner’s own in a list on one line: %s', (text) => {
    expect(namesIn(text)).toEqual(['Ash Oak', 'Birch Elm', 'Cedar Fir']);
    expect(readLearners(text, rules).words).toBe('');
  });

  it('is read in a quoted cell, of which no mark is left', () => {
    const { rows, words } = readLearners('"Marsh, Ben",432MARSHB02,ben.marsh@nhs.net', rules);
    expect([rows[0]?.name, words]).toEqual(['Ben Marsh', '']);
    const quoted = 'It says "account disabled" for 432MARSHB02 ben.marsh@nhs.net';
    expect(readLearners(quoted, rules).words).toBe('It says "account disabled" for.');
  });

  it('is not the one behind the learner before', () => {
    expect(namesIn('432ASHJ01 jo.ash@nhs.net (Jo Ash), 432ASHJ02 joy.ash@nhs.net (Joy Ash)')).toEqual([
      'Jo Ash',
      'Joy Ash',
    ]);
  });
});
