import { loadavg } from 'node:os';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { searchTerms, searchWords } from '../../../src/cases/case-search.ts';
import { CaseQueries } from '../../../src/store/cases/case-queries.ts';
import { toRow } from '../../../src/store/cases/case-row.ts';
import { CaseSearch } from '../../../src/store/cases/case-search.ts';
import type { Database } from '../../../src/store/database.ts';
import { aCase, at } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

const CASES = 100_000;
const AT_ONCE = 500;
const RUNS = 50;
const FIRST = ['Amara', 'Ben', 'Chloe', 'Priya', 'Zoe', 'Tom', 'Grace', 'Femi', 'Dev', 'Aisha'];
const LAST = ['Okafor', 'Hughes', 'Martin', 'Nair', 'Price', 'Lee', 'Rossi', 'Patel', 'Khan', 'Taylor'];

/** Cases of one Trust, as many as it would have in some years without deleting any: each with a person of its own. */
function caseOf(index: number) {
  const first = FIRST[index % 10] ?? '';
  const last = `${LAST[Math.floor(index / 10) % 10]}${Math.floor(index / 100).toString(36)}`;
  return aCase({
    reference: `T${String(index).padStart(6, '0')}`,
    openedAt: at(index),
    requesters: [
      {
        kind: 'trainer',
        person: { id: `aad-${index}`, name: `${first} ${last}` },
        chat: `chat-${index}`,
        at: at(index),
      },
    ],
    details: {
      esrUsername: `432${last.toUpperCase()}${first[0]}01`,
      correctEmail: `${first}.${last}@nhs.net`,
    },
  });
}

async function fill({ db, kind }: Database): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (let from = 0; from < CASES; from += AT_ONCE) {
      const cases = Array.from({ length: AT_ONCE }, (_, index) => caseOf(from + index));
      await tx.insertInto('cases').values(cases.map(toRow)).execute();
      const words = cases.map((it) => ({
        reference: it.reference,
        trust: it.trust,
        opened_at: it.openedAt,
        words: searchWords(it),
      }));
      await tx.insertInto('case_search').values(words).execute();
    }
  });
  if (kind === 'postgres') await sql`vacuum analyze`.execute(db);
}

onEveryDatabase('finding one of 100,000 cases', (databases) => {
  it('takes less than 50 ms, by three letters or more', async () => {
    const database = await databases.open();
    await fill(database);
    const search = new CaseSearch(database);
    const slow: string[] = [];
    for (const typed of ['priya nair', 'nair9a', '432KHAN', 'tom.lee1@nhs', 'T000123', 'nobody.at.all']) {
      const took: number[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        const [started, used] = [performance.now(), process.cpuUsage()];
        await search.find('esneft', searchTerms(typed), { skip: 0, take: 8 });
        const { user, system } = process.cpuUsage(used);
        // SQLite works in this process: what others take of the processor is no part of it.
        took.push(databases.kind === 'sqlite' ? (user + system) / 1000 : performance.now() - started);
      }
      took.sort((a, b) => a - b);
      const [quickest = Number.NaN, median, slowest] = [took[0], took[RUNS / 2], took.at(-1)];
      const figures = `p50 ${median?.toFixed(1)}, p99 ${slowest?.toFixed(1)} ms`;
      process.stdout.write(`${databases.kind}, "${typed}": ${figures}, load ${loadavg()[0]?.toFixed(1)}\n`);
      // Other tests run beside this one: the quickest is what it costs.
      if (!(quickest < 50)) slow.push(`${typed}: ${quickest.toFixed(1)} ms`);
    }
    // Whoever writes is looked for by their chat, and by the address they sign in with.
    const queries = new CaseQueries(database);
    const took: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const [started, used] = [performance.now(), process.cpuUsage()];
      expect(await queries.openForAddress(['esneft'], 'amara.okafor0@nhs.net')).toHaveLength(1);
      expect(await queries.openOf(['esneft'], 'aad-0', 'chat-0')).toHaveLength(1);
      const { user, system } = process.cpuUsage(used);
      took.push(databases.kind === 'sqlite' ? (user + system) / 1000 : performance.now() - started);
    }
    took.sort((a, b) => a - b);
    process.stdout.write(
      `${databases.kind}, one person’s open cases: p50 ${took[RUNS / 2]?.toFixed(1)}, p99 ${took.at(-1)?.toFixed(1)} ms
`,
    );
    expect(took[0]).toBeLessThan(50);
    expect(slow).toEqual([]);
  });
});
