import { sql, type Transaction } from 'kysely';
import type { Case, CaseMessage, Change } from '../../cases/case.ts';
import { shiftMs } from '../../time/clock.ts';
import { linkedChat } from '../chats/linked-chat.ts';
import { asJson } from '../outbox/enqueue.ts';
import { CLASS_TEAM, classTeamKey, followTeam, handoffKey, TEAM_MOVED } from '../outbox/team-cards.ts';
import type { Schema } from '../schema.ts';

/** The learners of a class change together: their card is shown once for all of them. */
const CARD_WAITS_MS = 1000;
/** As long as one press of the ESR Team takes to resolve a class. */
const NEWS_WAITS_MS = 2000;

/** Whether the ESR Team has the case on its class's card, and no handoff card of its own: until it leaves the class. */
export async function isOnClassCard(tx: Transaction<Schema>, { case: it, batch }: Change): Promise<boolean> {
  if (it.version === 1 && isSeveral(batch)) return true;
  const id = it.batch?.id;
  if (id === undefined || !it.requesters.some((requester) => requester.batch === id)) return false;
  const cards = await tx
    .selectFrom('outbox')
    .leftJoin('class_cases', (place) =>
      place
        .onRef('class_cases.class_id', '=', 'outbox.class_id')
        .on('class_cases.reference', '=', it.reference),
    )
    .select(['outbox.name', 'class_cases.reference'])
    .where('outbox.key', 'in', [handoffKey(it.reference), classTeamKey(id)])
    .execute();
  return cards.length > 0 && cards.every(({ name, reference }) => name === CLASS_TEAM && reference !== null);
}

const isSeveral = (place: Change['batch']) => place !== undefined && place.of > 1;

/** Puts cases into their classes, and enqueues the cards of every class that they are in. */
export async function enqueueClassCards(tx: Transaction<Schema>, changes: readonly Change[]): Promise<void> {
  for (const change of changes) if (change.batch !== undefined) await enter(tx, change);
  for (const { case: it } of changes) await follow(tx, it);
  const cases = new Map(changes.map((change) => [change.case.reference, change.case]));
  const places = await tx
    .selectFrom('class_cases')
    .select(['class_id', 'reference'])
    .where('reference', 'in', [...cases.keys()])
    // One order for all, so that two changes never wait for each other.
    .orderBy('class_id')
    .execute();
  for (const [classId, [place]] of Map.groupBy(places, (one) => one.class_id)) {
    const it = cases.get(place?.reference ?? '');
    const isRaised = changes.some(({ batch }) => batch?.id === classId && isSeveral(batch));
    if (it !== undefined) await enqueueCards(tx, it, classId, isRaised);
  }
}

