import { describe, expect, it } from 'vitest';
import { buttons, readAloud } from '../../support/cards.ts';
import { staffOfEachTest } from '../../support/staff.ts';
import { pictureWith } from '../../support/teams-messages.ts';

const QUESTION = 'Which organisation';
const ESNEFT = 'East Suffolk and North Essex NHS Foundation Trust';

describe('where several Trusts are served, whose ESR it is', () => {
  const staff = staffOfEachTest({ TRUSTS: 'esneft,yas,south-tees' });
  const { say, press } = staff;
  const shown = () => readAloud(staff.last());
  const isAsked = () => shown().includes(QUESTION);

  it('is asked before anything else, once, and remembered', async () => {
    await say('hello');
    expect(isAsked()).toBe(true);
    await press(ESNEFT);
    expect(shown()).toContain('Choose your problem');
    expect(shown()).toContain('ESNEFT');
    await press('I forgot my username or password');
    expect(shown()).toContain('I forgot my username or password');
    for (const text of ['start over', 'my smartcard is not linked to esr', 'talk to someone']) {
      await say(text);
      expect(isAsked(), text).toBe(false);
    }
  });

  it.each([
    ['i forgot my password', 'I forgot my username or password'],
    ['my smartcard is not linked to esr', 'My smartcard is not linked to ESR'],
    ['talk to someone', 'What the ESR Team needs'],
    ['locked out', 'My smartcard is locked or has expired'],
    ['is esr down?', 'has not told me about a problem'],
  ])('comes first, and then what was typed: %s', async (text, reached) => {
    await say(text);
    expect(isAsked()).toBe(true);
    expect(buttons(staff.last())).toContain('Back');
    const before = staff.bot.teams.activities(staff.chat).length;
    await press(ESNEFT);
    const since = staff.bot.teams.activities(staff.chat).slice(before);
    expect(since.map(readAloud).join('\n')).toContain(reached);
    expect(isAsked()).toBe(false);
  });

  it('comes first, and then what ESR is known to say, after a picture', async () => {
    await say('', { raw: pictureWith('') });
    expect(isAsked()).toBe(true);
    await say('esneft');
    expect(buttons(staff.last())).toContain('My smartcard is not linked to ESR');
  });

  it.each([
    'esneft',
    'ESNEFT',
    'East Suffolk and North Essex',
    'east sufolk and north esex',
    'Ipswich hospital',
    'ipswitch',
    'I work at ESNEFT',
    'the one in Ipswich please',
    '432SMITHJ01',
    'my username starts with 432',
    '178',
  ])('is understood when typed: %s', async (text) => {
    await say('talk to someone');
    await say(text);
    expect(buttons(staff.last())).toContain('Check my answers');
  });

  it('keeps a problem that is typed instead of a name', async () => {
    await say('hello');
    await say('i forgot my password');
    expect(isAsked()).toBe(true);
    await say('yas');
    expect(shown()).toContain('I forgot my username or password');
  });

  it.each(['Colchester General', 'St Thomas', 'Leeds', 'Royal Free London', 'blah', 'not ESNEFT'])(
    'is asked again where the name is none of ours: %s',
    async (text) => {
      await say('hello');
      const replies = await say(text);
      expect(readAloud(replies[0])).toContain('not find that in my list');
      expect(isAsked()).toBe(true);
      await say('yas');
      expect(shown()).toContain('Choose your problem');
    },
  );

  it.each(['mine is not listed', 'my trust is not listed', 'not here', 'Mine is not here'])(
    'is answered honestly when theirs is not here, with the way back: %s',
    async (text) => {
      await say('i forgot my password');
      if (text === 'Mine is not here') await press(text);
      else await say(text);
      expect(shown()).toContain('no guide for your organisation');
      expect(shown()).toContain('What you can do');
      await say('hello');
      expect(shown()).toContain('no guide for your organisation');
      await press('Back to the list');
      expect(isAsked()).toBe(true);
      await press(ESNEFT);
      expect(shown()).toContain('I forgot my username or password');
    },
  );

  it('forgets what was typed by Back, which is not there before anything was', async () => {
    await say('talk to someone');
    await press('Back');
    expect(isAsked()).toBe(true);
    expect(buttons(staff.last())).not.toContain('Back');
    await say('go back');
    expect(isAsked()).toBe(true);
    await press(ESNEFT);
    expect(shown()).toContain('Choose your problem');
  });

  it('can be changed, by name too, and Back leaves it as it is', async () => {
    await say('hello');
    await press(ESNEFT);
    await say('change organisation');
    await press('Back');
    expect(shown()).toContain('ESNEFT');
    await say('change organisation');
    await say('Yorkshire Ambulance');
    expect(shown()).toContain('YAS');
  });

  it('gives the own contact of a Trust that is not linked, before any form', async () => {
    await say('hello');
    expect(buttons(staff.last())).not.toContain('Yorkshire Ambulance Service');
    await say('yas');
    await say('talk to someone');
    expect(shown()).toContain('yas.esr@nhs.net');
    expect(buttons(staff.last())).not.toContain('Check my answers');
  });
});

describe('where one Trust is served', () => {
  const staff = staffOfEachTest({ TRUSTS: 'esneft' });

  it.each(['hello', 'i forgot my password', 'talk to someone', 'change organisation'])(
    'it is never asked: %s',
    async (text) => {
      expect(await staff.say(text)).not.toEqual([]);
      const all = staff.bot.teams.activities(staff.chat).map(readAloud).join('\n');
      expect(all).not.toContain(QUESTION);
    },
  );
});
