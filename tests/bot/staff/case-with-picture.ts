import nock from 'nock';
import { expect } from 'vitest';
import { SCREENS } from '../../screens/pictures.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { staffOfEachTest } from '../../support/staff.ts';

export const SEND = 'Send the picture';

/** One bot for the test file, and for each test somebody new who hands over a case with a picture. */
export function casesWithPictures() {
  // A busy machine reads slowly.
  const staff = staffOfEachTest({}, { lookWithinMs: 60_000, sendLimits: { chat: [], tenant: [] } });
  const { say, last } = staff;
  /** Presses a button of the newest message that has it: others may have come since. */
  const press: typeof staff.press = (button, inputs, message) =>
    staff.press(button, inputs, message ?? newestWith(button));
  const newestWith = (button: string) =>
    staff.bot.teams.activities(staff.chat).findLast((one) => buttons(one).includes(button));
  /** The card that asks whether to send the picture: the case's card may come before or after it. */
  const question = () => newestWith(SEND);
  const db = () => staff.bot.app.database.db;
  const team = () => staff.bot.teams.cast.chats.esrTeam;
  const show = (bytes: Buffer) => {
    const { teams } = staff.bot;
    return say('', { attachments: [teams.world.pictures.paste(bytes, 'image/png', teams.serviceUrl)] });
  };
  /** The same as a file, whose address is good once. */
  const attach = (bytes: Buffer) => {
    const path = `/personal/sam/${crypto.randomUUID()}.png`;
    nock('https://nhs-my.sharepoint.com').get(path).reply(200, bytes);
    const content = { downloadUrl: `https://nhs-my.sharepoint.com${path}`, fileType: 'png' };
    const file = {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      name: 'x.png',
      content,
    };
    return say('', { attachments: [file] });
  };
  const waiting = () => db().selectFrom('pictures').selectAll().execute();
  const delivered = () => staff.bot.app.poll();
  /** What of the case is in a chat of the ESR Team. */
  const shown = (reference: string, chat = team()) =>
    staff.bot.teams.activities(chat).filter((one) => readAloud(one).includes(reference));
  const pictures = (reference: string, chat = team()) =>
    shown(reference, chat).filter(({ attachments }) =>
      attachments?.some(({ contentType }) => contentType === 'image/png'),
    );
  const rows = (reference: string) =>
    db()
      .selectFrom('outbox')
      .selectAll()
      .where('reference', '=', reference)
      .where('name', '=', 'picture')
      .execute();

  /** A case with a screen that was read; its reference. The question about the picture is open. */
  async function handOver(bytes = SCREENS.known, send = show): Promise<string> {
    await send(bytes);
    await say('talk to someone');
    const letters = Array.from(crypto.getRandomValues(new Uint8Array(8)), (n) => 'ABCDEFGH'[n % 8]).join('');
    await press('Check my answers', {
      username: `432${letters}01`,
      email: 'sam@nhs.net',
      words: 'It does not let me in',
    });
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

  return {
    ...{ staff, say, press, last, db, team, show, attach, waiting, delivered, shown, pictures, rows },
    ...{ question, handOver, handOverWithPicture },
  };
}
