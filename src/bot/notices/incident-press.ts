import { z } from 'zod';
import type { Card } from '../../cards/render.ts';
import type { Incident } from '../../cases/incidents.ts';
import { heldSecret } from '../../privacy/typed-fields.ts';
import type { IncidentStore } from '../../store/incidents/incident-store.ts';
import type { NoticeStore } from '../../store/notices/notice-store.ts';
import type { Turn } from '../../teams/turn.ts';
import type { AnsweredActivities } from '../answered-activities.ts';
import { PRESS_TEXTS } from '../cases/texts.ts';
import { type IncidentCardDeps, incidentCard } from './incident-card.ts';
import { whyNotAnnounced } from './team-notices.ts';

const IncidentPress = z
  .looseObject({
    incident: z.coerce.number().int(),
    act: z.enum(['set-notice', 'dismiss', 'tell']),
    announcement: z.string().max(2000).optional().catch(undefined),
  })
  .transform((press) => ({ ...press, secret: heldSecret(press) }));

type IncidentPress = z.infer<typeof IncidentPress>;

/** A press of an incident's card; undefined for anything else. */
export const readIncidentPress = (turn: Turn): IncidentPress | undefined =>
  turn.isPressedWith('incident') ? IncidentPress.safeParse(turn.pressed).data : undefined;

export interface IncidentPressDeps {
  readonly incidents: IncidentStore;
  readonly notices: NoticeStore;
  readonly card: IncidentCardDeps;
  readonly answered: Pick<AnsweredActivities, 'once'>;
  /** Tells the outbox that there is something to send. */
  readonly dispatchSoon: () => void;
}

/** Acts on an incident of this Trust, and returns its card, or why there is nothing to show. */
export async function pressIncident(
  deps: IncidentPressDeps,
  turn: Turn,
  trust: string,
  press: IncidentPress,
): Promise<Card | string> {
  const incident = await deps.incidents.find(trust, press.incident);
  if (incident === undefined) return PRESS_TEXTS.unreadable;
  const refused =
    press.act === 'set-notice' ? whyNotAnnounced(press.announcement ?? '', press.secret) : undefined;
  if (refused === undefined) await act(deps, incident, turn, press);
  deps.dispatchSoon();
  const now = await deps.incidents.find(trust, incident.id);
  const notice = await deps.notices.current(trust);
  return incidentCard(deps.card, now ?? incident, {
    notice,
    ...(refused !== undefined && { say: refused, typed: press.announcement ?? '' }),
  });
}

/** A notice is set once for each press: a press that Teams repeats must not set it again after it was ended. */
async function act(
  { incidents, notices, answered }: IncidentPressDeps,
  incident: Incident,
  { chat, id, person }: Turn,
  { act, announcement = '' }: IncidentPress,
): Promise<void> {
  if (act === 'tell') await incidents.tell(incident, person);
  else if (act === 'dismiss') await incidents.dismiss(incident, person);
  else if (
    (await notices.current(incident.trust))?.id !== incident.noticeId ||
    incident.noticeId === undefined
  )
    await answered.once(chat.id, id && `${id}/notice`, () =>
      incidents.setNotice(incident, announcement.trim(), person),
    );
}
