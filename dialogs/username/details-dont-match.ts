import { branch } from '../engine/branch.ts';
import { advise, handOver, tell } from '../engine/steps.ts';

/** ESNEFT Username, item 5: the reset form says that the details do not match. */
export const detailsDontMatch = branch('details-dont-match', [
  tell('what-it-means'),
  advise('try-again'),
  handOver('hand-over'),
]);
