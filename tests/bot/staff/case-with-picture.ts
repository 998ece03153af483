import { expect } from 'vitest';
import { SCREENS } from '../../screens/pictures.ts';
import { readAloud } from '../../support/cards.ts';
import { staffOfEachTest } from '../../support/staff.ts';

// A busy machine reads slowly.
export const staff = staffOfEachTest({}, { lookWithinMs: 60_000, sendLimits: { chat: [], tenant: [] } });
export const { say, press, last } = staff;
export const SEND = 'Send the picture';
export const PICTURE = expect.objectContaining({
  contentType: 'image/png',
  contentUrl: expect.stringMatching(/^data:image\/png;base64,/),
});

export const db = () => staff.bot.app.database.db;
export const team = () => staff.bot.teams.cast.chats.esrTeam;
const pasted = (bytes: Buffer) =>
  staff.bot.teams.world.pictures.paste(bytes, 'image/png', staff.bot.teams.serviceUrl);
export const show = (bytes: Buffer) => say('', { attachments: [pasted(bytes)] });
export const waiting = () => db().selectFrom('pictures').selectAll().execute();
export const delivered = () => staff.bot.app.poll();
/** What of the case is in a chat of the ESR Team. */
export const shown = (reference: string, chat = team()) =>
  staff.bot.teams.activities(chat).filter((one) => readAloud(one).includes(reference));
export const pictures = (reference: string, chat = team()) =>
  shown(reference, chat).filter(({ attachments }) =>
    attachments?.some(({ contentType }) => contentType === 'image/png'),
  );

/** A case with a screen that was read; its reference. The question about the picture is open. */
export async function handOver(bytes = SCREENS.known): Promise<string> {
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
export async function handOverWithPicture(): Promise<string> {
  const reference = await handOver();
  await press(SEND);
  await delivered();
  expect(pictures(reference)).toHaveLength(1);
  return reference;
}

export const rows = (reference: string) =>
  db()
    .selectFrom('outbox')
    .selectAll()
    .where('reference', '=', reference)
    .where('name', '=', 'picture')
    .execute();
