import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCREENS } from '../screens/pictures.ts';
import { Chat, resolve, TRUST } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

describe('a screenshot in the page', () => {
  const { open } = trialInBrowser();

  /** Somebody's chat, and the ESR Team's beside it. */
  async function sit(person: string) {
    const page = await open();
    // A busy machine reads slowly.
    const staff = new Chat(page, 'Staff');
    await staff.be(person);
    return { staff, team: new Chat(page, 'ESR Team') };
  }

  const boxOf = (staff: Chat) => staff.region.getByRole('textbox', { name: /^Message in/ });

  /** Pastes or drops a picture where people type, as the browser tells the page of it. */
  const give = (staff: Chat, how: 'paste' | 'drop', bytes: Buffer) =>
    boxOf(staff).evaluate(
      (element, { data, event }) => {
        const view = element.ownerDocument.defaultView as unknown as Record<
          string,
          new (
            ...of: unknown[]
          ) => never
        >;
        const { DataTransfer, File, ClipboardEvent, DragEvent } = view;
        if (!DataTransfer || !File || !ClipboardEvent || !DragEvent) return;
        const files = new DataTransfer() as { items: { add(file: unknown): void } };
        const content = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
        files.items.add(new File([content], 'image.png', { type: 'image/png' }));
        const options = { clipboardData: files, dataTransfer: files, bubbles: true, cancelable: true };
        element.dispatchEvent(
          event === 'paste' ? new ClipboardEvent(event, options) : new DragEvent(event, options),
        );
      },
      { data: bytes.toString('base64'), event: how },
    );

  async function send(staff: Chat, file = 'image.png') {
    await staff.region.getByRole('button', { name: `Remove ${file}` }).waitFor();
    await boxOf(staff).press('Enter');
  }

  it('is pasted, read, walked through and handed over; its picture goes when allowed, and until the case closes', async () => {
    const { staff, team } = await sit('Ben Hughes');
    await give(staff, 'paste', SCREENS.known);
    await send(staff);
    await staff.region.getByRole('img', { name: 'A picture' }).waitFor();
    await staff.shows('Your screen says: There was a problem reading your Smartcard', 'Something else');
    await staff.answer(TRUST);
    await staff.branch(['Not yet', 'Carry on', 'Ask the ESR Team'], 'Check my answers');
    await staff.fill({ 'ESR username': '432HUGHESB02', 'Correct email address': 'ben.hughes@nhs.net' });
    await staff.answer('Check my answers');
    await staff.shows('Screen said: There was a problem reading your Smartcard');
    await staff.answer('Yes, send to the ESR Team');
    const error = 'Screen said: There was a problem reading your Smartcard';
    const handoff = await team.shows('432HUGHESB02', error);

    const picture = team.region.getByRole('img', { name: 'A picture' });
    await staff.shows('Send the picture to the ESR Team too?', 'Crop out anything private first');
    expect(await picture.count()).toBe(0);
    await staff.answer('Send the picture');
    await picture.waitFor();
    expect(
      await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
    ).toBeGreaterThan(300);
    await team.region.getByText('a picture of the screen, from Ben Hughes').waitFor();

    await resolve(handoff, 'Smartcard linked');
    await staff.answer("Yes, it's working");
    await picture.waitFor({ state: 'detached' });
    await team.shows('432HUGHESB02', error);
  });

  it.each(['drop', 'attach'] as const)('can be given by %s, too', async (how) => {
    const { staff } = await sit(how === 'drop' ? 'Amara Okafor' : 'Ben Hughes');
    if (how === 'drop') await give(staff, 'drop', SCREENS.known);
    else {
      const file = join(import.meta.dirname, '../../simulator/screens/problem-reading.png');
      await staff.region
        .getByLabel('Attach a picture')
        .and(staff.region.locator('input'))
        .setInputFiles(file);
    }
    await send(staff, how === 'drop' ? 'image.png' : 'problem-reading.png');
    await staff.shows('Your screen says: There was a problem reading your Smartcard');
    if (how === 'drop') await staff.answer(TRUST);
  });

  it('can be one of those that are ready to try', async () => {
    const { staff } = await sit('Amara Okafor');
    await staff.region.getByLabel('Try an example screen').selectOption('wrong-details.png');
    await staff.region.getByRole('button', { name: 'Remove wrong-details.png' }).waitFor();
    await staff.region.getByRole('button', { name: 'Send message' }).click();
    await staff.shows('I think it says: The username or password is wrong');
    await staff.answer('ESR says my username or password is wrong');
  });
});
