import { afterAll, expect, it, vi } from 'vitest';
import { subjectOf } from '../../../src/privacy/subject.ts';
import { erase } from '../../../src/store/privacy/erase.ts';
import { Purge } from '../../../src/store/privacy/purge.ts';
import { findHeld } from '../../../src/store/privacy/subject-store.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { casesWithPictures, SEND } from './case-with-picture.ts';

afterAll(() => vi.resetConfig());

const {
  db,
  delivered,
  handOver,
  handOverWithPicture,
  last,
  pictures,
  press,
  question,
  rows,
  say,
  shown,
  staff,
  team,
  waiting,
} = casesWithPictures();

it('is deleted in Teams when the case closes', async () => {
  const reference = await handOverWithPicture();
  const { people } = staff.bot.teams.cast;
  const handoff = shown(reference)[0]?.id ?? '';
  await staff.bot.teams.press(people.elena, team(), handoff, 'Resolve and tell them', {
    outcome: 'password-reset-sent',
  });
  await delivered();
  expect(pictures(reference)).toHaveLength(1);
  await press("Yes, it's working");
  await delivered();
  expect(pictures(reference)).toEqual([]);
  expect(await rows(reference)).toEqual([]);
});

it('is deleted in Teams when the case is withdrawn, and does not go when it was still waiting', async () => {
  const reference = await handOverWithPicture();
  const status = () =>
    staff.bot.teams.activities(staff.chat).findLast((one) => buttons(one).includes('Yes, withdraw it'));
  await press('Yes, withdraw it', {}, status());
  await delivered();
  expect(pictures(reference)).toEqual([]);

  const second = await handOver();
  const block = staff.bot.teams.faults.add({
    match: { chat: team().id, operation: 'send' },
    effect: { status: 503 },
  });
  await press(SEND);
  expect(await waiting()).toHaveLength(1);
  await press('Yes, withdraw it', {}, status());
  expect(await waiting()).toEqual([]);
  staff.bot.teams.faults.clear(block.id);
  await delivered();
  expect(pictures(second)).toEqual([]);
});

it('leaves the case that a trainer shares when its sender’s report goes on as another', async () => {
  const { bot, chat } = staff;
  const { people, chats } = bot.teams.cast;
  // They sign in to Teams with the address that they give.
  Object.assign(staff.person, { email: 'sam@nhs.net' });
  const reference = await handOverWithPicture();
  const { details } = (
    await db().selectFrom('cases').selectAll().where('reference', '=', reference).execute()
  )
    .map(({ body }) => JSON.parse(body))
    .at(0);
  await bot.teams.say(people.chloe, chats.escalation, `@ESR ${details.esrUsername} sam@nhs.net`);
  const check = bot.teams.activities(chats.escalation).at(-1);
  await bot.teams.press(people.chloe, chats.escalation, check?.id ?? '', 'Send to the ESR Team');
  await delivered();
  expect(pictures(reference)).toHaveLength(1);
  await say('change my email');
  await press('Send to the ESR Team', { address: 'sam@gmail.com' });
  await delivered();
  await delivered();
  expect(pictures(reference)).toEqual([]);
  expect(bot.teams.activities(chat).map(readAloud).join('\n')).toMatch(
    /: the ESR Team does not have your picture/,
  );
});

it('does not go with a case that closed before its sender answered', async () => {
  const reference = await handOver();
  const asked = question();
  await delivered();
  const status = staff.bot.teams
    .activities(staff.chat)
    .findLast((one) => buttons(one).includes('Yes, withdraw it'));
  await press('Yes, withdraw it', {}, status);
  await press(SEND, {}, asked);
  expect(readAloud(last())).toContain('closed');
  await delivered();
  expect(pictures(reference)).toEqual([]);
});

it('does not follow an ESR Team to another chat, and leaves the chat that is no longer theirs', async () => {
  const { bot } = staff;
  const { people } = bot.teams.cast;
  const reference = await handOverWithPicture();
  const other = bot.teams.createGroupChat('New ESR Team', [people.elena]);
  await bot.link('esneft', 'esr-team', other);
  await delivered();
  expect(pictures(reference)).toEqual([]);
  expect(pictures(reference, other)).toEqual([]);
  expect(shown(reference, other)).toHaveLength(1);
  await bot.link('esneft', 'esr-team', team());
});

it('is deleted by "forget me" while it waits', async () => {
  await handOver();
  const block = staff.bot.teams.faults.add({
    match: { chat: team().id, operation: 'send' },
    effect: { status: 503 },
  });
  await press(SEND);
  expect(await waiting()).toHaveLength(1);
  await say('forget me');
  expect(await waiting()).toEqual([]);
  staff.bot.teams.faults.clear(block.id);
});

it('is in what is exported while it waits, and erased, in Teams too', async () => {
  const { bot, person } = staff;
  const subject = subjectOf(person.aadObjectId);
  if (subject === undefined) throw new Error('Nobody');
  const sent = await handOverWithPicture();
  const reference = await handOver();
  await delivered();
  const block = bot.teams.faults.add({
    match: { chat: team().id, operation: 'send' },
    effect: { status: 503 },
  });
  await press(SEND);
  const [picture] = await waiting();
  expect(JSON.stringify(await findHeld(db(), subject))).toContain(picture?.png);

  await erase(bot.app.database, subject, new Date().toISOString());
  bot.teams.faults.clear(block.id);
  expect(await waiting()).toEqual([]);
  await delivered();
  expect([...pictures(reference), ...pictures(sent)]).toEqual([]);
  expect(JSON.stringify(await findHeld(db(), subject))).not.toContain('picture');
});

it('goes at the purge, should Teams not have let it be deleted before, and waits for a week at most', async () => {
  const { bot } = staff;
  const reference = await handOverWithPicture();
  const out = bot.teams.faults.add({ match: { operation: 'delete' }, effect: { status: 403 } });
  await press(
    'Yes, withdraw it',
    {},
    bot.teams.activities(staff.chat).findLast((one) => buttons(one).includes('Yes, withdraw it')),
  );
  await delivered();
  expect(pictures(reference)).toHaveLength(1);
  const later = new Date(Date.now() + 40 * 86_400_000).toISOString();
  bot.teams.faults.clear(out.id);
  await new Purge(bot.app.database, { purgeAfterDays: 30 }).run(later);
  await db()
    .updateTable('outbox')
    .set({ run_at: new Date().toISOString() })
    .where('name', '=', 'picture')
    .execute();
  await delivered();
  expect(pictures(reference)).toEqual([]);

  await handOver();
  await delivered();
  const block = bot.teams.faults.add({
    match: { chat: team().id, operation: 'send' },
    effect: { status: 403 },
  });
  await press(SEND);
  await delivered();
  expect(await waiting()).toHaveLength(1);
  await new Purge(bot.app.database, { purgeAfterDays: 30 }).run(
    new Date(Date.now() + 8 * 86_400_000).toISOString(),
  );
  expect(await waiting()).toEqual([]);
  bot.teams.faults.clear(block.id);
});
