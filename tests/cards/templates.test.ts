import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = resolve(import.meta.dirname, '../../cards');

type Json = Record<string, unknown>;

/** Every object in a card, with the objects it contains. */
function* objects(part: unknown): Generator<Json> {
  if (Array.isArray(part)) for (const item of part) yield* objects(item);
  else if (part !== null && typeof part === 'object') {
    yield part as Json;
    for (const value of Object.values(part)) yield* objects(value);
  }
}

/** What Teams shows well on desktop and phone, light and dark. */
const KNOWN = new Set([
  ...['AdaptiveCard', 'TextBlock', 'RichTextBlock', 'TextRun', 'FactSet', 'Container', 'ColumnSet', 'Column'],
  ...[
    'Table',
    'TableRow',
    'TableCell',
    'ActionSet',
    'Input.Text',
    'Input.ChoiceSet',
    'Input.Toggle',
    'Input.Number',
  ],
  ...['Input.Date', 'Input.Time', 'Action.Execute', 'Action.ShowCard', 'Action.OpenUrl', 'Action.Submit'],
  'Action.ToggleVisibility',
]);

const isInput = ({ type }: Json) => String(type).startsWith('Input.');
const typed = (value: unknown) => typeof value === 'string' && value.trim() !== '';

describe.each(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json')),
)('cards/%s', (file) => {
  const source = readFileSync(join(FOLDER, file), 'utf8');
  const card = JSON.parse(source) as Json;
  const all = [...objects(card)];

  it('is a card of the version Teams takes, in British English, with words for where no card is shown', () => {
    expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.5', lang: 'en-GB' });
    expect(card.body).toBeInstanceOf(Array);
    expect(typed(card.fallbackText)).toBe(true);
  });

  it('is made of elements that Teams shows, and hard-codes no colour', () => {
    // What only newer clients draw says what older ones show instead.
    const unknown = all.filter(
      ({ type, fallback }) => typeof type === 'string' && !KNOWN.has(type) && !fallback,
    );
    expect(unknown.map(({ type }) => type)).toEqual([]);
    expect(source).not.toMatch(/#[0-9a-f]{6}\b/i);
  });

  it('leaves nothing but charts out of narrow chats: their figures stand in a table too', () => {
    const kinds = all.flatMap(({ type, targetWidth }) => (targetWidth === undefined ? [] : [String(type)]));
    expect(kinds.filter((type) => !type.startsWith('Chart.'))).toEqual([]);
  });

  it('has one main button in a row', () => {
    for (const { actions } of all) {
      if (!Array.isArray(actions)) continue;
      const main = actions.filter(({ style }: Json) => style === 'positive' || style === 'destructive');
      expect(main.length).toBeLessThanOrEqual(1);
    }
  });

  it('always shows at most six actions in a row', () => {
    for (const { actions } of all) {
      if (!Array.isArray(actions)) continue;
      expect(actions.filter((action: Json) => action.$when === undefined).length).toBeLessThanOrEqual(6);
    }
  });

  it('has no id twice, and an id and a label for every input', () => {
    const ids = all.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    for (const input of all.filter(isInput)) {
      expect(typed(input.id)).toBe(true);
      expect(typed(input.type === 'Input.Toggle' ? (input.label ?? input.title) : input.label)).toBe(true);
      if (input.isRequired === true) expect(typed(input.errorMessage)).toBe(true);
    }
  });

  it('wraps its text, and names its buttons', () => {
    const unwrapped = all.filter(({ type, wrap }) => type === 'TextBlock' && wrap !== true);
    // A single character, such as an arrow, has nothing to wrap.
    expect(unwrapped.filter(({ text }) => String(text).length > 1)).toEqual([]);
    const actions = all.filter(({ type }) => /^Action\.(Execute|ShowCard|OpenUrl)$/.test(String(type)));
    expect(actions.filter(({ title }) => !typed(title))).toEqual([]);
  });

  it('offers as typed answers only what it has', () => {
    const answers = all.flatMap(({ data }) => {
      const { answer } = (data ?? {}) as Json;
      return typeof answer === 'string' ? [answer] : [];
    });
    const made = answers.some((answer) => answer.includes('${'));
    const extra = Object.keys((card.typed ?? {}) as Json).filter((answer) => !answers.includes(answer));
    if (!made) expect(extra).toEqual([]);
  });

  it('is named as cards are', () => {
    expect(basename(file, '.json')).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
