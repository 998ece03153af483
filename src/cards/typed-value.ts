import { type Token, token } from './render.ts';

/**
 * What somebody typed, put back into its input as it was: inputs show no markup. Only a template expression is broken, so
 * that nothing expands it.
 */
export const typedValue = (text: string): Token => token(text.replaceAll('${', '$\u200B{'));
