/** What an expression can see: the card's data, and the item of the list it stands in. */
export interface Scope {
  readonly root: unknown;
  readonly data: unknown;
  readonly index: number | undefined;
}

export type Evaluate = (scope: Scope) => unknown;

/** Not an expression that is known here; the whole card is then left to the templating library. */
export class UnknownExpression extends Error {
  readonly code = 'EXPRESSION_UNKNOWN';
}

const PATH = /^(?:\$root|\$data|\$index|[A-Za-z_]\w*)(?:\.[A-Za-z_]\w*)*$/;
const CONSTANT = /^(?:true|false|null|undefined)$/i;
const LITERAL = /^(?:'([^'\\]*)'|(\d+))$/;
const COMPARISON = /^(.+?) (==|!=|>=|<=|>|<) (.+)$/;
const CALL = /^(count|exists)\(([^()]*)\)$/;
const SUM = /^(.+) ([+-]) (\d+)$/;

/** A condition (`$when`), as the templating library answers it. Throws UnknownExpression. */
export function compileCondition(text: string): (scope: Scope) => boolean {
  const condition = conditionOf(text.trim());
  return (scope) => condition(scope) === true;
}

function conditionOf(text: string): Evaluate {
  if (PATH.test(text)) return compilePath(text);
  if (text.startsWith('!') && PATH.test(text.slice(1))) {
    const inner = compilePath(text.slice(1));
    // Only false and what is missing count as false; an empty text and zero do not.
    return (scope) => (inner(scope) ?? false) === false;
  }
  const call = CALL.exec(text);
  if (call?.[1] === 'exists') {
    const inner = compilePath(call[2] ?? '');
    return (scope) => inner(scope) != null;
  }
  const [, left = '', operator = '', right = ''] = COMPARISON.exec(text) ?? [];
  const compare = COMPARE[operator];
  if (compare === undefined) throw new UnknownExpression(text);
  const a = operand(left);
  const b = operand(right);
  return (scope) => compare(a(scope), b(scope));
}

const COMPARE: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {
  '==': (a, b) => a !== FAILED && b !== FAILED && same(a, b),
  '!=': (a, b) => a !== FAILED && b !== FAILED && !same(a, b),
  '>': (a, b) => order(a, b) > 0,
  '<': (a, b) => order(a, b) < 0,
  '>=': (a, b) => order(a, b) >= 0,
  '<=': (a, b) => order(a, b) <= 0,
};

/** What an operand comes to when it cannot be worked out: every comparison with it is false. */
const FAILED = Symbol('failed');

function same(a: unknown, b: unknown): boolean {
  if (a == null || b == null) return a == null && b == null;
  if (typeof a === 'object' && typeof b === 'object')
    throw new UnknownExpression('lists and objects are compared');
  return a === b;
}

/** Below, at or above zero; not a number, and so none of them, where two values have no order. */
function order(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  return Number.NaN;
}

function operand(text: string): Evaluate {
  const literal = LITERAL.exec(text);
  if (literal !== null) {
    const value = literal[2] === undefined ? literal[1] : Number(literal[2]);
    return () => value;
  }
  const call = CALL.exec(text);
  if (call?.[1] !== 'count') return compilePath(text);
  const inner = compilePath(call[2] ?? '');
  return (scope) => {
    const value = inner(scope);
    if (typeof value === 'string' || Array.isArray(value)) return value.length;
    if (value == null) return FAILED;
    throw new UnknownExpression(text);
  };
}

/** A value to show. What is missing shows as the expression itself, which the caller refuses. Throws UnknownExpression. */
export function compileValue(text: string): Evaluate {
  const [, left = '', sign, right = ''] = SUM.exec(text) ?? [];
  if (sign === undefined) {
    const path = compilePath(text);
    return (scope) => path(scope) ?? `\${${text}}`;
  }
  const path = compilePath(left);
  const step = sign === '+' ? Number(right) : -Number(right);
  return (scope) => {
    const value = path(scope);
    if (typeof value !== 'number') throw new UnknownExpression(text);
    return value + step;
  };
}

function compilePath(text: string): Evaluate {
  if (!PATH.test(text) || CONSTANT.test(text)) throw new UnknownExpression(text);
  const [first = '', ...rest] = text.split('.');
  const from = START[first];
  const names = from === undefined ? [first, ...rest] : rest;
  const start = from ?? ((scope: Scope) => scope.data);
  const [only] = names;
  if (only !== undefined && names.length === 1) return (scope) => property(start(scope), only);
  return (scope) => names.reduce(property, start(scope));
}

const START: Readonly<Record<string, Evaluate>> = {
  $root: (scope) => scope.root,
  $data: (scope) => scope.data,
  $index: (scope) => scope.index,
};

/** A field by its name; by its name in other capitals when there is none. */
function property(value: unknown, name: string): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const fields = value as Record<string, unknown>;
  if (Object.hasOwn(fields, name)) return fields[name];
  const other = Object.keys(fields).find((key) => key.toLowerCase() === name.toLowerCase());
  return other === undefined ? undefined : fields[other];
}
