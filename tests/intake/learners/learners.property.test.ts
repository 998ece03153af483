import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLearners } from '../../../src/intake/learners/learners.ts';
import { runs } from '../../support/runs.ts';
import { rules } from '../rules.ts';

type Person = { readonly username: string; readonly email: string; readonly name: string };

const FAMILIES =
  'Abbott Bell Cox Dean Evans Ford Gray Hill Khan Lamb Morris Ng Osei Patel Quinn Ross Singh White'.split(
    ' ',
  );
const GIVEN = 'Anna Ben Chloe Dan Ella Fay Gus Hana Ian Jo Kit Lisa'.split(' ');

const person: fc.Arbitrary<Person> = fc
  .record({
    family: fc.constantFrom(...FAMILIES),
    given: fc.constantFrom(...GIVEN),
    number: fc.integer({ min: 1, max: 99 }),
    address: fc.constantFrom('full', 'initial', 'nickname', 'other'),
    nick: fc.integer({ min: 1, max: 99_999 }),
  })
  .map(({ family, given, number, address, nick }) => {
    const local = {
      full: `${given}.${family}${number}`,
      initial: `${given[0]}.${family}${number}`,
      nickname: `sunny${nick}`,
      other: `${given}.married${nick}`,
    }[address];
    return {
      username: `432${family}${given[0]}${String(number).padStart(2, '0')}`.toUpperCase(),
      email: `${local}@nhs.net`.toLowerCase(),
      name: `${given} ${family}`,
    };
  });

const people = fc.uniqueArray(person, {
  minLength: 1,
  maxLength: 8,
  // Namesakes with gaps in their lines cannot be told apart by anyone.
  comparator: (one, other) =>
    one.name.split(' ')[1] === other.name.split(' ')[1] || one.email === other.email,
});

/** One way to write down one learner; `skip` leaves a field out, as people do. */
const layouts: ReadonlyArray<(one: Person, skip: 'none' | 'username' | 'email') => string> = [
  (one, skip) => fields(one, skip, ' '),
  (one, skip) => fields(one, skip, ', '),
  (one, skip) => fields(one, skip, ' - '),
  (one, skip) => fields(one, skip, '\t'),
  (one, skip) => fields({ ...one, username: one.email, email: one.username }, skip, ' '),
  (one, skip) => `${one.name} ${fields(one, skip, ' / ')}`,
  (one, skip) => (skip === 'email' ? one.username : `${one.username} (${one.email})`),
  (one, skip) =>
    fields({ ...one, username: `Username: ${one.username}`, email: `Email: ${one.email}` }, skip, ' '),
];

function fields(one: Person, skip: string, between: string): string {
  if (skip === 'username') return one.email;
  return skip === 'email' ? one.username : one.username + between + one.email;
}

const TRAINER = 'zoe.trainer@nhs.net';
const endings = [
  '',
  `\n\nKind regards\nZoe Trainer\n${TRAINER}`,
  `\nThanks\nZoe ${TRAINER}`,
  `\n\n${TRAINER}`,
];
const openings = ['', 'Hi team, please reset these:\n', 'Locked out today\n\n'];

function wrongPairs(message: string, truth: readonly Person[]): string[] {
  const right = new Set(truth.map((one) => `${one.username} ${one.email}`));
  return readLearners(message, rules)
    .rows.filter((row) => row.username !== undefined && row.email !== undefined)
    .map((row) => `${row.username} ${row.email}`)
    .filter((pair) => !right.has(pair));
}

const skips = fc.array(fc.constantFrom('none', 'none', 'none', 'username', 'email'), {
  minLength: 8,
  maxLength: 8,
});
/** The first learner is always whole: a lone username over a lone address would read as one learner. */
const skipAt = (list: readonly string[], at: number) =>
  (at === 0 ? 'none' : (list[at] ?? 'none')) as 'none' | 'username' | 'email';

