import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Template } from 'adaptivecards-templating';
import { LRUCache } from 'lru-cache';
import { MOST_WORDS } from '../cases/given.ts';
import { completeActions } from './actions.ts';
import { inputNames, inputValue } from './input-values.ts';
import { type CardInputs, inputsOf } from './inputs.ts';
import { plainText } from './plain-text.ts';

/** Words of our own or of a guide: their Markdown is shown. Every other string on a card is made plain. */
export interface Words {
  readonly words: string;
}
export const words = (markdown: string): Words => ({ words: markdown });

/** A value made by the bot, such as a link or an id: put onto the card unchanged. */
export interface Token {
  readonly token: string;
}
export const token = (value: string): Token => ({ token: value });

/**
 * A token that is put in after the template was expanded, because it differs each time: a nonce. The template cannot ask
 * about it in a condition.
 */
export interface Late {
  readonly late: string;
}
export const late = (value: string): Late => ({ late: value });

/** What a template may be given; plain JSON, so that it can be kept with a conversation. */
type CardValue =
  | string
  | number
  | boolean
  | undefined
  | Words
  | Token
  | Late
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

/** Teams takes about 28 KB for a card. */
const MAX_BYTES = 28 * 1024;
/** Expanded cards kept, in characters of JSON: every step of five guides fits several times over. */
const KEPT_CHARACTERS = 8_000_000;
/** Stands for a {@link Late} value while a template is expanded. Unguessable, so that nothing typed can be taken for it. */
const MARK = randomUUID();

interface LoadedTemplate {
  readonly template: Template;
  /** The names of values that it puts into inputs. */
  readonly inputs: ReadonlySet<string>;
  readonly typed: TypedAnswers;
}

/**
 * The card templates of a folder, each parsed once, on first use. Expanded cards are cached by their data, unless a person
 * typed some of it.
 */
export class Cards {
  /** The file of each template, by its name: folders only sort them by who reads them. */
  readonly #files: ReadonlyMap<string, string>;
  readonly #templates = new Map<string, LoadedTemplate>();
  readonly #expanded = new LRUCache<string, string>({
    maxSize: KEPT_CHARACTERS,
    sizeCalculation: (json, key) => json.length + key.length,
  });
  readonly names: readonly string[];
  #inputs: CardInputs | undefined;

  constructor(folder: string) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.json'),
    );
    this.#files = new Map(files.sort().map((file) => [basename(file, '.json'), join(folder, file)]));
    this.names = [...this.#files.keys()];
  }

  /** The card `name` with its data; throws CardError when the template shows something it was not given, or is too large. */
  render(name: string, data: CardData): Card {
    const found: DataTraits = { inputs: this.#load(name).inputs, late: [], personal: false };
    const root = bind(data, found) as object;
    const json = found.personal ? this.#expand(name, root) : this.#expandOnce(name, root);
    const whole = found.late.reduce(
      (text, value, index) => text.replaceAll(markOf(index), () => inJson(value)),
      json,
    );
    const bytes = Buffer.byteLength(whole);
    if (bytes > MAX_BYTES) {
      throw new CardError(`The card ${name} came to ${bytes} bytes; Teams takes ${MAX_BYTES}`);
    }
    return JSON.parse(whole) as Card;
  }

  /** What a person may type instead of pressing a button of this card. */
  typedAnswers(name: string): TypedAnswers {
    return this.#load(name).typed;
  }

  /** The inputs on any of the cards. */
  get inputs(): CardInputs {
    this.#inputs ??= inputsOf(this.names.map((name) => this.#read(name)));
    return this.#inputs;
  }

  #expandOnce(name: string, root: object): string {
    const key = `${name} ${JSON.stringify(root)}`;
    const known = this.#expanded.get(key);
    if (known !== undefined) return known;
    const json = this.#expand(name, root);
    this.#expanded.set(key, json);
    return json;
  }

  #expand(name: string, root: object): string {
    const json = JSON.stringify(this.#load(name).template.expand({ $root: root }));
    const missing = /\$\{[^}]*\}?/.exec(json)?.[0];
    if (missing === undefined) return json;
    throw new CardError(`The card ${name} shows ${missing}, which it was not given`);
  }

  #load(name: string): LoadedTemplate {
    const known = this.#templates.get(name);
    if (known !== undefined) return known;
    const { typed = {}, ...card } = this.#read(name);
    const loaded = { template: new Template(completeActions(card)), inputs: inputNames(card), typed };
    this.#templates.set(name, loaded);
    return loaded;
  }

  #read(name: string): { typed?: TypedAnswers } {
    const file = this.#files.get(name);
    if (file === undefined) throw new CardError(`There is no card ${name}`);
    return JSON.parse(readFileSync(file, 'utf8')) as { typed?: TypedAnswers };
  }
}

/** An answer's value with the ways people type it. Listed by the card's buttons, under `typed`. */
export type TypedAnswers = Readonly<Record<string, readonly string[]>>;

/** What a card's data contains. */
interface DataTraits {
  /** The names of what the template puts into inputs. */
  readonly inputs: ReadonlySet<string>;
  readonly late: string[];
  /** Something that a person typed, which is not kept. */
  personal: boolean;
}

/** The names of values that are a person's own words: shown at the length that a case keeps. Other texts are cut sooner. */
const OWN_WORDS: ReadonlySet<string> = new Set(['said', 'again', 'answer', 'text', 'value']);

/** The data for the template; marks replace late values. */
function bind(value: CardValue, found: DataTraits, name = ''): unknown {
  if (typeof value === 'string') {
    found.personal ||= value !== '';
    if (found.inputs.has(name)) return inputValue(value);
    return OWN_WORDS.has(name) ? plainText(value, MOST_WORDS) : plainText(value);
  }
  if (Array.isArray(value)) return value.map((item) => bind(item, found));
  if (value === null || typeof value !== 'object') return value;
  if ('words' in value) return value.words;
  if ('token' in value) return value.token;
  if ('late' in value) return markOf(found.late.push(value.late as string) - 1);
  const bound: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value))
    if (item !== undefined) bound[key] = bind(item, found, key);
  return bound;
}

const markOf = (index: number) => `${MARK}:${index}:`;

/** The value as written between quotation marks in JSON. */
const inJson = (value: string) => JSON.stringify(value).slice(1, -1);
