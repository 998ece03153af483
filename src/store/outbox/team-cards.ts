import { sql } from 'kysely';

/** The card of one case. */
export const HANDOFF = 'handoff';
/** The card of a class, in place of a handoff card for each of its cases. */
export const CLASS_TEAM = 'class-team';

export const handoffKey = (reference: string): string => `${reference}:handoff`;
export const classTeamKey = (classId: string): string => `class:${classId}:team`;

/**
 * In an upsert: a team's card whose team has had another chat linked since. Such a card stayed behind because its case was closed
 * at that time.
 */
export const TEAM_MOVED = sql`(outbox.role = 'esr-team' and outbox.conversation_id is distinct from excluded.conversation_id)`;

/** Upsert values that post such a card anew in the chat that is linked now. */
export const followTeam = () => ({
  conversation_id: sql<string>`case when ${TEAM_MOVED} then excluded.conversation_id else outbox.conversation_id end`,
  activity_id: sql<string>`case when ${TEAM_MOVED} then null else outbox.activity_id end`,
  shown_version: sql<number>`case when ${TEAM_MOVED} then 0 else outbox.shown_version end`,
  lock_token: sql<string>`case when ${TEAM_MOVED} then null else outbox.lock_token end`,
});
