import { describe, it } from 'vitest';
import { Chat } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

describe('notices in the page', () => {
  const { open } = trialInBrowser();
  it('plans a notice and takes it back', async () => {
    const elena = new Chat(await open(), 'ESR Team');
    await elena.be('Elena Rossi');
    await elena.say('notice from tomorrow 18:00 until further notice ESR is being updated');
    const card = await elena.shows('Notice planned', 'ESR is being updated', 'Planned by Elena Rossi');
    await card.getByRole('button', { name: 'Remove' }).click();
    await elena.shows('Removed. It will not be shown.');
  }, 60_000);
});
