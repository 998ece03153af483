import type { Case, Given, Person, Requester } from '../../src/cases/case.ts';
import { toRow } from '../../src/store/cases/case-row.ts';
import { saveSearch } from '../../src/store/cases/case-search.ts';
import type { Database } from '../../src/store/database.ts';
import { aCase, aCaseThatIs, at } from '../shared/a-case.ts';

export const EMAIL = 'zyx.mark@nhs.net';
export const USERNAME = '432ZYXMARK01';
export const ID = 'aaaaaaaa-0000-4000-8000-00000000000a';
export const ZYX: Person = { id: ID, name: 'Zyx "Q" Mark' };
export const BEN: Person = { id: 'bbbbbbbb-0000-4000-8000-00000000000b', name: 'Ben Hughes' };
const SAID = `ask ${EMAIL}, ${USERNAME} or ${ID}, please`;
const json = JSON.stringify;

/** Columns that hold our own words, numbers, codes, times, or ids that Teams made for chats and messages. */
export const OURS: Readonly<Record<string, readonly string[]>> = {
  classes: ['id', 'trust', 'conversation_id', 'version', 'opened_at'],
  class_news: ['message_id', 'reference'],
  case_search: ['reference', 'trust', 'opened_at'],
  // Bytes, which hold no text; `tests/bot/staff/case-pictures.slow.test.ts` erases them.
  pictures: ['message_id', 'png', 'created_at'],
  class_cases: ['class_id', 'reference', 'position'],
  case_events: ['id', 'reference', 'version', 'type', 'at', 'key'],
  cases: [
    ...['reference', 'trust', 'problem', 'state', 'version', 'outcome', 'opened_at'],
    ...['changed_at', 'purged_at', 'unclaimed_since', 'needed_by'],
  ],
  chats: ['conversation_id', 'kind', 'tenant_id', 'service_url', 'bot_id', 'bot_name', 'updated_at'],
  outbox: [
    ...['id', 'kind', 'name', 'reference', 'class_id', 'trust', 'role', 'conversation_id'],
    ...['activity_id', 'shown_version', 'wanted_version', 'state', 'attempts', 'run_at', 'lock_token'],
    ...['last_error', 'created_at'],
  ],
  timers: [
    ...['id', 'name', 'key', 'trust', 'reference', 'payload', 'run_at', 'locked_until', 'lock_token'],
    ...['attempts', 'last_error', 'created_at'],
  ],
  dialog_state: ['key', 'etag', 'updated_at'],
  link_codes: ['code_hash', 'trust', 'role', 'expires_at', 'used_at'],
  linked_chats: [
    ...['id', 'trust', 'role', 'conversation_id', 'linked_at', 'unlinked_at', 'reached_at'],
    'missed_since',
  ],
  notice_listeners: ['notice_id', 'conversation_id'],
  notices: ['id', 'trust', 'set_at', 'until', 'ended_at'],
  planned_notices: ['id', 'trust', 'set_at', 'starts_at', 'until'],
  problem_reports: ['trust', 'problem', 'conversation_id', 'at'],
  problem_hours: ['trust', 'problem', 'day', 'hour', 'people'],
  incidents: [
    ...['id', 'trust', 'problem', 'version', 'since', 'last_at', 'people', 'usual', 'notice_id', 'ended_at'],
    ...['ended_as', 'part_of'],
  ],
  case_finder: ['kind', 'reference'],
  desk_requests: ['trust', 'webhook_id', 'digest', 'answer', 'at'],
  send_limits: ['key', 'state', 'next_at'],
  refusals: ['day', 'reason', 'count'],
  branch_ends: ['trust', 'day', 'branch', 'step', 'ended', 'count'],
  // Known words alone; `tests/understanding/unplaced.test.ts` has what is left out.
  unplaced_wordings: ['trust', 'hash', 'day', 'times', 'eighths', 'text', 'meant'],
};

/** The others: what people typed, and who they are. Each is filled below. */
export const THEIRS: Readonly<Record<string, readonly string[]>> = {
  case_search: ['words'],
  case_finder: ['value'],
  classes: ['raised_by'],
  case_events: ['by_id', 'by_name', 'data'],
  cases: ['esr_username', 'claimed_by', 'body', 'reports'],
  chats: ['person_id'],
  outbox: ['mention', 'payload', 'key'],
  dialog_state: ['body'],
  linked_chats: ['linked_by'],
  notices: ['text', 'set_by', 'set_by_id'],
  planned_notices: ['text', 'set_by', 'set_by_id'],
  incidents: ['ended_by', 'ended_by_id'],
};

