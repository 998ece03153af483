import { describe, expect, it } from 'vitest';
import { buttons, readAloud } from '../../support/cards.ts';
import { staffOfEachTest } from '../../support/staff.ts';

describe('a member of staff of one Trust', () => {
  const staff = staffOfEachTest({ TRUSTS: 'esneft' }, { sendLimits: { chat: [], tenant: [] } });
  const { say, press } = staff;
  const all = () => staff.bot.teams.activities(staff.chat).map(readAloud).join('\n');

  it.each(['is ESR down?', 'ESR is down', 'esr not working'])(
    'is told that there is no notice: %s',
    async (text) => {
      await say(text);
      expect(all()).toContain('has not told me of a problem');
      expect(all()).not.toContain('I take it that this is about');
    },
  );

  it('gets the notice that is running instead', async () => {
    const { teams } = staff.bot;
    const { esrTeam } = teams.cast.chats;
    await teams.say(teams.cast.people.elena, esrTeam, 'notice ESR is down nationally');
    await say('is esr down?');
    expect(all()).toContain('ESR is down nationally');
    await teams.say(teams.cast.people.elena, esrTeam, 'notice off');
  });

  it('has the commonest need first on the menu', async () => {
    await say('hello');
    const titles = buttons(staff.last());
    expect(titles[0]).toContain('forgot');
    await press(titles[0] ?? '');
    expect(buttons(staff.last())).not.toContain('Ask the ESR Team ›');
  });

  it('has what they typed on the way in their form', async () => {
    await say('my purple badge reader blinks twice every Tuesday');
    await press('Ask the ESR Team');
    expect(JSON.stringify(staff.last()?.attachments)).toContain('purple badge reader');
  });

  it('says what happens where nothing else tells the ESR Team', async () => {
    await say('talk to someone');
    await press('Check my answers', { 'username-unknown': 'true', username: '', email: 'sam@nhs.net' });
    expect(buttons(staff.last())).toContain('Check my answers');
    await press('Check my answers', {
      'username-unknown': 'true',
      email: 'sam@nhs.net',
      words: 'My card is blocked',
    });
    expect(buttons(staff.last())).toContain('Yes, send to the ESR Team');
  });
});
