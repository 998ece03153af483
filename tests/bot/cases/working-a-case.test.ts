import { describe, expect, it } from 'vitest';
import { buttons, readAloud } from '../../support/cards.ts';
import { raisedCase } from '../../support/raised-case.ts';

const raised = raisedCase();
const { team, handoff, work } = raised;

describe('the handoff card', () => {
  it('offers in each state what can be done then, and never more than six things', async () => {
    const offered = async (...words: string[]) => buttons(await handoff(...words));
    expect(await offered('In the queue')).toEqual([
      'Claim',
      'Use the saved note',
      'Resolve and tell them',
      'Use the saved question',
      'Send question',
      'Assign',
      'Refresh',
    ]);
    await work('elena', 'Claim');
    expect(await offered('Being worked on')).toEqual([
      'Use the saved note',
      'Resolve and tell them',
      'Use the saved question',
      'Send question',
      'Assign',
      'Put back',
      'Refresh',
    ]);
    await work('elena', 'Send question', { question: 'Which ward?' });
    expect(await offered('Waiting for an answer')).toContain('Put back');
    await work('elena', 'Resolve and tell them', { outcome: 'username-sent' });
    expect(await offered('Resolved')).toEqual(['Resolved by mistake', 'More to do', 'Refresh']);
  });

  it('has a link to a chat with the requester once a colleague has the case', async () => {
    expect(JSON.stringify(await handoff('In the queue'))).not.toContain('l/chat');
    await work('elena', 'Claim');
    const card = JSON.stringify(await handoff('Being worked on'));
    expect(card).toContain('https://teams.microsoft.com/l/chat/0/0?users=amara.okafor%40example.nhs.uk');
  });

  it('leaves the link out when Teams does not say who the requester is', async () => {
    raised.bot.teams.faults.add({
      match: { operation: 'member' },
      effect: { status: 404, code: 'MemberNotFoundInConversation' },
    });
    await work('elena', 'Claim');
    expect(JSON.stringify(await handoff('Being worked on'))).not.toContain('l/chat');
  });
});

describe('assigning', () => {
  it('offers the people of the chat, and mentions the one who gets the case', async () => {
    const { people, chats } = raised.bot.teams.cast;
    const { outcome } = await work('elena', 'Assign');
    expect(JSON.stringify(outcome)).toContain('Femi Adeyemi');
    await work('elena', 'Assign', { to: people.femi.aadObjectId });
    await handoff('Femi Adeyemi has it');
    const told = await raised.bot.shows(chats.esrTeam, 'Elena Rossi assigned');
    expect(JSON.stringify(told.entities)).toContain(people.femi.aadObjectId);
  });

  it('refuses somebody who is not in the chat, and shows the people again', async () => {
    const { people } = raised.bot.teams.cast;
    await work('elena', 'Assign');
    const { outcome } = await work('elena', 'Assign', { to: people.chloe.aadObjectId });
    expect(JSON.stringify(outcome)).toContain('who is in this chat');
    expect(readAloud(await handoff())).toContain('Nobody has it yet');
  });

  it('asks Teams for the roster page by page', async () => {
    const others = Array.from({ length: 70 }, (_, index) =>
      raised.bot.teams.createPerson(`Colleague ${index}`),
    );
    const { people } = raised.bot.teams.cast;
    const chat = raised.bot.teams.createGroupChat('A large team', [people.elena, ...others]);
    await raised.bot.link('esneft', 'esr-team', chat);
    const card = await raised.bot.shows(chat, raised.reference);
    const { outcome } = await raised.bot.teams.press(people.elena, chat, card.id, 'Assign');
    expect(JSON.stringify(outcome)).toContain('Colleague 69');
  });
});

