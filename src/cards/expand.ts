import { createRequire } from 'node:module';
import { compileCard, type Expand } from './compile-card.ts';
import { UnknownExpression } from './expression.ts';

/** How a template becomes a card: compiled; by the templating library where it holds what the compiler does not know. */
export function expander(template: object): Expand {
  const compiled = attempt(() => compileCard(template));
  let library: Expand | undefined;
  return (root) => {
    const card = compiled && attempt(() => compiled(root));
    if (card !== undefined) return card;
    library ??= libraryExpander(template);
    return library(root);
  };
}

/** The library is loaded when the first template needs it: that takes an eighth of a second. */
export function libraryExpander(template: object): Expand {
  const { Template } = createRequire(import.meta.url)(
    'adaptivecards-templating',
  ) as typeof import('adaptivecards-templating');
  const parsed = new Template(template);
  return (root) => parsed.expand({ $root: root as object });
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof UnknownExpression) return undefined;
    throw error;
  }
}
