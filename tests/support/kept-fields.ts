import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { Answered } from '../../src/bot/answered-activities.ts';
import { Draft } from '../../src/bot/trainers/draft.ts';
import { StoredCase, StoredReports } from '../../src/store/cases/case-row.ts';
import { openDatabase } from '../../src/store/database.ts';

/** Every place where something is kept: `table.column`, and `table.column:path` inside of JSON. */
export async function keptFields(): Promise<string[]> {
  const database = await openDatabase('sqlite::memory:');
  try {
    const tables = (await database.db.introspection.getTables()).filter(({ isView }) => !isView);
    return [
      ...tables.flatMap((table) => table.columns.map((column) => `${table.name}.${column.name}`)),
      ...leavesOf(StoredCase).map((path) => `cases.body:${path}`),
      ...leavesOf(StoredReports).map((path) => `cases.reports:${path}`),
      ...leavesOf(Draft).map((path) => `dialog_state.body:learners.${path}`),
      ...leavesOf(Answered).map((path) => `dialog_state.body:answered.${path}`),
      ...talkFields().map((name) => `dialog_state.body:talk.${name}`),
    ].sort();
  } finally {
    await database.close();
  }
}

/** The paths to what a shape holds, through lists and what may be missing. */
export function leavesOf(schema: z.core.$ZodType, path = ''): string[] {
  const def = schema._zod.def as unknown as { type: string } & Record<string, unknown>;
  const inner = (def.innerType ?? def.element ?? (def.items as unknown[] | undefined)?.[0]) as
    | z.core.$ZodType
    | undefined;
  if (inner !== undefined) return leavesOf(inner, path);
  if (def.type !== 'object') return [path];
  return Object.entries(def.shape as Record<string, z.core.$ZodType>).flatMap(([name, field]) =>
    leavesOf(field, path === '' ? name : `${path}.${name}`),
  );
}

/** A conversation's fields as its interface names them, and the list of answered activities kept beside them. */
function talkFields(): string[] {
  const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
  const fields = (file: string, name: string) => {
    const [, body = ''] =
      new RegExp(`interface ${name}\\b[^{]*\\{\\n(.*?)\\n\\}`, 's').exec(read(file)) ?? [];
    return [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)].map((match) => match[1] ?? '');
  };
  return [
    ...fields('dialogs/engine/conversation-state.ts', 'ConversationState'),
    ...fields('src/bot/staff/staff-chat.ts', 'StoredConversation'),
  ].filter((name) => name !== 'eTag');
}
