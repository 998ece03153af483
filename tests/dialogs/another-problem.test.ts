import { describe, expect, it } from 'vitest';
import { buttons, cardIn, readAloud } from '../support/cards.ts';
import { staffOfEachTest } from '../support/staff.ts';

const staff = staffOfEachTest({ TRUSTS: 'esneft' });
const { say, last: newest, press } = staff;

const OLD = 'ESR says my username or password is wrong';

/** Some steps into a problem. */
async function branch(): Promise<void> {
  await say('hello');
  await press('Username and password');
  await press(OLD);
  await press(buttons(newest())[0] ?? '');
}

const USERNAME = '432OKAFORA01';
/** From the open form to the case that is raised. */
async function handOver(words = 'It does not let me in') {
  const inputs = { username: USERNAME, email: 'amara.okafor@nhs.net', 'learner-type': 'employee', words };
  await press('Check my answers', inputs);
  const readBack = readAloud(newest());
  await press('Yes, send to the ESR Team');
  const row = await staff.bot.app.database.db
    .selectFrom('cases')
    .selectAll()
    .orderBy('opened_at', 'desc')
    .executeTakeFirstOrThrow();
  const body = JSON.parse(row.body) as { trail: { branch: string }[]; details: { words?: string } };
  await staff.bot.app.database.db.updateTable('cases').set({ esr_username: null }).execute();
  return { readBack, problem: row.problem, ...body };
}

describe('an old problem', () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      'start over, and the ESR Team from the menu',
      async () => {
        await say('start over');
        await press('Ask the ESR Team');
      },
    ],
    [
      'back to the menu, and the ESR Team from there',
      async () => {
        while (!buttons(newest()).includes('Smartcard')) await press('Back');
        await press('Ask the ESR Team');
      },
    ],
    [
      'start over, and asking for a person',
      async () => {
        await say('start over');
        await say('phone number for esr team');
      },
    ],
    [
      'words about something else, and the ESR Team from what is offered',
      async () => {
        await say('locked out');
        expect(buttons(newest())).toContain('My smartcard is locked or has expired');
        await press('Ask the ESR Team');
      },
    ],
    [
      'start over from the form',
      async () => {
        await say('talk to someone');
        await press('Start over');
        await press('Ask the ESR Team');
      },
    ],
  ])('is not the next case’s: %s', async (_, leave) => {
    await branch();
    await leave();
    expect(readAloud(newest())).not.toContain(OLD);
    const { readBack, problem, trail } = await handOver();
    expect(readBack).not.toContain(OLD);
    expect({ problem, trail }).toEqual({ problem: 'other', trail: [] });
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'from the menu',
      async () => {
        await say('start over');
        await press('Username and password');
        await press('What an ESR username looks like');
      },
    ],
    ['in their own words', () => say('it says my smartcard is not linked to esr')],
  ])('leaves no steps behind for one that is chosen %s', async (_, choose) => {
    await branch();
    await choose();
    await say('talk to someone');
    expect(readAloud(newest())).not.toContain(OLD);
    const { trail } = (await conversation()) as { trail: { branch: string }[] };
    expect(trail.filter(({ branch }) => branch === 'incorrect-details')).toEqual([]);
  });

  it('is the case’s where somebody asks for a person in the middle of it', async () => {
    await branch();
    await say('talk to someone');
    expect(readAloud(newest())).toContain(OLD);
    const { problem, trail } = await handOver();
    expect(problem).toBe('incorrect-details');
    expect(trail.length).toBeGreaterThan(0);
  });

  it('leaves no words of its own for the next case', async () => {
    await branch();
    await say('talk to someone');
    await press('Check my answers', {
      username: USERNAME,
      email: 'amara.okafor@nhs.net',
      words: 'It went wrong on Monday',
    });
    await press('Start over');
    await press('Ask the ESR Team');
    expect(readAloud(newest())).not.toContain('Monday');
    const { readBack, details } = await handOver();
    expect(readBack).not.toContain('Monday');
    expect(details.words).toBe('It does not let me in');
  });
});

describe('"Change something"', () => {
  it('shows the form as it was filled in: words and tick as well', async () => {
    await branch();
    await say('talk to someone');
    const typed = { 'username-unknown': 'true', email: 'amara.okafor@nhs.net', words: 'Only on Mondays' };
    await press('Check my answers', { username: '', ...typed });
    await press('Change something');
    const form = JSON.stringify(cardIn(newest()));
    const values = inputsOf(cardIn(newest()));
    expect(form).toContain('Only on Mondays');
    expect(values).toMatchObject({ 'username-unknown': 'true', email: 'amara.okafor@nhs.net' });
    await press('Check my answers');
    expect(readAloud(newest())).toContain('Only on Mondays');
    expect(readAloud(newest())).toContain("I don't know it");
  });
});

const conversation = async () => {
  const { body } = await staff.bot.app.database.db
    .selectFrom('dialog_state')
    .select('body')
    .where('key', '=', `talk/${staff.chat.id}`)
    .executeTakeFirstOrThrow();
  return JSON.parse(body) as unknown;
};

/** What each box of a card holds. */
function inputsOf(card: unknown): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const poll = (part: unknown): void => {
    if (part === null || typeof part !== 'object') return;
    const { type, id, value } = part as Record<string, unknown>;
    if (String(type).startsWith('Input.')) found[String(id)] = value;
    Object.values(part).forEach(poll);
  };
  poll(card);
  return found;
}
