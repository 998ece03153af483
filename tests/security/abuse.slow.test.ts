import { newPostgresDatabase } from '../support/new-database.ts';
import { abusesOn } from './abuse.ts';

abusesOn('SQLite', async () => undefined);
abusesOn('PostgreSQL', newPostgresDatabase);
