import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTeamCommand } from '../../../src/bot/esr-team/team-commands.ts';
import { NOTICE_PROBLEMS } from '../../../src/bot/notices/texts.ts';
import type { NoticeProblem } from '../../../src/bot/notices/typed-notice.ts';
import { misses, readRecords } from '../../shared/records.ts';
import { readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

interface Typed {
  readonly typed: string;
  readonly is: 'notice' | 'notice-off' | 'notices' | 'invalid';
  readonly text?: string;
  readonly from?: string;
  readonly until?: string;
  readonly problem?: NoticeProblem;
}

/** A Wednesday at twenty to eleven, in winter. */
const NOW = '2026-11-25T10:40:00.000Z';
const all = readRecords<Typed>('tests/bot/notices/typed-notices.jsonl').map((one) => ({
  ...one,
  text: one.typed,
  words: one.text,
}));
const at = (time: string | undefined) => time && `${time}:00.000Z`;

it('what is typed after “notice” ends, lists, sets or plans one as labelled, or is answered with what to type', () => {
  const wrong = misses(all, ({ typed, is, words, from, until, problem }) => {
    const read = readTeamCommand(typed, NOW);
    expect(read.type).toBe(is);
    if (read.type === 'notice')
      expect([read.text, read.from, read.until]).toEqual([words, at(from), at(until)]);
    if (read.type === 'invalid') expect(read.say).toBe(NOTICE_PROBLEMS[problem ?? 'not-a-time']);
  });
  expect(wrong).toEqual([]);
});

describe('to all staff', () => {
  let bot: CaseBot;
  beforeEach(async () => {
    bot = await startCaseBot(NOW);
  });
  afterEach(() => bot.close());
  const say = (text: string) =>
    bot.teams.say(bot.teams.cast.people.elena, bot.teams.cast.chats.esrTeam, text);
  const staffSee = async () => {
    const { people, chats } = bot.teams.cast;
    const before = bot.teams.activities(chats.amara).length;
    await bot.teams.say(people.amara, chats.amara, 'start over');
    return bot.teams.activities(chats.amara).slice(before).map(readAloud).join();
  };

  it('a notice until 2pm, with a full stop, is not shown at 3:40pm', async () => {
    await say('notice ESR is down until 2pm.');
    expect(await staffSee()).toContain('ESR is down');
    await bot.forward({ hours: 5 });
    expect(await staffSee()).not.toContain('ESR is down');
  });

  it('“off please” is never shown: it ends the notice', async () => {
    await say('notice ESR is down');
    await say('notice off please');
    const seen = await staffSee();
    expect(seen).not.toContain('ESR is down');
    expect(seen).not.toContain('off please');
  });
});
