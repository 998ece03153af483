import { closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { SimulatorError } from './simulator-error.ts';
import type { WorldEvent } from './world-events.ts';

/** The world on disk: one JSON event a line, only ever appended to. */
export class WorldLog {
  readonly #file: string;
  readonly #descriptor: number;

  /** Opens the file, or makes it. */
  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) dropTornLine(file);
    this.#descriptor = openSync(file, 'a');
  }

  /** Everything that happened before. Throws when a line in the middle cannot be read. */
  replay(): WorldEvent[] {
    const lines = readFileSync(this.#file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line, index) => parseLine(line, index + 1, this.#file));
  }

  append(event: WorldEvent): void {
    writeSync(this.#descriptor, `${JSON.stringify(event)}\n`);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** A process that was killed while writing leaves half a line: cut it off, or the next event would be glued to it. */
function dropTornLine(file: string): void {
  const content = readFileSync(file);
  truncateSync(file, content.lastIndexOf('\n') + 1);
}

function parseLine(line: string, number: number, file: string): WorldEvent {
  try {
    return JSON.parse(line) as WorldEvent;
  } catch (cause) {
    throw new SimulatorError(
      'bad-log',
      `Line ${number} of ${file} is not JSON. Remove that line, or the whole file to start afresh.`,
      { cause },
    );
  }
}
