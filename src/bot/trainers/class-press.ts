import type { Activity, AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { isPressedWith, pressedData } from '../../../dialogs/engine/card-press.ts';
import { cardMessage } from '../../cards/message.ts';
import type { Card } from '../../cards/render.ts';
import type { Case, Person } from '../../cases/case.ts';
import { caseRoleOf } from '../../cases/permissions.ts';
import type { ClassStore, TrainingClass } from '../../cases/training-class.ts';
import { OUTCOMES } from '../../guides/ids.ts';
import { heldSecret } from '../../privacy/typed-fields.ts';
import { cardResponse, messageResponse } from '../../teams/invoke-responses.ts';
import { personOf } from '../../teams/people.ts';
import { showInPlace } from '../../teams/show-in-place.ts';
import { statusCard } from '../cases/case-cards.ts';
import type { CasePressDeps } from '../cases/case-press.ts';
import { viewOf } from '../cases/case-view.ts';
import { classCard, reachOf } from './class-card.ts';
import { classTeamCard } from './class-team-card.ts';
import { resolveClass } from './resolve-class.ts';

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
    outcome: z.enum(OUTCOMES).optional().catch(undefined),
    note: z.string().trim().max(1000).catch('').optional(),
  })
  .transform((press) => ({ ...press, secret: heldSecret(press) }));
type ClassPress = z.infer<typeof ClassPress>;

/** Somebody who presses, in a chat that may see this class. */
interface Presser {
  readonly person: Person;
  readonly chat: string;
  readonly role: 'esr-team' | 'trainer';
  /** Ties what one press does to that press. */
  readonly key: string;
}

/** Whether a press is about a class. */
export const isClassPress = (activity: Activity): boolean => isPressedWith(activity, 'class');

/** Does what a button of a class says, case by case, if who pressed it may. */
export async function pressClass(
  deps: ClassPressDeps,
  context: TurnContext,
): Promise<AdaptiveCardInvokeResponse> {
  const { activity } = context;
  const press = ClassPress.safeParse(pressedData(activity));
  const batch = press.success ? await deps.batches.find(press.data.class) : undefined;
  const presser = batch && (await presserOf(deps, activity, batch));
  if (!press.success || batch === undefined || presser === undefined) return notHere(deps, context);
  const cases = await deps.batches.casesOf(batch.id);
  const card = await answer(deps, batch, cases, presser, press.data);
  if (card === undefined) return notHere(deps, context);
  if (activity.type === 'message') await show(context, press.data, card);
  return cardResponse(card);
}

/** The ESR Team of the class's Trust, or the chat that raised it; nobody else. */
async function presserOf(
  deps: ClassPressDeps,
  activity: Activity,
  batch: TrainingClass,
): Promise<Presser | undefined> {
  const chat = activity.conversation.id;
  const link = await deps.chats.linkOf(chat);
  const team = link?.role === 'esr-team' && link.trust === batch.trust;
  if (!team && batch.chat !== chat) return undefined;
  const key = `class:${chat}:${activity.id ?? ''}`;
  return { person: personOf(activity), chat, role: team ? 'esr-team' : 'trainer', key };
}

/** Phones without Action.Execute get a card of its own for what others see in place. */
async function show(context: TurnContext, { act }: ClassPress, card: Card): Promise<void> {
  if (act !== 'list' && act !== 'open') return showInPlace(context, card);
  await context.sendActivity(cardMessage(card) as Partial<Activity>);
}

async function answer(
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
    if (it === undefined) return classCard(caseCards, batch, cases, { notice: CHOOSE, reach });
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

async function notHere(
  { refused }: ClassPressDeps,
  context: TurnContext,
): Promise<AdaptiveCardInvokeResponse> {
  refused('class of another chat');
  if (context.activity.type === 'message') await context.sendActivity(NOT_HERE);
  return messageResponse(NOT_HERE);
}

const NOT_HERE = 'This class belongs to another chat. Nothing was changed.';
const CHOOSE = 'Choose a learner first.';
