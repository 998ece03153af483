import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIVITIES } from './abuse-activities.ts';
import { DESK } from './abuse-desk.ts';
import { PEOPLE } from './abuse-people.ts';
import { PICTURES } from './abuse-pictures.ts';
import { SHAPES } from './abuse-shapes.ts';
import { SHARING } from './abuse-sharing.ts';
import { TEXTS } from './abuse-texts.ts';
import { startWorld, type World } from './world.ts';

export const ABUSES = [...PEOPLE, ...SHARING, ...TEXTS, ...SHAPES, ...ACTIVITIES, ...PICTURES, ...DESK];

/** Describes each abuse and what comes of it, on a database. */
export function abusesOn(what: string, newDatabase: () => Promise<string | undefined>): void {
  describe(`on ${what}`, () => {
    let world: World;
    beforeAll(async () => {
      const url = await newDatabase();
      world = await startWorld(url === undefined ? undefined : { DATABASE_URL: url });
    });
    afterAll(() => world.close());

    it.each(ABUSES.map((one) => [one.abuse, one.outcome, one] as const))(
      '%s: %s',
      async (_, __, { run, effects = 0 }) => {
        const before = await world.history();
        await run(world);
        const after = await world.history();
        expect(after.slice(0, before.length)).toEqual(before);
        expect(after.length - before.length).toBe(effects);

        // Whatever was tried, everybody goes on.
        const { people, chats } = world.served.teams.cast;
        for (const [person, chat, text] of [
          [people.amara, chats.amara, 'start over'],
          [people.elena, chats.esrTeam, 'help'],
          [people.chloe, chats.escalation, 'help'],
        ] as const) {
          const said = world.served.teams.activities(chat).length;
          expect((await world.send(person, chat, { text })).status).toBe(200);
          expect(world.served.teams.activities(chat).length).toBeGreaterThan(said);
        }
      },
    );
  });
}
