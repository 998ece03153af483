import { beforeEach, expect, it } from 'vitest';
import { subjectOf } from '../../../src/privacy/subject.ts';
import type { Database } from '../../../src/store/database.ts';
import { erase } from '../../../src/store/privacy/erase.ts';
import { exportOf } from '../../../src/store/privacy/export.ts';
import { Purge } from '../../../src/store/privacy/purge.ts';
import { findHeld } from '../../../src/store/privacy/subject-store.ts';
import { UnplacedStore } from '../../../src/store/reports/unplaced-store.ts';
import { onEveryDatabase } from '../../support/databases.ts';
import { everythingIn } from '../../support/whole-database.ts';

const SAID = { trust: 'esneft', text: 'hi … my payslip app wont open', alike: 'app open payslip wont' };
const KEY = 'a key that is not in the database';
/** Entra object ids. */
const somebody = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

onEveryDatabase('what found no problem', (databases) => {
  let database: Database;
  let store: UnplacedStore;
  let now: string;
  beforeEach(async () => {
    database = await databases.open();
    now = '2026-11-23T10:00:00.000Z';
    store = new UnplacedStore(database, KEY, () => now);
  });
  const say = (person: number, said: Partial<typeof SAID> = {}, by = store) =>
    database.db.transaction().execute((tx) => by.keep(tx, somebody(person), { ...SAID, ...said }));
  const kept = (trust = 'esneft') => store.kept(trust, 'all');
  /** How many people it took until the words were kept: three at least, and a few more where they share an eighth. */
  const saidUntilKept = async (said: Partial<typeof SAID> = {}, from = 0) => {
    for (let person = from + 1; person <= from + 40; person += 1) {
      await say(person, said);
      if ((await kept(said.trust)).length > 0) return person - from;
    }
    throw new Error('never kept');
  };
  const rows = () => database.db.selectFrom('unplaced_wordings').selectAll().execute();

  it('is not in words until three people have said it, however often one or two do', async () => {
    for (let time = 0; time < 5; time += 1) {
      await say(1);
      await say(2);
    }
    expect(await kept()).toEqual([]);
    expect(await everythingIn(database)).not.toContain('payslip');
    expect(await store.counted('esneft', 7)).toBe(10);
    expect(await saidUntilKept({}, 2)).toBeGreaterThan(0);
    expect(await kept()).toMatchObject([{ text: SAID.text, meant: undefined }]);
  });

  it('takes three people at least, whoever they are, and forgets who they were', async () => {
    for (let wording = 0; wording < 10; wording += 1) {
      const alike = `wording ${wording}`;
      const people = await saidUntilKept({ alike, trust: `trust-${wording}` }, wording * 100);
      expect(people).toBeGreaterThanOrEqual(3);
    }
    expect((await rows()).map((row) => row.eighths).filter((bits) => bits !== 0)).toEqual([]);
  });

  it('counts afterwards without any person, and keeps the text of the third', async () => {
    await saidUntilKept();
    await say(99, { text: 'i am another … my payslip app wont open' });
    now = '2026-11-24T10:00:00.000Z';
    await say(98, { text: 'and another … my payslip app wont open' });
    const [one] = await kept();
    expect(one?.text).toBe(SAID.text);
    expect((await rows()).every((row) => row.eighths === 0)).toBe(true);
    expect(one?.times).toBe(await store.counted('esneft', 7));
  });

  it('is counted alone where it is like nothing else', async () => {
    for (let person = 1; person <= 10; person += 1) await say(person, { alike: '' });
    expect(await kept()).toEqual([]);
    expect(await store.counted('esneft', 7)).toBe(10);
    expect((await rows()).every((row) => row.eighths === 0 && row.text === null)).toBe(true);
  });

  it('is each Trust’s own', async () => {
    await saidUntilKept();
    const [one] = await kept();
    await say(1, { trust: 'yas' });
    expect(await kept('yas')).toEqual([]);
    await store.place('yas', one?.id ?? '', { before: undefined, meant: 'reset-email-missing' });
    expect(await kept()).toMatchObject([{ meant: undefined }]);
    await store.place('esneft', one?.id ?? '', { before: undefined, meant: 'reset-email-missing' });
    expect(await store.kept('esneft')).toEqual([]);
    expect(await kept()).toMatchObject([{ meant: 'reset-email-missing' }]);
    await store.place('esneft', one?.id ?? '', { before: 'reset-email-missing', meant: undefined });
    expect(await store.kept('esneft')).toHaveLength(1);
  });

  it('keeps what the first of two colleagues said it means', async () => {
    await saidUntilKept();
    const id = (await kept())[0]?.id ?? '';
    const place = (before: string | undefined, meant: string | undefined) =>
      store.place('esneft', id, { before, meant });
    await place(undefined, 'email-changed');
    await place(undefined, 'shared-login');
    expect(await kept()).toMatchObject([{ meant: 'email-changed' }]);
    await place('shared-login', undefined);
    expect(await kept()).toMatchObject([{ meant: 'email-changed' }]);
  });

  it('goes, words and counts, with the Trust that no longer wants it', async () => {
    await say(1, { trust: 'yas' });
    await saidUntilKept();
    await store.clear([]);
    await store.clear(['esneft', 'south-tees']);
    expect((await rows()).map(({ trust }) => trust)).toEqual(['yas']);
  });

  it('cannot be guessed from the database: its hash needs the key', async () => {
    await say(1);
    await say(1, {}, new UnplacedStore(database, undefined, () => now));
    expect(new Set((await rows()).map((row) => row.hash)).size).toBe(2);
    expect(JSON.stringify(await rows())).not.toContain(somebody(1));
  });

  it('begins anew for somebody who wants to be forgotten', async () => {
    await say(1);
    await database.db.transaction().execute((tx) => store.forget(tx, somebody(1)));
    expect(await rows()).toMatchObject([{ eighths: 0, times: 1 }]);
  });

  it('is in an export as the days on which it may have been theirs, and out of every count after an erasure', async () => {
    const subject = subjectOf(somebody(1));
    if (subject === undefined) throw new TypeError('no subject');
    await say(1);
    const held = await findHeld(database.db, subject);
    expect(exportOf(held, subject)).toMatchObject({ wordings: [{ trust: 'esneft', day: '2026-11-23' }] });
    await erase(database, subject, now);
    expect(await rows()).toMatchObject([{ eighths: 0, text: null }]);
    expect((await findHeld(database.db, subject)).wordings).toEqual([]);
  });

  it('goes after 30 days, words and counts, and its people are counted anew', async () => {
    await say(1);
    now = '2026-11-30T10:00:00.000Z';
    await saidUntilKept();
    const purge = new Purge(database, { purgeAfterDays: 365 });
    now = '2026-12-29T02:30:00.000Z';
    await purge.run(now);
    expect(await kept()).toHaveLength(1);
    now = '2026-12-30T02:30:00.000Z';
    await purge.run(now);
    expect(await rows()).toEqual([]);
  });
});
