// A process that opens a database and, once it is told to, claims a case as one colleague: for what many processes do at once.
import { once } from 'node:events';
import { CaseService } from '../../src/cases/case-service.ts';
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import { openDatabase } from '../../src/store/database.ts';

const [url = '', reference = '', colleague = ''] = process.argv.slice(2);
const database = await openDatabase(url);
const caseService = new CaseService({
  store: new SqlCaseStore(database),
  now: () => new Date().toISOString(),
  random: () => 0,
  dispatchSoon: () => undefined,
});
// Everything that a first call has to load is loaded before the start.
await caseService.find(reference);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const done = await caseService.act(
  reference,
  { type: 'claim' },
  { id: colleague, name: colleague },
  colleague,
);
process.stdout.write(`${JSON.stringify(done)}\n`);
process.stdin.destroy();
await database.close();
