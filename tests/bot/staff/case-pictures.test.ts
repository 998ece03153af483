import { decode } from 'fast-png';
import { expect, it } from 'vitest';
import { subjectOf } from '../../../src/privacy/subject.ts';
import { erase } from '../../../src/store/privacy/erase.ts';
import { Purge } from '../../../src/store/privacy/purge.ts';
import { findHeld } from '../../../src/store/privacy/subject-store.ts';
import { pngOf, SCREENS } from '../../screens/pictures.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { staffOfEachTest } from '../../support/staff.ts';

// A busy machine reads slowly.
const staff = staffOfEachTest({}, { lookWithinMs: 60_000, sendLimits: { chat: [], tenant: [] } });
const { say, press, last } = staff;
const SEND = 'Send the picture';
const PICTURE = expect.objectContaining({
  contentType: 'image/png',
  contentUrl: expect.stringMatching(/^data:image\/png;base64,/),
});

const db = () => staff.bot.app.database.db;
const team = () => staff.bot.teams.cast.chats.esrTeam;
const pasted = (bytes: Buffer) =>
  staff.bot.teams.world.pictures.paste(bytes, 'image/png', staff.bot.teams.serviceUrl);
const show = (bytes: Buffer) => say('', { attachments: [pasted(bytes)] });
const waiting = () => db().selectFrom('pictures').selectAll().execute();
const delivered = () => staff.bot.app.poll();
/** What of the case is in a chat of the ESR Team. */
const shown = (reference: string, chat = team()) =>
  staff.bot.teams.activities(chat).filter((one) => readAloud(one).includes(reference));
const pictures = (reference: string, chat = team()) =>
  shown(reference, chat).filter(({ attachments }) =>
    attachments?.some(({ contentType }) => contentType === 'image/png'),
  );

/** A case with a screen that was read; its reference. The question about the picture is open. */
async function handOver(bytes = SCREENS.known): Promise<string> {
  await show(bytes);
  await say('talk to someone');
  const username = `432${crypto
    .randomUUID()
    .replace(/[^a-f]/g, '')
    .slice(0, 6)
    .padEnd(4, 'x')}A01`.toUpperCase();
  await press('Check my answers', { username, email: 'sam@nhs.net' });
  const { outcome } = await press('Yes, send to the ESR Team');
  return /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(outcome))?.[0] ?? '';
}

/** A case whose picture the ESR Team has. */
async function handOverWithPicture(): Promise<string> {
  const reference = await handOver();
  await press(SEND);
  await delivered();
  expect(pictures(reference)).toHaveLength(1);
  return reference;
}

const rows = (reference: string) =>
  db()
    .selectFrom('outbox')
    .selectAll()
    .where('reference', '=', reference)
    .where('name', '=', 'picture')
    .execute();

it('nothing of it is kept before its sender was asked, and goes under the handoff card once they allow it', async () => {
  const reference = await handOver();
  expect(readAloud(last())).toContain('Send the picture to the ESR Team too?');
  expect(readAloud(last())).toContain('Crop out anything private first');
  await delivered();
  expect(pictures(reference)).toEqual([]);
  expect(await waiting()).toEqual([]);

  await press(SEND);
  expect(readAloud(last())).toContain('sending your picture');
  await delivered();
  const [handoff, picture] = shown(reference);
  expect(readAloud(handoff)).toContain('Screen said: There was a problem reading your Smartcard');
  expect(picture?.attachments).toEqual([PICTURE]);
  expect(readAloud(picture)).toContain(staff.person.name);
  // Its row says which message it is, and the picture is in Teams alone.
  expect(await waiting()).toEqual([]);
  expect(await rows(reference)).toMatchObject([{ state: 'delivered', activity_id: picture?.id }]);
});

it('stays with its sender when they say no', async () => {
  const reference = await handOver();
  await say('no thanks');
  await delivered();
  expect(pictures(reference)).toEqual([]);
  const state = await db()
    .selectFrom('dialog_state')
    .select('body')
    .where('key', '=', `talk/${staff.chat.id}`)
    .execute();
  expect(state[0]?.body).not.toContain('/v3/attachments/');
});

it('is the cropped one when that was sent in answer to the question', async () => {
  const reference = await handOver();
  await show(pngOf(320, 40));
  expect(buttons(last())).toContain(SEND);
  await press(SEND);
  await delivered();
  const [attachment] = pictures(reference)[0]?.attachments ?? [];
  const png = Buffer.from(String(attachment?.contentUrl).split(',')[1] ?? '', 'base64');
  expect(decode(png)).toMatchObject({ width: 320, height: 40 });
});

it('is made as small as Teams shows it', async () => {
  const reference = await handOver(SCREENS.photo);
  await press(SEND);
  await delivered();
  const [attachment] = pictures(reference)[0]?.attachments ?? [];
  const png = Buffer.from(String(attachment?.contentUrl).split(',')[1] ?? '', 'base64');
  const { width, height } = decode(png);
  expect(Math.max(width, height)).toBe(1024);
  expect(png.length).toBeLessThanOrEqual(1_000_000);
});

it('is asked for again where Teams has it no longer', async () => {
  const reference = await handOver();
  const { pictures: kept } = staff.bot.teams.world;
  kept.clear();
  await press(SEND);
  expect(buttons(last())).toContain(SEND);
  await show(SCREENS.likely);
  await press(SEND);
  await delivered();
  expect(pictures(reference)).toHaveLength(1);
});

it('goes once, however often Teams sends the press', async () => {
  const reference = await handOver();
  const question = last();
  await Promise.all([press(SEND, {}, question), press(SEND, {}, question)]);
  await delivered();
  expect(pictures(reference)).toHaveLength(1);
});

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

it('does not go with a case that closed before its sender answered', async () => {
  const reference = await handOver();
  const question = last();
  await delivered();
  const status = staff.bot.teams.activities(staff.chat).findLast((one) => buttons(one).includes('Yes, withdraw it'));
  await press('Yes, withdraw it', {}, status);
  await press(SEND, {}, question);
  expect(readAloud(last())).toContain('closed');
  await delivered();
  expect(pictures(reference)).toEqual([]);
});

it('waits where Teams does not take it for now, and survives a restart', async () => {
  const reference = await handOver();
  await delivered();
  const block = staff.bot.teams.faults.add({
    match: { chat: team().id, operation: 'send' },
    effect: { status: 403 },
  });
  await press(SEND);
  await delivered();
  expect(await rows(reference)).toMatchObject([{ state: 'paused' }]);
  await staff.bot.restart();
  expect(await waiting()).toHaveLength(1);
  staff.bot.teams.faults.clear(block.id);
  const { people } = staff.bot.teams.cast;
  await staff.bot.teams.say(people.elena, team(), 'help');
  await delivered();
  expect(pictures(reference)).toHaveLength(1);
  expect(await waiting()).toEqual([]);
});

it('is given up where Teams will never take it, and its sender is told', async () => {
  const reference = await handOver();
  await delivered();
  staff.bot.teams.faults.add({
    match: { chat: team().id, operation: 'send' },
    times: 1,
    effect: { status: 413 },
  });
  await press(SEND);
  await delivered();
  await delivered();
  expect(pictures(reference)).toEqual([]);
  expect(await waiting()).toEqual([]);
  expect(readAloud(last())).toContain(`${reference}: I could not send your picture`);
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
