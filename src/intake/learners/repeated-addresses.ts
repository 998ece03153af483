import { spells } from '../finding/name-evidence.ts';

interface Row {
  readonly username?: string | undefined;
  readonly email?: string | undefined;
}

/**
 * The rows that repeat another's address, except the one that keeps it: the row whose username it spells, otherwise the first of
 * two. With three or more rows and no such username, none keeps it: it is a ward's or a manager's.
 */
export function repeatedAddresses<One extends Row>(rows: readonly One[]): ReadonlySet<One> {
  const sharing = Map.groupBy(rows, ({ email = '' }) => email.toLowerCase());
  const repeats = new Set<One>();
  for (const [address, some] of sharing) {
    if (address === '' || new Set(some.map(({ username }) => username)).size < 2) continue;
    const spelled = some.filter(({ username = '' }) => username !== '' && spells(username, address));
    const [owner] = spelled.length === 1 ? spelled : some.length === 2 ? some : [];
    for (const one of some) if (one !== owner) repeats.add(one);
  }
  return repeats;
}
