import type { CaseCardDeps } from '../../src/bot/cases/case-card-deps.ts';
import { classCard } from '../../src/bot/trainers/class-card.ts';
import { classTeamCard } from '../../src/bot/trainers/class-team-card.ts';
import { newDraft } from '../../src/bot/trainers/draft.ts';
import { learnersCard } from '../../src/bot/trainers/learners-card.ts';
import type { Card } from '../../src/cards/render.ts';
import type { Case } from '../../src/cases/case.ts';
import { usernameRulesOf } from '../../src/guides/username-rules.ts';
import { readLearners } from '../../src/intake/learners/learners.ts';
import { at, CHLOE, ELENA } from '../../tests/shared/a-case.ts';
import { ASK, after, CLAIM, RESOLVE, trainers } from './sample-cases.ts';

const batch = { id: 'a-class', trust: 'esneft', chat: 'escalation', by: CHLOE, version: 1, openedAt: at(0) };
const [requester] = trainers.requesters;
const learner: Case = { ...trainers, requesters: [{ ...requester, batch: 'a-class' }] };
const SENT = 'Aisha Khan 432KHANA03 aisha.khan@nhs.net';
const ODD = 'Tom Price 432PRICET0I tom.price@nhs.ent';

/** The cards of learners and of a class, by name. */
export function trainerCards(deps: CaseCardDeps): ReadonlyMap<string, Card> {
  const rules = usernameRulesOf(deps.guides, 'esneft');
  const draft = (text: string) =>
    newDraft({ chat: 'escalation', trust: 'esneft' }, readLearners(text, rules).rows);
  const learners = (of: ReturnType<typeof draft>) =>
    learnersCard({ cards: deps.cards, rules, example: '432SMITHJ01', now: deps.now() }, 'a', of, {
      notices: [],
      hints: [],
    });
  const sent = draft(SENT);
  const asked = after(learner, CLAIM, ASK);
  const resolved = after(learner, CLAIM, RESOLVE);
  return new Map([
    ['learners-form', learners(draft(''))],
    ['learners-one', learners(sent)],
    ['learners-odd', learners(draft(`${SENT}\n${ODD}`))],
    ['learners-paste', learners({ ...sent, view: 'paste' })],
    [
      'learners-sent',
      learners({
        ...sent,
        rows: sent.rows.map((row) => ({ ...row, sent: { reference: 'K7M-4PT', joined: false } })),
      }),
    ],
    ['class-new', classCard(deps, batch, [learner, learner])],
    ['class-asked', classCard(deps, batch, [asked, learner])],
    ['class-resolved', classCard(deps, batch, [resolved, resolved])],
    ['class-saved', classCard(deps, batch, [learner, learner], { reach: () => 'none' })],
    ['class-team', classTeamCard(deps, batch, [learner, asked, resolved], ELENA, { back: 'K7M-4PT' })],
  ]);
}
