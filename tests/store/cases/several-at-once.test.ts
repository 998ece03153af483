import { beforeEach, expect, it } from 'vitest';
import type { Person } from '../../../src/cases/case.ts';
import { CaseService } from '../../../src/cases/case-service.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { at, ELENA, FEMI, RESOLVE } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

onEveryDatabase('several cases at once', (databases) => {
  let database: Database;
  let store: SqlCaseStore;
  let service: CaseService;
  let minutes: number;
  beforeEach(async () => {
    database = await databases.open();
    store = new SqlCaseStore(database);
    minutes = 0;
    let dice = 0;
    service = new CaseService({
      store,
      now: () => at(minutes),
      random: (below) => Math.floor((dice++ * 7919) / 13) % below,
      dispatchSoon: () => undefined,
    });
  });

  /** A case of one person's own; the same username makes it another person's with the same account. */
  const raise = async (number: number, esrUsername = `432PERSON${number}`) => {
    const person: Person = { id: `p${number}`, name: `Person ${number}` };
    const raised = await service.raise({
      trust: 'esneft',
      problem: 'other',
      requester: { kind: 'staff', person, chat: `chat-${number}` },
      details: { esrUsername, correctEmail: `p${number}@nhs.net` },
      trail: [],
      key: `raise-${number}`,
    });
    return raised.case.reference;
  };
  const raiseAll = async (count: number) => {
    const references: string[] = [];
    for (let number = 0; number < count; number += 1) references.push(await raise(number));
    return references;
  };
  const eventsOf = (type: string) =>
    database.db.selectFrom('case_events').select('reference').where('type', '=', type).execute();

  it('each keep their own rules: what one cannot have done leaves the others done', async () => {
    const references = await raiseAll(3);
    await service.act(references[1] ?? '', { type: 'claim' }, FEMI);
    const acted = await service.actOnAll([...references, 'NON-ONE'], { type: 'claim' }, ELENA, 'press');
    expect([...acted.keys()]).toEqual(references);
    const refused = [...acted.values()].map((one) => ('refused' in one ? one.refused : 'done'));
    expect(refused).toEqual(['done', 'claimed-by-another', 'done']);
    const claims = await Promise.all(references.map(async (one) => (await store.find(one))?.claim?.by.name));
    expect(claims).toEqual(['Elena Rossi', 'Femi Adeyemi', 'Elena Rossi']);
  });

  it('are done once, and answered alike, when the press comes again', async () => {
    const references = await raiseAll(3);
    const first = await service.actOnAll(references, RESOLVE, ELENA, 'press');
    const again = await service.actOnAll(references, RESOLVE, ELENA, 'press');
    expect([...again.values()].filter((one) => 'refused' in one)).toEqual([]);
    expect([...again.keys()]).toEqual([...first.keys()]);
    expect(await eventsOf('resolve')).toHaveLength(3);
  });

  it('have two of one ESR username among them, whose cards both show what the other came to', async () => {
    const references = [await raise(1, '432SAMEONE01'), await raise(2, '432SAMEONE01'), await raise(3)];
    const acted = await service.actOnAll(references, RESOLVE, ELENA, 'press');
    expect([...acted.values()].filter((one) => 'refused' in one)).toEqual([]);
    for (const reference of references) expect((await store.find(reference))?.state).toBe('resolved');
    expect((await eventsOf('same-username')).length).toBeGreaterThan(2);
  });

  it('are changed together or not at all', async () => {
    const references = await raiseAll(2);
    const [first, second] = await Promise.all(references.map((one) => store.find(one)));
    if (first === undefined || second === undefined) throw new Error('not raised');
    const claimed = (it: typeof first) => ({
      case: { ...it, version: it.version + 1, state: 'claimed' as const, claim: { by: ELENA, at: at(1) } },
      events: [{ type: 'claim' as const, at: at(1), by: ELENA }],
      messages: [],
    });
    const overtaken = claimed({ ...second, version: second.version + 1 });
    expect(await store.save(claimed(first), overtaken)).toBe('conflict');
    expect((await store.find(first.reference))?.state).toBe('open');
    expect(await eventsOf('claim')).toEqual([]);
  });

  it('have one owner each, however many officers claim them in whatever order at once', async () => {
    const references = await raiseAll(6);
    const officers = Array.from({ length: 6 }, (_, index) => ({ id: `o${index}`, name: `O ${index}` }));
    const acted = await Promise.all(
      officers.map((one, index) => {
        const order = [...references.slice(index), ...references.slice(0, index)];
        return service.actOnAll(index % 2 === 0 ? order : order.reverse(), { type: 'claim' }, one, one.id);
      }),
    );
    const done = acted.flatMap((one) => [...one.values()].filter((it) => !('refused' in it)));
    expect(done).toHaveLength(6);
    expect(await eventsOf('claim')).toHaveLength(6);
  });

  it('reach a colleague as one message that names them all', async () => {
    const references = await raiseAll(3);
    await service.actOnAll(references, { type: 'assign', to: FEMI }, ELENA, 'press');
    const told = await database.db
      .selectFrom('outbox')
      .select(['reference', 'payload'])
      .where('name', '=', 'assigned')
      .execute();
    expect(told).toHaveLength(1);
    const named = `${told[0]?.reference},${(JSON.parse(told[0]?.payload ?? '{}') as { also: string }).also}`;
    expect(named.split(',').sort()).toEqual([...references].sort());
  });
});