describe('a question to the requester', () => {
  it('is a card with an input, and its answer lands on the handoff card and mentions who claimed it', async () => {
    const { people, chats } = raised.bot.teams.cast;
    await work('elena', 'Claim');
    await raised.bot.forward({ minutes: 5 });
    await work('elena', 'Send question', { question: 'Which ward are you on?' });
    expect(readAloud(await handoff('Waiting'))).toContain('Waiting for an answer since 10:05am today');
    const question = await raised.bot.shows(chats.amara, 'The ESR Team asks', 'Which ward are you on?');
    await raised.bot.teams.press(people.amara, chats.amara, question.id, 'Send answer', {
      text: 'Cardiac, ward 7',
    });
    expect(readAloud(await handoff('Being worked on'))).toContain('Cardiac, ward 7');
    const told = await raised.bot.shows(chats.esrTeam, 'Amara Okafor has answered');
    expect(JSON.stringify(told.entities)).toContain(people.elena.aadObjectId);
    expect(buttons(await raised.bot.shows(chats.amara, 'You answered'))).toEqual([]);
  });

  /** Messages of this chat stay as they are. With a wait that Teams asks for, nothing else reaches it either. */
  const staysOld = ({ id }: { readonly id: string }, retryAfter = 3600) =>
    raised.bot.teams.faults.add({
      match: { chat: id, operation: 'update' },
      effect: { status: 503, retryAfter },
    });

  it('can be answered on the status card as well; what is sent from the question then is passed on', async () => {
    const { people, chats } = raised.bot.teams.cast;
    await work('elena', 'Send question', { question: 'Which ward?' });
    const status = await raised.bot.shows(chats.amara, 'Waiting for an answer');
    const question = await raised.bot.shows(chats.amara, 'The ESR Team asks');
    staysOld(chats.amara);
    await raised.bot.teams.press(people.amara, chats.amara, status.id, 'Send answer', { text: 'Ward 7' });
    await handoff('Ward 7');
    const { outcome } = await raised.bot.teams.press(people.amara, chats.amara, question.id, 'Send answer', {
      text: 'Ward 8',
    });
    expect(JSON.stringify(outcome)).toContain('pass on what you wrote');
    await raised.bot.shows(team(), 'has added this', 'Ward 8');
    await handoff('Ward 7', 'Ward 8');
  });

  it('that was resolved meanwhile still takes an answer from a card that is out of date', async () => {
    const { people, chats } = raised.bot.teams.cast;
    await work('elena', 'Send question', { question: 'Which ward?' });
    const question = await raised.bot.shows(chats.amara, 'The ESR Team asks');
    staysOld(chats.amara);
    await work('elena', 'Resolve and tell them', { outcome: 'username-sent' });
    const { outcome } = await raised.bot.teams.press(people.amara, chats.amara, question.id, 'Send answer', {
      text: 'Ward 8',
    });
    expect(JSON.stringify(outcome)).toContain('This is resolved');
    await raised.bot.shows(team(), 'has added this', 'Ward 8');
  });

  it('of a case that is closed gives the answer back, to be sent as "still not working"', async () => {
    const { people, chats } = raised.bot.teams.cast;
    await work('elena', 'Send question', { question: 'Which ward?' });
    const question = await raised.bot.shows(chats.amara, 'The ESR Team asks');
    staysOld(chats.amara);
    await work('elena', 'Resolve and tell them', { outcome: 'username-sent' });
    await raised.bot.forward({ days: 8 });
    const { outcome } = await raised.bot.teams.press(people.amara, chats.amara, question.id, 'Send answer', {
      text: 'Ward 8',
    });
    for (const shown of ['This case is closed', 'Ward 8', '"act":"reopen"'])
      expect(JSON.stringify(outcome)).toContain(shown);
  });

  it('that comes too late for a colleague gives them back what they typed', async () => {
    await work('elena', 'Claim');
    const ask = await work('femi', 'Send question', { question: 'Which ward?' }).catch(() => undefined);
    expect(JSON.stringify(ask?.outcome)).toContain('Which ward?');
    expect(JSON.stringify(ask?.outcome)).toContain('Elena Rossi has claimed this');
  });

  it('that they opened again is told what a requester writes on the old outcome', async () => {
    const { people, chats } = raised.bot.teams.cast;
    await work('elena', 'Resolve and tell them', { outcome: 'username-sent' });
    const news = await raised.bot.shows(chats.amara, 'News from the ESR Team');
    staysOld(chats.amara);
    await work('elena', 'More to do');
    const { outcome } = await raised.bot.teams.press(
      people.amara,
      chats.amara,
      news.id,
      'Tell the ESR Team',
      {
        why: 'Still locked',
      },
    );
    expect(JSON.stringify(outcome)).toContain('pass on what you wrote');
    await raised.bot.shows(team(), 'has added this', 'Still locked');
  });

  it('does not take an answer to an earlier question for one to the newest', async () => {
    const { people, chats } = raised.bot.teams.cast;
    await work('elena', 'Send question', { question: 'Which ward?' });
    const first = await raised.bot.shows(chats.amara, 'The ESR Team asks', 'Which ward?');
    staysOld(chats.amara, 0);
    await raised.bot.forward({ minutes: 1 });
    await work('elena', 'Send question', { question: 'Which hospital?' });
    await raised.bot.shows(chats.amara, 'The ESR Team asks', 'Which hospital?');
    const { outcome } = await raised.bot.teams.press(people.amara, chats.amara, first.id, 'Send answer', {
      text: 'Ward 7',
    });
    const again = JSON.stringify(outcome);
    expect(again).toContain('Which hospital?');
    expect(again).toContain('Ward 7');
    expect(readAloud(await handoff())).toContain('Waiting for an answer');
  });
});

