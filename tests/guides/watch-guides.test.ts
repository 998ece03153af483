import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { readAloud } from '../support/cards.ts';
import { METRICS_TOKEN } from '../support/metrics.ts';

let folder: string;
let bot: TestBot;
let now = new Date().toISOString();
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guides-'));
  cpSync(join(GUIDES_FOLDER, 'esneft.yaml'), join(folder, 'esneft.yaml'));
  now = new Date().toISOString();
  bot = await startBot({ GUIDES_DIR: folder }, { now: () => now });
});
afterEach(async () => {
  await bot.close();
  rmSync(folder, { recursive: true });
});

const file = () => join(folder, 'esneft.yaml');
const change = (from: string, to: string) => {
  const yaml = readFileSync(file(), 'utf8');
  expect(yaml).toContain(from);
  writeFileSync(file(), yaml.replaceAll(from, to));
};
/** Twice: a change is used once its file stays as it is. */
const follow = async () => {
  await bot.app.followGuides();
  await bot.app.followGuides();
  await bot.app.poll();
};
const readiness = async () => {
  const answer = await fetch(`http://127.0.0.1:${bot.app.port}/readyz`, {
    headers: { authorization: `Bearer ${METRICS_TOKEN}` },
  });
  const { details } = (await answer.json()) as { details: { warnings: object[] } };
  return { status: answer.status, warnings: details.warnings };
};
const somebody = (name = 'Sam') => {
  const person = bot.teams.createPerson(name);
  const chat = bot.teams.personalChat(person);
  const read = () => bot.teams.activities(chat).map((message) => readAloud(message));
  return { say: (text: string) => bot.teams.say(person, chat, text), read };
};
const team = () => bot.teams.activities(bot.teams.cast.chats.esrTeam).map((message) => readAloud(message));
const NOT_LINKED = 'it says my smartcard is not linked to esr';
const OLD = 'is not linked to ESR at the moment';
const NEW = 'has no link to ESR at the moment';

describe('a guide that is changed while the bot runs', () => {
  it('is used from then on, and the ESR Team is told once what has changed', async () => {
    const early = somebody('Early');
    await early.say(NOT_LINKED);
    expect(early.read().at(-1)).toContain(OLD);
    change(OLD, NEW);
    await follow();
    await follow();
    const later = somebody('Later');
    await later.say(NOT_LINKED);
    expect(later.read().at(-1)).toContain(NEW);
    const told = team().filter((text) => text.includes('The guide has changed'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('Changed: ');
    await early.say('Carry on');
    expect(early.read().slice(-3)).toContain(SENTENCES.guideChanged);
    expect(early.read().at(-1)).toContain(NEW);
  });

  it('is told each time, also when it becomes what it was before', async () => {
    const told = () => team().filter((text) => text.includes('The guide has changed')).length;
    for (const [from, to, times] of [
      [OLD, NEW, 1],
      [NEW, OLD, 2],
      [OLD, NEW, 3],
      [NEW, OLD, 4],
    ] as const) {
      change(from, to);
      await follow();
      expect(told()).toBe(times);
    }
  });

  it('changes nothing where it is wrong, and operations are told file and line until it is right', async () => {
    change('      what-it-means:', '      what-it-meant:');
    await follow();
    const person = somebody();
    await person.say(NOT_LINKED);
    expect(person.read().at(-1)).toContain(OLD);
    const { status, warnings } = await readiness();
    expect(status).toBe(200);
    expect(warnings).toContainEqual({
      about: 'guide',
      trust: 'esneft',
      problems: expect.arrayContaining([
        expect.stringMatching(/^esneft\.yaml:\d+: no card shows "what-it-meant"/),
      ]),
    });
    expect(team().join()).not.toContain('The guide has changed');
    change('      what-it-meant:', '      what-it-means:');
    await follow();
    expect((await readiness()).warnings).not.toContainEqual(expect.objectContaining({ about: 'guide' }));
  });

  it('goes on without its file, and says so', async () => {
    rmSync(file());
    await follow();
    const person = somebody();
    await person.say(NOT_LINKED);
    expect(person.read().at(-1)).toContain(OLD);
    expect((await readiness()).warnings).toContainEqual(expect.objectContaining({ about: 'guide' }));
  });

  it('changes on its day without a change of the file', async () => {
    change('confirmed: false', 'confirmed: true');
    await follow();
    now = '2027-02-28T09:00:00.000Z';
    await follow();
    const person = somebody();
    await person.say('nhs credential management error with my smartcard');
    await person.say('carry on');
    expect(person.read().join()).toContain('NHS Smartcard Connect');
  });
});
