import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);
await Parser.init();
const bicep = new Parser().setLanguage(
  await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')),
);

/** The syntax tree of a Bicep file. */
export function parseBicep(text: string): Node {
  const tree = bicep.parse(text);
  if (tree === null) throw new TypeError('The Bicep parser gave no tree');
  return tree.rootNode;
}
export const readBicep = (file: string) => parseBicep(readFileSync(file, 'utf8'));

/** Every node of one of these kinds, the node itself included, in the order of the text. */
const all = (root: Node, ...kinds: string[]) => root.descendantsOfType(kinds).filter((it) => it !== null);

/** Lines that are no Bicep, or where something is missing. */
export const syntaxErrors = (root: Node) =>
  root.hasError
    ? [...all(root, 'ERROR'), ...missing(root)].map((it) => `line ${it.startPosition.row + 1}: ${it.text}`)
    : [];

const missing = (node: Node): Node[] =>
  node.isMissing ? [node] : node.children.flatMap((child) => (child === null ? [] : missing(child)));

/** What a file declares, by name: `param`, `var`, `resource`, `module` or `output`. */
export function declared(root: Node, kind: keyof typeof DECLARATIONS): Map<string, Node> {
  const found = all(root, DECLARATIONS[kind]).map((it) => [it.namedChild(0)?.text ?? '', it] as const);
  return new Map(found);
}

const DECLARATIONS = {
  param: 'parameter_declaration',
  var: 'variable_declaration',
  resource: 'resource_declaration',
  module: 'module_declaration',
  output: 'output_declaration',
} as const;

/** The properties of the object that a declaration, or another property, has as its value. */
export function properties(node: Node | undefined): Map<string, Node> {
  const object = node?.namedChildren.find((it) => it?.type === 'object');
  const inside = object?.namedChildren.filter((it) => it?.type === 'object_property') ?? [];
  return new Map(inside.flatMap((it) => (it === null ? [] : [[nameOf(it), it] as const])));
}
const nameOf = (property: Node) => property.namedChild(0)?.text.replace(/^'|'$/g, '') ?? '';

/** A property's value as it is written; of a string what stands between its quotes. */
export const textOf = (property: Node) => property.namedChild(1)?.text.replace(/^'|'$/g, '') ?? '';

/** Names that a file uses, where they must have been declared: not those of properties, functions and types. */
export function used(root: Node): Set<string> {
  const names = all(root, 'identifier').filter((it) => {
    const { parent } = it;
    if (parent === null || parent.type.endsWith('_declaration')) return parent?.namedChild(0)?.id !== it.id;
    if (parent.type === 'object_property') return parent.namedChild(0)?.id !== it.id;
    if (parent.type === 'call_expression') return parent.childForFieldName('function')?.id !== it.id;
    if (parent.type === 'for_statement') return parent.childForFieldName('initializer')?.id !== it.id;
    return true;
  });
  return new Set(names.map((it) => it.text));
}

/** Names that a loop gives to one of what it goes through, and to its place: `one`, `(one, index)`. */
export const loopNames = (root: Node) =>
  all(root, 'for_statement').flatMap((it) => it.namedChild(0)?.text.match(/\w+/g) ?? []);