describe('a question about a learner', () => {
  it('mentions the trainer in the escalation chat, says whom it is about, and any trainer may answer', async () => {
    const { people, chats } = raised.bot.teams.cast;
    const message = 'Reset needed - ESR username 432PATELR02, email r.patel@nhs.net. Thanks';
    await raised.bot.teams.say(people.chloe, chats.escalation, message);
    const check = await raised.bot.shows(chats.escalation, '432PATELR02', 'Send to the ESR Team');
    await raised.bot.teams.press(people.chloe, chats.escalation, check.id, 'Send to the ESR Team');
    const card = await raised.bot.shows(chats.esrTeam, '432PATELR02');
    await raised.bot.teams.press(people.femi, chats.esrTeam, card.id, 'Send question', {
      question: 'Is that all?',
    });
    const question = await raised.bot.shows(chats.escalation, 'The ESR Team asks', '432PATELR02');
    expect(JSON.stringify(question.entities)).toContain(people.chloe.aadObjectId);
    await raised.bot.teams.press(people.dev, chats.escalation, question.id, 'Send answer', {
      text: 'Yes, it is',
    });
    await raised.bot.shows(chats.esrTeam, '432PATELR02', 'Yes, it is (Dev Patel');
    const seen = raised.bot.teams.view(people.chloe, chats.escalation).find((one) => one.id === question.id);
    expect(readAloud(seen)).toContain('Dev Patel answered');
  });
});

describe('a requester who withdraws it', () => {
  it.each([
    ['Claim', {}, 'Being worked on'],
    ['Send question', { question: 'Which ward?' }, 'Waiting for an answer'],
  ])('can do so after the team pressed %s', async (button, inputs, state) => {
    const { people, chats } = raised.bot.teams.cast;
    await work('elena', button, inputs);
    const status = await raised.bot.shows(chats.amara, state);
    await raised.bot.teams.press(people.amara, chats.amara, status.id, 'Yes, withdraw it');
    await handoff('Withdrawn', 'withdrew it');
  });

  it('closes the case, and the team is told', async () => {
    const { people, chats } = raised.bot.teams.cast;
    const status = await raised.bot.shows(chats.amara, 'The ESR Team has it');
    await raised.bot.teams.press(people.amara, chats.amara, status.id, 'Yes, withdraw it');
    await handoff('Withdrawn', 'withdrew it');
    await raised.bot.shows(chats.esrTeam, 'Amara Okafor withdrew');
  });
});

describe('after it was resolved', () => {
  it('asks whether it works now, on the news itself, and Yes closes the case', async () => {
    const { people, chats } = raised.bot.teams.cast;
    await work('elena', 'Resolve and tell them', { outcome: 'password-reset-sent' });
    const news = await raised.bot.shows(chats.amara, 'News from the ESR Team');
    await raised.bot.teams.press(people.amara, chats.amara, news.id, "Yes, it's working");
    await handoff('Closed');
    expect(
      buttons(raised.bot.teams.activities(chats.amara).find((message) => message.id === news.id)),
    ).toEqual([]);
  });

  it('comes back to the same colleague with what happens now', async () => {
    const { people, chats } = raised.bot.teams.cast;
    await work('elena', 'Resolve and tell them', { outcome: 'password-reset-sent' });
    const news = await raised.bot.shows(chats.amara, 'News from the ESR Team');
    await raised.bot.teams.press(people.amara, chats.amara, news.id, 'Tell the ESR Team', {
      why: 'The link says expired',
    });
    expect(readAloud(await handoff('Being worked on', 'The link says expired'))).toContain(
      'Elena Rossi has it',
    );
    const told = await raised.bot.shows(chats.esrTeam, 'has been reopened');
    expect(JSON.stringify(told.entities)).toContain(people.elena.aadObjectId);
  });
});

describe('a phone that knows only Action.Submit', () => {
  it('gets the form to assign as a message of its own', async () => {
    const { people, chats } = raised.bot.teams.cast;
    raised.bot.teams.oldPhones.add(people.elena.id);
    await work('elena', 'Assign');
    const form = await raised.bot.shows(chats.esrTeam, 'Assign to a colleague');
    await raised.bot.teams.press(people.elena, chats.esrTeam, form.id, 'Assign', {
      to: people.femi.aadObjectId,
    });
    await raised.bot.shows(chats.esrTeam, raised.reference, 'Femi Adeyemi has it');
  });
});
