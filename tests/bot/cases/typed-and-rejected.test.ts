import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

let bot: CaseBot;
let reference: string;
beforeEach(async () => {
  bot = await startCaseBot();
  const { people, chats } = bot.teams.cast;
  reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
});
afterEach(() => bot.close());

const team = () => bot.teams.cast.chats.esrTeam;
const handoff = (...words: string[]) => bot.shows(team(), reference, ...words);
const work = async (who: 'elena' | 'femi', button: string, inputs = {}) => {
  const { people } = bot.teams.cast;
  const card = await handoff();
  return bot.teams.press(people[who], team(), card.id, button, inputs);
};

describe('what was typed and rejected', () => {
  it('is kept when a reason is needed', async () => {
    const { outcome } = await work('elena', 'Resolve and tell them', { outcome: 'could-not-help', note: '' });
    expect(JSON.stringify(outcome)).toContain('"value":"could-not-help"');
    const form = { case: reference, act: 'resolve', surface: 'handoff', outcome: 'could-not-help' };
    const { people } = bot.teams.cast;
    const card = await handoff();
    await bot.teams.press(people.elena, team(), card.id, 'Resolve and tell them', {
      ...form,
      note: 'No record here',
    });
    await handoff('Resolved', 'No record here');
  });

  it('is kept without the secret in it', async () => {
    const { outcome } = await work('elena', 'Resolve and tell them', {
      outcome: 'username-sent',
      note: 'I called her back. password is Winter2026!',
    });
    const again = JSON.stringify(outcome);
    expect(again).toContain('I called her back');
    expect(again).toContain('"value":"username-sent"');
    expect(again).not.toContain('Winter2026');
    expect(readAloud(await handoff())).toContain('New');
  });

  it('is kept without the secret in a question, and nobody is asked', async () => {
    const question = 'Which ward? Is your password still Winter2026!';
    const { outcome } = await work('elena', 'Send question', { question });
    const again = JSON.stringify(outcome);
    expect(again).toContain('Which ward?');
    expect(again).not.toContain('Winter2026');
    expect(readAloud(await handoff())).toContain('Nobody has claimed it yet');
  });

  it('is kept without the secret in an answer, and in what still happens', async () => {
    const { people, chats } = bot.teams.cast;
    const secret = 'Ward 7. My password is Winter2026!';
    await work('elena', 'Send question', { question: 'Which ward?' });
    const question = await bot.shows(chats.amara, 'The ESR Team asks');
    const answered = await bot.teams.press(people.amara, chats.amara, question.id, 'Send answer', {
      text: secret,
    });
    await work('elena', 'Resolve and tell them', { outcome: 'username-sent' });
    const news = await bot.shows(chats.amara, 'News from the ESR Team');
    const said = await bot.teams.press(people.amara, chats.amara, news.id, 'Tell the ESR Team', {
      why: secret,
    });
    for (const { outcome } of [answered, said]) {
      expect(JSON.stringify(outcome)).toContain('Ward 7.');
      expect(JSON.stringify(outcome)).not.toContain('Winter2026');
    }
    expect(readAloud(await handoff('Resolved'))).not.toContain('Winter2026');
  });

  it('is kept when no outcome was chosen', async () => {
    const { outcome } = await work('elena', 'Resolve and tell them', {
      outcome: '',
      note: 'Sent to her work address',
    });
    expect(JSON.stringify(outcome)).toContain('Sent to her work address');
  });
});
