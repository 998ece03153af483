import type { Connector, Reply } from './connector.ts';

/** The result of one turn. */
export interface Outcome {
  readonly status: number;
  /** The HTTP answer's body as JSON: what answers an invoke. */
  readonly body: unknown;
  readonly replies: readonly Reply[];
}

/** One turn: a person's message, and its required result. */
export interface Turn {
  readonly activity: Readonly<Record<string, unknown>>;
  /** The error in the outcome; nothing if it is correct. */
  readonly wrong: (outcome: Outcome) => string | undefined;
}

/** A conversation from its first turn to its last. */
export type Script = Generator<Turn, void, Outcome>;

/** Whom a script is for; the same number is always the same person. */
export interface Target {
  /** Begins the conversation of person `person`; `round` counts that person's conversations. */
  readonly runDialogs: (person: number, round: number) => Script;
  readonly send: (body: string) => Promise<{ readonly status: number; readonly body: string }>;
  readonly connector: Connector;
  readonly serviceUrl: string;
}

/** Each activity needs a unique id: programs drop repeated ones. */
let lastId = 1_700_000_000_000;

/** One person after another, each from the first to the last turn of their conversation. */
export class WalkThrough {
  readonly #target: Target;
  readonly #people: Iterator<number, never>;
  readonly #rounds = new Map<number, number>();
  #script: Script | undefined;
  #turn: Turn | undefined;

  constructor(target: Target, people: Iterator<number, never>) {
    this.#target = target;
    this.#people = people;
  }

  /** Takes the next turn. Returns its error, or undefined. Never throws. */
  async step(): Promise<string | undefined> {
    try {
      const wrong = await this.#step();
      if (wrong !== undefined) this.#script = undefined;
      return wrong;
    } catch (error) {
      this.#script = undefined;
      return error instanceof Error ? error.message : String(error);
    }
  }

  async #step(): Promise<string | undefined> {
    const { connector, serviceUrl, send } = this.#target;
    const script = this.#script ?? this.#begin();
    const turn = this.#turn;
    if (turn === undefined) throw new TypeError('A script has no turns');
    lastId += 1;
    const id = String(lastId);
    const timestamp = new Date().toISOString();
    const answer = await send(
      JSON.stringify({ ...turn.activity, id, timestamp, serviceUrl, channelId: 'msteams' }),
    );
    const body: unknown = answer.body === '' ? undefined : JSON.parse(answer.body);
    const outcome = { status: answer.status, body, replies: connector.collect(id) };
    if (outcome.status !== 200) return `status ${outcome.status}: ${answer.body.slice(0, 200)}`;
    const wrong = turn.wrong(outcome);
    const next = script.next(outcome);
    if (next.done) this.#script = undefined;
    else this.#turn = next.value;
    return wrong;
  }

  #begin(): Script {
    const person = this.#people.next().value;
    const round = this.#rounds.get(person) ?? 0;
    this.#rounds.set(person, round + 1);
    this.#script = this.#target.runDialogs(person, round);
    const first = this.#script.next({ status: 0, body: undefined, replies: [] });
    this.#turn = first.done ? undefined : first.value;
    return this.#script;
  }
}

/** `count` people, round and round; `spread` is the distance between two people's numbers. */
export function* everyone(count: number, spread = 1): Generator<number, never> {
  for (let next = 0; ; next = (next + 1) % count) yield next * spread;
}
