import { describe, it } from 'vitest';
import { SCREENS } from '../screens/pictures.ts';
import { Chat, TRUST } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

describe('a screenshot in the page', () => {
  const { open } = trialInBrowser();

  it('is pasted, read, walked through and handed over with the error’s own words', async () => {
    const page = await open();
    // A busy machine reads slowly.
    page.setDefaultTimeout(20_000);
    const staff = new Chat(page, 'Staff');
    await staff.be('Ben Hughes');
    const box = staff.region.getByRole('textbox', { name: /^Message in/ });
    await box.evaluate((element, data) => {
      const view = element.ownerDocument.defaultView as unknown as Record<
        string,
        new (
          ...of: unknown[]
        ) => never
      >;
      const { DataTransfer, File, ClipboardEvent } = view;
      if (!DataTransfer || !File || !ClipboardEvent) return;
      const clipboard = new DataTransfer() as { items: { add(file: unknown): void } };
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      clipboard.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
      element.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }),
      );
    }, SCREENS.known.toString('base64'));
    await staff.region.getByText('image.png').waitFor();
    await box.press('Enter');

    await staff.region.getByRole('img', { name: 'A picture' }).waitFor();
    await staff.shows('Your screen says: There was a problem reading your Smartcard', 'Something else');
    await staff.branch([TRUST, 'Not yet', 'Carry on', 'Ask the ESR Team'], 'Check my answers');
    await staff.fill({ 'ESR username': '432HUGHESB02', 'Correct email address': 'ben.hughes@nhs.net' });
    await staff.answer('Check my answers');
    await staff.shows('Screen said: There was a problem reading your Smartcard');
    await staff.answer('Yes, send to the ESR Team');
    await new Chat(page, 'ESR Team').shows(
      '432HUGHESB02',
      'Screen said: There was a problem reading your Smartcard',
    );
  }, 90_000);

  it('can be one of those that are ready to try', async () => {
    const page = await open();
    page.setDefaultTimeout(20_000);
    const staff = new Chat(page, 'Staff');
    await staff.be('Amara Okafor');
    await staff.region.getByLabel('Try an example screen').selectOption('wrong-details.png');
    await staff.region.getByRole('button', { name: 'Remove wrong-details.png' }).waitFor();
    await staff.region.getByRole('button', { name: 'Send message' }).click();
    await staff.shows('I think it says: The username or password is wrong');
    await staff.answer('ESR says my username or password is wrong');
    // Whose guide it is follows, and then the problem.
    await staff.button(TRUST).waitFor();
  }, 60_000);
});
