import { z } from 'zod';
import type { Card } from '../../cards/render.ts';
import type { Case, Person } from '../../cases/case.ts';
import { caseRoleOf } from '../../cases/permissions.ts';
import type { ClassStore, TrainingClass } from '../../cases/training-class.ts';
import { heldSecret } from '../../privacy/typed-fields.ts';
import type { Turn, TurnAnswer } from '../../teams/turn.ts';
import { statusCard } from '../cases/case-cards.ts';
import type { CasePressDeps } from '../cases/case-press.ts';
import { viewOf } from '../cases/case-view.ts';
import { classCard, reachOf } from './class-card.ts';
import { classTeamCard } from './class-team-card.ts';
import { resolveClass } from './resolve-class.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

export interface ClassPressDeps extends CasePressDeps {
  readonly batches: ClassStore;
}

const Reference = z.string().max(20).catch('');

/** What the buttons about a class send back. */
const ClassPress = z
  .looseObject({
    class: z.string().max(64),
    act: z.enum(['show', 'open', 'confirm', 'list', 'resolve']),
    /** The case whose card the list was opened from. */
    from: Reference.optional(),
    learner: Reference.optional(),
    listed: z.string().max(1000).catch('').optional(),
    outcome: z.string().max(60).optional().catch(undefined),
    note: z.string().trim().max(1000).catch('').optional(),
  })
  .transform((press) => ({ ...press, secret: heldSecret(press) }));
type ClassPress = z.infer<typeof ClassPress>;

/** The person who pressed, in a chat that may see this class. */
interface Presser {
  readonly person: Person;
  readonly chat: string;
  readonly role: 'esr-team' | 'trainer';
  /** Ties what one press does to that press. */
  readonly key: string;
}

/** Whether a press is about a class. */
export const isClassPress = (turn: Turn): boolean => turn.isPressedWith('class');

/** Does what a button of a class says, case by case, if the person who pressed it may. */
export async function pressClass(deps: ClassPressDeps, turn: Turn): Promise<TurnAnswer> {
  const press = ClassPress.safeParse(turn.pressed);
  const trainingClass = press.success ? await deps.batches.find(press.data.class) : undefined;
  const presser = trainingClass && (await authorise(deps, turn, trainingClass));
  if (!press.success || trainingClass === undefined || presser === undefined) return refuse(deps);
  const cases = await deps.batches.casesOf(trainingClass.id);
  const card = await render(deps, trainingClass, cases, presser, press.data);
  if (card === undefined) return refuse(deps);
  // Phones without Action.Execute get a separate card for what others see in place.
  const isOwn = press.data.act === 'list' || press.data.act === 'open';
  return { card, show: isOwn ? 'below' : 'in-place' };
}

/** Allows only the ESR Team of the class's Trust, or the chat that raised it. */
async function authorise(
  deps: ClassPressDeps,
  { id, person, chat: { id: chat } }: Turn,
  batch: TrainingClass,
): Promise<Presser | undefined> {
  const link = await deps.chats.linkOf(chat);
  const team = link?.role === 'esr-team' && link.trust === batch.trust;
  if (!team && batch.chat !== chat) return undefined;
  const key = `class:${chat}:${id ?? ''}`;
  return { person, chat, role: team ? 'esr-team' : 'trainer', key };
}

/** Acts, and renders the result; undefined for actions without a button in this chat. */
async function render(
  deps: ClassPressDeps,
  batch: TrainingClass,
  cases: readonly Case[],
  presser: Presser,
  press: ClassPress,
): Promise<Card | undefined> {
  const { caseCards } = deps;
  if (presser.role === 'esr-team') {
    if (press.act !== 'list' && press.act !== 'resolve') return undefined;
    const says = press.act === 'resolve' ? await resolveClass(deps, cases, presser, press) : {};
    const now = press.act === 'resolve' ? await deps.batches.casesOf(batch.id) : cases;
    const back = cases.some((it) => it.reference === press.from) ? press.from : '';
    const others = await caseCards.others?.(now);
    return classTeamCard(caseCards, batch, now, presser.person, { ...says, back: back ?? '', others });
  }
  const reach = await reachOf(caseCards, cases);
  if (press.act === 'open') {
    const it = cases.find((one) => one.reference === press.learner);
    if (it === undefined) return classCard(caseCards, batch, cases, { notice: TEXTS.chooseLearner, reach });
    return statusCard(caseCards, it, { ...(await viewOf(caseCards, it, presser.chat)), classId: batch.id });
  }
  if (press.act === 'confirm') {
    for (const it of cases) await confirm(deps, it, presser);
    return classCard(caseCards, batch, await deps.batches.casesOf(batch.id), { reach });
  }
  return press.act === 'show' ? classCard(caseCards, batch, cases, { reach }) : undefined;
}

async function confirm(deps: ClassPressDeps, it: Case, presser: Presser): Promise<void> {
  const { person, chat, key } = presser;
  if (it.state !== 'resolved' || caseRoleOf(it, { personId: person.id, chat }) === undefined) return;
  await deps.caseService.act(it.reference, { type: 'confirm' }, person, `${key}:${it.reference}`, {
    chat,
    as: 'requester',
  });
}

function refuse({ refused }: ClassPressDeps): TurnAnswer {
  refused('class of another chat');
  return { notice: TEXTS.classElsewhere };
}
