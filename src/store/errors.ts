/** node:sqlite: SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE. */
const SQLITE_UNIQUE = new Set([1555, 2067]);
const POSTGRES_UNIQUE = '23505';

/** node:sqlite: SQLITE_CORRUPT and SQLITE_NOTADB; further bits say more. */
const SQLITE_DAMAGE = new Set([11, 26]);

/** Whether SQLite found a corrupt page. */
export function isDamage(error: unknown): boolean {
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === 'number' && SQLITE_DAMAGE.has(errcode & 0xff);
}

/** node:sqlite: SQLITE_BUSY. */
const SQLITE_BUSY = 5;

/** Whether another process has SQLite's file to itself. */
export function isLocked(error: unknown): boolean {
  const { errcode, cause } = error as { errcode?: unknown; cause?: unknown };
  if (typeof errcode === 'number') return (errcode & 0xff) === SQLITE_BUSY;
  return cause instanceof Error && isLocked(cause);
}

/** Whether a write failed because a row with that key is already there. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errcode } = error as Error & { code?: unknown; errcode?: unknown };
  return code === POSTGRES_UNIQUE || (typeof errcode === 'number' && SQLITE_UNIQUE.has(errcode));
}

/** PostgreSQL: feature_not_supported ("cached plan must not change result type"), and invalid_sql_statement_name. */
const STALE_PLAN = new Set(['0A000', '26000']);

/** Whether PostgreSQL refused a prepared statement because its table was changed since, or no longer knows it. */
export const isStalePlan = (error: unknown): boolean =>
  error instanceof Error && STALE_PLAN.has(String((error as Error & { code?: unknown }).code));

const POSTGRES_NOT_NULL = '23502';
/** node:sqlite: SQLITE_CONSTRAINT_NOTNULL. */
const SQLITE_NOT_NULL = 1299;

/** Whether a write failed because a column that must have a value would have none. */
export function isNullViolation(error: unknown): boolean {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === POSTGRES_NOT_NULL || errcode === SQLITE_NOT_NULL;
}
