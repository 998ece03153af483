import type { CaseCardDeps } from '../../src/bot/cases/case-card-deps.ts';
import { type IncidentNow, incidentCard } from '../../src/bot/notices/incident-card.ts';
import { planForm } from '../../src/bot/notices/planned-press.ts';
import { plannedCard } from '../../src/bot/notices/team-notices.ts';
import { INCIDENT_TEXTS, PLAN_TEXTS } from '../../src/bot/notices/texts.ts';
import type { Card } from '../../src/cards/render.ts';
import { DOWN, type Incident } from '../../src/cases/incidents.ts';
import { at, ELENA } from '../../tests/shared/a-case.ts';

const incident: Incident = {
  id: 1,
  trust: 'esneft',
  problem: DOWN,
  version: 1,
  since: at(65),
  lastAt: at(120),
  people: 12,
  usual: 0,
  noticeId: undefined,
  spread: [],
};
const notice = {
  id: 1,
  trust: 'esneft',
  text: 'ESR is down for everyone. The national team is working on it.',
  setBy: ELENA.name,
  setAt: at(110),
} as const;
const ended = { at: at(120), by: ELENA.name };

/** An incident in every state, and planned notices, by name. */
export function noticeCards(deps: CaseCardDeps): ReadonlyMap<string, Card> {
  const drawn = (about: Partial<Incident>, now: Partial<IncidentNow> = {}) =>
    incidentCard(deps, { ...incident, ...about }, { notice: undefined, ...now });
  const plan = { id: 1, text: 'ESR is being updated.', setBy: ELENA.name, from: at(600), until: at(4000) };
  const filled = {
    announcement: plan.text,
    startDay: '2026-11-27',
    startTime: '18:00',
    endDay: '2026-11-30',
    endTime: '',
  };
  return new Map([
    ['incident-down', drawn({})],
    ['incident-problem', drawn({ problem: 'reset-email-missing', usual: 2 })],
    [
      'incident-several',
      drawn({
        spread: [
          { problem: 'reset-email-missing', people: 9 },
          { problem: 'account-locked', people: 6 },
        ],
      }),
    ],
    ['incident-beside-notice', drawn({}, { notice })],
    ['incident-refused', drawn({}, { typed: '', say: INCIDENT_TEXTS.noWords })],
    ['incident-announced', drawn({ noticeId: 1 }, { notice })],
    ['incident-over', drawn({ ended: { ...ended, as: 'over' } })],
    ['incident-dismissed', drawn({ ended: { ...ended, as: 'dismissed' } })],
    ['incident-quiet', drawn({ ended: { ...ended, as: 'quiet', by: undefined } })],
    ['planned-one', plannedCard(deps, [plan])],
    ['planned-change', planForm(deps, 1, filled)],
    ['planned-change-refused', planForm(deps, 1, filled, PLAN_TEXTS.problems['no-clock'])],
    ['planned-several', plannedCard(deps, [plan, { ...plan, id: 2, until: undefined }], 'Notice planned')],
  ]);
}
