import { describe, expect, it } from 'vitest';
import type { Given, Requester } from '../../src/cases/case.ts';
import { givenBy, givenIn } from '../../src/cases/given.ts';
import { transition } from '../../src/cases/transitions.ts';
import { AMARA, aCase, aCaseThatIs, at, CHLOE, changed, ELENA } from '../shared/a-case.ts';

const trainer: Requester = { kind: 'trainer', person: CHLOE, chat: 'chat-escalation', at: at(5) };
const dev = { id: 'aad-dev', name: 'Dev Patel' };
const join = (requester: Requester, given: Partial<Given> = {}) =>
  ({
    type: 'join',
    requester: { ...requester, given: { problem: 'other', details: {}, trail: [], ...given } },
  }) as const;
const CHLOES = { chat: 'chat-escalation', as: 'requester' } as const;

describe('a second report of the same account', () => {
  it('by somebody else: nothing known is overwritten, what is new is added, and only the ESR Team is told', () => {
    const details = { correctEmail: 'other@nhs.net', name: 'A. Okafor', esrNumber: undefined };
    const {
      case: it,
      messages,
      events,
    } = changed(aCaseThatIs('claimed'), join(trainer, { details }), CHLOE, 5);
    expect(it.requesters.map((one) => one.person)).toEqual([AMARA, CHLOE]);
    expect(it.requesters.map((one) => one.given?.details.correctEmail)).toEqual([
      'amara.okafor@nhs.net',
      'other@nhs.net',
    ]);
    expect(it.details).toEqual({
      esrUsername: '432OKAFORA01',
      correctEmail: 'amara.okafor@nhs.net',
      name: 'A. Okafor',
    });
    expect(messages).toEqual([
      {
        message: 'joined',
        to: 'team',
        mention: ELENA,
        data: { by: CHLOE.name, added: 'email,name', first: 'yes', email: 'other@nhs.net' },
      },
    ]);
    expect(events).toMatchObject([{ type: 'join', data: { added: 'email,name' } }]);
  });

  it('by the same person: the newer address leads, the older is kept as replaced, words come behind', () => {
    const details = { correctEmail: 'amara.okafor@gmail.com', words: 'This is the right one' };
    const before = aCase({ details: { ...aCase().details, words: 'Please help' } });
    const { case: it, messages } = changed(before, join(aCase().requesters[0], { details }), AMARA, 5);
    expect(it.requesters).toHaveLength(1);
    expect(it.details).toMatchObject({
      correctEmail: 'amara.okafor@gmail.com',
      words: 'Please help\nThis is the right one',
    });
    expect(it.requesters[0].given?.replaced).toEqual({ email: 'amara.okafor@nhs.net', at: at(0) });
    expect(messages).toMatchObject([
      {
        message: 'joined',
        to: 'team',
        data: {
          by: AMARA.name,
          added: 'email,words',
          email: 'amara.okafor@gmail.com',
          was: 'amara.okafor@nhs.net',
          text: 'This is the right one',
        },
      },
    ]);
  });

  it('by the same person with the same again adds nothing, and says so', () => {
    const again = join(aCase().requesters[0], { details: aCase().details });
    const { case: it, messages } = changed(aCase(), again, AMARA, 5);
    expect(it.details).toEqual(aCase().details);
    expect(messages).toMatchObject([{ to: 'team', data: { added: '' } }]);
    expect(messages[0]?.data).not.toHaveProperty('first');
  });

  it('of several lines again adds nothing either', () => {
    const before = aCase({ details: { ...aCase().details, words: 'It does not let me in.\nI tried twice' } });
    const again = join(aCase().requesters[0], { details: before.details });
    const { case: it, messages } = changed(before, again, AMARA, 5);
    expect(it.details).toEqual(before.details);
    expect(messages).toMatchObject([{ to: 'team', data: { added: '' } }]);
  });

  it('says whose words are whose, once several people wrote', () => {
    const before = aCase({ details: { ...aCase().details, words: 'Please help' } });
    const both = changed(before, join(trainer, { details: { words: 'Class at 2' } }), CHLOE, 5).case;
    const more = changed(both, { type: 'add', text: 'On ward 4' }, AMARA, 6).case;
    expect(more.details.words).toBe(
      'Amara Okafor: Please help\nChloe Martin: Class at 2\nAmara Okafor: On ward 4',
    );
    expect(more.requesters.map((one) => one.given?.details.words)).toEqual([
      'Please help\nOn ward 4',
      'Class at 2',
    ]);
  });

  it('of a resolved case opens it again: it is not solved, and what was done is kept', () => {
    const resolved = aCaseThatIs('resolved');
    const { case: it, messages } = changed(resolved, join(trainer), CHLOE, 5);
    expect(it).toMatchObject({
      state: 'claimed',
      resolution: undefined,
      claim: { by: ELENA },
      earlier: [resolved.resolution],
      reopened: { by: CHLOE, as: 'report' },
    });
    // Whoever was asked whether it works now is told, and not by whom.
    expect(messages.slice(1)).toMatchObject([
      { message: 'looking-again', to: { chat: 'chat-amara' }, data: {} },
    ]);
  });
});

