import { cardMessage } from '../../cards/message.ts';
import { SENTENCES } from '../../cards/sentences.ts';
import { DOWN } from '../../cases/incidents.ts';
import { problemTitle } from '../../guides/problems.ts';
import type { Renderers } from '../../outbox/renderer.ts';
import type { IncidentStore } from '../../store/incidents/incident-store.ts';
import type { NoticeStore } from '../../store/notices/notice-store.ts';
import { noteCard } from '../cases/message-card.ts';
import { CASE_TEXTS } from '../cases/texts.ts';
import { type IncidentCardDeps, incidentCard } from './incident-card.ts';

export interface IncidentNotificationDeps {
  readonly incidents: Pick<IncidentStore, 'find' | 'isToTell'>;
  readonly notices: Pick<NoticeStore, 'current'>;
  readonly card: IncidentCardDeps;
}

/** An incident's card, and the news that it is over. */
export const incidentNotifications = ({
  incidents,
  notices,
  card,
}: IncidentNotificationDeps): Pick<Renderers, 'incident' | 'incident-over'> => ({
  async incident({ incident: id }, { trust }) {
    const incident = await incidents.find(trust, Number(id));
    if (incident === undefined) return undefined;
    const notice = await notices.current(trust);
    return { activity: cardMessage(incidentCard(card, incident, { notice })), version: incident.version };
  },
  async 'incident-over'({ incident: id }, { trust, chat }) {
    const incident = await incidents.find(trust, Number(id));
    if (incident === undefined || !(await incidents.isToTell(incident, chat))) return undefined;
    const { problem } = incident;
    const about = problem === DOWN ? undefined : problemTitle(card.problems, problem);
    const note = noteCard(card.cards, {
      band: 'good',
      kicker: CASE_TEXTS.newsFromTeam,
      title: SENTENCES.noticeOver,
      text: SENTENCES.incidentWas(about),
    });
    return { activity: cardMessage(note) };
  },
});
