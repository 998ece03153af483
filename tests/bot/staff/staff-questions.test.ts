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
      expect(all()).toContain('has not told me about a problem');
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

  it.each([
    '432STAFFS01',
    'sam.staff@nhs.net',
    'cant log in 432STAFFS01',
    'help 432STAFFS01 sam.staff@nhs.net cannot sign in',
  ])('who gives their own details is asked about their own problem: %s', async (text) => {
    await say(text);
    expect(all()).not.toContain('To get help for someone you train');
    expect(buttons(staff.last())[0]).toMatch(/^(?:I forgot my username|ESR says my username)/);
    expect(buttons(staff.last())).toContain('Help for someone I train');
  });

  it.each([
    'Hi my username is 432STAFFS01 and email sam.staff@nhs.net cant get in',
    'its not letting me in 432STAFFS01',
    'my details are 432STAFFS01 and sam.staff@nhs.net',
    'its 432STAFFS01 and the email should be sam.staff@nhs.net please',
    'please use sam.staff@nhs.net not sam.staff@hotmail.com',
    'my no is 432STAFFS01 and it wont let me in, my email on there is sam.staff@nhs.net',
  ])('whose details may be their own is asked about their own problem first: %s', async (text) => {
    await say(text);
    expect(all()).not.toContain('To get help for someone you train');
    expect(buttons(staff.last()).indexOf('Help for someone I train')).toBeGreaterThan(0);
  });

  it.each([
    'my learner 432STAFFS01 sam.staff@nhs.net cannot sign in',
    'learner cant log in: 432STAFFS01',
    'Can you help Jo Smith 432SMITHJ01 jo.smith@nhs.net',
    '432STAFFS01 sam.staff@nhs.net\n432KHANJ01 j.khan@nhs.net',
  ])("who gives a learner's details is told where trainers write: %s", async (text) => {
    await say(text);
    expect(all()).toContain('To get help for someone you train');
  });

  it('has what they typed on the way in their form', async () => {
    await say('my purple badge reader blinks twice every Tuesday');
    await press('Ask the ESR Team');
    expect(JSON.stringify(staff.last()?.attachments)).toContain('purple badge reader');
  });

  it.each([
    ['without a username', { 'username-unknown': 'true', username: '' }],
    ['with one', { username: '432STAFFS01' }],
  ])('says what happens where no problem was chosen: %s', async (_, given) => {
    await say('talk to someone');
    const { outcome } = await press('Check my answers', { ...given, email: 'sam@nhs.net' });
    expect(JSON.stringify(outcome)).toContain('Say what happens when you try.');
    await press('Check my answers', { ...given, email: 'sam@nhs.net', words: 'My card is blocked' });
    expect(buttons(staff.last())).toContain('Yes, send to the ESR Team');
  });

  it('need not say more about a problem that was chosen', async () => {
    for (const text of ['my smartcard is not linked to esr', 'talk to someone']) await say(text);
    const given = { username: '432STAFFS01', email: 'sam@nhs.net', 'smartcard-number': '123456789012' };
    await press('Check my answers', given);
    expect(buttons(staff.last())).toContain('Yes, send to the ESR Team');
  });

  it.each([
    [
      'words that were not understood, and the ESR Team from the menu',
      'Ask the ESR Team',
      'my purple badge reader blinks twice',
    ],
    [
      'words that were not understood, and a person asked for',
      'talk to someone',
      'my purple badge reader blinks twice',
    ],
    [
      'words that may mean several things, and a person asked for',
      'talk to someone',
      'my smartcard isnt working on the ward pc',
    ],
    [
      'words that may mean several things, none of those, and the ESR Team',
      'none of these|Ask the ESR Team',
      'my smartcard isnt working on the ward pc',
    ],
  ])('sends what they typed on the way: %s', async (_, then, typed) => {
    await say(typed);
    for (const step of then.split('|'))
      await (buttons(staff.last()).includes(step) ? press(step) : say(step));
    expect(JSON.stringify(staff.last()?.attachments)).toContain(typed);
    await press('Check my answers', { username: '432STAFFS01', email: 'sam@nhs.net', words: typed });
    expect(readAloud(staff.last())).toContain(typed);
  });

  it('sends it with the problem chosen after it, and not with the next', async () => {
    await say('my purple badge reader blinks twice');
    await press('None of these');
    await press('Smartcard');
    await press('My smartcard is not linked to ESR');
    await say('talk to someone');
    expect(JSON.stringify(staff.last()?.attachments)).toContain('purple badge reader');
    for (const text of ['start over', 'talk to someone']) await say(text);
    expect(JSON.stringify(staff.last()?.attachments)).not.toContain('purple badge reader');
  });

  it.each([
    [['432STAFFS01 sam@nhs.net and the screen goes white when I press login'], 'screen goes white'],
    [['432STAFFS01 sam@nhs.net', 'locked'], 'locked'],
  ])('says what happens beside their details, or in a word: %j', async (texts, words) => {
    await say('talk to someone');
    for (const text of texts) await say(text);
    expect(buttons(staff.last())).toContain('Yes, send to the ESR Team');
    expect(readAloud(staff.last())).toContain(words);
  });

  it('gives details alone, which are no words of theirs', async () => {
    await say('talk to someone');
    await say('sorry, my username is 432STAFFS01 and my correct email address is sam@nhs.net');
    expect(buttons(staff.last())).toContain('Check my answers');
    expect(readAloud(staff.last())).toContain('Say what happens when you try.');
  });

  it('says what happens by typing it into the chat, which completes the form', async () => {
    for (const text of ['talk to someone', '432STAFFS01 sam@nhs.net']) await say(text);
    expect(buttons(staff.last())).toContain('Check my answers');
    await say('my password does not work');
    expect(buttons(staff.last())).toContain('Yes, send to the ESR Team');
    expect(readAloud(staff.last())).toContain('my password does not work');
  });
});
