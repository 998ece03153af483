import { LEFT_CHOICES, previousAccount, whenLeft } from '../../src/guides/returning.ts';
import { speakDay } from '../../src/time/speak-time.ts';
import { branch } from '../engine/branch.ts';
import type { BranchContext, Condition } from '../engine/step-types.ts';
import { advise, answered, ask, handOver, tell } from '../engine/steps.ts';
import { answeredTime, meansTime, typedDay } from '../engine/typed-times.ts';

type PreviousAccount = ReturnType<typeof previousAccount>;

const LEAVER_DAYS = 'leaverDays';

/** ESNEFT Username, item 9: back after a break, with a new username and perhaps two logins. */
export const returningStaff = branch(
  'returning-staff',
  [
    tell('new-username'),
    ask('left', {
      shows: (branch) => ({ leaverDays: leaverDays(branch) }),
      chosen: (branch, value) => {
        const choice = LEFT_CHOICES.find((one) => one === value) ?? 'unknown';
        return meansTime(whenLeft(choice, leaverDays(branch), branch.now));
      },
      typed: typedDay,
    }),
    tell('two-logins-until', {
      when: previousIs('still there, its last day is known', lastDayKnown),
      needs: LEAVER_DAYS,
    }),
    tell('two-logins', {
      needs: LEAVER_DAYS,
      when: previousIs(
        'still there, its last day is not known',
        (account) => account.stillThere === 'yes' && !lastDayKnown(account),
      ),
    }),
    tell('one-login', {
      needs: LEAVER_DAYS,
      when: previousIs('gone', ({ stillThere }) => stillThere === 'no'),
    }),
    // Until it is known which of the four applies, this one is counted in "Step 2 of 5".
    tell('not-sure', {
      needs: LEAVER_DAYS,
      when: previousIs('perhaps still there', ({ stillThere }) => stillThere === 'unknown', true),
    }),
    advise('use-new-username'),
    ask('still-wrong'),
    handOver('smartcard-relink', { when: answered('still-wrong', 'smartcard') }),
    handOver('username-not-known', { when: answered('still-wrong', 'username') }),
    handOver('hand-over', { when: answered('still-wrong', 'other') }),
  ],
  (branch) => {
    const lastDay = previousNow(branch)?.lastDay;
    return lastDay === undefined ? {} : { 'when.accountUntil': speakDay(lastDay, branch.now) };
  },
);

function leaverDays(branch: BranchContext): number {
  return branch.guide.leaverDays ?? 0;
}

function previousNow(branch: BranchContext): PreviousAccount | undefined {
  const left = answeredTime(branch, 'left');
  return left && previousAccount(left, leaverDays(branch), branch.now);
}

function lastDayKnown({ stillThere, lastDay }: PreviousAccount): boolean {
  return stillThere === 'yes' && lastDay !== undefined;
}

function previousIs(label: string, test: (account: PreviousAccount) => boolean, isOpen = false): Condition {
  return {
    label: `the old account is ${label}`,
    test: (branch) => {
      const account = previousNow(branch);
      return account === undefined ? isOpen : test(account);
    },
  };
}
