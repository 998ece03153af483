import { describe, expect, it } from 'vitest';
import { readTeamCommand } from '../../../src/bot/esr-team/team-commands.ts';

/** A Monday at ten, in winter time. */
const NOW = '2026-11-23T10:00:00.000Z';
const read = (said: string, now = NOW) => readTeamCommand(said, now);

describe('what the ESR Team types', () => {
  it.each([
    ['help', { type: 'help' }],
    ['', { type: 'help' }],
    ['queue', { type: 'queue', onlyMine: false }],
    ['  Queue ', { type: 'queue', onlyMine: false }],
    ['mine', { type: 'queue', onlyMine: true }],
    ['assign', { type: 'assign', to: '' }],
    ['assign all my cases to Femi', { type: 'assign', to: 'Femi' }],
    ['hand over', { type: 'assign', to: '' }],
    ['hand my 12 cases over to Femi', { type: 'assign', to: 'Femi' }],
    ['queue mine', { type: 'queue', onlyMine: true }],
    ['QUEUE!!', { type: 'queue', onlyMine: false }],
    ['“queue”', { type: 'queue', onlyMine: false }],
    ['/queue', { type: 'queue', onlyMine: false }],
    ['`queue mine`', { type: 'queue', onlyMine: true }],
    ['show me the queue please', { type: 'queue', onlyMine: false }],
    ['“my cases”', { type: 'queue', onlyMine: true }],
    ['/my cases', { type: 'queue', onlyMine: true }],
    ['my cases password Chelsea7', { type: 'queue', onlyMine: true }],
    ['case “K7M-4PT”', { type: 'case', reference: 'K7M-4PT' }],
    ['case #K7M-4PT', { type: 'case', reference: 'K7M-4PT' }],
    ['case K7M-4PT.', { type: 'case', reference: 'K7M-4PT' }],
    ['case:K7M-4PT', { type: 'case', reference: 'K7M-4PT' }],
    ['case (K7M-4PT)?', { type: 'case', reference: 'K7M-4PT' }],
    ['show case K7M-4PT', { type: 'case', reference: 'K7M-4PT' }],
    ['please show me case K7M-4PT, thanks!', { type: 'case', reference: 'K7M-4PT' }],
    ['#K7M-4PT', { type: 'case', reference: 'K7M-4PT' }],
    ['report: 30', { type: 'report', days: 30, asFile: false }],
    ['?', { type: 'help' }],
    ['case K7M-4PT', { type: 'case', reference: 'K7M-4PT' }],
    ['CASE k7m 4pt', { type: 'case', reference: 'K7M-4PT' }],
    ['k7m-4pt', { type: 'case', reference: 'K7M-4PT' }],
    ['report', { type: 'report', days: 7, asFile: false }],
    ['report 7', { type: 'report', days: 7, asFile: false }],
    ['report 30', { type: 'report', days: 30, asFile: false }],
    ['report last 30 days', { type: 'report', days: 30, asFile: false }],
    ['report every Monday', { type: 'weekly-report', on: true }],
    ['report on mondays', { type: 'weekly-report', on: true }],
    ['report weekly', { type: 'weekly-report', on: true }],
    ['report stop', { type: 'weekly-report', on: false }],
    ['report mondays off', { type: 'weekly-report', on: false }],
    ['report csv', { type: 'report', days: 7, asFile: true }],
    ['Report 30 CSV', { type: 'report', days: 30, asFile: true }],
    ['report last 30 days file', { type: 'report', days: 30, asFile: true }],
    ['notice', { type: 'notices' }],
    ['notice off', { type: 'notice-off' }],
    ['thanks!', { type: 'not-understood' }],
    ['who has Priya Nair?', { type: 'find', typed: 'Priya Nair' }],
    ['status of Priya Nair', { type: 'find', typed: 'Priya Nair' }],
    ['open cases', { type: 'queue', onlyMine: false }],
    ['who knows', { type: 'not-understood' }],
    ['find Priya Nair', { type: 'find', typed: 'Priya Nair' }],
    ['Search for priya please', { type: 'find', typed: 'priya' }],
    ['case 432NAIRP01', { type: 'find', typed: '432NAIRP01' }],
    ['432NAIRP01', { type: 'find', typed: '432NAIRP01' }],
    ['priya.nair@nhs.net', { type: 'find', typed: 'priya.nair@nhs.net' }],
    ['I am off to lunch @ 12', { type: 'not-understood' }],
  ])('%j is understood', (said, command) => {
    expect(read(said)).toEqual(command);
  });

  it.each(['case', 'report 90', 'report yesterday', 'report 30csv', 'report csvs'])(
    '%j is answered with what to write',
    (said) => {
      expect(read(said).type).toBe('invalid');
    },
  );
});

describe('a notice', () => {
  const notice = (said: string, now = NOW) => {
    const command = read(said, now);
    return command.type === 'notice' ? [command.text, command.until] : command.type;
  };

  it.each([
    ['notice ESR is down until 14:00', ['ESR is down', '2026-11-23T14:00:00.000Z']],
    ['notice ESR is down until 14：00', ['ESR is down', '2026-11-23T14:00:00.000Z']],
    ['notice ESR “is” down — until １４．３０', ['ESR “is” down —', '2026-11-23T14:30:00.000Z']],
    ['notice ESR is down until 2pm', ['ESR is down', '2026-11-23T14:00:00.000Z']],
    ['notice ESR is down, until 14.30', ['ESR is down', '2026-11-23T14:30:00.000Z']],
    ['notice ESR is down until 2pm', ['ESR is down', '2026-11-23T14:00:00.000Z']],
    ['notice ESR is down until tomorrow 9am', ['ESR is down', '2026-11-24T09:00:00.000Z']],
    ['notice ESR is down until tomorrow 09:00', ['ESR is down', '2026-11-24T09:00:00.000Z']],
    ['notice Do not wait until you are locked', ['Do not wait until you are locked', undefined]],
    ['notice ESR is down', ['ESR is down', undefined]],
    ['notice No payslips until Friday until 16:00', ['No payslips until Friday', '2026-11-23T16:00:00.000Z']],
  ])('%j has its text and its end', (said, expected) => {
    expect(notice(said)).toEqual(expected);
  });

  it('means the clocks of England, in summer too', () => {
    expect(notice('notice Down until 14:00', '2026-07-01T10:00:00.000Z')).toEqual([
      'Down',
      '2026-07-01T13:00:00.000Z',
    ]);
  });

  it.each([
    'notice Down until 09:00',
    'notice Down until 10:00',
    'notice Down until 25:00',
    'notice Down until 31 Nov 13:00',
  ])('%j is not set: the time has passed or is none', (said) => {
    expect(notice(said)).toBe('invalid');
  });
});
