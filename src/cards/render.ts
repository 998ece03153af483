import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { completeActions } from './actions.ts';
import type { Expand } from './compile-card.ts';
import { expander } from './expand.ts';
import { type CardInputs, inputsOf } from './inputs.ts';
import { plainText } from './plain-text.ts';

/** Words of our own or of a guide: their Markdown is shown. Every other string on a card is made plain. */
export interface Words {
  readonly words: string;
}
export const words = (markdown: string): Words => ({ words: markdown });

/** Something the bot made itself, such as a link or an id: goes onto the card as it is. */
export interface Token {
  readonly token: string;
}
export const token = (value: string): Token => ({ token: value });

/** What a template may be given; plain JSON, so that it can be kept with a conversation. */
export type CardValue =
  | string
  | number
  | boolean
  | undefined
  | Words
  | Token
  | readonly CardValue[]
  | CardData;
export interface CardData {
  readonly [name: string]: CardValue;
}

/** A rendered Adaptive Card. */
export type Card = Readonly<Record<string, unknown>> & { readonly type: 'AdaptiveCard' };

/** A card could not be made: a template that is missing, wrong, or not given all it shows. */
export class CardError extends Error {
  readonly code = 'CARD_INVALID';
}

/** A card is made into text to be checked, and not again to be sent. */
const MADE = new WeakMap<object, Buffer>();

/** The card as JSON, if {@link Cards.render} made it. */
export const jsonOf = (card: object): Buffer | undefined => MADE.get(card);

/** Teams takes about 28 KB for a card. */
const MAX_BYTES = 28 * 1024;

/** The card templates of a folder: compiled once, on first use. */
export class Cards {
  readonly #folder: string;
  readonly #templates = new Map<string, { expand: Expand; typed: TypedAnswers }>();
  readonly names: readonly string[];
  #inputs: CardInputs | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    this.names = readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => basename(file, '.json'))
      .sort();
  }

  /** The card `name` with its data; throws CardError when the template shows something it was not given. */
  render(name: string, data: CardData): Card {
    const card = this.again(name, data);
    const json = JSON.stringify(card);
    if (json.includes('${')) {
      const missing = /\$\{[^}]*\}/.exec(json)?.[0];
      throw new CardError(`cards/${name}.json shows ${missing}, which it was not given`);
    }
    const bytes = Buffer.from(json);
    if (bytes.length > MAX_BYTES) {
      throw new CardError(`cards/${name}.json came to ${bytes.length} bytes; Teams takes ${MAX_BYTES}`);
    }
    MADE.set(card, bytes);
    return card;
  }

  /** A card that was shown before, to see what was answered on it: it is not checked a second time. */
  again(name: string, data: CardData): Card {
    return this.#load(name).expand(bind(data)) as Card;
  }

  /** What a person may type instead of pressing a button of this card. */
  typedAnswers(name: string): TypedAnswers {
    return this.#load(name).typed;
  }

  /** What people fill in on any of the cards. */
  get inputs(): CardInputs {
    this.#inputs ??= inputsOf(this.names.map((name) => this.#read(name)));
    return this.#inputs;
  }

  #load(name: string) {
    const known = this.#templates.get(name);
    if (known !== undefined) return known;
    if (!this.names.includes(name)) throw new CardError(`There is no cards/${name}.json`);
    const { typed = {}, ...card } = this.#read(name);
    const entry = { expand: expander(completeActions(card)), typed };
    this.#templates.set(name, entry);
    return entry;
  }

  #read(name: string): { typed?: TypedAnswers } {
    return JSON.parse(readFileSync(join(this.#folder, `${name}.json`), 'utf8')) as { typed?: TypedAnswers };
  }
}

/** An answer's value with the ways people type it. Stands beside the card's buttons, under `typed`. */
export type TypedAnswers = Readonly<Record<string, readonly string[]>>;

function bind(value: CardValue): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(bind);
  if (value === null || typeof value !== 'object') return value;
  if ('words' in value) return value.words;
  if ('token' in value) return value.token;
  const bound: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) if (item !== undefined) bound[key] = bind(item);
  return bound;
}
