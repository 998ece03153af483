import { describe, expect, it } from 'vitest';
import { readAloud } from '../../support/cards.ts';
import { raisedCase } from '../../support/raised-case.ts';

const raised = raisedCase();
const { handoff, work } = raised;

describe('a saved question', () => {
  it('fills the text with the address of the case, behind what was typed, and can be changed and sent', async () => {
    const { outcome } = await work('elena', 'Use the saved question', {
      reply: 'which-email',
      question: 'Hello Amara.',
    });
    const form = JSON.stringify(outcome);
    expect(form).toContain('Hello Amara. Which email address can you open now? You gave ');
    expect(form).not.toMatch(/\{\{|\[ You/);
    await work('elena', 'Send question', { question: 'Which address can you open?' });
    await handoff('Waiting for an answer', 'Which address can you open?');
  });

  it('that is not there changes nothing that was typed', async () => {
    const { outcome } = await work('elena', 'Use the saved question', { reply: 'gone', question: 'Mine.' });
    expect(JSON.stringify(outcome)).toContain('"value":"Mine."');
  });
});

describe('a saved note', () => {
  it('fills the note, and keeps what was chosen', async () => {
    const { outcome } = await work('elena', 'Use the saved note', {
      saved: 'newest-email',
      outcome: 'password-reset-sent',
      sentTo: '',
    });
    const form = JSON.stringify(outcome);
    expect(form).toContain('use the newest one');
    expect(form).toContain('"value":"password-reset-sent"');
  });
});

describe('the resolve form', () => {
  it('tells the requester where the reset went, with its address ticked', async () => {
    const sentTo = /"valueOn":"([^"]+)"/.exec(JSON.stringify(await handoff()))?.[1];
    expect(sentTo).toMatch(/@/);
    await work('elena', 'Resolve and tell them', { outcome: 'password-reset-sent', sentTo: sentTo ?? '' });
    const { amara } = raised.bot.teams.cast.chats;
    const news = await raised.bot.shows(amara, 'News from the ESR Team');
    expect(readAloud(news)).toContain(`a password reset to ${sentTo}`);
    expect(readAloud(news)).toContain('at the latest');
  });
});
