import fc from 'fast-check';
import type { Json } from '../support/json.ts';
import type { Button } from './live-cards.ts';

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

/** A press of whatever card a chat shows by then: choices by number, since nobody knows yet what there will be to choose from. */
export interface Pressing {
  readonly chat: number;
  /** Which of the last cards, most often the newest, and which of its buttons. */
  readonly card: number;
  readonly button: number;
  /** For each input: left out, something that fits, or junk. */
  readonly inputs: readonly {
    readonly kind: 'none' | 'fits' | 'junk';
    readonly pick: number;
    readonly junk: unknown;
  }[];
  /** Action.Execute, or Action.Submit as older clients send it. */
  readonly execute: boolean;
  readonly changes: readonly { readonly at: number; readonly value: unknown }[];
}

/** What can be pressed, more often as people press it than not. */
export const pressing: fc.Arbitrary<Pressing> = fc.record({
  chat: fc.nat({ max: 1000 }),
  card: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 5 }) }),
  button: fc.nat({ max: 30 }),
  inputs: fc.array(
    fc.record({
      kind: fc.oneof(
        { weight: 6, arbitrary: fc.constant('fits' as const) },
        { weight: 1, arbitrary: fc.constant('none' as const) },
        { weight: 2, arbitrary: fc.constant('junk' as const) },
      ),
      pick: fc.nat({ max: 30 }),
      junk,
    }),
    { minLength: 6, maxLength: 6 },
  ),
  execute: fc.boolean(),
  changes: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.record({ at: fc.nat({ max: 50 }), value: junk }), { maxLength: 2 }) },
  ),
});

/** What the press sends: the button's data with the inputs beside it, and then some fields changed for something else. */
export function sentBy(it: Pressing, { verb, data, inputs }: Button): Json {
  const typed = inputs.flatMap(({ id, plausible }, index) => {
    const one = it.inputs[index % it.inputs.length];
    if (one === undefined || one.kind === 'none') return [];
    const value = one.kind === 'junk' ? one.junk : plausible[one.pick % plausible.length];
    return typeof value === 'symbol' ? [] : [[id, value]];
  });
  const whole = { ...data, ...(Object.fromEntries(typed) as Json) };
  const value: Json = it.execute
    ? { action: { type: 'Action.Execute', verb, data: whole }, trigger: 'manual' }
    : whole;
  return it.changes.reduce((changed, { at, value: other }) => {
    const paths = pathsOf(changed);
    return put(changed, paths[at % Math.max(1, paths.length)] ?? [], other);
  }, value);
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
