import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PERMISSIONS } from '../../src/cases/permissions.ts';
import { ABUSES } from './abuse.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/security.md'), 'utf8');

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
