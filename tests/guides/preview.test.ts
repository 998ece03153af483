import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { previewServer } from '../../tools/guides/preview/server.ts';
import { cardProblems } from '../dialogs/card-check.ts';

let folder: string;
let file: string;
let server: Server;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guides-'));
  file = join(folder, 'esneft.yaml');
  cpSync(join(GUIDES_FOLDER, 'esneft.yaml'), file);
  server = previewServer(file).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const get = async (path: string) =>
  (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)).json();
const change = (from: string, to: string) =>
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));

it('has a card for every step of every problem', async () => {
  const { branches } = (await get('/guide')) as { branches: { id: string }[] };
  expect(branches).toHaveLength(20);
  for (const { id } of branches) {
    const cards = (await get(`/cards?branch=${id}`)) as { step: string; card: Record<string, unknown> }[];
    expect(cards.length, id).toBeGreaterThan(0);
    for (const { step, card } of cards) {
      expect(cardProblems(card), `${id}.${step}`).toEqual([]);
      expect(JSON.stringify(card)).not.toMatch(/\$\{|\{\{|undefined/);
    }
  }
});

it('follows the file, says what is wrong with it, and shows it as on another day', async () => {
  const cards = async (date = '') =>
    JSON.stringify(await get(`/cards?branch=smartcard-software-error&date=${date}`));
  change('confirmed: false', 'confirmed: true');
  expect(await cards()).toContain('HSCIC Identity Agent');
  expect(await cards('2027-03-01')).toContain('NHS Smartcard Connect');
  change('      contact-it:', '      contact-her:');
  const { problems } = (await get('/guide')) as { problems: string[] };
  expect(problems).toEqual([expect.stringMatching(/^esneft\.yaml:\d+: no card shows "contact-her"/)]);
});

it('shows the cards beside what guides:check would say, and lives through a file that cannot be read', async () => {
  const guide = async (date = '') =>
    (await get(`/guide?date=${date}`)) as { branches?: unknown[]; problems: string[] };
  change('      contact-her:', '      contact-it:');
  expect((await guide()).problems).toEqual([]);
  change('trust: esneft', 'trust: esneft\nchecked: { on: "2099-01-01", by: Nobody }');
  const spoilt = await guide();
  expect(spoilt.branches).toHaveLength(20);
  expect(spoilt.problems).toEqual([expect.stringMatching(/^esneft\.yaml:\d+: this day has not come/)]);
  expect((await guide('someday')).problems).toHaveLength(1);
  rmSync(file);
  mkdirSync(file);
  expect((await guide()).problems).toEqual([expect.stringContaining('esneft.yaml')]);
});
