import { describe, expect, it } from 'vitest';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

const friday = { now: '2026-11-27T10:00:00.000Z' };
const monday = { now: '2026-11-30T10:00:00.000Z' };

leads('new-record', [
  ['eastland', ['Today'], 'not-yet'],
  ['eastland', ['Today', 'OK, thanks'], 'done'],
  ['eastland', ['Today', 'Ask the ESR Team'], 'details'],
  ['eastland', ['Yesterday'], 'should-be-there', friday],
  ['eastland', ['Yesterday'], 'not-yet', { now: '2026-11-28T10:00:00.000Z' }],
  ['eastland', ['Before that'], 'should-be-there', monday],
  ['eastland', ["I don't know"], 'not-sure', friday],
  ['eastland', [{ type: '27 Nov' }], 'should-be-there', monday],
  ['eastland', [{ type: 'last month' }], 'should-be-there', friday],
  ['eastland', [{ type: '24/12/2026' }], 'not-yet', { now: '2026-12-28T10:00:00.000Z' }],
  ['eastland', [{ type: '24/12/2026' }], 'should-be-there', { now: '2026-12-29T10:00:00.000Z' }],
  ['eastland', [{ type: '1 Jan 2030' }], 'created', friday],
  ['eastland', [{ type: 'whenever' }], 'created', friday],
  ['eastland', ['Yesterday', 'Not yet'], 'hand-over', friday],
]);

describe('the day a new username is ready', () => {
  it.each([
    ['on a Friday is Monday', friday.now, 'Mon 30 Nov'],
    ['on Maundy Thursday is the Tuesday after Easter', '2026-04-02T10:00:00.000Z', 'Tue 7 Apr'],
    ['on a Monday is tomorrow', monday.now, 'tomorrow'],
    ['on Christmas Eve is after the bank holidays', '2026-12-24T10:00:00.000Z', 'Tue 29 Dec'],
  ])('%s', async (_, now, day) => {
    const conversation = await rehearse('eastland', 'new-record', ['Today'], { now });
    expect(conversation.words).toContain(`from ${day}`);
  });
});
