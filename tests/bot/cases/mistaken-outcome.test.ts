import { describe, expect, it } from 'vitest';
import { buttons, readAloud } from '../../support/cards.ts';
import { raisedCase } from '../../support/raised-case.ts';

const raised = raisedCase();
const { team, handoff, work } = raised;

describe('an outcome that was sent by mistake', () => {
  const requester = () => raised.bot.teams.cast.chats.amara;
  const current = (id: string) => raised.bot.teams.activities(requester()).find((one) => one.id === id);
  const takenBack = async () => {
    await work('elena', 'Resolve and tell them', { outcome: 'smartcard-linked' });
    const outcome = await raised.bot.shows(requester(), 'News from the ESR Team', 'Is it working now?');
    await handoff('Resolved');
    await work('femi', 'Resolved by mistake');
    await raised.bot.settled();
    return outcome;
  };

  it('is replaced where it was said, and the requester is told', async () => {
    const outcome = await takenBack();
    const replaced = readAloud(current(outcome.id));
    expect(replaced).toContain('sent by mistake');
    expect(replaced).not.toContain('Is it working now?');
    expect(buttons(current(outcome.id))).toEqual([]);
    await raised.bot.shows(requester(), `${raised.reference}: Sorry`);
  });

  it('is called that on the card, in the chat, and in the history', async () => {
    await takenBack();
    const card = readAloud(await handoff('Reopened by Femi'));
    expect(card).toContain('Resolved by mistake');
    expect(card).not.toMatch(/still not working/i);
    await raised.bot.shows(team(), 'Femi Adeyemi reopened', 'resolved by mistake');
    const events = await raised.bot.app.database.db
      .selectFrom('case_events')
      .select('data')
      .where('type', '=', 'reopen')
      .execute();
    expect(events.map(({ data }) => data)).toEqual(['{"because":"mistake"}']);
  });

  it('is said once the case is resolved rightly, in a message of its own', async () => {
    const outcome = await takenBack();
    const card = await handoff('Reopened by Femi');
    await raised.bot.teams.press(
      raised.bot.teams.cast.people.elena,
      team(),
      card.id,
      'Resolve and tell them',
      {
        outcome: 'username-sent',
      },
    );
    await raised.bot.shows(requester(), 'Is it working now?', 'News from the ESR Team');
    expect(readAloud(current(outcome.id))).toContain('sent by mistake');
  });

  it('stays withdrawn, and out of what was done before, once the case is closed', async () => {
    const { amara } = raised.bot.teams.cast.people;
    const outcome = await takenBack();
    expect(readAloud(await raised.bot.shows(requester(), raised.reference, 'Sent'))).not.toContain(
      'Earlier, today',
    );
    await work('elena', 'Resolve and tell them', { outcome: 'username-sent' });
    const right = await raised.bot.shows(requester(), 'Is it working now?', 'News from the ESR Team');
    await raised.bot.teams.press(amara, requester(), right.id, "Yes, it's working");
    await raised.bot.settled();
    expect(readAloud(current(outcome.id))).toContain('sent by mistake');
    expect(readAloud(current(right.id))).not.toContain('mistake');
    expect(readAloud(await handoff('Closed'))).toContain('by mistake');
  });

  it('says nothing of one that was right before it', async () => {
    const { amara } = raised.bot.teams.cast.people;
    await work('elena', 'Resolve and tell them', { outcome: 'username-sent' });
    const right = await raised.bot.shows(requester(), 'Is it working now?', 'News from the ESR Team');
    await raised.bot.teams.press(amara, requester(), right.id, 'Tell the ESR Team', { why: 'Still locked' });
    await raised.bot.settled();
    await raised.bot.forward({ minutes: 1 });
    const wrong = await takenBack();
    expect(readAloud(current(wrong.id))).toContain('that was sent by mistake');
    expect(readAloud(current(right.id))).not.toContain('that was sent by mistake');
  });

  it('is never said where it had not gone out yet', async () => {
    raised.bot.teams.faults.add({
      match: { chat: requester().id, operation: 'send' },
      effect: { status: 503 },
      times: 1,
    });
    await work('elena', 'Resolve and tell them', { outcome: 'smartcard-linked' });
    await handoff('Resolved');
    await work('femi', 'Resolved by mistake');
    await raised.bot.forward({ minutes: 10 });
    const said = raised.bot.teams.activities(requester()).map(readAloud).join();
    expect(said).not.toContain('Is it working now?');
  });

  it('stays where the case is reopened for another reason', async () => {
    await work('elena', 'Resolve and tell them', { outcome: 'smartcard-linked' });
    const outcome = await raised.bot.shows(requester(), 'News from the ESR Team', 'Is it working now?');
    await work('femi', 'More to do');
    await raised.bot.settled();
    expect(readAloud(current(outcome.id))).not.toContain('sent by mistake');
    expect(readAloud(await handoff('Reopened by Femi'))).toContain('More to do');
  });

  it('cannot be taken back by the requester', async () => {
    await work('elena', 'Resolve and tell them', { outcome: 'smartcard-linked' });
    const outcome = await raised.bot.shows(requester(), 'News from the ESR Team', 'Is it working now?');
    const { amara } = raised.bot.teams.cast.people;
    await raised.bot.teams.press(amara, requester(), outcome.id, {
      type: 'Action.Execute',
      data: { case: raised.reference, act: 'reopen', because: 'mistake', why: 'x', surface: 'outcome' },
    });
    await raised.bot.settled();
    expect(readAloud(await handoff('ESR username'))).not.toContain('Resolved by mistake\n');
  });

  it('is no reason to reopen a case that had no outcome', async () => {
    const { amara } = raised.bot.teams.cast.people;
    const card = await raised.bot.shows(requester(), raised.reference, 'Yes, withdraw it');
    await raised.bot.teams.press(amara, requester(), card.id, 'Yes, withdraw it');
    const withdrawn = await handoff('withdrew it');
    expect(buttons(withdrawn)).toContain('More to do');
    expect(buttons(withdrawn)).not.toContain('Resolved by mistake');
    // A copy of an older version has the button still.
    const data = { case: raised.reference, act: 'reopen', because: 'mistake', surface: 'handoff' };
    await raised.bot.teams.submit(raised.bot.teams.cast.people.elena, team(), withdrawn.id, data);
    await raised.bot.settled();
    const said = raised.bot.teams.activities(requester()).map(readAloud).join('\n');
    expect(said).toContain('reopened');
    expect(said).not.toContain('by mistake');
  });
});
