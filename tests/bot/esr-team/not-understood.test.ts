import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WORDING_TEXTS } from '../../../src/bot/esr-team/wording-texts.ts';
import { pressWording, type WordingsDeps } from '../../../src/bot/esr-team/wordings-card.ts';
import { NO_PROBLEM } from '../../../src/cases/unplaced.ts';
import { wordingsCommand } from '../../../src/commands/wordings.ts';
import { ConfigError, trialConfig } from '../../../src/config/config.ts';
import { GUIDES_FOLDER } from '../../../src/config/content-folder.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';
import { everythingIn } from '../../support/whole-database.ts';

let bot: CaseBot;
let folder: string;
const start = async (guide: (yaml: string) => string) => {
  cpSync(join(GUIDES_FOLDER, 'esneft.yaml'), join(folder, 'esneft.yaml'));
  const file = join(folder, 'esneft.yaml');
  writeFileSync(file, guide(readFileSync(file, 'utf8')));
  // A Friday.
  bot = await startCaseBot('2026-11-20T10:00:00.000Z', { GUIDES_DIR: folder });
};
const learning = () => start((yaml) => yaml.replace('\nbranches:', '\nlearns: true\nbranches:'));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guides-'));
});
afterEach(async () => {
  await bot.close();
  rmSync(folder, { recursive: true });
});

const team = () => bot.teams.cast.chats.esrTeam;
const elena = () => bot.teams.cast.people.elena;
const sayToBot = (text: string) => bot.teams.say(elena(), team(), text);
const pressIn = (id: string, button: string, inputs = {}) =>
  bot.teams.press(elena(), team(), id, button, inputs);
const shown = (id: string) => bot.teams.view(elena(), team()).find((one) => one.id === id);
const cards = () => bot.teams.activities(team()).filter((one) => readAloud(one).includes('Not understood'));
const stored = () => bot.app.database.db.selectFrom('unplaced_wordings').selectAll().execute();

/** Somebody new says it, and says that it was taken for another problem. */
async function isMisunderstood(text: string): Promise<void> {
  const person = bot.teams.createPerson(`Sam ${crypto.randomUUID().slice(0, 8)}`);
  const chat = Object.assign(bot.teams.personalChat(person), { installed: true });
  await bot.teams.say(person, chat, text);
  const understood = bot.teams.activities(chat).find((one) => buttons(one).includes('Something else'));
  await bot.teams.press(person, chat, understood?.id ?? '', 'Something else');
}
const SAID = 'Zelda here, it says my smartcard is not linked to esr';
const KEPT = '… here it says my smartcard is not linked to esr';
/** So many that three of them are in different eighths of all people. */
const said = async (text = SAID) => {
  for (let person = 0; person < 40 && !JSON.stringify(await stored()).includes('smartcard'); person += 1)
    await isMisunderstood(text);
};

