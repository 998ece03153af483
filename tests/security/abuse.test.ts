import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../../src/cases/permissions.ts';
import { newPostgresDatabase } from '../support/new-database.ts';
import { ACTIVITIES } from './abuse-activities.ts';
import { PEOPLE } from './abuse-people.ts';
import { PICTURES } from './abuse-pictures.ts';
import { SHAPES } from './abuse-shapes.ts';
import { TEXTS } from './abuse-texts.ts';
import { startWorld, type World } from './world.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/security.md'), 'utf8');
const ABUSES = [...PEOPLE, ...TEXTS, ...SHAPES, ...ACTIVITIES, ...PICTURES];

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(kind === 'postgres' ? { DATABASE_URL: await newPostgresDatabase() } : undefined);
  }, 60_000);
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
    60_000,
  );
});

/** The cells of the table under a heading of the page. */
const tableOf = (heading: string) =>
  PAGE.split('\n## ')
    .find((part) => part.startsWith(heading))
    ?.split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.trim()),
    );

it('docs/security.md has each abuse and what comes of it, and no other', () => {
  expect(tableOf('What people may try')).toEqual(ABUSES.map(({ abuse, outcome }) => [abuse, outcome]));
});

it('docs/security.md has who may do what as the code has it', () => {
  const rows = tableOf('Who may do what')?.map(([, may]) => may);
  expect(rows?.slice(0, -1)).toEqual(Object.values(PERMISSIONS).map((acts) => acts.join(', ')));
});
