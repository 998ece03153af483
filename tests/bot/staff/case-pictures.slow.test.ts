import { decode } from 'fast-png';
import { afterAll, expect, it, vi } from 'vitest';
import { pngOf, SCREENS } from '../../screens/pictures.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { casesWithPictures, SEND } from './case-with-picture.ts';

afterAll(() => vi.resetConfig());

const cases = casesWithPictures();
const {
  attach,
  db,
  delivered,
  handOver,
  last,
  pictures,
  press,
  rows,
  say,
  show,
  shown,
  staff,
  team,
  question,
  waiting,
} = cases;
const PICTURE = expect.objectContaining({
  contentType: 'image/png',
  contentUrl: expect.stringMatching(/^data:image\/png;base64,/),
});

it('nothing of it is kept before its sender was asked, and goes under the handoff card once they allow it', async () => {
  const reference = await handOver();
  expect(readAloud(question())).toContain('Send the picture to the ESR Team too?');
  expect(readAloud(question())).toContain('Crop out anything private first');
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

it('beside a no, a secret or a command, is answered as the words say', async () => {
  const { teams } = staff.bot;
  const beside = (text: string) =>
    say(text, { attachments: [teams.world.pictures.paste(SCREENS.likely, 'image/png', teams.serviceUrl)] });
  await handOver();
  const warned = await beside('my password is Winter2026!');
  expect(warned.map(readAloud).join('\n')).toContain('a password');
  expect(buttons(last())).toContain(SEND);
  await beside('no thanks');
  expect(readAloud(last())).toContain('I will not send your picture');
  await handOver();
  await beside('talk to someone');
  expect(buttons(last())).toContain('Check my answers');
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

it('goes when it came as a file, whose address was asked once', async () => {
  const reference = await handOver(SCREENS.known, attach);
  expect(readAloud(question())).toContain('Send the picture to the ESR Team too?');
  expect(await waiting()).toEqual([]);
  await press(SEND);
  await delivered();
  expect(pictures(reference)[0]?.attachments).toEqual([PICTURE]);
});

it('is the file that was sent in answer to the question', async () => {
  const reference = await handOver();
  await attach(pngOf(320, 40));
  await press(SEND);
  await delivered();
  const [attachment] = pictures(reference)[0]?.attachments ?? [];
  const png = Buffer.from(String(attachment?.contentUrl).split(',')[1] ?? '', 'base64');
  expect(decode(png)).toMatchObject({ width: 320, height: 40 });
});

it('is not asked about when a file is held no longer, and asked for again when that is found later', async () => {
  await attach(SCREENS.known);
  await say('talk to someone');
  await staff.bot.restart();
  await press('Check my answers', { username: '432RESTARTA01', email: 'sam@nhs.net' });
  await press('Yes, send to the ESR Team');
  expect(buttons(last())).not.toContain(SEND);

  const reference = await handOver(SCREENS.known, attach);
  await staff.bot.restart();
  await press(SEND);
  expect(readAloud(question())).toContain('Send the picture to the ESR Team too?');
  await attach(SCREENS.likely);
  await press(SEND);
  await delivered();
  expect(pictures(reference)).toHaveLength(1);
});

it('does not go once pictures are turned off, and they are told', async () => {
  const reference = await handOver();
  await staff.bot.restart({ readScreens: false });
  await press(SEND);
  expect(readAloud(last())).toContain('cannot look at pictures here');
  await staff.bot.restart();
  await delivered();
  expect(pictures(reference)).toEqual([]);
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
  const asked = question();
  await Promise.all([press(SEND, {}, asked), press(SEND, {}, asked)]);
  await delivered();
  expect(pictures(reference)).toHaveLength(1);
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
  expect(readAloud(last())).toContain(`${reference}: the ESR Team does not have your picture`);
});
