import { describe, expect, it } from 'vitest';
import { buttons, cardIn, readAloud } from '../../support/cards.ts';
import { raisedCase } from '../../support/raised-case.ts';
import { actionIn } from '../trainers/classes.ts';

const raised = raisedCase();
const { team, handoff, work } = raised;

describe('what was typed and rejected', () => {
  it('is kept when a reason is needed', async () => {
    const { outcome } = await work('elena', 'Resolve and tell them', { outcome: 'could-not-help', note: '' });
    expect(JSON.stringify(outcome)).toContain('"value":"could-not-help"');
    const form = { case: raised.reference, act: 'resolve', surface: 'handoff', outcome: 'could-not-help' };
    const { people } = raised.bot.teams.cast;
    const card = await handoff();
    await raised.bot.teams.press(people.elena, team(), card.id, 'Resolve and tell them', {
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
    expect(readAloud(await handoff())).toContain('In the queue');
  });

  it('is kept without the secret in a question, and nobody is asked', async () => {
    const question = 'Which ward? Is your password still Winter2026!';
    const { outcome } = await work('elena', 'Send question', { question });
    const again = JSON.stringify(outcome);
    expect(again).toContain('Which ward?');
    expect(again).not.toContain('Winter2026');
    expect(readAloud(await handoff())).toContain('Nobody has it yet');
  });

  it('is kept without the secret in an answer, and in what still happens', async () => {
    const { people, chats } = raised.bot.teams.cast;
    const secret = 'Ward 7. My password is Winter2026!';
    await work('elena', 'Send question', { question: 'Which ward?' });
    const question = await raised.bot.shows(chats.amara, 'The ESR Team asks');
    const answered = await raised.bot.teams.press(people.amara, chats.amara, question.id, 'Send answer', {
      text: secret,
    });
    await work('elena', 'Resolve and tell them', { outcome: 'username-sent' });
    const news = await raised.bot.shows(chats.amara, 'News from the ESR Team');
    const said = await raised.bot.teams.press(people.amara, chats.amara, news.id, 'Tell the ESR Team', {
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

  /** A press of a card as it looked before: Teams may deliver it late. */
  const late = async (title: string, withdrawn: () => Promise<unknown>) => {
    const { people, chats } = raised.bot.teams.cast;
    await work('elena', 'Send question', { question: 'Which ward?' });
    const question = await raised.bot.shows(chats.amara, 'The ESR Team asks');
    const action = actionIn(cardIn(question), title);
    await withdrawn();
    await raised.bot.settled();
    const { outcome } = await raised.bot.teams.press(people.amara, chats.amara, question.id, action, {
      text: 'Ward seven',
    });
    return { outcome: JSON.stringify(outcome), question: question.id };
  };

  it('is said back with an answer to a case that was withdrawn', async () => {
    const { people, chats } = raised.bot.teams.cast;
    const { outcome, question } = await late('Send answer', async () => {
      const status = await raised.bot.shows(chats.amara, raised.reference, 'Waiting for an answer');
      return raised.bot.teams.press(people.amara, chats.amara, status.id, 'Yes, withdraw it');
    });
    expect(outcome).toContain('You typed: Ward seven');
    const now = raised.bot.teams.activities(chats.amara).find(({ id }) => id === question);
    expect(buttons(now)).not.toContain('Send answer');
  });

  it('reaches the ESR Team with an answer to a case that is resolved, whose question says that it is over', async () => {
    const { chats } = raised.bot.teams.cast;
    const { question } = await late('Send answer', () =>
      work('elena', 'Resolve and tell them', { outcome: 'username-sent' }),
    );
    await raised.bot.settled();
    await raised.bot.shows(team(), raised.reference, 'Ward seven');
    const now = raised.bot.teams.activities(chats.amara).find(({ id }) => id === question);
    expect(buttons(now)).not.toContain('Send answer');
    expect(readAloud(now)).toContain('no answer is needed');
  });
});
