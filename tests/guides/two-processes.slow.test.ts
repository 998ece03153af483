import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { BotProcess } from '../../simulator/bot-process.ts';
import { freePort } from '../../simulator/free-port.ts';
import { createTeams } from '../../simulator/teams.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { readAloud } from '../support/cards.ts';
import { newPostgresDatabase } from '../support/new-database.ts';

const NOT_LINKED = 'it says my smartcard is not linked to esr';
const OLD = 'is not linked to ESR at the moment';
const NEW = 'has no link to ESR at the moment';

it('a guide that is changed under load is used by two processes within a minute, and nobody is left without an answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guides-'));
  cpSync(join(GUIDES_FOLDER, 'esneft.yaml'), join(folder, 'esneft.yaml'));
  const file = join(folder, 'esneft.yaml');
  const env = {
    ...process.env,
    DATABASE_URL: await newPostgresDatabase(),
    GUIDES_DIR: folder,
    LOG_LEVEL: 'info',
  };
  const from = 42_000 + (process.pid % 1000) * 4;
  const ports = [await freePort(from), await freePort(from + 2)];
  const logs = ports.map((_, index) => join(folder, `bot-${index}.log`));
  const first = new BotProcess(ports[0] ?? 0, logs[0] ?? '', env);
  const teams = await createTeams({ botUrl: '' });
  let second: BotProcess | undefined;
  try {
    await first.ready();
    second = new BotProcess(ports[1] ?? 0, logs[1] ?? '', env);
    await second.ready();
    let turn = 0;
    const send = async (name: string, text: string) => {
      const person = teams.createPerson(name);
      const chat = teams.personalChat(person);
      teams.botUrl = `http://127.0.0.1:${ports[turn++ % 2]}/api/messages`;
      await teams.say(person, chat, text);
      return teams.activities(chat).map((message) => readAloud(message));
    };
    teams.botUrl = `${first.url}/api/messages`;
    const { people, chats } = teams.cast;
    await teams.install(chats.esrTeam);
    await teams.say(people.elena, chats.esrTeam, `link ${await first.linkCode('esneft', 'esr-team')}`);
    expect((await send('Early', NOT_LINKED)).at(-1)).toContain(OLD);

    writeFileSync(file, readFileSync(file, 'utf8').replace(OLD, NEW));
    const until = Date.now() + 60_000;
    const isUsed = () => logs.every((log) => readFileSync(log, 'utf8').includes('the guide has changed'));
    for (let person = 0; !isUsed(); person += 1) {
      expect(Date.now(), 'within a minute').toBeLessThan(until);
      const read = await send(`Person ${person}`, NOT_LINKED);
      expect(read.at(-1)).toMatch(new RegExp(`${OLD}|${NEW}`));
      await send(`Person ${person}`, 'Carry on');
    }
    const early = await send('Early', 'Carry on');
    expect(early.slice(-3)).toContain(SENTENCES.guideChanged);
    expect(early.at(-1)).toContain(NEW);
    for (const name of ['One', 'Another']) expect((await send(name, NOT_LINKED)).at(-1)).toContain(NEW);
    const told = () =>
      teams.activities(chats.esrTeam).filter((one) => readAloud(one).includes('The guide has changed'));
    await expect.poll(() => told().length).toBe(1);
    await wait(2000);
    expect(told()).toHaveLength(1);
  } finally {
    await Promise.all([first.stop(), second?.stop(), teams.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
});
