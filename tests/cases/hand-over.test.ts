import { expect, it } from 'vitest';
import type { Act, Case, CaseAction, Person } from '../../src/cases/case.ts';
import { givenIn } from '../../src/cases/given.ts';
import { transition } from '../../src/cases/transitions.ts';
import { AMARA, aCase, at, CHLOE } from '../shared/a-case.ts';
import { chloe, DEV, dev } from './a-report.ts';

const CHAT = chloe.chat;

/** Does it from the trainers' chat, or from Amara's own. */
function does(it: Case, action: CaseAction, by: Person): Case {
  const from: Act['from'] = { chat: by === AMARA ? it.requesters[0].chat : CHAT, as: 'requester' };
  const result = transition(it, action, { by, at: at(9), from });
  if ('refused' in result) throw new Error(result.refused);
  return result.case;
}

const joins = (who: typeof chloe | typeof dev, words: string): CaseAction => ({
  type: 'join',
  requester: { ...who, at: at(5), given: { problem: 'other', details: { words }, trail: [] } },
});
const TAKE_OVER: CaseAction = { type: 'take-over', of: CHLOE.id };

const shared = () =>
  does(aCase({ details: { ...aCase().details, words: 'Help' } }), joins(chloe, 'At 2'), CHLOE);

it('a colleague who takes a report over has not said its words, whatever is added and whoever withdraws', () => {
  const taken = does(shared(), TAKE_OVER, DEV);
  const more = does(taken, { type: 'add', text: 'At 3' }, DEV);
  expect(more.details.words).toBe('Amara Okafor: Help\nChloe Martin: At 2\nDev Patel: At 3');
  expect(givenIn(more, CHAT)?.details.words).toBe('Chloe Martin: At 2\nDev Patel: At 3');
  const again = does(more, joins(dev, 'At 3'), DEV);
  expect(again.details.words).toBe(more.details.words);
  const left = does(again, { type: 'withdraw' }, AMARA);
  expect(left.details.words).toBe('Chloe Martin: At 2\nDev Patel: At 3');
  expect(does(left, { type: 'add', text: 'At 4' }, DEV).details.words).toBe(
    'Chloe Martin: At 2\nDev Patel: At 3\nDev Patel: At 4',
  );
});

it('a report alone on its case is taken over with the words of who gave it', () => {
  const given = { problem: 'other', details: { words: 'At 2' }, trail: [] };
  const alone = aCase({ requesters: [{ ...chloe, at: at(0), given }], details: { words: 'At 2' } });
  const taken = does(alone, TAKE_OVER, DEV);
  expect(taken.details.words).toBe('Chloe Martin: At 2');
  expect(does(taken, { type: 'add', text: 'At 3' }, DEV).details.words).toBe(
    'Chloe Martin: At 2\nDev Patel: At 3',
  );
});

it('what a colleague adds to a trainer’s report is not the trainer’s once another report leaves', () => {
  const more = does(shared(), { type: 'add', text: 'At 3' }, DEV);
  expect(does(more, { type: 'withdraw' }, AMARA).details.words).toBe('Chloe Martin: At 2\nDev Patel: At 3');
});

it('who withdrew and then takes a colleague’s report over has a report, and has not withdrawn', () => {
  const both = does(shared(), joins(dev, 'At 3'), DEV);
  const without = does(both, { type: 'withdraw' }, DEV);
  expect(without.withdrawn).toMatchObject([{ person: DEV }]);
  const taken = does(without, TAKE_OVER, DEV);
  expect(taken.requesters.map(({ person }) => person)).toEqual([AMARA, DEV]);
  expect(taken.withdrawn).toBeUndefined();
});
