import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inputNames } from '../../src/cards/input-values.ts';
import type { CardData } from '../../src/cards/render.ts';
import { cardsOf } from '../support/card-folder.ts';

type Json = Record<string, unknown>;

const FOLDER = resolve(import.meta.dirname, '../../cards');
const TEMPLATES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .map((file): [string, Json] => [
    basename(file, '.json'),
    JSON.parse(readFileSync(join(FOLDER, file), 'utf8')),
  ])
  .filter(([, template]) => inputNames(template).size > 0);
const TYPED = [
  'maria.silva@nhs,net',
  'a*b_c@x.org',
  '<a@b.uk>',
  '`x` [y](https://evil.example) ~z~',
  '- 1. # |',
];

/** Every part of a card, however deep. */
function deps(card: unknown): Json[] {
  if (card === null || typeof card !== 'object') return [];
  return [...(Array.isArray(card) ? [] : [card as Json]), ...Object.values(card).flatMap(deps)];
}

const isInput = (part: Json) => String(part.type).startsWith('Input.');

/** The card with all that it can show, whatever the conditions. */
const unconditional = (template: Json): Json =>
  JSON.parse(JSON.stringify(template), (key, value) => (key === '$when' ? undefined : value));

/** Data that puts one text into every place of a card. */
function dataFor(template: Json, text: string): CardData {
  const lists = new Set(
    deps(template).flatMap(({ $data }) => /^\$\{(?:\$root\.)?(\w+)\}$/.exec(String($data))?.[1] ?? []),
  );
  const names = [...JSON.stringify(template).matchAll(/\$\{([^}]*)\}/g)].flatMap(
    ([, expression = '']) => expression.match(/(?<![\w'$])[a-z_]\w*/gi) ?? [],
  );
  const flat = { ...Object.fromEntries([...new Set(names)].map((name) => [name, text])), nonce: 'nonce' };
  const around = (inside: CardData): CardData => ({
    ...flat,
    ...Object.fromEntries([...lists].map((name) => [name, [inside]])),
  });
  // A row's field has a list of its own.
  return around(around(around(flat)));
}

describe.each(TEMPLATES)('the inputs of cards/%s.json', (name, template) => {
  it.each(TYPED)('hold %j as it was typed, and nothing else on the card does', (text) => {
    const cards = cardsOf({ [name]: unconditional(template) });
    const made = deps(cards.render(name, dataFor(template, text)));
    const bound = made.filter((part) => isInput(part) && inputNames(template).size > 0);
    const values = bound.flatMap(({ value }) =>
      typeof value === 'string' && value !== 'false' ? value : [],
    );
    expect(values.length).toBeGreaterThan(0);
    expect(values.filter((value) => value !== text && !/^\w*$/.test(value))).toEqual([]);
    const shown = made.filter((part) => !isInput(part)).flatMap(({ text: said, title }) => [said, title]);
    for (const one of shown) expect(String(one ?? '')).not.toContain(text);
  });

  it('are the only place where those names stand', () => {
    for (const input of inputNames(template)) {
      const elsewhere = deps(template)
        .filter((part) => !isInput(part))
        .flatMap((part) => Object.values(part))
        .filter((value) => typeof value === 'string' && new RegExp(`\\$\\{[^}]*\\b${input}\\b`).test(value));
      expect(elsewhere, input).toEqual([]);
    }
  });
});

describe('an input', () => {
  const cards = () =>
    cardsOf({
      it: {
        body: [
          // biome-ignore lint/suspicious/noTemplateCurlyInString: a card template's placeholder
          { type: 'Input.Text', id: 'typed', value: '${typed}' },
        ],
      },
    });
  const valueIn = (typed: string) =>
    (cards().render('it', { typed }) as unknown as { body: Json[] }).body[0]?.value;

  it('holds nothing that nobody can see', () => {
    expect(valueIn('robin.\u200Bsmith\u202E@nhs.net')).toBe('robin.smith@nhs.net');
  });

  it('keeps lines apart', () => {
    expect(valueIn('one\r\ntwo')).toBe('one\ntwo');
  });

  it('holds no expression that something could expand', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what a card's template would read
    expect(valueIn('${$root}')).not.toContain('${');
  });
});
