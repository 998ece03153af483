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

/** Names that no activity has, and that code or every object may have a meaning for. */
const UNKNOWN_FIELDS = [
  ...[
    'reason',
    'ok',
    'error',
    'code',
    'status',
    'refused',
    'problem',
    'activity',
    'then',
    'toJSON',
    'length',
  ],
  ...[
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'valueOf',
    'toString',
    'tenant',
    'id',
    'a b',
    '',
    '\uD800',
  ],
];

/** In place of an id: what must reach no path, no log and no text column, and what is no text at all. */
const ODD_IDS: readonly unknown[] = [
  '\u202E29:abc',
  '29:\u2066abc\u2069',
  '\uD800',
  'a\uDFFFb',
  '\u0000',
  'a\u0000b',
  '\n',
  '..',
  '../../v3/conversations',
  '%2e%2e%2f',
  'a?b#c',
  '/'.repeat(400),
  'ß'.repeat(500),
  'a'.repeat(501),
  '😀'.repeat(250),
  '',
  ' ',
  ...[null, 0, 1e308, true, [], ['a'], {}, { id: 'a' }, [[null]]],
];

/** As much as one field can hold. The last two nest as deep as a body can. */
const HUGE: readonly unknown[] = [
  'a'.repeat(99_000),
  'my password '.repeat(8000),
  '😀'.repeat(24_000),
  '\u202E\uD800'.repeat(10_000),
  Array(20_000).fill(null),
  Array(2000).fill({ type: 'mention', id: 'a', text: '<at>a</at>' }),
  Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field${index}`, index])),
  JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`),
  JSON.parse(`${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`),
];

const TYPES = [
  ...[
    'message',
    'messageUpdate',
    'messageDelete',
    'messageReaction',
    'conversationUpdate',
    'event',
    'typing',
  ],
  ...['installationUpdate', 'invoke', 'endOfConversation', 'command', 'commandResult', 'trace', 'evil'],
];

/** What a field is changed for. */
interface Change {
  readonly path: Path;
  readonly value: unknown;
}

/** A real activity with some things in it changed: values, types, ids, and fields that it does not have, at any level. */
export function changed(seeds: readonly Json[]): fc.Arbitrary<Json> {
  return fc.constantFrom(...seeds).chain((seed) => {
    const paths = pathsOf(seed);
    const inner = paths.filter((path) => !FRAME.test(path.join('.')));
    const path = fc.oneof(
      { weight: 19, arbitrary: fc.constantFrom(...(inner.length > 0 ? inner : paths)) },
      { weight: 1, arbitrary: fc.constantFrom(...paths) },
    );
    const objects = [[], ...paths.filter((one) => isObject(valueAt(seed, one)))];
    const ids = paths.filter((one) => /id$/i.test(one.at(-1) ?? ''));
    const unknown = fc
      .record({ at: fc.constantFrom(...objects), name: fc.constantFrom(...UNKNOWN_FIELDS), value: junk })
      .map(({ at, name, value }) => ({ path: [...at, name], value }));
    const change = fc.oneof<fc.WeightedArbitrary<Change>[]>(
      { weight: 10, arbitrary: fc.record({ path, value: junk }) },
      { weight: 6, arbitrary: unknown },
      {
        weight: 2,
        arbitrary: fc.record({ path: fc.constantFrom(...ids), value: fc.constantFrom(...ODD_IDS) }),
      },
      { weight: 1, arbitrary: fc.record({ path: fc.constant(['type']), value: fc.constantFrom(...TYPES) }) },
      { weight: 1, arbitrary: fc.record({ path, value: fc.constantFrom(null, [], {}, 'a', 7, false) }) },
    );
    const huge = fc.record({ path, value: fc.constantFrom(...HUGE) });
    const changes = fc.oneof<fc.WeightedArbitrary<Change[]>[]>(
      { weight: 40, arbitrary: fc.array(change, { minLength: 0, maxLength: 3 }) },
      { weight: 1, arbitrary: huge.map((one) => [one]) },
    );
    return changes.map((all) => all.reduce((it, { path: at, value }) => put(it, at, value), seed));
  });
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

const valueAt = (it: unknown, path: Path): unknown =>
  path.reduce((inside, key) => (inside as Json | undefined)?.[key], it);

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
  // An earlier change may have made a list of it, which has places and no fields.
  if (Array.isArray(copy) && !/^\d{1,4}$/.test(key)) return into;
  if (next === REMOVE()) delete copy[key];
  // As JSON has it: a field of this name is one like any other.
  else if (key === '__proto__') Object.defineProperty(copy, key, { value: next, enumerable: true });
  else copy[key] = next;
  return copy;
}
