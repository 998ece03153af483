import { expect, it } from 'vitest';
import { caseLine } from '../../../src/bot/trainers/case-lines.ts';
import type { CaseAction } from '../../../src/cases/case.ts';
import { transition } from '../../../src/cases/transitions.ts';
import { GUIDES_FOLDER } from '../../../src/config/content-folder.ts';
import { loadGuides } from '../../../src/guides/load-guides.ts';
import { aCaseThatIs, at, ELENA } from '../../shared/a-case.ts';

const guides = loadGuides(GUIDES_FOLDER);

it.each([
  ['more-to-do', true],
  ['mistake', false],
] as const)('a case that an officer reopened (%s) tells its outcome as earlier: %s', (because, tells) => {
  const action: CaseAction = { type: 'reopen', why: '', because };
  const change = transition(aCaseThatIs('resolved'), action, { by: ELENA, at: at(9) });
  if ('refused' in change) throw new Error(change.refused);
  const { next } = caseLine(change.case, guides, { chat: 'chat-amara' });
  expect(next.includes('password reset')).toBe(tells);
});
