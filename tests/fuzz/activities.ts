import fc from 'fast-check';
import type { Json } from '../support/json.ts';

/** Texts that have broken something somewhere: mark-up, templates, paths, SQL, other alphabets, no text at all. */
const HOSTILE = [
  '',
  ' ',
  '\u0000',
  '\uD800',
  '\u202Eabc',
  '\u200B\u200B',
  '😀'.repeat(200),
  'a'.repeat(5000),
  '<at>ESR Access Bot</at>',
  '<at></at> link AAAA-BBBB',
  '<script>alert(1)</script>',
  '[click](javascript:alert(1))',
  '![x](https://evil.example/x.png)',
  '{{DATE(2026-01-01,SHORT)}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a card template's placeholder, as somebody may type it
  '${$root.nonce}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the same
  '${json("{")}',
  '../../etc/passwd',
  "'; drop table cases; --",
  '%_%',
  '__proto__',
  'constructor',
  'toString',
  '432OKAFORA01',
  'amara.okafor@nhs.net',
  'NaN',
  '-1',
  '9999999999999999999999',
  '2026-02-30',
  '25:61',
  'undefined',
  'queue',
  'report 30',
  'case K7M-4PT',
  'notice x until 99:99',
  'talk to someone',
  'start over',
  'back',
  'forget me',
];

const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(null, true, 0, -1, 1e308, [], {}, [[]], { a: { b: {} } }) },
  { weight: 1, arbitrary: fc.constant(REMOVE()) },
);

/** In place of a value: the field goes. */
function REMOVE(): symbol {
  return Symbol.for('remove');
}

/** Fields without which nothing is an activity: seldom changed, so that most inputs go further than the first check. */
const FRAME = /^(type|channelId|serviceUrl|conversation|from|recipient|id)(\.|$)/;

/** A real activity with some of its fields changed for something else. */
export function changed(seeds: readonly Json[]): fc.Arbitrary<Json> {
  return fc.constantFrom(...seeds).chain((seed) => {
    const paths = pathsOf(seed);
    const inner = paths.filter((path) => !FRAME.test(path.join('.')));
    const path = fc.oneof(
      { weight: 19, arbitrary: fc.constantFrom(...(inner.length > 0 ? inner : paths)) },
      { weight: 1, arbitrary: fc.constantFrom(...paths) },
    );
    return fc
      .array(fc.record({ path, value: junk }), { minLength: 0, maxLength: 3 })
      .map((changes) => changes.reduce((it, { path: at, value }) => put(it, at, value), seed));
  });
}

type Path = readonly string[];

function pathsOf(value: unknown, before: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [[...before, key], ...pathsOf(one, [...before, key])]);
}

function put(into: Json, [key, ...rest]: Path, value: unknown): Json {
  if (key === undefined) return into;
  const inside = into[key];
  const next =
    rest.length === 0
      ? value
      : typeof inside === 'object' && inside !== null
        ? put(inside as Json, rest, value)
        : inside;
  const copy = (Array.isArray(into) ? [...into] : { ...into }) as Json;
  if (next === REMOVE()) delete copy[key];
  else copy[key] = next;
  return copy;
}
