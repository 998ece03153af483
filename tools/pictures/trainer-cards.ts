import { join } from 'node:path';
import { classTeamCard } from '../../src/bot/esr-team/class-team-card.ts';
import { classCard } from '../../src/bot/trainers/class-card.ts';
import { newDraft } from '../../src/bot/trainers/draft.ts';
import { learnersCard } from '../../src/bot/trainers/learners-card.ts';
import { type Card, Cards } from '../../src/cards/render.ts';
import type { Case } from '../../src/cases/case.ts';
import type { TrainingClass } from '../../src/cases/training-class.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';
import { loadProblems } from '../../src/guides/problems.ts';
import { usernameRulesOf } from '../../src/guides/username-rules.ts';
import { readLearners } from '../../src/intake/learners/learners.ts';
import { aCase, at, CHLOE, ELENA } from '../../tests/shared/a-case.ts';
import { after, CLAIM, RESOLVE } from './sample-cases.ts';

const ROOT = join(import.meta.dirname, '../..');
const cards = new Cards(join(ROOT, 'cards'));
const guides = loadGuides(join(ROOT, 'guides'), ['esneft']);
const rules = usernameRulesOf(guides, 'esneft');

/** Twelve learners as they are pasted from a sheet, six of them with something to check. */
export const TWELVE_SIX_DOUBTFUL = [
  'Name\tESR username\tEmail',
  'Jo Patel\t432PATELJ01\tjo.patel@nhs.net',
  'Sam Okoye\t432OKOYES01\tsam.okoye@nhs.ent',
  'Li Wei\t432WEIL02\tli.wei@nhs.net',
  'Fatima Hughes\t432HUGHESF01\t',
  'Marco Rossi\t432ROSSIM09\tmarco.rossi@nhs.net',
  'Maria Silva\t432SILVAM01\tmaria.silva@nhs,net',
  'Priya Nair\t432NAIRP01\tpriya.nair@nhs.net',
  'Ana Costa\t432COSTAA01\tli.wei@nhs.net',
  'Tom Adams\t432ADAMST04\ttom.adams@nhs.net',
  'Ben Hughes\t432HUGHESBO1\tben.hughes@nhs.net',
  'Grace Obi\t432OBIG01\tgrace.obi@nhs.net',
  'Ivy Chen\tCHENI01\tivy.chen@nhs.net',
].join('\n');

const deps = {
  cards,
  guides,
  problems: loadProblems(join(ROOT, 'guides')),
  now: () => at(125),
};
const batch: TrainingClass = {
  id: 'class',
  trust: 'esneft',
  chat: 'chat',
  by: CHLOE,
  version: 1,
  openedAt: at(0),
};
/** Twelve cases of a class; each of them after these actions of the ESR Team's. */
const classAfter = (...steps: (typeof CLAIM | typeof RESOLVE)[]): Case[] =>
  readLearners(TWELVE_SIX_DOUBTFUL, rules).rows.map(({ name, username, email }, index) =>
    after(
      aCase({
        reference: `K7M-4P${'ABCDEFGHJKLM'[index]}`,
        problem: 'details-dont-match',
        requesters: [{ kind: 'trainer', person: CHLOE, chat: 'chat', at: at(0), batch: 'class' }],
        details: { name, esrUsername: username, correctEmail: email },
        batch: { id: 'class', position: index + 1, of: 12 },
      }),
      ...steps,
    ),
  );

/** The cards of a class in both chats, by name. */
export function trainerCards(): ReadonlyMap<string, Card> {
  const check = (text: string) =>
    learnersCard(
      { cards, rules, example: '432SMITHJ01' },
      'a'.repeat(32),
      newDraft({ chat: 'chat', trust: 'esneft' }, readLearners(text, rules).rows),
      { notices: [], hints: [] },
    );
  const open = classAfter();
  const claimed = classAfter(CLAIM);
  const done = classAfter(CLAIM, RESOLVE);
  const mixed = [...done.slice(0, 5), ...claimed.slice(5, 9), ...open.slice(9)];
  const team = (cases: readonly Case[]) =>
    classTeamCard(deps, { batch, cases }, { person: ELENA, isShared: false });
  return new Map([
    ['check-twelve', check(TWELVE_SIX_DOUBTFUL)],
    ['class-sent', classCard(deps, batch, open)],
    ['class-resolved', classCard(deps, batch, done)],
    ['class-mixed', classCard(deps, batch, mixed)],
    ['class-team-new', team(open)],
    ['class-team-mixed', team(mixed)],
  ]);
}
