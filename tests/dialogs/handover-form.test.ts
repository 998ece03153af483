import { describe, expect, it } from 'vitest';
import { buttons, readAloud } from '../support/cards.ts';
import { staffOfEachTest } from '../support/staff.ts';
import { everythingIn } from '../support/whole-database.ts';

const staff = staffOfEachTest({ TRUSTS: 'esneft' });
const { say, press } = staff;
const last = () => staff.bot.teams.view(staff.person, staff.chat).at(-1);

/** What stands in the form's boxes, by their ids. */
function boxes(): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const poll = (part: unknown): void => {
    if (part === null || typeof part !== 'object') return;
    const { type, id, value, valueOn } = part as Record<string, unknown>;
    if (String(type).startsWith('Input.')) found[String(id)] = valueOn ?? value;
    Object.values(part).forEach(poll);
  };
  poll(last()?.attachments);
  return found;
}

describe('the staff form', () => {
  it.each(['sorry that is my old email', "don't use u.ode@nhs.net", 'u.ode@nhs.net bounces'])(
    'no longer has what the person took back: %s',
    async (text) => {
      await say('my email is u.ode@nhs.net and my account is locked');
      await say(text);
      await say('talk to someone');
      expect(boxes()).toMatchObject({ email: '' });
    },
  );

  it('has nothing in it that the person said is old, lost, wrong or somebody else’s', async () => {
    await say('ESR sends the reset to my old email ravi.p@hotmail.com which I cannot get into any more');
    await say('My colleague 432OKAFORA01 can get in but it says my account is locked');
    await say('the example says 432SMITHJ01 but I do not know mine');
    await say('talk to someone');
    expect(boxes()).toMatchObject({ username: '', email: '' });
  });

  it('has the whole address in it, whatever hyphen it was typed with', async () => {
    await say('my email is a.smith\u2011jones@nhs.net and username 432SMITHJ01');
    await say('talk to\u00A0someone');
    expect(boxes()).toMatchObject({ username: '432SMITHJ01', email: 'a.smith-jones@nhs.net' });
  });

  it('takes "dont know" in the username box for the tick beside it', async () => {
    await say('talk to someone');
    await press('Check my answers', { username: 'dont know', email: 'maria@nhs.net', words: 'No way in' });
    expect(readAloud(last())).toContain('Is this right?');
    expect(readAloud(last())).toContain("I don't know it");
  });

  it('comes back with what was typed, to be mended by who typed it', async () => {
    await say('talk to someone');
    await press('Check my answers', {
      username: '432SILVAM01',
      email: 'maria.silva@nhs,net',
      words: 'It does not let me in',
    });
    expect(boxes()).toMatchObject({ username: '432SILVAM01', email: 'maria.silva@nhs,net' });
    await press('Check my answers', {
      username: '432SILVAM01',
      email: 'maria.\u200Bsilva＠nhs.net',
      words: 'It does not let me in',
    });
    expect(readAloud(last())).toContain('maria.silva@nhs.net');
    expect(buttons(last())).not.toContain('Check my answers');
  });

  it('puts right in one press what was probably meant', async () => {
    await say('talk to someone');
    await press('Check my answers', {
      username: '432SILVAM01',
      email: 'maria.silva@nhs,net',
      words: 'It does not let me in',
    });
    await press('Use maria.silva@nhs.net', { username: '432SILVAM01', email: 'maria.silva@nhs,net' });
    expect(readAloud(last())).toContain('maria.silva@nhs.net');
    expect(buttons(last())).not.toContain('Check my answers');
  });

  it('takes what the person says is right, and only that', async () => {
    const typed = { username: '432SILVAM01', email: 'maria@gmial.com' };
    await say('talk to someone');
    await press('Check my answers', typed);
    const right = boxes()['email-right'];
    expect(right).toBe('maria@gmial.com');
    await press('Check my answers', {
      ...typed,
      email: 'maria@gmai.com',
      'email-right': right,
      words: 'It does not let me in',
    });
    expect(buttons(last())).toContain('Check my answers');
    await press('Check my answers', { ...typed, 'email-right': right, words: 'It does not let me in' });
    expect(buttons(last())).not.toContain('Check my answers');
    expect(readAloud(last()).replace(/\u200B/g, '')).toContain('maria@gmial.com');
  });

  it.each(['amara.okafor@yahoo.co.in', 'Amara Okafor <amara.okafor@yahoo.co.in>'])(
    'takes an address of another country: %s',
    async (email) => {
      await say('talk to someone');
      await press('Check my answers', {
        username: 'ESR username: 432OKAFORA01',
        email,
        words: 'It does not let me in',
      });
      expect(buttons(last())).not.toContain('Check my answers');
      expect(readAloud(last())).toContain('amara.okafor@yahoo.co.in');
      expect(readAloud(last())).toContain('432OKAFORA01');
    },
  );

  it('asks which of two is right', async () => {
    await say('talk to someone');
    await press('Check my answers', {
      username: '432OKAFORA01',
      email: 'a.okafor@nhs.net, amara@gmail.com',
      words: 'It does not let me in',
    });
    expect(buttons(last())).toContain('Check my answers');
    expect(boxes()['email-right']).toBeUndefined();
  });

  it('goes on to the read-back when what it asks for is typed in the chat', async () => {
    await say('talk to someone');
    await say('432HUGHESB01');
    expect(boxes()).toMatchObject({ username: '432HUGHESB01', email: '' });
    await say('ben.hughes@nhs.net');
    await say('it does not let me in');
    expect(buttons(last())).not.toContain('Check my answers');
    expect(readAloud(last())).toContain('432HUGHESB01');
    expect(readAloud(last())).toContain('ben.hughes@nhs.net');
  });

  describe('with something in it that has to be corrected', () => {
    const typed = { username: '432HUGHESB01', email: 'ben.hughes', words: 'The screen stays white' };
    const fill = async () => {
      await say('talk to someone');
      await press('Check my answers', typed);
    };

    it.each(['can you ring me please', 'I want to speak to a human', 'help', 'thank you'])(
      'keeps what is in it: %s',
      async (text) => {
        await fill();
        await say(text);
        expect(boxes()).toMatchObject(typed);
      },
    );

    it('takes what is said beside asking for a person', async () => {
      await fill();
      await say('can someone call me on 07700 900123');
      await say('I also tried it on another computer');
      await say('please talk to me');
      const { words, ...others } = boxes();
      expect(others).toMatchObject({ username: typed.username, email: typed.email });
      for (const part of ['white', '07700 900123', 'another computer']) expect(words).toContain(part);
    });

    it('leaves what was right to the form of another problem', async () => {
      await fill();
      await say('start over');
      await say('talk to someone');
      expect(boxes()).toMatchObject({ username: typed.username, words: '' });
    });
  });

  it('says so when words are longer than the ESR Team can be sent, and shows all that goes', async () => {
    await say('talk to someone');
    await say('432HUGHESB01 ben.hughes@nhs.net');
    const all = `First ${'white screen, '.repeat(65)}middle ${'white screen, '.repeat(20)}last`;
    const shown = (await say(all)).map(readAloud).join('\n');
    expect(shown).toContain('the first part');
    expect(readAloud(last())).toContain('middle');
    expect(readAloud(last())).not.toContain('last');
  });
});

