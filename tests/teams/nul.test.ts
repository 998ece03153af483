import { describe, expect, it } from 'vitest';
import { makePerson, makePersonalChat } from '../../simulator/cast.ts';
import { parseBody } from '../../src/teams/activity-schema.ts';
import { startBot } from '../support/bot.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { cpuMs, slowness } from '../support/slowness.ts';

/** The one character that PostgreSQL cannot keep in text. */
const NUL = '\u0000';

onEveryDatabase('what people type with a NUL in it', (databases) => {
  it('is taken as if it were not there: in a name, a message, a form, a button and a notice', async () => {
    const bot = await startBot({ DATABASE_URL: await databases.url() });
    try {
      const { teams } = bot;
      const { elena } = teams.cast.people;
      const team = teams.cast.chats.esrTeam;
      const robin = teams.world.addPerson(makePerson(`Robin${NUL} Reed`, 'staff'));
      const chat = teams.world.addChat(makePersonalChat(robin));
      const statuses: number[] = [];
      const press = async (button: string, inputs = {}) => {
        const pressed = await teams.press(
          robin,
          chat,
          teams.activities(chat).at(-1)?.id ?? '',
          button,
          inputs,
        );
        statuses.push(pressed.status);
        return JSON.stringify(pressed.outcome);
      };
      statuses.push((await teams.say(robin, chat, `talk to ${NUL}someone${NUL}`)).status);
      await press('Check my answers', {
        username: `432${NUL}REEDR01`,
        email: `robin.reed${NUL}@nhs.net`,
        words: 'It does not let me in',
      });
      const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(await press('Yes, send to the ESR Team'))?.[0] ?? '';
      const card = await teams.until(() =>
        teams.activities(team).find((one) => JSON.stringify(one).includes(reference)),
      );
      const action = { type: 'Action.Execute', verb: 'case' };
      const data = { case: `${reference}${NUL}`, act: 'claim', surface: 'handoff' };
      statuses.push((await teams.press(elena, team, card.id, { ...action, data })).status);
      statuses.push((await teams.say(elena, team, `case ${NUL}${reference}`)).status);
      statuses.push((await teams.say(elena, team, `notice ESR is${NUL} down`)).status);
      expect(statuses).toEqual(statuses.map(() => 200));

      const { db } = bot.app.database;
      const found = await db
        .selectFrom('cases')
        .select(['esr_username', 'state', 'body'])
        .where('reference', '=', reference)
        .executeTakeFirstOrThrow();
      expect(found).toMatchObject({ esr_username: '432REEDR01', state: 'claimed' });
      expect(found.body).toContain('robin.reed@nhs.net');
      expect(found.body).not.toContain('u0000');
      expect(await db.selectFrom('notices').select('text').execute()).toEqual([{ text: 'ESR is down' }]);
    } finally {
      await bot.close();
    }
  });
});

describe('a body', () => {
  it.each([
    ['{"a":"x\\u0000y"}', { a: 'xy' }],
    ['{"a":"\\u0000\\u0000x\\u0000"}', { a: 'x' }],
    ['{"a\\u0000b":["\\u0000"]}', { ab: [''] }],
    // A backslash, and then letters and digits: what somebody typed.
    ['{"a":"x\\\\u0000y"}', { a: 'x\\u0000y' }],
    ['{"a":"x\\\\\\u0000y"}', { a: 'x\\y' }],
    ['{"a":"\\u00000"}', { a: '0' }],
    ['{"a":"x\0y"}', undefined],
    ['{"a":', undefined],
  ])('%j is read as %j', (text, expected) => {
    expect(parseBody(text)).toEqual(expected);
  });

  it('as large as allowed, and full of it, takes no time', () => {
    const took = cpuMs(() => {
      expect(parseBody(`["${'\\u0000'.repeat(40_000)}"]`)).toEqual(['']);
      expect(parseBody(`["${'\\\\'.repeat(120_000)}\\u0000"]`)).toHaveLength(1);
    });
    expect(took).toBeLessThan(500 * slowness());
  });
});
