import { beforeEach, expect, it } from 'vitest';
import type { Case } from '../../../src/cases/case.ts';
import { subjectOf } from '../../../src/privacy/subject.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import { ChatStore } from '../../../src/store/chats/chat-store.ts';
import { StateStore } from '../../../src/store/chats/state-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { IncidentStore } from '../../../src/store/incidents/incident-store.ts';
import { NoticeStore } from '../../../src/store/notices/notice-store.ts';
import { PlannedNotices } from '../../../src/store/notices/planned-notices.ts';
import { EraseConflictError, erase } from '../../../src/store/privacy/erase.ts';
import { findHeld } from '../../../src/store/privacy/subject-store.ts';
import { AMARA, aCase, aCaseThatIs, at, CHLOE, changed, ELENA } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';
import { everythingIn } from '../../support/whole-database.ts';

const EMAIL = 'amara.okafor@nhs.net';
const USERNAME = '432OKAFORA01';
const BEN = { id: 'aad-ben', name: 'Ben Hughes' };

function subject(text: string) {
  const found = subjectOf(text);
  if (found === undefined) throw new Error(`${text} names nobody`);
  return found;
}

onEveryDatabase('a request about a person', (databases) => {
  let database: Database;
  let cases: SqlCaseStore;
  beforeEach(async () => {
    database = await databases.open();
    cases = new SqlCaseStore(database);
    const chats = new ChatStore(database, () => at(0));
    const states = new StateStore(database, () => at(0));
    for (const person of [AMARA, BEN]) {
      const id = `chat-${person.id.slice(4)}`;
      const bot = { id: 'bot', name: 'Bot' };
      await chats.remember({
        ...{ id, kind: 'personal', tenantId: 't', serviceUrl: 'https://x.example/', bot },
        personId: person.id,
      });
      const conversation: object = { trust: 'esneft', entered: { name: person.name } };
      await states.write({ [`talk/${id}`]: conversation });
    }
  });

  const save = (it: Case) =>
    cases.save({
      case: { ...it, version: 1 },
      events: [{ type: 'raise', at: at(0), by: it.requesters[0].person, data: { text: EMAIL } }],
      messages: [],
    });
  const BENS: Partial<Case> = {
    reference: 'BEN-001',
    requesters: [{ kind: 'staff', person: BEN, chat: 'chat-ben', at: at(0) }],
    details: { esrUsername: '432HUGHESB01', correctEmail: 'ben@nhs.net', words: `ask ${EMAIL}, please` },
  };
  const everything = () => everythingIn(database);
  const references = async (text: string) =>
    (await findHeld(database.db, subject(text))).cases.map((one) => one.case.reference).sort();

  it('gives and erases what their chat reported, and nobody else’s', async () => {
    const report = { trust: 'esneft', problem: 'down', at: at(0) };
    const reports = ['chat-amara', 'chat-ben'].map((conversation_id) => ({ ...report, conversation_id }));
    await database.db.insertInto('problem_reports').values(reports).execute();
    await save(aCase());
    const asked = subject(EMAIL);
    expect((await findHeld(database.db, asked)).reports).toEqual([reports[0]]);
    await erase(database, asked, at(1));
    expect(await database.db.selectFrom('problem_reports').selectAll().execute()).toEqual([reports[1]]);
  });

  it.each([
    ['a notice', 'namedInNotices'],
    ['a planned notice', 'namedInPlanned'],
    ['an incident', 'namedInIncidents'],
  ] as const)('by an officer’s id finds and erases what is known of them from %s alone', async (_, where) => {
    const officer = { id: '0a1b2c3d-0000-4000-8000-00000000000f', name: 'Elena Rossi' };
    const namesake = { id: '0a1b2c3d-0000-4000-8000-00000000000e', name: 'Elena Rossi' };
    const notices = new NoticeStore(database, () => at(0));
    const planned = new PlannedNotices(database, notices, () => at(0));
    const plan = { text: 'ESR is being updated.', from: at(60), until: undefined };
    const incident = { since: at(0), last_at: at(0), people: 9, usual: 1, version: 1 };
    const incidents = new IncidentStore(database, notices, () => at(0));
    for (const [trust, by] of [['esneft', officer] as const, ['yas', namesake] as const]) {
      if (where === 'namedInNotices') await notices.put(trust, 'ESR is slow.', undefined, by);
      if (where === 'namedInPlanned') await planned.plan(trust, plan, by);
      if (where !== 'namedInIncidents') continue;
      await database.db
        .insertInto('incidents')
        .values({ ...incident, trust, problem: 'down' })
        .execute();
      const found = await incidents.find(trust, trust === 'esneft' ? 1 : 2);
      await incidents.dismiss(found ?? expect.fail('no incident'), by);
    }
    const asked = subject(officer.id);
    expect((await findHeld(database.db, asked))[where]).toMatchObject([{ trust: 'esneft' }]);
    await erase(database, asked, at(1));
    const left = JSON.stringify(await everything());
    expect(left).not.toContain(officer.id);
    expect(left).toContain(namesake.id);
    expect(left.match(/Elena Rossi/g)).toHaveLength(1);
  });

  it.each([EMAIL, EMAIL.toUpperCase(), USERNAME, USERNAME.toLowerCase()])(
    'finds the cases, the chat and the conversation of %s, and nobody else’s',
    async (asked) => {
      await save(aCase());
      await save(aCase(BENS));
      const held = await findHeld(database.db, subject(asked));
      expect(held.cases.map((one) => one.case)).toEqual([aCase()]);
      expect(held.cases[0]?.history).toHaveLength(1);
      expect(held.cases[0]?.outbox.length).toBeGreaterThan(0);
      expect(held.chats.map((chat) => chat.conversation_id)).toEqual(['chat-amara']);
      expect(held.conversations.map((conversation) => conversation.key)).toEqual(['talk/chat-amara']);
    },
  );

  it('finds what they raised for themselves with other details, and not what they raised for others', async () => {
    await save(aCase());
    await save(aCase({ reference: 'A-2', details: { smartcardNumber: '1' } }));
    await save(aCase({ reference: 'A-3', details: { name: 'Somebody Else' } }));
    expect(await references(EMAIL)).toEqual(['A-2', 'K7M-4PT']);
  });

  it('finds a learner’s case, and leaves the trainer’s own things out', async () => {
    const requesters: Case['requesters'] = [
      { kind: 'trainer', person: CHLOE, chat: 'chat-escalation', at: at(0) },
    ];
    await save(aCase({ requesters }));
    const held = await findHeld(database.db, subject(EMAIL));
    expect(held.cases).toHaveLength(1);
    expect(held.chats).toEqual([]);
  });

  it('does not take a longer address or username for theirs', async () => {
    const other = { esrUsername: '432OKAFORA012', correctEmail: `x${EMAIL}`, words: `${EMAIL}.uk` };
    await save(aCase({ details: other, requesters: [...(aCase(BENS).requesters ?? [])] }));
    for (const asked of [EMAIL, USERNAME]) {
      const { cases: about, namedIn } = await findHeld(database.db, subject(asked));
      expect({ about, namedIn }).toEqual({ about: [], namedIn: [] });
    }
  });

  it('finds where the texts of others name them', async () => {
    await save(aCase(BENS));
    const held = await findHeld(database.db, subject(EMAIL));
    expect(held.cases).toEqual([]);
    expect(held.namedIn.map((it) => it.reference)).toEqual(['BEN-001']);
    expect(held.namedInHistory).toHaveLength(1);
  });

  it('erases all of it, closes what was open, and leaves the others as they were', async () => {
    await save(aCase());
    await save(aCase(BENS));
    const draft: object = { rows: [{ name: 'Amara Okafor', email: EMAIL }, { name: 'Jo' }] };
    await new StateStore(database, () => at(0)).write({ 'learners/1': draft });
    const receipt = await erase(database, subject(EMAIL), at(5));
    expect(receipt).toMatchObject({ cases: ['K7M-4PT'], conversations: 1, addresses: 1 });
    expect(receipt.mentions).toBe(3);
    const left = await everything();
    for (const gone of [EMAIL, USERNAME, AMARA.id, AMARA.name]) expect(left).not.toContain(gone);
    expect(await cases.find('K7M-4PT')).toMatchObject({ state: 'closed', closedAs: 'withdrawn' });
    const bens = await cases.find('BEN-001');
    expect(bens).toMatchObject({
      state: 'open',
      details: { words: 'ask , please', correctEmail: 'ben@nhs.net' },
    });
    expect(left).toContain('chat-ben');
    expect(left).toContain('Jo');
    expect(await findHeld(database.db, subject(EMAIL))).toMatchObject({ cases: [], namedIn: [], chats: [] });
  });

  it('gives a receipt without anything about anybody but what was asked', async () => {
    await save(aCase());
    const receipt = JSON.stringify(await erase(database, subject(USERNAME), at(5)));
    expect(receipt).not.toMatch(/amara|nhs\.net|chat-/i);
  });

  it('counts the messages that Teams still shows', async () => {
    await save(aCaseThatIs('closed'));
    await database.db.updateTable('outbox').set({ activity_id: '1' }).execute();
    const { shownInTeams } = await erase(database, subject(EMAIL), at(5));
    expect(shownInTeams).toBe(2);
  });

  const cards = () =>
    database.db
      .selectFrom('outbox')
      .select(['reference', 'name', 'state', 'wanted_version'])
      .where('kind', '=', 'card')
      .orderBy('name')
      .execute();
  const posted = () =>
    database.db.updateTable('outbox').set({ activity_id: '1', state: 'delivered', run_at: null }).execute();

  it('shows the cards anew that show the erased person beside another’s case', async () => {
    await save(aCase());
    await save(aCase({ ...BENS, details: { esrUsername: USERNAME, correctEmail: 'ben@nhs.net' } }));
    await posted();
    const { cases: erased, shownInTeams } = await erase(database, subject('ben@nhs.net'), at(5));
    expect(erased).toEqual(['BEN-001']);
    expect(await cards()).toMatchObject([
      { reference: 'K7M-4PT', name: 'handoff', state: 'pending', wanted_version: 2 },
      { reference: 'K7M-4PT', name: 'status', state: 'pending', wanted_version: 2 },
    ]);
    expect(shownInTeams).toBe(4);
    expect(await cases.find('K7M-4PT')).toEqual({ ...aCase(), version: 2 });
  });

  it('shows the cards anew of others’ cases whose texts named them', async () => {
    await save(aCase(BENS));
    await posted();
    const { shownInTeams } = await erase(database, subject(EMAIL), at(5));
    expect((await cards()).map(({ state }) => state)).toEqual(['pending', 'pending']);
    expect(shownInTeams).toBe(2);
  });

  it('takes the whole of what was entered about them out of others’ conversations, the username too', async () => {
    const typed: object = {
      trust: 'esneft',
      entered: { esrUsername: USERNAME, correctEmail: EMAIL, name: 'Amara O.' },
      trail: [{ step: 'username', answered: `I typed ${USERNAME}` }],
      dialogs: { dialogStack: [{ state: { form: { username: USERNAME, email: EMAIL } } }] },
    };
    const draft: object = {
      rows: [{ username: USERNAME, email: EMAIL }, { name: 'Jo' }],
      words: `${USERNAME} too, on ward 4`,
    };
    const states = new StateStore(database, () => at(0));
    await states.write({ 'talk/chat-x': typed, 'learners/1': draft });
    await erase(database, subject(EMAIL), at(5));
    const left = await everything();
    for (const gone of [EMAIL, USERNAME, 'Amara O.', 'ward 4']) expect(left).not.toContain(gone);
    for (const kept of ['Jo', 'I typed', 'esneft']) expect(left).toContain(kept);
  });

  it('is not undone by somebody who works the case at that moment', async () => {
    await save(aCase());
    const claim = changed(aCase(), { type: 'claim' }, ELENA, 1);
    await erase(database, subject(EMAIL), at(5));
    expect(await cases.save(claim)).toBe('conflict');
    expect(await everything()).not.toContain(EMAIL);
  });

  it('erases nothing of an unknown person, and says so', async () => {
    await save(aCase(BENS));
    const before = await everything();
    const receipt = await erase(database, subject('nobody@nhs.net'), at(5));
    expect(receipt).toEqual({
      cases: [],
      tickets: [],
      mentions: 0,
      conversations: 0,
      addresses: 0,
      shownInTeams: 0,
    });
    expect(await everything()).toBe(before);
  });

  it('names its conflict', () => {
    expect(new EraseConflictError().code).toBe('ERASE_CONFLICT');
  });
});
