import { z } from 'zod';
import { chatId } from './world.ts';

/** What can be wrong with Teams, and for which calls. Also the body of `POST /sim/faults`. */
export const faultSchema = z.strictObject({
  /** All that are given must fit. Without any, every call does. */
  match: z
    .strictObject({
      method: z.string().optional(),
      operation: z
        .enum(['create', 'send', 'reply', 'update', 'delete', 'members', 'member', 'pagedMembers', 'react'])
        .optional(),
      /** Conversation id. */
      chat: z.string().optional(),
      /** Part of the request's JSON body, such as a card's words. */
      text: z.string().optional(),
      /** Only calls about private messages. */
      targeted: z.boolean().optional(),
      /** Only the nth call that fits the rest, counted from 1. */
      nth: z.int().positive().optional(),
    })
    .default({}),
  /** How often it may strike; without it, until cleared. */
  times: z.int().positive().optional(),
  /** Strikes only what is more than so many calls within this time, as a limit of Teams' does. */
  above: z.strictObject({ calls: z.int().positive(), inMs: z.number().positive() }).optional(),
  /** Probability, 0 to 1; the same seed gives the same sequence. */
  rate: z.number().min(0).max(1).optional(),
  seed: z.int().default(1),
  effect: z
    .strictObject({
      status: z.int().min(200).max(599).optional(),
      code: z.string().optional(),
      message: z.string().optional(),
      /** What the answer says, in place of an error. */
      body: z.unknown().optional(),
      /** Seconds, for the Retry-After header. */
      retryAfter: z.number().nonnegative().optional(),
      delayMs: z.number().nonnegative().optional(),
      /** Teams does what was asked, and yet the caller hears of a failure. */
      accept: z.boolean().optional(),
      /** The connection ends without an answer. */
      drop: z.boolean().optional(),
    })
    .refine(
      (effect) => effect.status || effect.drop || effect.delayMs,
      'Give at least one of status, drop or delayMs.',
    ),
});

export type FaultOptions = z.input<typeof faultSchema>;
export type Operation = NonNullable<z.output<typeof faultSchema>['match']['operation']>;

/** A fault in force. */
export interface Fault extends z.output<typeof faultSchema> {
  id: number;
  /** How often it has struck. */
  hits: number;
}

export interface CallToMatch {
  method: string;
  operation: Operation;
  chat?: string;
  targeted: boolean;
  rawBody: string;
}

/** The faults in force, in the order they were added; the first that fits a call strikes. */
export class Faults {
  readonly #rules: { fault: Fault; seen: number; passed: number[]; random: () => number }[] = [];
  #lastId = 0;

  /** Throws a ZodError when the options make no sense. */
  add(options: FaultOptions): Fault {
    this.#lastId += 1;
    const fault: Fault = { ...faultSchema.parse(options), id: this.#lastId, hits: 0 };
    this.#rules.push({ fault, seen: 0, passed: [], random: seeded(fault.seed) });
    return fault;
  }

  list(): Fault[] {
    return this.#rules.map(({ fault }) => fault);
  }

  /** Takes one fault away, or all of them. */
  clear(id?: number): void {
    const kept = id === undefined ? [] : this.#rules.filter(({ fault }) => fault.id !== id);
    this.#rules.splice(0, this.#rules.length, ...kept);
  }

  /** The fault that strikes this call, if any. */
  strike(call: CallToMatch): Fault | undefined {
    for (const rule of this.#rules) {
      const { fault } = rule;
      if (fault.times !== undefined && fault.hits >= fault.times) continue;
      if (!fits(fault.match, call)) continue;
      rule.seen += 1;
      if (fault.above !== undefined && passes(rule.passed, fault.above)) continue;
      if (fault.match.nth !== undefined && rule.seen !== fault.match.nth) continue;
      if (fault.rate !== undefined && rule.random() >= fault.rate) continue;
      fault.hits += 1;
      return fault;
    }
    return undefined;
  }
}

/** Whether a call is within the limit; it is counted if so. */
function passes(passed: number[], { calls, inMs }: NonNullable<Fault['above']>): boolean {
  const now = performance.now();
  while (passed[0] !== undefined && now - passed[0] >= inMs) passed.shift();
  if (passed.length >= calls) return false;
  passed.push(now);
  return true;
}

function fits(match: Fault['match'], call: CallToMatch): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== call.method) return false;
  if (match.operation !== undefined && match.operation !== call.operation) return false;
  if (match.chat !== undefined && chatId(match.chat) !== chatId(call.chat ?? '')) return false;
  if (match.targeted !== undefined && match.targeted !== call.targeted) return false;
  return match.text === undefined || call.rawBody.includes(match.text);
}

/** Mulberry32: a small generator, good enough to decide which calls fail. */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
