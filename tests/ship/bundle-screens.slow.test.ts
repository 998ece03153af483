import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createTeams } from '../../simulator/teams.ts';
import { SCREENS } from '../screens/pictures.ts';
import { startBotProcess } from '../shared/bot-process.ts';
import { readAloud } from '../support/cards.ts';

const folder = mkdtempSync(join(tmpdir(), 'esr-bundle-screens-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the reader of screens in the bundle', () => {
  it('reads a screenshot where nothing lies beside the bundle', async () => {
    const alone = join(folder, 'alone');
    cpSync(resolve(import.meta.dirname, '../../dist'), alone, { recursive: true });
    const bot = await startBotProcess(
      `sqlite:${join(folder, 'reader.db')}`,
      'trial',
      {},
      join(alone, 'main.js'),
    );
    const teams = await createTeams({ botUrl: bot.url });
    try {
      const { people, chats } = teams.cast;
      const said = () => teams.activities(chats.amara).map(readAloud).join('\n');
      const attachments = [teams.world.pictures.paste(SCREENS.known, 'image/png', teams.serviceUrl)];
      await teams.say(people.amara, chats.amara, '', { attachments });
      expect(said()).toContain('There was a problem reading your Smartcard');
    } finally {
      await bot.kill('SIGTERM');
      await teams.close();
    }
  });
});
