import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CardData, CardError, late, token, words } from '../../src/cards/render.ts';
import { cardsOf } from '../support/card-folder.ts';

// What a template says about its data, kept from looking like a template of our own.
const $ = (expression: string) => `\${${expression}}`;
const text = (words: string, more: object = {}) => ({ type: 'TextBlock', text: words, ...more });

const renderBody = (body: object[], data: CardData) =>
  cardsOf({ card: { body } }).render('card', data).body as Record<string, unknown>[];
const renderText = (template: string, data: CardData) => renderBody([text(template)], data)[0]?.text;

describe('a rendered card', () => {
  it('shows its data', () => {
    expect(
      renderText(`Hello ${$('name')}, ${$('count')} of ${$('yes')}`, { name: 'Amara', count: 3, yes: true }),
    ).toBe('Hello Amara, 3 of true');
  });

  it.each([
    ['a text', [text($('missing'))]],
    ['part of a text', [text(`Hello ${$('missing')}`)]],
    ['a text under a condition that holds', [text($('missing'), { $when: $("missing != ''") })]],
    ['something inside what is missing', [text($('missing.name'))]],
    ['a list', [{ type: 'FactSet', facts: [{ $data: $('missing'), title: $('title'), value: $('value') }] }]],
    ['a field of a list’s item', [{ ...text($('missing')), $data: $('items') }]],
    ['the id of an input', [{ type: 'Input.Text', id: `name-${$('missing')}`, label: 'x' }]],
  ])('is refused when it was not given %s', (_, body) => {
    expect(() => renderBody(body, { here: 'x', items: [{ name: 'a' }] })).toThrow(CardError);
  });

  it('is refused when a value is undefined', () => {
    expect(() => renderText($('name'), { name: undefined })).toThrow(CardError);
  });

  it('is refused when there is no such template, and names it', () => {
    expect(() => cardsOf({}).render('nothing', {})).toThrow(/card nothing/);
    expect(() => cardsOf({}).render('../package', {})).toThrow(CardError);
  });

  it('is refused when it is larger than Teams takes, counted in bytes', () => {
    const fits = 'a'.repeat(27_000);
    expect(renderText($('long'), { long: words(fits) })).toBe(fits);
    expect(() => renderText($('long'), { long: words('a'.repeat(28_600)) })).toThrow(CardError);
    expect(() => renderText($('long'), { long: words('é'.repeat(20_000)) })).toThrow(CardError);
  });

  it('comes from the template alone: another card of it is not changed by what was done to the first', () => {
    const cards = cardsOf({ card: { body: [text($('name'))] } });
    const first = cards.render('card', { name: 'one' });
    (first.body as { text: string }[]).push({ text: 'more' });
    expect(cards.render('card', { name: 'two' }).body).toEqual([text('two')]);
  });
});

describe('a late value', () => {
  const card = { body: [text(`${$('said')} ${$('nonce')}`), { type: 'Input.Text', id: $('nonce') }] };

  it('is put in each time, into a card of the same data', () => {
    const cards = cardsOf({ card });
    const shown = (nonce: string) =>
      JSON.stringify(cards.render('card', { said: words('Hello'), nonce: late(nonce) }).body);
    expect(shown('one')).toContain('"Hello one"');
    expect(shown('two')).toContain('"Hello two"');
    expect(shown('two')).not.toContain('one');
  });

  it('stays what it is, whatever is in it', () => {
    const nonce = 'a"b\\c$&\n';
    const { body } = cardsOf({ card }).render('card', { said: words('Hello'), nonce: late(nonce) });
    expect((body as { id?: string }[])[1]?.id).toBe(nonce);
  });

  it('is in no other value, though that looks like one', () => {
    const said = '0f0e0d0c-0000-4000-8000-000000000000:0:';
    const { body } = cardsOf({ card }).render('card', { said, nonce: late('secret') });
    expect((body as { text?: string }[])[0]?.text).toBe(`${said} secret`);
  });
});

describe('data', () => {
  const EXPRESSIONS = ['x', '$root', '$root.secret', '$data', 'json($root)', "if(true,'a','b')", 'secret'];

  it.each(EXPRESSIONS)('that looks like the expression %s stays what it is', (expression) => {
    const shown = renderText(`${$('said')} and ${$('more.said')}`, {
      said: $(expression),
      more: { said: $(expression) },
      secret: 'hidden',
    });
    expect(String(shown).replace(/\u200B/g, '')).toBe(`${$(expression)} and ${$(expression)}`);
    expect(shown).not.toContain('${');
  });

  it('that holds expressions is as harmless when the card is expanded again', () => {
    const once = cardsOf({ card: { body: [text($('said'))] } }).render('card', { said: $('secret') });
    const again = cardsOf({ again: { body: once.body as object[] } }).render('again', { secret: 'hidden' });
    expect(JSON.stringify(again)).not.toContain('hidden');
  });

  it('never leaks an expression, whatever it is', () => {
    const cards = cardsOf({ card: { body: [text(`a ${$('said')}`), text($('said'))] } });
    const deps = fc.constantFrom(
      '$',
      '{',
      '}',
      '${',
      '}}',
      '{{',
      '\\',
      '"',
      "'",
      'secret',
      '$root',
      '\u200B',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(deps, { maxLength: 12 }), (said) => {
        const json = JSON.stringify(cards.render('card', { said: said.join(''), secret: 'hidden' }));
        expect(json).not.toContain('${');
        expect(json).not.toContain('hidden');
      }),
    );
  });

  it('cannot change the shape of a card', () => {
    const said = '", "url": "https://evil.example", "x": "';
    const [shown] = renderBody([text($('said'))], { said });
    expect(Object.keys(shown ?? {}).sort()).toEqual(['text', 'type']);
  });

  it('of our own words keeps its Markdown, and a token is not touched', () => {
    expect(renderText(`${$('a')} ${$('b')}`, { a: words('**bold**'), b: token('a*b.com') })).toBe(
      '**bold** a*b.com',
    );
  });

  it('is made plain wherever it stands', () => {
    const facts = [{ $data: $('rows'), title: $('name'), value: $('deep.said') }];
    const [set] = renderBody([{ type: 'FactSet', facts }], {
      rows: [{ name: '**a**', deep: { said: '[x](https://evil.example)' } }],
    });
    expect(JSON.stringify(set)).not.toMatch(/\*\*|\]\(|:\/\//);
  });

  it('whose names are those of every object does no harm', () => {
    const data = JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":"c","name":"Amara"}') as CardData;
    expect(renderText($('name'), data)).toBe('Amara');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});

describe('typed answers', () => {
  it('are the template’s own, and not part of the card', () => {
    const cards = cardsOf({ card: { typed: { yes: ['y', 'yes'] }, body: [text('x')] } });
    expect(cards.typedAnswers('card')).toEqual({ yes: ['y', 'yes'] });
    expect(cards.render('card', {})).not.toHaveProperty('typed');
  });
});
