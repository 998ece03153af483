import { expect, it } from 'vitest';
import { DESK_FIELDS } from '../../src/cases/service-desk.ts';
import { startCaseBot } from '../support/case-bot.ts';
import { readFigures } from '../support/metrics.ts';
import { startDesk } from './desk-bot.ts';

it('a desk is told nothing about anybody where every field is left out, at any time of a case', async () => {
  const desk = await startDesk();
  const bot = await startCaseBot(undefined, {
    ...desk.settings,
    WEBHOOK_ESNEFT_LEAVE_OUT: DESK_FIELDS.join(', '),
  });
  const { people, chats } = bot.teams.cast;
  const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
  const press = async (where: 'amara' | 'esrTeam', words: string, button: string, inputs: object) => {
    const card = await bot.shows(chats[where], reference, words);
    const person = where === 'amara' ? people.amara : people.elena;
    await bot.teams.press(person, chats[where], card.id, button, { ...inputs });
    await bot.settled();
  };
  await press('esrTeam', 'ESR username', 'Send question', { question: 'Which marigold?' });
  await press('amara', 'Which marigold?', 'Send answer', { text: 'The primrose one' });
  const resolution = { outcome: 'password-reset-sent', note: 'To the foxglove' };
  await press('esrTeam', 'ESR username', 'Resolve and tell them', resolution);
  await press('amara', 'foxglove', 'Tell the ESR Team', { why: 'The bluebell is back' });
  const types = ['case.raised', 'case.asked', 'case.answered', 'case.resolved', 'case.reopened'];
  expect(desk.types()).toEqual(types);
  const said = JSON.stringify(desk.events) + (await readFigures(bot.app.port)).text;
  const about = /Amara|Elena|432OKAFORA01|someone@nhs\.net|let me in|marigold|primrose|foxglove|bluebell/;
  expect(said).not.toMatch(about);
  await bot.close();
  desk.close();
});
