import { beforeEach, expect, it } from 'vitest';
import type { Person } from '../../src/cases/case.ts';
import { CaseService } from '../../src/cases/case-service.ts';
import { subjectOf } from '../../src/privacy/subject.ts';
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../src/store/database.ts';
import { erase } from '../../src/store/privacy/erase.ts';
import { exportOf } from '../../src/store/privacy/export.ts';
import { findHeld, withNames } from '../../src/store/privacy/subject-store.ts';
import { report } from '../cases/a-report.ts';
import { at } from '../shared/a-case.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { whereIs } from './everywhere.ts';

const person = (name: string, digit: number): Person => ({
  id: `cccccccc-0000-4000-8000-00000000000${digit}`,
  name,
});
const CHLOE = person('MARTIN, Chloe (ESNEFT)', 1);
const DEV = person('Dev Patel', 2);
const PIA = person('Pia Quill', 3);
const QUINN = person('Quinn Abbot', 4);
const ELENA = person('Elena Rossi', 5);
const WRITERS = [CHLOE, DEV, PIA, QUINN];

function subject({ id }: Person) {
  const found = subjectOf(id);
  if (found === undefined) throw new TypeError(id);
  return found;
}

onEveryDatabase('names that the bot itself wrote into a text', (databases) => {
  let database: Database;
  let reference: string;
  beforeEach(async () => {
    database = await databases.open();
    const service = new CaseService({
      ...{ store: new SqlCaseStore(database), now: () => at(0), dispatchSoon: () => undefined },
      random: () => 0,
    });
    const raise = (by: Person, chat: string, words: string) =>
      service.raise(
        report({
          requester: { kind: 'trainer', person: by, chat },
          details: { ...report().details, words },
          key: `raise-${chat}`,
        }),
      );
    ({ reference } = (await raise(CHLOE, 'chat-1', 'the first words')).case);
    await raise(PIA, 'chat-2', 'I asked Dev Patel: he does not know');
    await raise(QUINN, 'chat-3', 'words of a third');
    const from = { chat: 'chat-1', as: 'requester' } as const;
    await service.act(reference, { type: 'add', text: 'more from the first chat' }, DEV, 'add', from);
    await service.act(reference, { type: 'ask', question: 'Which one?' }, ELENA, 'ask');
  });

  const lines = async () => {
    const { body } = await database.db.selectFrom('cases').select('body').executeTakeFirstOrThrow();
    return (JSON.parse(body) as { details: { words: string } }).details.words.split('\n');
  };
  /** Pia withdraws: the ESR Team is told for whom the case stays open. */
  const withdraw = () =>
    new CaseService({
      ...{ store: new SqlCaseStore(database), now: () => at(1), dispatchSoon: () => undefined },
      random: () => 0,
    }).act(reference, { type: 'withdraw' }, PIA, 'withdraw', { chat: 'chat-2', as: 'requester' });
  const listed = async () => {
    const rows = await database.db
      .selectFrom('outbox')
      .select('payload')
      .where('name', '=', 'report-withdrawn')
      .execute();
    return rows.map(({ payload }) => JSON.parse(payload ?? '') as object);
  };

  it.each(WRITERS)('$name is before no words any more, and all that was said stays', async (one) => {
    await erase(database, subject(one), at(9));
    const said = (by: Person) => (by === one ? 'Someone' : by.name);
    expect(await lines()).toEqual([
      `${said(CHLOE)}: the first words`,
      `${said(PIA)}: I asked Dev Patel: he does not know`,
      `${said(QUINN)}: words of a third`,
      `${said(DEV)}: more from the first chat`,
    ]);
    // Pia's own words speak of Dev.
    const own = one === DEV ? ['cases.body', 'cases.reports', 'outbox.payload'] : [];
    expect(await whereIs(database, one.id, one.name)).toEqual(own);
  });

  it.each([CHLOE, QUINN])('$name is in no list of people any more', async (one) => {
    await withdraw();
    await erase(database, subject(one), at(9));
    expect(await whereIs(database, one.id, one.name)).toEqual([]);
    const left = [CHLOE, QUINN].map((by) => (by === one ? 'Someone' : by.name)).join(', ');
    expect(await listed()).toEqual([{ by: PIA.name, whose: PIA.name, left }]);
  });

  it('are left out of the export of somebody else', async () => {
    await withdraw();
    const exported = async (one: Person) => {
      const asked = subject(one);
      const known = await withNames(database.db, asked);
      return JSON.stringify(exportOf(await findHeld(database.db, asked), known));
    };
    expect(await exported(PIA)).not.toMatch(/Chloe|Quinn/);
    expect(await exported(QUINN)).toContain('"left":"Quinn Abbot"');
  });

  it('go too where the oldest words have lost their start with a part of the name', async () => {
    const { body } = await database.db.selectFrom('cases').select('body').executeTakeFirstOrThrow();
    const it = JSON.parse(body) as { details: { words: string } };
    const words = `Chloe (ESNEFT): ${'x'.repeat(1484)}`;
    await database.db
      .updateTable('cases')
      .set({ body: JSON.stringify({ ...it, details: { ...it.details, words } }) })
      .execute();
    await erase(database, subject(CHLOE), at(9));
    expect((await lines())[0]).toMatch(/^Someone: x+$/);
  });
});
