import { describe, expect, it } from 'vitest';
import { readOnly } from '../../src/cards/read-only.ts';
import type { Card } from '../../src/cards/render.ts';
import { renderCard } from '../support/render-card.ts';

const submit = { type: 'Action.Submit', title: 'Press', data: {} };
const input = { type: 'Input.Text', id: 'a', label: 'Type', value: 'typed' };
const text = (words: string, more: object = {}) => ({ type: 'TextBlock', text: words, ...more });

const FULL: Card = {
  type: 'AdaptiveCard',
  version: '1.5',
  lang: 'en-GB',
  fallbackText: 'Short',
  body: [
    text('kept one'),
    input,
    { type: 'Input.ChoiceSet', id: 'b', label: 'Choose', choices: [{ title: 'x', value: 'x' }] },
    { type: 'Input.Toggle', id: 'c', title: 'Tick' },
    { type: 'ActionSet', actions: [submit] },
    {
      type: 'Container',
      items: [text('kept two'), input, { type: 'Container', items: [input, text('kept three')] }],
    },
    { type: 'Container', selectAction: submit, items: [text('pressed')] },
    {
      type: 'ColumnSet',
      columns: [
        { type: 'Column', items: [text('kept four'), input] },
        { type: 'Column', selectAction: submit, items: [text('column')] },
      ],
    },
    {
      type: 'Table',
      columns: [{ width: 1 }],
      rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [text('kept five'), input] }] }],
    },
    {
      type: 'RichTextBlock',
      inlines: [{ type: 'TextRun', text: 'kept six', selectAction: submit }],
    },
    { type: 'FactSet', facts: [{ title: 'kept seven', value: 'v' }] },
  ],
  actions: [
    submit,
    { type: 'Action.ShowCard', title: 'More', card: { type: 'AdaptiveCard', body: [input] } },
  ],
  selectAction: submit,
  refresh: { action: { ...submit, type: 'Action.Execute' }, userIds: ['a'] },
};

describe('an answered card', () => {
  const answered = readOnly(FULL, 'Not yet');
  const json = JSON.stringify(answered);

  it('has nothing left to press, to fill in, or to refresh', () => {
    expect(json).not.toMatch(/Action\.|Input\.|"(select)?[aA]ctions?"|"refresh"/);
    const made = renderCard(answered);
    expect([...made.querySelectorAll('input, textarea, select, button, [role=button]')]).toEqual([]);
  });

  it('still says what it said', () => {
    for (const word of ['one', 'two', 'three', 'four', 'five', 'six', 'seven'])
      expect(json).toContain(`kept ${word}`);
    expect(answered).toMatchObject({
      type: 'AdaptiveCard',
      version: '1.5',
      lang: 'en-GB',
      fallbackText: 'Short',
    });
  });

  it('says what was answered, in words, last', () => {
    expect((answered.body as object[]).at(-1)).toMatchObject({
      type: 'TextBlock',
      text: 'Your answer: Not yet',
    });
  });

  it('leaves the card that it was made from as it was', () => {
    const copy = structuredClone(FULL);
    readOnly(FULL, 'x');
    expect(FULL).toEqual(copy);
  });
});