describe('the button for the address in Teams', () => {
  const offer = () => `Use ${staff.person.email} (your Teams address)`;

  it('puts it in, keeps what else is filled in, and does not say yet what is missing', async () => {
    await say('talk to someone');
    await press(offer(), { username: '', email: '', words: 'It does not let me in' });
    expect(boxes()).toMatchObject({ email: staff.person.email, words: 'It does not let me in' });
    expect(readAloud(last())).not.toContain('Type the ESR username');
    expect(buttons(last())).not.toContain(offer());
  });

  it('leads on where nothing else is missing', async () => {
    await say('talk to someone');
    await press(offer(), { username: '432SILVAM01', email: '', words: 'It does not let me in' });
    expect(readAloud(last())).toContain('Is this right?');
    expect(readAloud(last())).toContain(staff.person.email);
  });

  it.each(['use my Teams address', 'my teams email please'])('can be typed: %s', async (text) => {
    await say('talk to someone');
    await say(text);
    expect(boxes()).toMatchObject({ email: staff.person.email });
  });

  it('is not there where an address stands, or one that was probably meant', async () => {
    await say('my email is n@nhs.net');
    await say('talk to someone');
    expect(boxes()).toMatchObject({ email: 'n@nhs.net' });
    expect(buttons(last())).not.toContain(offer());
    await press('Check my answers', { username: '', email: 'n@nhs,net' });
    expect(buttons(last())).toContain('Use n@nhs.net');
    expect(buttons(last())).not.toContain(offer());
  });

  it.each([
    ['none', () => ''],
    ['a guest’s name', (email: string) => email.replace('@', '#EXT#@')],
    ['no address', () => 'sam'],
  ])('is not there where Teams has %s', async (_, email) => {
    Object.assign(staff.person, { email: email(staff.person.email) });
    await say('talk to someone');
    expect(buttons(last()).filter((one) => one.startsWith('Use'))).toEqual([]);
  });

  it('is not there where Teams does not answer', async () => {
    const { faults } = staff.bot.teams;
    const fault = faults.add({ match: { operation: 'member' }, effect: { status: 500 } });
    await say('talk to someone');
    expect(buttons(last())).toContain('Check my answers');
    expect(buttons(last())).not.toContain(offer());
    faults.clear(fault.id);
  });

  it('leaves nothing in the database until it is pressed', async () => {
    await say('talk to someone');
    expect(buttons(last())).toContain(offer());
    await say('help');
    const { database } = staff.bot.app;
    expect(await everythingIn(database)).not.toContain(staff.person.email);
    await press(offer(), { username: '', email: '' });
    expect(await everythingIn(database)).toContain(staff.person.email);
  });
});
