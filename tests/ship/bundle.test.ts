import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { loadLate } from '../src/late-modules.ts';

const here = createRequire(import.meta.url);
const from = (owner: string) => createRequire(here.resolve(owner));

/** What each package's own modules get when they ask for another, and whether that was loaded by then. */
function asked(owner: string, name: string) {
  const require = from(owner);
  const file = require.resolve(name);
  const exports = require(name) as Record<string, unknown>;
  return { exports, isLoaded: () => require.cache[file]?.exports !== exports };
}

it('what is seldom needed is loaded when something of it is first used, and is then the real thing', () => {
  loadLate();
  const { exports, isLoaded } = asked('botbuilder', 'fs-extra');
  expect(isLoaded()).toBe(false);
  expect(exports.pathExistsSync).toBeTypeOf('function');
  expect(isLoaded()).toBe(true);
  expect((exports.pathExistsSync as (path: string) => boolean)(import.meta.filename)).toBe(true);
  expect('pathExistsSync' in exports).toBe(true);
});

it('a function is one all the same', () => {
  loadLate();
  const { exports, isLoaded } = asked('restify', 'send');
  expect(isLoaded()).toBe(false);
  const send = exports as unknown as (request: object, path: string) => { path: string };
  expect(send({ headers: {} }, '/a%20b').path).toBe('/a%20b');
});