describe('taking a report back', () => {
  const both = changed(
    aCaseThatIs('claimed'),
    join(trainer, { details: { correctEmail: 'other@nhs.net', name: 'A. Okafor', words: 'Class at 2' } }),
    CHLOE,
    5,
  ).case;

  it('takes out one’s own: the case goes on for the others, and the ESR Team is told exactly that', () => {
    const result = transition(both, { type: 'withdraw' }, { by: CHLOE, at: at(6), from: CHLOES });
    if ('refused' in result) throw new Error(result.refused);
    expect(result.case).toMatchObject({ state: 'claimed', requesters: [{ person: AMARA }] });
    expect(result.case.details).toEqual({
      esrUsername: '432OKAFORA01',
      correctEmail: 'amara.okafor@nhs.net',
    });
    expect(result.case.withdrawn).toMatchObject([{ person: CHLOE, by: CHLOE, at: at(6) }]);
    expect(JSON.stringify(result.case)).not.toContain('other@nhs.net');
    expect(result.messages).toEqual([
      {
        message: 'report-withdrawn',
        to: 'team',
        mention: ELENA,
        data: { by: CHLOE.name, whose: CHLOE.name, left: AMARA.name },
      },
    ]);
    expect(transition(result.case, { type: 'withdraw' }, { by: CHLOE, at: at(7) })).toMatchObject({
      refused: 'already-withdrawn',
    });
  });

  it('closes the case with the last one, and tells nobody but the ESR Team', () => {
    const one = changed(both, { type: 'withdraw' }, AMARA, 6).case;
    expect(one).toMatchObject({ state: 'claimed', details: { correctEmail: 'other@nhs.net' } });
    const { case: none, messages } = changed(one, { type: 'withdraw' }, CHLOE, 7);
    expect(none).toMatchObject({ state: 'closed', closedAs: 'withdrawn', closedBy: CHLOE });
    expect(messages).toEqual([
      { message: 'withdrawn', to: 'team', mention: ELENA, data: { by: CHLOE.name } },
    ]);
  });

  it('by a colleague of the trainers’ chat takes out that chat’s, and names both', () => {
    const result = transition(both, { type: 'withdraw' }, { by: dev, at: at(6), from: CHLOES });
    if ('refused' in result) throw new Error(result.refused);
    expect(result.case.requesters.map((one) => one.person)).toEqual([AMARA]);
    expect(result.messages).toMatchObject([{ data: { by: dev.name, whose: CHLOE.name, left: AMARA.name } }]);
  });

  it('is undone by reporting again', () => {
    const one = changed(both, { type: 'withdraw' }, CHLOE, 6).case;
    const again = changed(one, join({ ...trainer, at: at(7) }), CHLOE, 7).case;
    expect(again.requesters.map((requester) => requester.person)).toEqual([AMARA, CHLOE]);
    expect(again.withdrawn).toBeUndefined();
  });
});

describe('a case from before each requester’s own details were kept', () => {
  const old = aCase({ requesters: [aCase().requesters[0], trainer] });

  it('gives what the case says to those of one chat, and of several nothing: it may be another’s', () => {
    const alone = aCase();
    expect(givenIn(alone, 'chat-amara')?.details).toEqual(alone.details);
    const dev2 = { ...trainer, person: dev };
    const colleagues = aCase({ requesters: [trainer, dev2] });
    expect(givenBy(colleagues, trainer)?.details).toEqual(colleagues.details);
    expect(givenBy(colleagues, dev2)).toBeUndefined();
    for (const chat of ['chat-amara', 'chat-escalation']) expect(givenIn(old, chat)).toBeUndefined();
  });

  it('gives it to nobody later: not with another report, nor when one is taken back', () => {
    const details = { correctEmail: 'new@nhs.net', esrNumber: '7' };
    const it = changed(old, join({ ...trainer, at: at(9) }, { details }), CHLOE, 9).case;
    expect(givenIn(it, 'chat-amara')).toBeUndefined();
    expect(givenIn(it, 'chat-escalation')?.details).toEqual(details);
    // The ESR Team goes on with what the case said, beside what is new.
    expect(it.details).toMatchObject({ correctEmail: 'amara.okafor@nhs.net', esrNumber: '7' });
    const left = changed(old, { type: 'withdraw' }, AMARA, 9).case;
    expect(left.requesters.map((one) => one.person)).toEqual([CHLOE]);
    expect(JSON.stringify(givenIn(left, 'chat-escalation') ?? '')).not.toContain('amara');
    expect(left.details).toEqual(old.details);
  });
});

describe('what is left after a report was taken back', () => {
  const { requesters } = aCase();
  const shared = aCase({
    problem: 'account-locked',
    requesters: [
      {
        ...trainer,
        batch: 'class-1',
        given: { problem: 'account-locked', details: { words: 'Locked' }, trail: [] },
      },
      { ...requesters[0], given: { problem: 'other', details: { name: 'Amara' }, trail: [] } },
    ],
    batch: { id: 'class-1', position: 1, of: 2 },
  });
  const act = { by: CHLOE, at: at(9), from: CHLOES };

  it('is the problem, the details and the place of those who stay, and nothing that they never said', () => {
    const result = transition(shared, { type: 'withdraw' }, act);
    if ('refused' in result) throw new Error(result.refused);
    expect(result.case).toMatchObject({ problem: 'other', batch: undefined });
    expect(result.case.details).toEqual({ name: 'Amara', words: undefined });
    expect(result.messages.map((one) => one.message)).toEqual(['report-withdrawn']);
  });

  it('is told of once: the same again is refused', () => {
    const first = transition(shared, { type: 'withdraw' }, act);
    const second = transition(first.case, { type: 'withdraw' }, { ...act, by: dev });
    expect(second).toMatchObject({ refused: 'already-withdrawn' });
  });
});
