import { words } from '../../src/cards/render.ts';
import { learnerTypes } from '../../src/guides/learner-types.ts';
import { branch } from '../engine/branch.ts';
import type { Condition } from '../engine/step-types.ts';
import { advise, ask, guideHas, handOver, refer } from '../engine/steps.ts';

const guideTellsApart = guideHas('staff');
const notKnown: Condition = {
  label: `${guideTellsApart.label}, and it was not asked before`,
  test: (branch) => guideTellsApart.test(branch) && branch.conversation.entered.learnerType === undefined,
};
const isVolunteer: Condition = {
  label: 'a volunteer',
  test: (branch) => branch.conversation.entered.learnerType === 'volunteer',
};
const notVolunteer: Condition = { label: 'not a volunteer', test: (branch) => !isVolunteer.test(branch) };

/** ESNEFT Username, item 5; South Tees, email box; YAS, note A; 427, section 3; 382: which address to give. */
export const whichEmail = branch('which-email', [
  ask('learner-type', {
    when: notKnown,
    shows: (branch) => ({
      kinds: learnerTypes(branch.guide).map(([id, name]) => ({ title: words(name), value: words(id) })),
    }),
    chosen: (branch, learnerType) => {
      branch.conversation.entered = { ...branch.conversation.entered, learnerType };
      return undefined;
    },
  }),
  advise('staff', { when: notVolunteer, asks: 'needed' }),
  advise('volunteer', { when: isVolunteer, asks: 'needed' }),
  advise('which', { asks: 'needed' }),
  refer('no-access'),
  handOver('hand-over'),
]);
