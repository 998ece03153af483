import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import type { Chat } from '../../simulator/world-events.ts';
import { subjectOf } from '../../src/privacy/subject.ts';
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../src/store/database.ts';
import { erase } from '../../src/store/privacy/erase.ts';
import { Purge } from '../../src/store/privacy/purge.ts';
import { findHeld } from '../../src/store/privacy/subject-store.ts';
import { aCase } from '../shared/a-case.ts';
import { type BotProcess, startBotProcess } from '../shared/bot-process.ts';
import { buttons, readAloud } from '../support/cards.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { linkTeam } from '../support/link-team.ts';
import { type OtherVersion, otherVersion, RENAMED } from '../support/other-version.ts';

// Once: it learns its wordings when it first starts.
let other: OtherVersion;
beforeAll(() => {
  other = otherVersion();
});
afterAll(() => other.remove());

onEveryDatabase('a version in which a branch, an outcome and a Trust are called otherwise', (databases) => {
  let url: string;
  let database: Database;
  let teams: Teams;
  let bots: BotProcess[];
  let esneft: Chat;
  let second: Chat;

  beforeEach(async () => {
    url = await databases.url();
    database = await databases.open(url);
    teams = await createTeams();
    bots = [];
    const { elena } = teams.cast.people;
    esneft = teams.createGroupChat('ESR Team', [elena]);
    second = teams.createGroupChat('Another ESR Team', [elena]);
  });
  afterEach(async () => {
    await Promise.all(bots.map((bot) => bot.kill('SIGKILL')));
    await teams.close();
  });

  const start = async (which: 'this' | 'other') => {
    const trust = RENAMED.trust[which === 'this' ? 0 : 1];
    const main = which === 'this' ? 'src/main.ts' : other.main;
    const bot = await startBotProcess(url, 'trial', { TRUSTS: `esneft,${trust}` }, main);
    bots.push(bot);
    teams.botUrl = bot.url;
  };
  const elena = () => teams.cast.people.elena;
  /** What answers it: cards of cases may come at the same time. */
  const says = async (chat: Chat, text: 'queue' | 'report') => {
    const before = teams.activities(chat).length;
    await teams.say(elena(), chat, text);
    const title = text === 'queue' ? /cases? to do/ : /The last 7 days/;
    return teams.until(() =>
      teams
        .activities(chat)
        .slice(before)
        .map((shown) => readAloud(shown))
        .find((shown) => title.test(shown)),
    );
  };
  const cards = (reference: string) =>
    teams.activities(esneft).filter((shown) => readAloud(shown).includes(reference));
  const press = (reference: string, button: string, inputs = {}) => {
    const card = cards(reference).findLast((shown) => buttons(shown).includes(button));
    return teams.press(elena(), esneft, card?.id ?? '', button, inputs);
  };
  /** As a version that has this branch keeps a case of it, with what it owes. */
  const raise = async (reference: string, problem: string, trust: string, username: string) => {
    const now = new Date().toISOString();
    const { amara } = teams.cast.people;
    const requesters = [
      { kind: 'staff', person: { id: amara.id, name: amara.name }, chat: teams.cast.chats.amara.id, at: now },
    ] as const;
    const details = { esrUsername: username, correctEmail: `${username}@nhs.net` };
    const it = aCase({ reference, problem, trust, details, openedAt: now, changedAt: now, requesters });
    await new SqlCaseStore(database).save({ case: it, events: [{ type: 'raise', at: now }], messages: [] });
  };

  it('is rolled out and back: queue, case, report, deliveries, purge, export and erasure go on', async () => {
    await start('this');
    for (const chat of [esneft, second]) await teams.install(chat);
    await teams.say(teams.cast.people.amara, teams.cast.chats.amara, 'hello');
    await linkTeam(database, 'esneft', esneft.id);
    await linkTeam(database, RENAMED.trust[0], second.id);
    await raise('DDD-444', RENAMED.branch[0], 'esneft', '432OLDONE01');
    await raise('FFF-444', RENAMED.branch[0], RENAMED.trust[0], '432OLDTWO01');
    expect(await says(esneft, 'queue')).toContain('DDD-444');

    // SQLite is for one process; on PostgreSQL both run side by side.
    if (databases.kind === 'sqlite') await bots[0]?.kill('SIGTERM');
    // Nobody nudges a process for what the test writes: it looks by itself when it starts, and then now and again.
    await raise('CCC-333', RENAMED.branch[1], 'esneft', '432NEWONE01');
    await start('other');
    await teams.until(
      () =>
        ['DDD-444', 'CCC-333'].every((one) =>
          cards(one).some((shown) => buttons(shown).includes('Resolve and tell them')),
        ),
      15_000,
    );
    const both = await says(esneft, 'queue');
    expect(both).toContain('DDD-444');
    expect(both).toContain('CCC-333');
    expect(await says(second, 'queue')).toContain('FFF-444');
    await press('DDD-444', 'Resolve and tell them', { outcome: RENAMED.outcome[1] });
    const outcome = () =>
      database.db.selectFrom('cases').select('outcome').where('reference', '=', 'DDD-444').executeTakeFirst();
    expect(await outcome()).toEqual({ outcome: RENAMED.outcome[1] });

    if (databases.kind === 'sqlite') {
      await bots[1]?.kill('SIGTERM');
      await start('this');
    } else teams.botUrl = bots[0]?.url ?? '';
    const queue = await says(esneft, 'queue');
    expect(queue).toContain('CCC-333');
    expect(queue).toContain('Several accounts');
    expect(await says(esneft, 'report')).toContain('Record mended');
    await teams.say(elena(), esneft, 'case DDD-444');
    await teams.until(
      () => cards('DDD-444').some((shown) => readAloud(shown).includes('Record mended')),
      15_000,
    );
    await teams.until(
      () =>
        teams
          .activities(teams.cast.chats.amara)
          .some((shown) => readAloud(shown).includes('News from the ESR Team')),
      15_000,
    );
    expect(await says(second, 'queue')).toContain('FFF-444');
    expect(bots.map((bot) => bot.said()).join('')).not.toMatch(
      /turn failed|interrupted|handler failed|not rendered/,
    );

    // Closed cases are purged, and what Amara has left is exported and erased.
    await database.db
      .updateTable('cases')
      .set({ state: 'closed' })
      .where('reference', '<>', 'CCC-333')
      .execute();
    const later = new Date(Date.now() + 40 * 86_400_000).toISOString();
    expect((await new Purge(database, { purgeAfterDays: 30 }).run(later)).cases).toBe(2);
    const subject = subjectOf('432NEWONE01');
    if (subject === undefined) throw new TypeError('nobody');
    expect((await findHeld(database.db, subject)).cases).toHaveLength(1);
    expect((await erase(database, subject, later)).cases).toEqual(['CCC-333']);
    const bodies = await database.db.selectFrom('cases').select('body').execute();
    expect(JSON.stringify(bodies)).not.toMatch(/432|Amara/);
  });
});
