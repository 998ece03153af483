import { expect, it } from 'vitest';
import type { Case, Requester } from '../../../src/cases/case.ts';
import { CaseQueries } from '../../../src/store/cases/case-queries.ts';
import { toRow } from '../../../src/store/cases/case-row.ts';
import type { Database } from '../../../src/store/database.ts';
import { AMARA, aCase, at, CHLOE } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

const trainers: Requester = { kind: 'trainer', person: CHLOE, chat: 'chat-escalation', at: at(0) };
const save = ({ db }: Database, it: Case) => db.insertInto('cases').values(toRow(it)).execute();
const change = ({ db }: Database, values: { readonly state?: Case['state']; readonly body?: string }) =>
  db.updateTable('cases').set(values).execute();
const bodyOf = (it: Case) => String(toRow(it).body);
const references = (cases: readonly Case[]) => cases.map(({ reference }) => reference);

async function found(database: Database, chat: string, address: string) {
  const queries = new CaseQueries(database);
  return {
    inChat: references(await queries.openIn(['esneft'], chat)),
    byAddress: references(await queries.openForAddress(['esneft'], address)),
    ofTrainers: await queries.hasOpenOfTrainers(),
  };
}
const NOTHING = { inChat: [], byAddress: [], ofTrainers: false };

onEveryDatabase('whose an open case is', (databases) => {
  it('is its chats, and for one that trainers alone raised the learner’s address', async () => {
    const database = await databases.open();
    const details = { esrUsername: '432LEARNER01', correctEmail: ' L.Earner@NHS.net' };
    await save(database, aCase());
    await save(database, aCase({ reference: 'T2A-NER', requesters: [trainers], details }));
    await save(
      database,
      aCase({
        reference: 'B4O-TH9',
        requesters: [{ ...trainers, chat: 'chat-other' }, aCase().requesters[0]],
        details: { correctEmail: 'both@nhs.net' },
      }),
    );
    const amara = await found(database, 'chat-amara', 'amara.okafor@nhs.net');
    expect(amara).toEqual({ inChat: ['B4O-TH9', 'K7M-4PT'], byAddress: [], ofTrainers: true });
    const learner = await found(database, 'chat-escalation', 'l.earner@nhs.net');
    expect(learner).toMatchObject({ inChat: ['T2A-NER'], byAddress: ['T2A-NER'] });
    expect(await found(database, 'chat-%', '%')).toMatchObject({ inChat: [], byAddress: [] });
  });

  it('follows each change, whoever writes it, and ends when the case closes', async () => {
    const database = await databases.open();
    const it = aCase({ requesters: [trainers] });
    await save(database, it);
    const moved = aCase({
      requesters: [{ ...trainers, chat: 'chat-new' }],
      details: { correctEmail: 'new@nhs.net' },
    });
    await change(database, { body: bodyOf(moved) });
    expect(await found(database, 'chat-escalation', 'amara.okafor@nhs.net')).toEqual({
      ...NOTHING,
      ofTrainers: true,
    });
    expect(await found(database, 'chat-new', 'new@nhs.net')).toMatchObject({
      inChat: ['K7M-4PT'],
      byAddress: ['K7M-4PT'],
    });
    await change(database, { state: 'closed' });
    expect(await found(database, 'chat-new', 'new@nhs.net')).toEqual(NOTHING);
    await change(database, { state: 'open' });
    expect((await found(database, 'chat-new', 'new@nhs.net')).inChat).toEqual(['K7M-4PT']);
    await database.db.deleteFrom('cases').execute();
    expect(await database.db.selectFrom('case_finder').selectAll().execute()).toEqual([]);
  });

  it('is found beside half a character, and damage stops no write', async () => {
    const database = await databases.open();
    const words = '\ud800 and \u0000';
    await save(
      database,
      aCase({ requesters: [trainers], details: { correctEmail: 'l@nhs.net', words }, trail: [] }),
    );
    expect(await found(database, 'chat-escalation', 'l@nhs.net')).toMatchObject({
      inChat: ['K7M-4PT'],
      byAddress: ['K7M-4PT'],
    });
    for (const body of [
      '{',
      '[]',
      '"text"',
      '{"requesters":{"chat":1}}',
      '{"requesters":["x",null,{"chat":7}]}',
    ]) {
      await change(database, { body });
      expect((await found(database, 'chat-escalation', 'l@nhs.net')).byAddress).toEqual([]);
    }
    await change(database, { body: bodyOf(aCase()) });
    expect((await found(database, 'chat-amara', AMARA.id)).inChat).toEqual(['K7M-4PT']);
  });
});
