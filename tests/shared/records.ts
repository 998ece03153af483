import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** A labelled file, one JSON record a line. The path is from the project's root, or absolute. */
export function readRecords<T>(file: string): T[] {
  return readFileSync(resolve(ROOT, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** Every labelled file in a folder whose name ends in this, as one list. */
export function readAllRecords<T>(folder: string, names: readonly string[]): T[] {
  return names.flatMap((name) => readRecords<T>(join(folder, `${name}.jsonl`)));
}

/** The records that the check throws for, each named by its id or its text, with what was wrong. */
export function misses<T extends { readonly id?: string; readonly text: string }>(
  records: readonly T[],
  check: (record: T) => void,
): string[] {
  return records.flatMap((record) => {
    try {
      check(record);
      return [];
    } catch (error) {
      const name = record.id === undefined ? record.text : `${record.id}: ${record.text}`;
      return [`${name}\n${error instanceof Error ? error.message : String(error)}`];
    }
  });
}
