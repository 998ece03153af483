import { describe, expect, it } from 'vitest';
import { readFieldCorrections } from '../../../src/intake/finding/field-corrections.ts';
import { findIn, ownDetailsIn } from '../../../src/intake/finding/own-details.ts';
import { readLearners } from '../../../src/intake/learners/learners.ts';
import { rules } from '../rules.ts';

const read = (message: string) => readLearners(message, rules);
const ANN = '432LEEA01 ann.lee@nhs.net';
const BOB = '432FRYB02 bob.fry@nhs.net';

it.each([
  `All sorted for Ann Lee ${ANN} but not Bob Fry ${BOB}`,
  `${ANN} is sorted now but not ${BOB}`,
  `${ANN} done, not ${BOB}`,
  `Ann ${ANN} is sorted but Bob ${BOB} isn't`,
  `Sorted for ${ANN}, still need ${BOB} please`,
  `Thanks, all sorted for Ann ${ANN}. Bob ${BOB} still can't log in`,
  `All sorted for Ann ${ANN} and Bob ${BOB} still can't log in`,
  `Everything is working for Ann Lee (${ANN}), just not Bob Fry (${BOB})`,
])('is the one for whom it is not done: %j', (message) => {
  expect(read(message).rows.map(({ username, email }) => [username, email])).toEqual([BOB.split(' ')]);
});

it('is nobody where it is done for all, and whoever is asked for', () => {
  expect(read(`All sorted for Ann ${ANN} and Bob ${BOB}, thanks`).rows).toEqual([]);
  expect(read(`reset ${ANN} but not ${BOB}`).rows.map(({ username }) => username)).toEqual(['432LEEA01']);
  expect(read(`please get it all sorted for Ann ${ANN}`).rows).toHaveLength(1);
  expect(read(`${ANN} is working but not properly`).rows).toHaveLength(1);
});

it.each([
  `everyone except ${BOB} is sorted now`,
  `All but ${BOB} are working, thanks`,
  `all bar Bob Fry ${BOB} resolved thanks`,
  `everyone but Bob (${BOB}) is in now`,
  `You said ${BOB} is sorted. It's not.`,
  `Helpdesk told me ${BOB} is resolved, she still can’t log in`,
  `${BOB} done. Still can't get in though`,
  `${BOB} was sorted, now locked again`,
  `${BOB} has been fixed, but the email went to the wrong place`,
  `${BOB} back in now, needs a reset`,
  `All sorted for Ann ${ANN}, Bob ${BOB} next please`,
  `Done with Ann ${ANN}, next is Bob ${BOB}`,
])('is who is said to be done, and is not: %j', (message) => {
  expect(read(message).rows.map(({ username, email }) => [username, email])).toEqual([BOB.split(' ')]);
});

it.each([
  `please cancel Ann Lee ${ANN}`,
  'please cancel Ann Lee, 432LEEA01',
  'Please cancel the request for Ann Lee (432LEEA01)',
  'cancel ann lee 432leea01',
  'cancel ann.lee@nhs.net please',
  'please cancel Ann Lee, locked out of ESR',
  `Please do not reset Ann Lee ${ANN}`,
  `Don't send Ann Lee ${ANN}`,
  `Ignore Ann Lee (${ANN})`,
  `withdraw ${ANN} and Bob Fry ${BOB}`,
  `cancel Ann Lee ${ANN}, Bob Fry ${BOB}`,
  `please cancel these:\nAnn Lee ${ANN}\nBob Fry ${BOB}`,
  'can you take Ann Lee 432LEEA01 off the list',
  `please remove Ann Lee ${ANN} from the class`,
  `Ann Lee ${ANN} no longer needs this`,
  `Ann Lee ${ANN} doesn't need a reset any more`,
])('is nobody who is called off: %j', (message) => {
  expect(read(message).rows).toEqual([]);
});

it.each([
  `please cancel Ann Lee ${ANN} and reset Bob Fry ${BOB}`,
  `cancel Ann Lee ${ANN}\nBob Fry ${BOB} is locked out`,
])('is who stays where another is called off: %j', (message) => {
  expect(read(message).rows.map(({ username }) => username)).toEqual(['432FRYB02']);
});

it.each([
  `cancel and reset ${ANN}`,
  `cancel ann.old@nhs.net, use ${ANN}`,
  `ignore earlier message, ${ANN}`,
  `Don't reset Ann Lee's old login, ${ANN}`,
  `her reset was cancelled by mistake Ann Lee ${ANN}`,
  `please delete Ann Lee's old email, ${ANN}`,
  `please remove the lock on Ann Lee's account ${ANN}`,
  `please take Ann Lee ${ANN} off hold`,
])('is still asked for: %j', (message) => {
  expect(read(message).rows.map(({ username }) => username)).toEqual(['432LEEA01']);
});

it.each([
  'Will Cancel 432CANCEL01 will.cancel@nhs.net',
  'Please reset Ann Not 432NOTA01 ann.not@nhs.net',
  '432NOTA01 ann.not@nhs.net Ann Not\n432LEEB01 bob.lee@nhs.net Bob Lee',
  'ann not ann.not@nhs.net 432NOTA01',
  'Amy Skip (432SKIPA01)',
  'Skip Barber 432BARBERS01 skip.barber@nhs.net',
  'Cancel, Will <will.cancel@nhs.net> 432CANCELW01',
  'Mary Jane Ignore: username 432IGNOREM01, email mary.ignore@nhs.net',
])('is whose own name says the word: %j', (message) => {
  const named = message.match(/432[A-Z]+\d+/g);
  expect(read(message).rows.map(({ username }) => username)).toEqual(named);
});