describe('what staff say that is not understood', () => {
  it('is not even counted where the Trust has not switched it on', async () => {
    await start(String);
    await isMisunderstood(SAID);
    expect(await stored()).toEqual([]);
    await sayToBot('not understood');
    await bot.shows(team(), 'learns: true');
  });

  it('comes on Monday once three people have said it, and is placed with one press, which can be undone', async () => {
    await learning();
    await isMisunderstood(SAID);
    await isMisunderstood(SAID);
    expect(await stored()).toMatchObject([{ times: 2, text: null }]);
    await said();
    await bot.forward({ days: 2, hours: 22, minutes: 59 });
    expect(cards()).toEqual([]);
    await bot.forward({ minutes: 1 });
    const [card, more] = cards();
    expect(more).toBeUndefined();
    expect(readAloud(card)).toContain(KEPT);
    expect(JSON.stringify(card)).not.toMatch(/zelda/i);
    // Once a week.
    await bot.forward({ days: 1 });
    expect(cards()).toHaveLength(1);
    const id = card?.id ?? '';
    await pressIn(id, 'Smartcard not linked to ESR');
    expect(readAloud(shown(id))).toContain('They mean: Smartcard not linked to ESR');
    expect((await stored()).map(({ meant }) => meant)).toContain('smartcard-not-linked');
    await pressIn(id, 'Undo');
    expect(buttons(shown(id))).toContain('None of these');
    await pressIn(id, 'None of these');
    expect(readAloud(shown(id))).toContain('None of these problems');
    // Nothing is left to place.
    await bot.forward({ days: 7 });
    expect(cards()).toHaveLength(1);
  });

  it('can be asked for, and placed from a list of all problems', async () => {
    await learning();
    await said();
    await sayToBot('not understood');
    const { id } = await bot.shows(team(), 'Not understood', KEPT);
    await pressIn(id, 'Another problem');
    await pressIn(id, 'Save', { problem: '' });
    await pressIn(id, 'Save', { problem: 'email-changed' });
    expect(readAloud(shown(id))).toContain('They mean: Email address has changed');
    await sayToBot('wordings');
    await bot.shows(team(), 'There is nothing to sort');
  });

  it('is neither shown nor placed on an old card once the Trust has switched it off', async () => {
    await start(String);
    const place = vi.fn();
    const kept = async () => [{ id: 'x', text: 'my card', times: 3, meant: undefined }];
    const deps = { unplaced: { kept, place }, caseCards: { guides: new Map() } } as unknown as WordingsDeps;
    for (const press of [{}, { wording: 'x', meant: NO_PROBLEM }])
      expect(await pressWording(deps, 'esneft', press)).toBe(WORDING_TEXTS.switchedOff);
    expect(place).not.toHaveBeenCalled();
  });

  it('stays as the first colleague sorted it: a copy of the card shows that, and its Undo is for what it shows', async () => {
    await learning();
    await said();
    await sayToBot('not understood');
    await sayToBot('not understood');
    const copies = bot.teams.activities(team()).filter((one) => buttons(one).includes('None of these'));
    const [first = '', second = ''] = copies.map(({ id }) => id);
    await pressIn(first, 'Smartcard not linked to ESR');
    await pressIn(second, 'None of these');
    expect(readAloud(shown(second))).toContain(
      `${WORDING_TEXTS.colleagues} They mean: Smartcard not linked to ESR`,
    );
    await pressIn(second, 'Undo');
    await sayToBot('not understood');
    const { id: third } = await bot.shows(team(), 'Not understood', KEPT);
    await pressIn(third, 'None of these');
    await pressIn(first, 'Undo');
    expect(readAloud(shown(first))).toContain(`${WORDING_TEXTS.colleagues} ${WORDING_TEXTS.meansNone}`);
  });

  it('is gone from an old card, too, once that is pressed', async () => {
    await learning();
    await said();
    await sayToBot('not understood');
    const { id } = await bot.shows(team(), 'Not understood', KEPT);
    await bot.forward({ days: 31 });
    await pressIn(id, 'None of these');
    expect(readAloud(shown(id))).toContain(WORDING_TEXTS.gone);
    expect(readAloud(shown(id))).not.toContain(KEPT);
  });

  it('is not exported once the Trust has switched it off, and goes the next night', async () => {
    await learning();
    await said();
    await bot.forward({ days: 3 });
    await pressIn(cards()[0]?.id ?? '', 'Smartcard not linked to ESR');
    const file = join(folder, 'esneft.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('learns: true\n', ''));
    const config = trialConfig({ DATABASE_URL: bot.databaseUrl, GUIDES_DIR: folder });
    expect(await wordingsCommand(config, [], bot.now())).not.toContain('smartcard');
    // A change is used at the second look.
    await bot.app.followGuides();
    await bot.app.followGuides();
    await bot.forward({ days: 1 });
    expect(await stored()).toEqual([]);
  });

  it('is what somebody chose none of, too', async () => {
    await learning();
    const person = bot.teams.createPerson('Sam');
    const chat = Object.assign(bot.teams.personalChat(person), { installed: true });
    await bot.teams.say(person, chat, 'locked out');
    await bot.teams.press(person, chat, bot.teams.activities(chat).at(-1)?.id ?? '', 'None of these');
    expect(await stored()).toMatchObject([{ times: 1, text: null }]);
    await bot.teams.say(person, chat, 'forget me');
    expect(await stored()).toMatchObject([{ eighths: 0 }]);
  });

  it('has none of their names in the database, and is exported for branches.yaml once it is placed', async () => {
    await learning();
    await said('Zelda here, it says my smartcard is not linked to esr my id is 7788');
    await bot.forward({ days: 3 });
    const id = cards()[0]?.id ?? '';
    await pressIn(id, 'Smartcard not linked to ESR');
    const config = trialConfig({ DATABASE_URL: bot.databaseUrl, GUIDES_DIR: folder });
    await bot.app.database.db.deleteFrom('dialog_state').execute();
    expect(await everythingIn(bot.app.database)).not.toMatch(/zelda|7788/i);
    expect(await wordingsCommand(config, ['esneft'], bot.now())).toBe(
      [
        '# Add each line to its problem in guides/branches.yaml, then: npm run train',
        'branches:',
        '  smartcard-not-linked:',
        '    wordings: |',
        '      here it says my smartcard is not linked to esr my id is',
      ].join('\n'),
    );
    await expect(wordingsCommand(config, ['nowhere'], bot.now())).rejects.toBeInstanceOf(ConfigError);
  });
});
