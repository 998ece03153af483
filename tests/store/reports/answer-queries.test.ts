import { beforeEach, expect, it } from 'vitest';
import type { Case, CaseAction, Change } from '../../../src/cases/case.ts';
import { subjectOf } from '../../../src/privacy/subject.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { erase } from '../../../src/store/privacy/erase.ts';
import { AnswerQueries } from '../../../src/store/reports/answer-queries.ts';
import { AMARA, aCase, at, CHLOE, changed, ELENA, RESOLVE } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

onEveryDatabase('how long people waited', (databases) => {
  let database: Database;
  beforeEach(async () => {
    database = await databases.open();
  });

  /** Each action a minute after the one before, by the ESR Team except what only Amara can do. */
  async function store(it: Partial<Case>, ...actions: readonly CaseAction[]): Promise<void> {
    const cases = new SqlCaseStore(database);
    let change: Change = {
      case: aCase(it),
      batch: it.batch,
      events: [{ type: 'raise', at: it.openedAt ?? at(0) }],
      messages: [],
    };
    await cases.save(change);
    for (const [index, action] of actions.entries()) {
      const by = action.type === 'withdraw' || action.type === 'answer' ? AMARA : ELENA;
      change = changed(change.case, action, by, index + 1);
      await cases.save(change);
    }
  }
  const times = () => new AnswerQueries(database).answerTimes('esneft', at(-60));

  it('ends with the first question or outcome, and has no end while they wait', async () => {
    await store({ reference: 'K7M-001', openedAt: at(-1) }, { type: 'claim' });
    await store(
      { reference: 'K7M-002' },
      { type: 'claim' },
      { type: 'ask', question: 'Which ward?' },
      { type: 'answer', text: 'Oak' },
      RESOLVE,
      { type: 'reopen', why: '' },
    );
    await store({ reference: 'K7M-003', openedAt: at(-2) }, RESOLVE);
    expect(await times()).toEqual([
      { opened: at(0), heard: at(2) },
      { opened: at(-1), heard: null },
      { opened: at(-2), heard: at(1) },
    ]);
  });

  it('leaves out withdrawn and erased cases, classes, older ones and another Trust', async () => {
    await store({ reference: 'K7M-001' }, { type: 'ask', question: 'Which ward?' }, { type: 'withdraw' });
    await store({ reference: 'K7M-002', openedAt: at(-61) }, RESOLVE);
    await store({ reference: 'K7M-003', trust: 'yas' }, RESOLVE);
    await store(
      {
        reference: 'K7M-004',
        batch: { id: 'class-1', position: 1, of: 2 },
        requesters: [{ kind: 'trainer', person: CHLOE, chat: 'trainers', at: at(0), batch: 'class-1' }],
      },
      RESOLVE,
    );
    await store({ reference: 'K7M-005' }, { type: 'ask', question: 'Which ward?' });
    const subject = subjectOf('432OKAFORA01');
    if (subject === undefined) throw new TypeError('No subject');
    await erase(database, subject, at(9), ['K7M-005']);
    expect(await times()).toEqual([]);
  });
});
