import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type CommonConfig, ConfigError } from '../config/config.ts';
import { trustsIn } from '../guides/load-guides.ts';
import { openDatabase } from '../store/database.ts';
import { type AuditEntry, type AuditRange, auditTrail } from '../store/reports/audit.ts';
import { CSV_MARK, csvLine } from '../text/csv-line.ts';
import { londonDay, londonInstant, shiftDay } from '../time/clock.ts';
import { commandLine } from './command-line.ts';

const optionsFor = (trusts: readonly string[]) =>
  z.object({
    from: z.iso.date().default('2000-01-01'),
    to: z.iso.date().optional(),
    trust: z.enum(trusts).optional(),
    csv: z.boolean().default(false),
    json: z.boolean().default(false),
  });

const COLUMNS = ['at', 'trust', 'reference', 'what', 'byId', 'byName', 'detail', 'count'] as const;

/**
 * `audit [--from DAY] [--to DAY] [--trust TRUST] [--csv | --json]`: who did what to which case when, written to `out` as it
 * is read; as CSV, or one JSON object a line. Days are England's, both included. Throws ConfigError.
 */
export async function auditCommand(
  config: CommonConfig,
  args: readonly string[],
  out: Writable,
  now: string,
): Promise<void> {
  const { from, to = londonDay(now), trust, json } = optionsOf(args, trustsIn(config.guidesFolder));
  const midnight = (day: string) => londonInstant(day, '00:00');
  const range: AuditRange = {
    from: midnight(from),
    before: midnight(shiftDay(to, 1)),
    firstDay: from,
    lastDay: to,
    trust,
  };
  const database = await openDatabase(config.databaseUrl, config.azureClientId);
  try {
    const entries = auditTrail(database.db, range);
    await pipeline(Readable.from(json ? jsonLines(entries) : csvLines(entries)), out, { end: false });
  } catch (error) {
    // The reader has closed the pipe, as `head` does.
    if ((error as { code?: unknown }).code !== 'EPIPE') throw error;
  } finally {
    await database.close();
  }
}

function optionsOf(
  args: readonly string[],
  trusts: readonly string[],
): z.output<ReturnType<typeof optionsFor>> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { from: text, to: text, trust: text, csv: flag, json: flag };
  try {
    const { values } = parseArgs({ args: [...args], options });
    const read = optionsFor(trusts).safeParse(values);
    if (read.success && !(read.data.csv && read.data.json)) return read.data;
  } catch {
    // An unknown option.
  }
  throw new ConfigError([
    `audit: write ${commandLine('audit', '[--from 2026-04-01] [--to 2026-04-30]', `[--trust ${trusts[0]}]`, '[--csv | --json]')}; a Trust is one of ${trusts.join(', ')}`,
  ]);
}

async function* csvLines(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(COLUMNS);
  for await (const entry of entries) yield csvLine(COLUMNS.map((column) => entry[column]));
}

async function* jsonLines(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}
