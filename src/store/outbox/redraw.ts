import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Change } from '../../cases/case.ts';
import { requestersIn } from '../../cases/given.ts';
import type { Schema } from '../schema.ts';
import { PersonJson, readJsonAs } from '../stored-json.ts';
import { CLASS_TEAM, HANDOFF } from './team-cards.ts';

/** Marks a card that became outdated while it was being sent: it is sent again. */
export const OUT_OF_DATE = 'out of date';

/** Requesters' cards say whether the ESR Team has the case: when that changes they are redrawn. */
export async function redrawRequestersCards(
  tx: Kysely<Schema>,
  of: { readonly trust: string } | { readonly reference: string } | { readonly classId: string },
  now: string,
): Promise<void> {
  await redraw(tx, now)
    .where('kind', '=', 'card')
    .where('name', 'in', ['status', 'class'])
    .where((card) => {
      if ('trust' in of) return isOfTrust(card, of.trust);
      return 'classId' in of ? isOfClass(card, of.classId) : isOfCase(card, of.reference);
    })
    .execute();
}

/** Redraws the team's cards of classes that an older release has changed: it does not know these cards. */
export async function redrawClassesBehind(db: Kysely<Schema>, now: string): Promise<void> {
  const current = db
    .selectFrom('classes')
    .select('classes.version')
    .where('classes.id', '=', sql<string>`outbox.class_id`);
  await db
    .updateTable('outbox')
    .set({
      wanted_version: sql`coalesce(${current}, wanted_version)`,
      state: 'pending',
      run_at: sql`coalesce(run_at, ${now})`,
      attempts: 0,
    })
    .where('name', '=', CLASS_TEAM)
    .where('wanted_version', '<', current)
    .execute();
}

/** Questions and outcomes that this change answers, or makes out of date, lose their buttons in Teams. */
export async function redrawAnswered(tx: Kysely<Schema>, change: Change): Promise<void> {
  const { reference, changedAt, withdrawn = [] } = change.case;
  const has = (...types: string[]) => change.events.some(({ type }) => types.includes(type));
  const isOpenAgain = has('reopen') || change.events.some(({ data }) => data?.reopened !== undefined);
  const hasLeft = has('withdraw') || withdrawn.some(({ at }) => at === changedAt);
  const names = [
    ...(hasLeft || isOpenAgain || has('confirm', 'close-silent') ? ['resolved'] : []),
    ...(hasLeft || has('ask', 'answer', 'resolve') ? QUESTIONS : []),
  ];
  const isMistake = change.events.some(({ data }) => data?.because === 'mistake');
  if (isMistake)
    await redraw(tx, changedAt)
      .where('name', '=', 'class-resolved')
      .where('id', 'in', (news) =>
        news.selectFrom('class_news').select('message_id').where('class_news.reference', '=', reference),
      )
      .execute();
  if (names.length === 0) return;
  await redraw(tx, changedAt)
    .where('reference', '=', reference)
    .where('kind', '=', 'message')
    .where('name', 'in', names)
    .where(({ or, eb }) => or([eb('activity_id', '<>', ''), eb('lock_token', 'is not', null)]))
    .execute();
}

/** A colleague has taken over a trainer's reports: messages that wait for that trainer, and questions in Teams, mention the colleague. */
export async function readdress(tx: Kysely<Schema>, { case: it, events }: Change): Promise<void> {
  const by = events.find(({ type }) => type === 'take-over')?.by;
  const theirs = it.requesters.filter((one) => one.kind === 'trainer' && one.person.id === by?.id);
  for (const { chat, batch = '' } of theirs) {
    const rows = await tx
      .selectFrom('outbox')
      .select(['id', 'name', 'mention'])
      .where('conversation_id', '=', chat)
      .where('kind', '=', 'message')
      .where('mention', 'is not', null)
      .where(({ or, eb }) => or([eb('reference', '=', it.reference), eb('class_id', '=', batch)]))
      .where(({ or, eb }) => or([eb('state', '<>', 'delivered'), eb('name', 'in', QUESTIONS)]))
      .execute();
    const isTheirs = (mention: string | null) =>
      requestersIn(it, chat).some(({ person }) => person.id === readJsonAs(PersonJson, mention)?.id);
    const handed = rows.filter(({ mention }) => !isTheirs(mention));
    for (const { id } of handed)
      await tx
        .updateTable('outbox')
        .set({ mention: JSON.stringify(by) })
        .where('id', '=', id)
        .execute();
    const asked = handed.filter(({ name }) => QUESTIONS.includes(name)).map(({ id }) => id);
    if (asked.length > 0) await redraw(tx, it.changedAt).where('id', 'in', asked).execute();
  }
}

const QUESTIONS: readonly string[] = ['question', 'still-waiting'];

/** Makes delivered rows, and those being sent, due again. Pending ones will show the latest state anyway. */
const redraw = (tx: Kysely<Schema>, now: string) =>
  tx
    .updateTable('outbox')
    .set({
      state: 'pending',
      run_at: sql`case when lock_token is null then ${now} else run_at end`,
      attempts: sql`case when lock_token is null then 0 else attempts end`,
      last_error: sql`case when lock_token is null then last_error else ${OUT_OF_DATE} end`,
    })
    .where(({ or, eb }) => or([eb('state', '=', 'delivered'), eb('lock_token', 'is not', null)]));

type Card = ExpressionBuilder<Schema, 'outbox'>;

const openCases = ({ selectFrom }: Card) => selectFrom('cases').where('cases.state', '=', 'open');

function isOfTrust(card: Card, trust: string) {
  const inClasses = openCases(card)
    .innerJoin('class_cases', 'class_cases.reference', 'cases.reference')
    .select('class_cases.class_id');
  return card.and([
    card('trust', '=', trust),
    card.or([
      card('reference', 'in', openCases(card).select('reference')),
      card('class_id', 'in', inClasses),
    ]),
  ]);
}

/** The cards of the class's open cases, and of every class that these are in. */
function isOfClass(card: Card, classId: string) {
  const open = openCases(card).where('cases.reference', 'in', (places) =>
    places
      .selectFrom('class_cases')
      .select('class_cases.reference')
      .where('class_cases.class_id', '=', classId),
  );
  const classes = open
    .innerJoin('class_cases', 'class_cases.reference', 'cases.reference')
    .select('class_cases.class_id');
  return card.or([card('reference', 'in', open.select('cases.reference')), card('class_id', 'in', classes)]);
}

/** Its own cards, and those of its classes. While another learner's handoff card is on its way, the class's card waits for that. */
function isOfCase(card: Card, reference: string) {
  const open = openCases(card).where('cases.reference', '=', reference);
  const classes = open
    .innerJoin('class_cases', 'class_cases.reference', 'cases.reference')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('class_cases as other')
            .innerJoin('outbox as handoff', 'handoff.reference', 'other.reference')
            .select('handoff.id')
            .whereRef('other.class_id', '=', 'class_cases.class_id')
            .where('handoff.name', '=', HANDOFF)
            .where('handoff.state', '=', 'pending')
            .where('handoff.shown_version', '=', 0)
            .where('handoff.attempts', '<=', 1)
            .where('handoff.reference', '<>', reference),
        ),
      ),
    )
    .select('class_cases.class_id');
  return card.or([card('reference', 'in', open.select('cases.reference')), card('class_id', 'in', classes)]);
}