async function enter(
  tx: Transaction<Schema>,
  { case: it, batch: place, events: [event] }: Change,
): Promise<void> {
  // A case that this trainer had reported before keeps that report's card, but belongs to the class too.
  const theirs = it.requesters.filter((one) => one.kind === 'trainer' && one.person.id === event?.by?.id);
  const by = it.requesters.find((one) => one.batch === place?.id) ?? theirs.at(-1);
  if (place === undefined || by === undefined) return;
  await tx
    .insertInto('classes')
    .values({
      id: place.id,
      trust: it.trust,
      conversation_id: by.chat,
      raised_by: JSON.stringify(by.person),
      version: 0,
      opened_at: it.changedAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await tx
    .insertInto('class_cases')
    .values({ class_id: place.id, reference: it.reference, position: place.position })
    .onConflict((conflict) => conflict.columns(['class_id', 'reference']).doNothing())
    .execute();
}

/** Where the reports of a class's chat go on as another case, that case takes the place of this one in the class. */
async function follow(tx: Transaction<Schema>, { reference, requesters, withdrawn = [], changedAt }: Case) {
  const moved = withdrawn.filter(
    ({ at, chat }) => at === changedAt && !requesters.some((one) => one.chat === chat),
  );
  for (const { chat, movedTo } of moved) {
    if (movedTo === undefined) continue;
    const places = await tx
      .deleteFrom('class_cases')
      .where('reference', '=', reference)
      .where('class_id', 'in', (ofChat) =>
        ofChat.selectFrom('classes').select('classes.id').where('conversation_id', '=', chat),
      )
      .returning(['class_id', 'position'])
      .execute();
    if (places.length === 0) continue;
    await tx
      .insertInto('class_cases')
      .values(places.map((place) => ({ ...place, reference: movedTo })))
      .onConflict((conflict) => conflict.columns(['class_id', 'reference']).doNothing())
      .execute();
  }
}

/** Raises the class's version, which also makes a second change of the class wait for the first, and enqueues its cards. */
async function enqueueCards(tx: Transaction<Schema>, it: Case, id: string, isRaised: boolean): Promise<void> {
  const { version, conversation_id } = await tx
    .updateTable('classes')
    .set({ version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returning(['version', 'conversation_id'])
    .executeTakeFirstOrThrow();
  const common = {
    kind: 'card' as const,
    class_id: id,
    trust: it.trust,
    wanted_version: version,
    state: 'pending' as const,
    run_at: shiftMs(it.changedAt, CARD_WAITS_MS),
    created_at: it.changedAt,
  };
  const cards = [
    { ...common, name: 'class', role: null, conversation_id, key: `class:${id}` },
    // The cases of a class that an older release raised have handoff cards.
    ...(isRaised || (await hasTeamCard(tx, id))
      ? [
          {
            ...common,
            name: CLASS_TEAM,
            role: 'esr-team',
            conversation_id: await linkedChat(tx, it.trust, 'esr-team'),
            key: classTeamKey(id),
          },
        ]
      : []),
  ];
  await tx
    .insertInto('outbox')
    .values(cards)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        ...followTeam(),
        wanted_version: version,
        state: 'pending',
        // A card being sent or already due keeps its time: a busy class would never be shown otherwise.
        run_at: sql`case when ${TEAM_MOVED} then excluded.run_at else coalesce(outbox.run_at, excluded.run_at) end`,
        attempts: 0,
      }),
    )
    .execute();
}

async function hasTeamCard(tx: Transaction<Schema>, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox')
    .select('id')
    .where('key', '=', classTeamKey(id))
    .executeTakeFirst();
  return row !== undefined;
}

type ClassNews = CaseMessage<'resolved'> & { batch: string };

/** Whether a message goes out once for several learners of a class. */
export const isClassNews = (message: CaseMessage): message is ClassNews =>
  message.message === 'resolved' && message.batch !== undefined;

/** One message for all learners of a class who are resolved at about the same time with the same outcome and note. */
export async function enqueueClassNews(
  tx: Transaction<Schema>,
  { trust, reference, version, changedAt }: Case,
  { batch: classId, to, mention, data: { outcome, note } }: ClassNews,
): Promise<void> {
  if (to === 'team') return;
  const name = 'class-resolved';
  const [payload, mentioned] = [asJson({ outcome, note }), asJson(mention)];
  // An update, not a read: it locks the row, so that no worker sends it before this learner is added.
  const waiting = await tx
    .updateTable('outbox')
    .set({ attempts: 0 })
    .where('class_id', '=', classId)
    .where('name', '=', name)
    .where('state', '=', 'pending')
    .where('payload', '=', payload)
    .where('mention', 'is not distinct from', mentioned)
    .where('lock_token', 'is', null)
    .returning('id')
    .executeTakeFirst();
  const message =
    waiting ??
    (await tx
      .insertInto('outbox')
      .values({
        kind: 'message',
        name,
        class_id: classId,
        trust,
        conversation_id: to.chat,
        mention: mentioned,
        payload,
        key: `class:${classId}:${reference}:${version}:${mention?.id ?? ''}`,
        state: 'pending',
        run_at: shiftMs(changedAt, NEWS_WAITS_MS),
        created_at: changedAt,
      })
      .returning('id')
      .executeTakeFirstOrThrow());
  // A learner whose case was reopened and resolved again was added before.
  await tx
    .insertInto('class_news')
    .values({ message_id: message.id, reference })
    .onConflict((conflict) => conflict.columns(['message_id', 'reference']).doNothing())
    .execute();
}
