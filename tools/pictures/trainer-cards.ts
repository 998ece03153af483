import type { CaseCardDeps } from '../../src/bot/cases/case-card-deps.ts';
import { classTeamCard } from '../../src/bot/esr-team/class-team-card.ts';
import { classCard } from '../../src/bot/trainers/class-card.ts';
import { newDraft } from '../../src/bot/trainers/draft.ts';
import { learnersCard } from '../../src/bot/trainers/learners-card.ts';
import type { Card } from '../../src/cards/render.ts';
import type { Case } from '../../src/cases/case.ts';
import type { TrainingClass } from '../../src/cases/training-class.ts';
import { learnerTypes } from '../../src/guides/learner-types.ts';
import { usernameRulesOf } from '../../src/guides/username-rules.ts';
import { readLearners } from '../../src/intake/learners/learners.ts';
import { aCase, at, CHLOE, ELENA } from '../../tests/shared/a-case.ts';
import { ANSWER, ASK, after, CLAIM, RESOLVE } from './sample-cases.ts';

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

const batch: TrainingClass = {
  id: 'a-class',
  trust: 'esneft',
  chat: 'escalation',
  by: CHLOE,
  version: 1,
  openedAt: at(0),
};

/** The cards of learners and of a class in both chats, by name. */
export function trainerCards(deps: CaseCardDeps): ReadonlyMap<string, Card> {
  const rules = usernameRulesOf(deps.guides, 'esneft');
  const types = learnerTypes(deps.guides.get('esneft'));
  const draft = (text: string) =>
    newDraft({ chat: 'escalation', trust: 'esneft' }, readLearners(text, rules).rows);
  const check = (of: ReturnType<typeof draft>) =>
    learnersCard(
      { cards: deps.cards, rules, learnerTypes: types, example: '432SMITHJ01', now: deps.now() },
      'a'.repeat(32),
      of,
      {
        notices: [],
        hints: [],
      },
    );
  const sent = draft('Aisha Khan 432KHANA03 aisha.khan@nhs.net');
  /** Twelve cases of a class; each of them after these actions of the ESR Team's. */
  const classAfter = (...steps: (typeof ANSWER | typeof ASK | typeof CLAIM | typeof RESOLVE)[]): Case[] =>
    readLearners(TWELVE_SIX_DOUBTFUL, rules).rows.map(({ name, username, email }, index) =>
      after(
        aCase({
          reference: `K7M-4P${'ABCDEFGHJKLM'[index]}`,
          problem: 'details-dont-match',
          requesters: [{ kind: 'trainer', person: CHLOE, chat: batch.chat, at: at(0), batch: batch.id }],
          details: { name, esrUsername: username, correctEmail: email },
          batch: { id: batch.id, position: index + 1, of: 12 },
        }),
        ...steps,
      ),
    );
  const open = classAfter();
  const claimed = classAfter(CLAIM);
  const done = classAfter(CLAIM, RESOLVE);
  const mixed = [...done.slice(0, 5), ...claimed.slice(5, 9), ...open.slice(9)];
  const words = 'None of them can sign in. Class starts at 2pm in room 4';
  const said = [...classAfter(CLAIM, ASK, ANSWER).slice(0, 1), ...mixed.slice(1)].map((it, index) => ({
    ...it,
    details: { ...it.details, words: index === 11 ? `${words}\nShe has a new surname` : words },
  }));
  const team = (cases: readonly Case[]) =>
    classTeamCard(deps, { batch, cases }, { person: ELENA, isShared: false });
  return new Map([
    ['learners-form', check(draft(''))],
    ['learners-one', check(sent)],
    ['learners-twelve', check(draft(TWELVE_SIX_DOUBTFUL))],
    ['learners-paste', check({ ...sent, view: 'paste' })],
    [
      'learners-sent',
      check({
        ...sent,
        rows: sent.rows.map((row) => ({ ...row, sent: { reference: 'K7M-4PT', joined: false } })),
      }),
    ],
    ['class-sent', classCard(deps, batch, open)],
    ['class-asked', classCard(deps, batch, [...classAfter(CLAIM, ASK).slice(0, 2), ...open.slice(2)])],
    ['class-resolved', classCard(deps, batch, done)],
    ['class-mixed', classCard(deps, batch, mixed)],
    ['class-saved', classCard(deps, batch, open, { reach: () => 'none' })],
    ['class-team-new', team(open)],
    ['class-team-mixed', team(mixed)],
    ['class-team-said', classTeamCard(deps, { batch, cases: said })],
  ]);
}