const trail: Case['trail'] = [
  { branch: 'incorrect-details', step: 'x', answer: SAID, shown: SAID, answered: SAID, at: at(0) },
];
const said = (by: Person, hour: number, chat?: string) => ({ text: SAID, by, at: at(hour), chat });
const question = (by: Person) => ({ ...said(by, 1), answer: said(by, 2, 'chat-zyx') });

const given = (esrUsername: string, correctEmail: string): Given => ({
  ...{ problem: 'incorrect-details', trail, replaced: { email: EMAIL, at: at(1) } },
  details: { esrUsername, correctEmail, words: SAID },
});

/** Theirs: raised by them, about them. */
const own = (
  reference: string,
  state: Case['state'] = 'open',
  raised: Pick<Requester, 'kind' | 'person' | 'chat'> = { kind: 'staff', person: ZYX, chat: 'chat-zyx' },
): Case =>
  aCase({
    ...{ reference, state, trail, question: question(ZYX), changedAt: at(3) },
    requesters: [{ ...raised, at: at(0), given: given(USERNAME, EMAIL) }],
    details: {
      esrUsername: USERNAME,
      correctEmail: EMAIL,
      words: SAID,
      smartcardNumber: '1',
      esrNumber: '2',
    },
  });

/** Ben's, which they raised for him as a trainer, worked as a colleague, and are spoken of in. */
const worked = (reference: string, state: Case['state'] = 'claimed'): Case =>
  aCase({
    ...aCaseThatIs(state),
    ...{
      reference,
      state,
      trail,
      question: question(ZYX),
      closedBy: ZYX,
      reopened: { why: SAID, at: at(4) },
    },
    requesters: [
      {
        ...{ kind: 'trainer', person: ZYX, chat: 'chat-trainers', at: at(0), batch: 'class' },
        given: given('432HUGHESB01', 'ben@nhs.net'),
      },
    ],
    earlier: [{ outcome: 'could-not-help', note: SAID, by: ZYX, at: at(1) }],
    withdrawn: [{ kind: 'trainer', person: ZYX, chat: 'chat-x', at: at(2), by: ZYX }],
    details: { esrUsername: '432HUGHESB01', correctEmail: 'ben@nhs.net', name: 'Ben Hughes', words: SAID },
    claim: { by: ZYX, at: at(1) },
    ...(state === 'closed' && { resolution: { outcome: 'could-not-help', note: SAID, by: ZYX, at: at(3) } }),
  });

