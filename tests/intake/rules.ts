import type { LearnerRules } from '../../src/intake/learners/learners.ts';

/** A Trust with a current prefix, an old one, and two neighbours. */
export const rules: LearnerRules = {
  prefixes: [{ code: '432' }, { code: '178', old: true, note: 'an old login' }],
  otherTrusts: [
    { code: '427', trust: 'trust-427' },
    { code: '382', trust: 'trust-382' },
  ],
  lastTwoDigits: true,
};
