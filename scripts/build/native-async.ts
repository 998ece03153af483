import { type Plugin, RolldownMagicString } from 'rolldown';
import { parseSync, Visitor } from 'rolldown/utils';

type Call = Parameters<NonNullable<ConstructorParameters<typeof Visitor>[0]['CallExpression']>>[0];

/**
 * The SDK is compiled for engines without `async`: a helper plays it with a generator and several promises more. Here it
 * is what it was written as, for a quarter less of a turn's CPU.
 */
export const nativeAsync = (): Plugin => ({
  name: 'native-async',
  transform: {
    filter: { id: /\/node_modules\/bot(?:builder|framework)/, code: '__awaiter(' },
    handler: toNativeAsync,
  },
});

/** `__awaiter(this, void 0, void 0, function* () { yield x; })` as `(async () => { await (x); })()`; all else as it is. */
export function toNativeAsync(code: string): string {
  const made = new RolldownMagicString(code);
  const generators = new Set<unknown>();
  /** Of the functions around what is looked at: whether each is such a generator. */
  const around: boolean[] = [];
  const enter = (node: unknown) => void around.push(generators.has(node));
  const leave = () => void around.pop();
  new Visitor({
    CallExpression(call) {
      const generator = playedBy(call);
      if (generator?.body == null) return;
      generators.add(generator);
      made.overwrite(call.start, generator.body.start, '(async () => ');
      made.overwrite(generator.body.end, call.end, ')()');
    },
    YieldExpression({ start, end }) {
      if (around.at(-1) !== true) return;
      made.overwrite(start, start + 'yield'.length, 'await (');
      made.appendLeft(end, ')');
    },
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
  }).visit(parseSync('sdk.js', code).program);
  return made.toString();
}

/** The generator that the helper is given; none where it has parameters or the generator's own `this`, which an arrow has not. */
function playedBy({ callee, arguments: given }: Call) {
  if (callee.type !== 'Identifier' || callee.name !== '__awaiter') return undefined;
  const generator = given[3];
  return generator?.type === 'FunctionExpression' && generator.generator && generator.params.length === 0
    ? generator
    : undefined;
}
