import { speakTime } from '../../src/time/speak-time.ts';
import { branch } from '../engine/branch.ts';
import type { Condition } from '../engine/step-types.ts';
import { advise, leadOn, tell } from '../engine/steps.ts';
import { askWhenRequested, resetTimesNow } from './when-requested.ts';

const worksUntilKnown: Condition = {
  label: 'it is known until when it works',
  test: (branch) => resetTimesNow(branch).linkWorksUntil !== undefined,
};
const hasRunOut: Condition = {
  label: 'it has run out',
  test: (branch) => resetTimesNow(branch).linkExpired === 'yes',
};
const cannotBeTold: Condition = {
  label: 'it cannot be told',
  test: (branch) => !worksUntilKnown.test(branch) && !hasRunOut.test(branch),
};

const LINK_HOURS = 'reset.linkHours';

/** ESNEFT Username, item 7; South Tees, the reset email: the link in it no longer works. */
export const resetLinkExpired = branch(
  'reset-link-expired',
  [
    askWhenRequested,
    advise('still-valid', { when: worksUntilKnown, needs: LINK_HOURS }),
    advise('not-sure', { when: cannotBeTold }),
    tell('expired', { when: hasRunOut, needs: LINK_HOURS }),
    leadOn('again', 'forgot-username-password'),
  ],
  (branch) => {
    const { linkWorksUntil } = resetTimesNow(branch);
    return linkWorksUntil === undefined ? {} : { 'when.linkEnds': speakTime(linkWorksUntil, branch.now) };
  },
);
