// A process that opens a database, saves one case, and says what came of it: for what two processes do at once.
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { AMARA, aCase, at } from '../shared/a-case.ts';

const [url = '', reference = ''] = process.argv.slice(2);
const database = await openDatabase(url);
const saved = await new SqlCaseStore(database).save({
  case: aCase({ reference, details: {} }),
  events: [{ type: 'raise', at: at(0), by: AMARA }],
  messages: [],
});
await database.close();
process.stdout.write(saved);