export async function fill({ db }: Database) {
  const chat = {
    tenant_id: 't',
    service_url: 'https://x.example/',
    bot_id: 'b',
    bot_name: 'Bot',
    updated_at: at(0),
  };
  for (const [id, kind, person_id] of [
    ['chat-zyx', 'personal', ID],
    ['chat-ben', 'personal', BEN.id],
    ['chat-team', 'groupChat', null],
  ] as const)
    await db
      .insertInto('chats')
      .values({ conversation_id: id, kind, person_id, ...chat })
      .execute();
  const link = { trust: 'esneft', linked_by: ID, linked_at: at(0) };
  for (const [role, unlinked_at] of [
    ['esr-team', null],
    ['escalation', at(1)],
  ] as const)
    await db
      .insertInto('linked_chats')
      .values({ ...link, role, conversation_id: `chat-${role}`, unlinked_at })
      .execute();
  await db
    .insertInto('classes')
    .values({
      id: 'class',
      trust: 'esneft',
      conversation_id: 'chat-trainers',
      raised_by: json(ZYX),
      version: 1,
      opened_at: at(0),
    })
    .execute();
  for (const it of [
    own('OWN-001'),
    worked('BEN-001'),
    own('OWN-002', 'closed'),
    own('OWN-003', 'open', { kind: 'trainer', person: BEN, chat: 'chat-trainers' }),
    worked('BEN-002', 'closed'),
  ]) {
    await db.insertInto('cases').values(toRow(it)).execute();
    await saveSearch(db, it);
    for (const [type, data] of [
      ['raise', { text: SAID }],
      ['assign', { to: ID }],
      ['claim', undefined],
    ] as const)
      await db
        .insertInto('case_events')
        .values({
          reference: it.reference,
          version: 1,
          type,
          at: at(0),
          by_id: ID,
          by_name: ZYX.name,
          data: data ? json(data) : null,
        })
        .execute();
    const delivery = {
      kind: 'message',
      name: 'question',
      trust: 'esneft',
      conversation_id: 'chat-team',
      state: 'pending',
      created_at: at(0),
    } as const;
    for (const [key, mention, payload] of [
      ['a', ZYX, { text: SAID, by: ZYX.name }],
      ['b', BEN, { text: SAID, by: BEN.name }],
    ] as const)
      await db
        .insertInto('outbox')
        .values({
          ...delivery,
          reference: it.reference,
          key: `${it.reference}:${key}:${mention.id}`,
          mention: json(mention),
          payload: json(payload),
        })
        .execute();
  }
  await db
    .insertInto('class_cases')
    .values([{ class_id: 'class', reference: 'BEN-001', position: 1 }])
    .execute();
  const conversation = {
    trust: 'esneft',
    entered: { username: USERNAME, name: ZYX.name },
    trail,
    facts: { said: SAID },
    dialogs: { dialogStack: [] },
    seen: [],
  };
  const rows = [
    { id: 1, name: ZYX.name, username: USERNAME, email: EMAIL, words: SAID },
    { id: 2, name: 'Jo', email: 'jo@nhs.net', words: SAID },
  ];
  for (const [key, body] of [
    ['talk/chat-zyx', conversation],
    ['talk/chat-ben', { ...conversation, entered: { words: SAID }, trail: [], facts: {} }],
    ['learners/1', { chat: 'c', trust: 'esneft', rows, words: SAID }],
  ] as const)
    await db
      .insertInto('dialog_state')
      .values({ key, body: json(body), etag: 1, updated_at: at(0) })
      .execute();
  await db
    .insertInto('notices')
    .values([
      { trust: 'esneft', text: SAID, set_by: ZYX.name, set_by_id: ID, set_at: at(0) },
      {
        trust: 'yas',
        text: 'It is down',
        set_by: BEN.name,
        set_by_id: BEN.id,
        set_at: at(0),
        ended_at: at(1),
      },
    ])
    .execute();
  await db
    .insertInto('planned_notices')
    .values({ trust: 'esneft', text: SAID, set_by: ZYX.name, set_by_id: ID, set_at: at(0), starts_at: at(9) })
    .execute();
  const times = { since: at(0), last_at: at(1), ended_at: at(2) };
  const ended = { ...times, ended_by: ZYX.name, ended_by_id: ID };
  await db
    .insertInto('incidents')
    .values({ trust: 'esneft', problem: 'down', version: 1, people: 9, usual: 1, ...ended })
    .execute();
}

export async function tablesOf({ db }: Database): Promise<Record<string, Record<string, unknown>[]>> {
  // PostgreSQL has views beside them, for the release before.
  const tables = (await db.introspection.getTables()).filter(({ isView }) => !isView);
  const rows = tables.map(async ({ name }) => [
    name,
    await db
      .selectFrom(name as 'cases')
      .selectAll()
      .execute(),
  ]);
  return Object.fromEntries(await Promise.all(rows)) as Record<string, Record<string, unknown>[]>;
}
/** Where it still stands, as table and column. */
export async function whereIs(database: Database, ...marks: string[]): Promise<string[]> {
  const found = Object.entries(await tablesOf(database)).flatMap(([table, rows]) =>
    rows.flatMap((row) =>
      Object.entries(row)
        .filter(([, value]) => {
          const text = String(value).toLowerCase();
          return marks.some(
            (mark) =>
              text.includes(mark.toLowerCase()) || text.includes(json(mark).slice(1, -1).toLowerCase()),
          );
        })
        .map(([column]) => `${table}.${column}`),
    ),
  );
  return [...new Set(found)].sort();
}
export const known = (columns: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(columns).flatMap(([table, names]) => names.map((name) => `${table}.${name}`));
