import { describe, expect, it } from 'vitest';
import { readTrainerCommand } from '../../../src/bot/trainers/trainer-commands.ts';

describe('what a trainer types as a command', () => {
  it.each([
    ['help', { name: 'help' }],
    ['Hello!', { name: 'help' }],
    ['escalate', { name: 'form' }],
    ['  Escalate. ', { name: 'form' }],
    ['my cases', { name: 'mine' }],
    ['“my cases”', { name: 'mine' }],
    ['/my cases', { name: 'mine' }],
    ['`my cases`', { name: 'mine' }],
    ['show me my cases', { name: 'mine' }],
    ['can you show me my cases please?', { name: 'mine' }],
    ['My Cases!!', { name: 'mine' }],
    ['mycases', { name: 'mine' }],
    ['my cases password Chelsea7', { name: 'mine' }],
    ['?', { name: 'help' }],
    ['help?', { name: 'help' }],
    ['/status K7M-4PT', { name: 'status', reference: 'K7M-4PT' }],
    ['status “K7M-4PT”', { name: 'status', reference: 'K7M-4PT' }],
    ['status #K7M-4PT!', { name: 'status', reference: 'K7M-4PT' }],
    ['please withdraw K7M-4PT', { name: 'withdraw', reference: 'K7M-4PT' }],
    ['status', { name: 'mine' }],
    ['Any news?', { name: 'mine' }],
    ['status K7M-4PT', { name: 'status', reference: 'K7M-4PT' }],
    ['Status: k7m4pt', { name: 'status', reference: 'K7M-4PT' }],
    ['status (K7M–4PT).', { name: 'status', reference: 'K7M-4PT' }],
    ['status of Ravi Patel', { name: 'status', reference: undefined, who: 'ravi patel' }],
    ['How’s Ravi Patel getting on?', { name: 'status', reference: undefined, who: 'ravi patel' }],
    ['any news on 432PATELR02 please?', { name: 'status', reference: undefined, who: '432patelr02' }],
    ['status Ann Lee', { name: 'status', reference: undefined, who: 'ann lee' }],
    ['any news on K7M-4PT?', { name: 'status', reference: 'K7M-4PT' }],
    ['How is my class doing?', { name: 'class' }],
    ['Any news on the class?', { name: 'class' }],
    ['how are my learners', { name: 'class' }],
    ['withdraw k7m 4pt', { name: 'withdraw', reference: 'K7M-4PT' }],
    ['add K7M-4PT she is on ward 4', { name: 'add', reference: 'K7M-4PT', text: 'she is on ward 4' }],
    ['add K7M-4PT: on ward 4\nnights', { name: 'add', reference: 'K7M-4PT', text: 'on ward 4\nnights' }],
    ['add K7M-4PT', { name: 'add', reference: 'K7M-4PT', text: '' }],
    ['reopen K7M-4PT still locked', { name: 'reopen', reference: 'K7M-4PT', text: 'still locked' }],
  ])('%j is %o', (said, command) => {
    expect(readTrainerCommand(said)).toEqual(command);
  });

  it.each([
    '432PATELR02 r.patel@nhs.net',
    'add 432PATELR02 r.patel@nhs.net please',
    'escalate 432PATELR02 r.patel@nhs.net',
    'please help with 432PATELR02',
    'reopening soon: 432PATELR02',
    'how is it going',
  ])('%j is none, and may hold learners', (said) => {
    expect(readTrainerCommand(said)).toBeUndefined();
  });
});
