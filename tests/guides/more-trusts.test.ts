import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commonConfig } from '../../src/config/config.ts';
import { waysTo } from '../../src/guides/contacts.ts';
import { loadGuides, trustsIn } from '../../src/guides/load-guides.ts';
import { allSheets } from '../../tools/guides/all-sheets.ts';
import { checkAll } from '../../tools/guides/check-all.ts';
import { startBot } from '../support/bot.ts';
import { buttons, readAloud } from '../support/cards.ts';
import { folderWithMore, MADE_UP_GUIDES, TRUST_IDS } from '../support/guides.ts';

const folder = folderWithMore();
afterAll(() => rmSync(folder, { recursive: true }));
const MADE_UP = trustsIn(MADE_UP_GUIDES);
const settings = { GUIDES_DIR: folder };

// Every path through them is walked in tests/dialogs/every-path.slow.test.ts.
describe('a guide that is put into the folder', () => {
  it('is checked, and has its sheet', () => {
    expect(checkAll(MADE_UP_GUIDES).problems).toEqual([]);
    expect(checkAll(folder)).toEqual({
      fine: expect.arrayContaining([expect.stringMatching(/^north-bay: 6 problems/)]),
      problems: [],
    });
    const sheets = allSheets(folder);
    for (const trust of MADE_UP)
      expect([trust, sheets.has(`docs/guides/${trust}.md`)]).toEqual([trust, true]);
    expect(sheets.get('docs/guides/north-bay.md')).toContain('01632 960 101');
    expect(sheets.get('docs/guides/north-bay.md')).toContain('works from 08:30 to 16:30');
    const marsh = sheets.get('docs/guides/marsh-group.md');
    expect(marsh).toContain('## I want to sign in from home\n\nIn the menu under “At home');
    expect(marsh).toContain('Also known as: Marsh General; ');
    expect(sheets.get('docs/guides/esneft.md')).toContain(
      '- `branches.smartcard-login.steps.insert.text`: Put',
    );
  });

  it('is served, with the rest or alone', () => {
    expect(commonConfig(settings).trusts).toEqual([...TRUST_IDS, ...MADE_UP].sort());
    expect(commonConfig({ ...settings, TRUSTS: 'river-valley' }).defaultTrust).toBe('river-valley');
    expect(() => commonConfig({ TRUSTS: 'river-valley' })).toThrow(/TRUSTS: write one or more of/);
    expect(() => commonConfig({ GUIDES_DIR: join(folder, 'nowhere') })).toThrow(
      /GUIDES_DIR: there are no guides/,
    );
  });

  it('says when its ESR Team works, unless the settings do', () => {
    const inGuide = loadGuides(folder).get('north-bay')?.workingHours;
    expect(commonConfig(settings).hoursOf('north-bay', inGuide)).toEqual({ start: '08:30', end: '16:30' });
    const WORKING_HOURS = '08:00-17:00,north-bay=10:00-15:00';
    const { hoursOf } = commonConfig({ ...settings, WORKING_HOURS });
    expect(hoursOf('north-bay', inGuide)).toEqual({ start: '10:00', end: '15:00' });
  });

  it('has the address of an intranet as text to copy, and the opening hours', () => {
    const contact = loadGuides(folder).get('north-bay')?.contacts.workforce;
    if (contact === undefined) throw new Error('no contact');
    expect(waysTo(contact)).toContain('http://intranet.north-bay.example/esr-form');
    expect(waysTo(contact)).not.toContain('](http:');
  });

  it('has its own titles and groups in the menu, on the cards of its problems, and its own kinds of learner in the form', async () => {
    const bot = await startBot({ ...settings, TRUSTS: 'marsh-group' });
    try {
      const person = bot.teams.createPerson('Sam');
      const chat = bot.teams.personalChat(person);
      await bot.teams.say(person, chat, 'hello');
      const last = () => bot.teams.activities(chat).at(-1);
      expect(readAloud(last())).toContain('Away for a while');
      await bot.teams.say(person, chat, 'my account is locked');
      expect(readAloud(last())).toContain('My account is locked or was switched off');
      await bot.teams.say(person, chat, 'talk to someone');
      await bot.teams.press(person, chat, last()?.id ?? '', 'Leave my details');
      expect(readAloud(last())).toContain('Student on placement');
      expect(readAloud(last())).not.toContain('External learner');
    } finally {
      await bot.close();
    }
  });

  it('is among the organisations to choose from, with the names that staff know', async () => {
    const bot = await startBot({ ...settings, TRUSTS: 'north-bay,river-valley' });
    try {
      const person = bot.teams.createPerson('Sam');
      const chat = bot.teams.personalChat(person);
      await bot.teams.say(person, chat, 'change organisation');
      const card = bot.teams.activities(chat).at(-1);
      expect(buttons(card)).toEqual(
        expect.arrayContaining(['North Bay University Hospitals', 'River Valley Community Care']),
      );
      expect(readAloud(card)).toContain('Harbour Infirmary');
    } finally {
      await bot.close();
    }
  });
});
