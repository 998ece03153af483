import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeActions } from '../../src/cards/actions.ts';
import { compileCard } from '../../src/cards/compile-card.ts';
import { expander, libraryExpander } from '../../src/cards/expand.ts';
import { UnknownExpression } from '../../src/cards/expression.ts';

const FOLDER = resolve(import.meta.dirname, '../../cards');
const names = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

function templateOf(file: string): object {
  const { typed: _, ...card } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { typed?: unknown };
  return completeActions(card);
}

/** Every name that the template's expressions speak of: data of all of these reaches every part of it. */
function fieldsOf(template: object): string[] {
  const expressions = [...JSON.stringify(template).matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1] ?? '');
  const words = expressions.flatMap((text) => text.replace(/'[^']*'/g, '').match(/[A-Za-z_]\w*/g) ?? []);
  return [...new Set(words)].filter(
    (word) => !['root', 'data', 'index', 'count', 'exists', 'if', 'concat'].includes(word),
  );
}

const text = fc.oneof(
  fc.constantFrom('', 'true', 'secret', 'resolve', 'ask', 'queue', 'case', 'Find', '0'),
  fc.string({ maxLength: 12 }),
);
const leaf = fc.oneof(text, fc.boolean(), fc.integer({ min: -2, max: 40 }), fc.constant(undefined));

/** Data for the fields, with lists of data and other shapes than the card expects. */
function dataFor(fields: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const record = (value: fc.Arbitrary<unknown>) =>
    fc.record(Object.fromEntries(fields.map((field) => [field, value])));
  const item = record(leaf);
  return record(fc.oneof({ weight: 4, arbitrary: leaf }, fc.array(item, { maxLength: 3 }), item));
}

describe('a compiled card equals what the templating library makes', () => {
  for (const name of names) {
    it(`of ${name}, whatever it is given`, () => {
      const template = templateOf(name);
      const compiled = expander(template);
      const library = libraryExpander(template);
      fc.assert(
        fc.property(dataFor(fieldsOf(template)), (data) => {
          expect(result(() => compiled(data))).toEqual(result(() => library(data)));
        }),
        { numRuns: 40 },
      );
    });
  }

  it('for every card but a few, which the library goes on making', () => {
    const left = names.filter((name) => {
      try {
        compileCard(templateOf(name));
        return false;
      } catch (error) {
        if (!(error instanceof UnknownExpression)) throw error;
        return true;
      }
    });
    expect(left.length).toBeLessThanOrEqual(3);
  });

  it('where the template has what the compiler does not know', () => {
    for (const line of [$('toUpper(name)'), `${$('name')} ${$('1 + 2')}`, $('a[0]'), $('a == b && c')]) {
      const template = { type: 'AdaptiveCard', body: [{ text: line, $when: $('exists(name)') }] };
      const data = { name: 'Jo', a: [1], b: 1, c: true };
      expect(expander(template)(data)).toEqual(libraryExpander(template)(data));
    }
  });
});

describe('cards made from one template', () => {
  it('share what is the same in all of them, and nobody can change it', () => {
    const card = expander({ body: [{ type: 'TextBlock', text: 'Hello' }, { text: $('name') }] })({
      name: 'Jo',
    });
    const [shared] = (card as { body: { text: string }[] }).body;
    expect(() => Object.assign(shared ?? {}, { text: 'Changed' })).toThrow(TypeError);
  });
});

/** An expression as templates write it. */
function $(expression: string): string {
  return `\${${expression}}`;
}

/** A card, or that there is none: an error's own words may differ. */
function result(make: () => unknown): unknown {
  try {
    return make();
  } catch {
    return 'no card';
  }
}