it.each(['Cancel Will Cancel 432CANCELW01 will.cancel@nhs.net', 'cancel Lee 432LEEC01 c.lee@nhs.net'])(
  'is nobody who is called off by a word that only their initial begins with: %j',
  (message) => {
    expect(read(message).rows).toEqual([]);
  },
);

it.each([
  'Bob does not need a reset any more',
  "Actually Bob doesn't need it any more, thanks",
  'Bob Fry is sorted now',
  'Bob no longer needs a reset.',
  'please cancel Bob',
  'Ignore Bob Fry please',
  "Don't reset Bob, thanks",
  'Bob - ignore',
])('is not who is called off by name, apart from their details: %j', (said) => {
  for (const message of [`Ann Lee ${ANN}\nBob Fry ${BOB}\n${said}`, `Please reset ${ANN}, ${BOB}. ${said}`])
    expect(read(message).rows.map(({ username }) => username)).toEqual(['432LEEA01']);
});

it.each([
  'Bob is sorted, but still locked out',
  'Bob was sorted. Locked again now',
  'Everyone except Bob is sorted',
  'is Bob sorted?',
  "Do not reset Bob's old one",
  'Fry said it is done',
])('is also whose name stands in other words: %j', (said) => {
  expect(read(`Ann Lee ${ANN}\nBob Fry ${BOB}\n${said}`).rows).toHaveLength(2);
});

it('is nobody of several who are done, and everybody of a name that two have', () => {
  expect(read(`Ann Lee ${ANN}\nBob Fry ${BOB}\nAnn and Bob do not need it`).rows).toEqual([]);
  expect(read(`${ANN}\n432LEEB01 bob.lee@nhs.net\nLee is sorted`).rows).toHaveLength(2);
});

it.each([
  ['Status', 'sorted', 'locked'],
  ['Status', 'Done', ''],
  ['Reset status', 'resolved', 'open'],
  ['Status', 'Done 12/11', 'in progress'],
  ['Status', 'sorted by IT', 'done - still locked'],
  ['Status', 'cancelled', 'waiting'],
  ['Done', 'yes', 'no'],
  ['Sorted?', '✓', ''],
  ['Resolved', 'Y', 'N'],
])('is who a table’s column %s does not call done: %s, %s', (title, done, open) => {
  for (const between of ['\t', ',']) {
    const rows = [
      ['Name', 'Username', 'Email', title],
      ['Ann Lee', ...ANN.split(' '), done],
      ['Bob Fry', ...BOB.split(' '), open],
    ];
    const reading = read(rows.map((cells) => cells.join(between)).join('\n'));
    expect(reading.rows.map(({ username, complete }) => [username, complete])).toEqual([['432FRYB02', true]]);
    expect(reading.findings).toContainEqual({ code: 'done-left-out', learners: 1 });
    expect(reading.words).not.toContain('Ann');
  }
});

it('is who a table without headings does not call done, and nobody where it calls all so', () => {
  const table = (...done: string[]) =>
    [ANN, BOB].map((one, at) => [...one.split(' '), done[at]].join('\t')).join('\n');
  expect(read(table('sorted', 'locked')).rows.map(({ username }) => username)).toEqual(['432FRYB02']);
  expect(read(`Username\tEmail\tStatus\n${table('done', 'sorted')}`).rows).toEqual([]);
  expect(read(`${ANN.replace(' ', '\t')}\tsorted`).rows).toEqual([]);
});

it.each([
  ['Training', 'done'],
  ['Status', 'active'],
  ['Status', 'not done'],
  ['Induction', 'yes'],
  ['Account status', 'working'],
])('is everyone where a column says something else: %s, %s', (title, said) => {
  const table = `Username\tEmail\t${title}\n${ANN.replace(' ', '\t')}\t${said}\n${BOB.replace(' ', '\t')}\t${said}`;
  expect(read(table).rows).toHaveLength(2);
});

describe('what is put right beside what stays', () => {
  const OLD = 'a.lee@nhs.net';
  it.each([
    `wrong: 432LEEA01 ${OLD}, correct: ${ANN}`,
    `Wrong: 432LEEA01 ${OLD}\nCorrect: ${ANN}`,
    `wrong = 432LEEA01 ${OLD}; right = ${ANN}`,
    `not 432LEEA01 ${OLD} but ${ANN}`,
    `ignore 432LEEA01 ${OLD}. Use ${ANN}`,
    `wrong: 432LEEB01 ann.lee@nhs.net, correct: ${ANN}`,
  ])('is read of a learner: %j', (message) => {
    const pairs = read(message).rows.map(({ username, email }) => [username, email]);
    expect(pairs).toEqual([ANN.split(' ')]);
  });

  it('is read of a person’s own, and in the form that shows the wrong one', () => {
    const [username, email] = ANN.split(' ');
    const message = `wrong: 432LEEA01 ${OLD}, correct: ${ANN}`;
    expect(ownDetailsIn(findIn(message, rules), rules)).toEqual({ username, email });
    const shown = { username, email: OLD };
    const { given, wrong } = readFieldCorrections(message, shown, rules);
    expect({ given, wrong }).toEqual({ given: { username, email }, wrong: [] });
  });
});
