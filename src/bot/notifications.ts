import type { Case } from '../cases/case.ts';
import type { ClassStore } from '../cases/training-class.ts';
import type { Renderer, Renderers } from '../outbox/renderer.ts';
import type { IncidentStore } from '../store/incidents/incident-store.ts';
import type { PictureStore } from '../store/outbox/picture-store.ts';
import { renderReply } from '../teams/replies.ts';
import { caseNotifications } from './cases/case-notifications.ts';
import { pictureNotifications } from './cases/picture-notifications.ts';
import { type TeamNotificationDeps, teamNotifications } from './esr-team/team-notifications.ts';
import { selfTestNotifications } from './linking/self-test-notifications.ts';
import { incidentNotifications } from './notices/incident-notifications.ts';
import { classNotifications } from './trainers/class-notifications.ts';

export interface NotificationDeps extends TeamNotificationDeps {
  readonly classes: ClassStore;
  readonly pictures: Pick<PictureStore, 'find'>;
  readonly incidents: IncidentStore;
  readonly checkBack: Renderer<'check-back'>;
  readonly learners: Renderer<'learners'>;
  readonly learnRequester: (it: Case) => Promise<void>;
}

/** The renderer of each notification that the outbox delivers. */
export function renderersOf(deps: NotificationDeps): Renderers {
  const { caseService, caseCards, classes, pictures, checkBack, learners, learnRequester } = deps;
  return {
    ...caseNotifications(caseService, caseCards, learnRequester),
    ...pictureNotifications(pictures),
    ...teamNotifications(deps),
    ...incidentNotifications({ incidents: deps.incidents, notices: deps.notices, card: caseCards }),
    ...classNotifications(classes, caseCards),
    ...selfTestNotifications(caseCards.cards),
    'check-back': checkBack,
    learners,
    reply: renderReply,
  };
}