describe('readLearners never pairs across learners', () => {
  it('in lists of one learner a line, with fields left out', () => {
    fc.assert(
      fc.property(
        people,
        skips,
        fc.constantFrom(...layouts),
        fc.constantFrom(...openings),
        fc.constantFrom(...endings),
        fc.constantFrom('\n', '\n\n', '\n- '),
        (list, left, layout, opening, ending, between) => {
          const message =
            opening + list.map((one, at) => layout(one, skipAt(left, at))).join(between) + ending;
          expect(wrongPairs(message, list)).toEqual([]);
        },
      ),
      { numRuns: runs(1500) },
    );
  });

  it('in lists where every learner is written differently', () => {
    fc.assert(
      fc.property(
        people,
        skips,
        fc.array(fc.constantFrom(...layouts), { minLength: 8, maxLength: 8 }),
        (list, left, ways) => {
          const message = list.map((one, at) => ways[at]?.(one, skipAt(left, at))).join('\n');
          expect(wrongPairs(message, list)).toEqual([]);
        },
      ),
      { numRuns: runs(1500) },
    );
  });

  it('in one sentence', () => {
    fc.assert(
      fc.property(
        people,
        fc.constantFrom(', ', '; ', ' and ', '. '),
        fc.constantFrom(' ', ', ', ' with '),
        (list, between, inside) => {
          const message = `Please reset ${list.map((one) => one.username + inside + one.email).join(between)} thanks`;
          expect(wrongPairs(message, list)).toEqual([]);
        },
      ),
      { numRuns: runs(800) },
    );
  });

  it('in two lists, one of usernames and one of addresses, in any order', () => {
    fc.assert(
      fc.property(people, fc.constantFrom(', ', '\n', ' '), fc.boolean(), (list, between, turned) => {
        const emails = list.map((one) => one.email);
        const message = `${list.map((one) => one.username).join(between)}\n\n${(turned ? emails.toReversed() : emails).join(between)}`;
        expect(wrongPairs(message, list)).toEqual([]);
      }),
      { numRuns: runs(800) },
    );
  });

  it('in a table with its columns in any order and cells left empty', () => {
    const columns = fc.shuffledSubarray(['Name', 'ESR Username', 'Email'], { minLength: 3 });
    fc.assert(
      fc.property(people, skips, columns, fc.boolean(), (list, left, order, html) => {
        const cell = (one: Person, skip: string, column: string) => {
          if (column === 'Name') return one.name;
          if (column === 'Email') return skip === 'email' ? '' : one.email;
          return skip === 'username' ? 'n/a' : one.username;
        };
        const lines = [
          order,
          ...list.map((one, at) => order.map((column) => cell(one, skipAt(left, at), column))),
        ];
        const tags = (cells: readonly string[]) =>
          `<tr>${cells.map((text) => `<td>${text}</td>`).join('')}</tr>`;
        const message = html
          ? `<table>${lines.map(tags).join('')}</table>`
          : lines.map((cells) => cells.join('\t')).join('\n');
        expect(wrongPairs(message, list)).toEqual([]);
        expect(readLearners(message, rules).rows.length).toBeGreaterThan(0);
      }),
      { numRuns: runs(800) },
    );
  });
});

/** What trainers say beside their learners, with somebody's address that is no learner's. */
const ASIDES: ReadonlyArray<(who: string) => string> = [
  (who) => `Please cc ${who}.`,
  (who) => `Any problems let me know on ${who}.`,
  (who) => `Manager is ${who}.`,
  (who) => `Thanks for sorting ${who} earlier.`,
  (who) => `${who} is in now, thanks.`,
  (who) => `I've asked ${who} to send the rest.`,
  (who) => `Trainer: ${who}`,
  (who) => `Booked by ${who}`,
  (who) => `Is ${who} one of yours?`,
  (who) => `Did ${who} get hers?`,
  (who) => `${who} said to message here.`,
  (who) => `Email ${who} when done.`,
  (who) => `My email: ${who}`,
  (who) => `Zoe Trainer | Epic trainer | ${who} | 01206 555123`,
  (who) => `I'm Zoe Trainer, ${who}.`,
  (who) => `Hi Zoe Trainer (${who}),`,
  (who) => `Regards\nZoe Trainer\n${who}`,
  (who) => `Forwarded from ${who}`,
  (who) => `I escalated to ${who} already.`,
];

describe('readLearners never takes somebody else’s address for a learner’s', () => {
  const BESIDE = ['zoe.trainer@nhs.net', 'z.trainer@esneft.nhs.uk', 'sunshine1@gmail.com'];

  it('in what is said before or after one learner without an address', () => {
    fc.assert(
      fc.property(
        person,
        fc.constantFrom(...ASIDES),
        fc.constantFrom(...BESIDE),
        fc.constantFrom('', ' is locked out', ' -', ' needs a reset please'),
        fc.constantFrom('\n', '\n\n'),
        fc.boolean(),
        (one, aside, who, rest, between, first) => {
          const learner = `${one.username}${rest}`;
          // A farewell opens no message.
          const turned = first && !aside('').startsWith('Regards');
          const message = (turned ? [aside(who), learner] : [learner, aside(who)]).join(between);
          expect(wrongPairs(message, [])).toEqual([]);
        },
      ),
      { numRuns: runs(1500) },
    );
  });

  it('in what is said after a list with gaps', () => {
    fc.assert(
      fc.property(
        people,
        skips,
        fc.constantFrom(...layouts),
        fc.constantFrom(...ASIDES),
        fc.constantFrom(...BESIDE),
        (list, left, layout, aside, who) => {
          const lines = list.map((one, at) => layout(one, skipAt(left, at)));
          expect(wrongPairs(`${lines.join('\n')}\n\n${aside(who)}`, list)).toEqual([]);
        },
      ),
      { numRuns: runs(1500) },
    );
  });
});
