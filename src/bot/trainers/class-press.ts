import { z } from 'zod';
import { plainText } from '../../cards/plain-text.ts';
import type { Card } from '../../cards/render.ts';
import type { Case, CaseAction, Person } from '../../cases/case.ts';
import { caseRoleOf } from '../../cases/permissions.ts';
import type { ClassStore, TrainingClass } from '../../cases/training-class.ts';
import { mentioning } from '../../outbox/renderer.ts';
import { heldSecret } from '../../privacy/typed-fields.ts';
import type { Turn } from '../../teams/turn.ts';
import type { Reply, TurnAnswer } from '../../teams/turn-answer.ts';
import { statusCard } from '../cases/case-cards.ts';
import type { CasePressDeps } from '../cases/case-press.ts';
import { viewOf } from '../cases/case-view.ts';
import { explain, PRESS_TEXTS } from '../cases/texts.ts';
import { Listed, tickedOf } from '../cases/ticks.ts';
import { classToken } from '../esr-team/queue-view.ts';
import { whomItIsAbout } from './case-lines.ts';
import { type ClassView, classCard, followersOf, reachOf } from './class-card.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

export interface ClassPressDeps extends CasePressDeps {
  readonly batches: ClassStore;
}

const Reference = z.string().max(20).catch('');

/** What the buttons about a class send back. */
const ClassPress = z
  .looseObject({
    class: z.string().max(64),
    act: z.enum(['show', 'open', 'confirm', 'working', 'broken', 'take-over', 'list', 'resolve']),
    learner: Reference.optional(),
    /** The references on the card. A card of an earlier release sends none, which means the whole class. */
    listed: Listed.optional(),
    /** What happens when the ticked learners try to sign in. */
    why: z.string().trim().max(1000).catch('').optional(),
  })
  .transform((press) => ({ ...press, secret: heldSecret(press) }));
type ClassPress = z.infer<typeof ClassPress>;

/** The person who pressed, in a chat that may see this class. */
interface Presser {
  readonly person: Person;
  readonly chat: string;
  readonly role: 'esr-team' | 'trainer';
  /** The key that makes a repeated press have one effect. */
  readonly key: string;
}

/** Whether a press is about a class. */
export const isClassPress = (turn: Turn): boolean => turn.isPressedWith('class');

/** Does what a button of a class says, case by case, if the person who pressed it may. */
export async function pressClass(deps: ClassPressDeps, turn: Turn): Promise<TurnAnswer> {
  const press = ClassPress.safeParse(turn.pressed);
  const trainingClass = press.success ? await deps.batches.find(press.data.class) : undefined;
  if (!press.success) return refuse(deps);
  if (trainingClass === undefined) return { notice: PRESS_TEXTS.classGone };
  const presser = await authorise(deps, turn, trainingClass);
  if (presser === undefined) return refuse(deps);
  if (presser.role === 'esr-team') {
    // "resolve" comes from cards of an earlier release.
    if (press.data.act !== 'list' && press.data.act !== 'resolve') return refuse(deps);
    return { card: await deps.queue(turn, trainingClass.trust, classToken(trainingClass.id)), show: 'below' };
  }
  const cases = await deps.batches.casesOf(trainingClass.id);
  if (press.data.act === 'take-over') return takeOver(deps, trainingClass, cases, presser);
  const card = await render(deps, trainingClass, cases, presser, press.data);
  if (card === undefined) return refuse(deps);
  // Without Action.Execute, one learner's card is sent as a new message, so that everyone keeps the class's card.
  return { card, show: press.data.act === 'open' ? 'below' : 'in-place' };
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
  const reach = await reachOf(caseCards, cases);
  if (press.act === 'open') {
    const it = cases.find((one) => one.reference === press.learner);
    if (it === undefined) return classCard(caseCards, batch, cases, { notice: TEXTS.chooseLearner, reach });
    return statusCard(caseCards, it, { ...(await viewOf(caseCards, it, presser.chat)), classId: batch.id });
  }
  const action = answerOf(press);
  if (action !== undefined) {
    const refused = await answer(deps, cases, presser, press, action);
    return classCard(caseCards, batch, await deps.batches.casesOf(batch.id), { ...refused, reach });
  }
  return press.act === 'show' ? classCard(caseCards, batch, cases, { reach }) : undefined;
}

/** From now on the presser gets the news of the class. Those who got it before are told. */
async function takeOver(
  { caseService, caseCards, batches }: ClassPressDeps,
  batch: TrainingClass,
  cases: readonly Case[],
  { person, chat, key }: Presser,
): Promise<TurnAnswer> {
  const references = cases.map((it) => it.reference);
  const before = followersOf(batch, cases).filter(({ id }) => id !== person.id);
  const replies: Reply[] = [];
  for (const [index, one] of before.entries()) {
    const action = { type: 'take-over', of: one.id } as const;
    const from = { chat, as: 'requester' } as const;
    const acted = await caseService.actOnAll(references, action, person, `${key}:${index}`, from);
    const taken = [...acted.values()].filter((done) => !('refused' in done)).length;
    if (taken === 0) continue;
    const text = TEXTS.takenOver(plainText(person.name, 60), TEXTS.learners(taken));
    replies.push(mentioning({ type: 'message', text, textFormat: 'markdown' }, one));
  }
  const now = await batches.casesOf(batch.id);
  const notice = replies.length === 0 ? TEXTS.yoursAlready : '';
  const card = classCard(caseCards, batch, now, { notice, reach: await reachOf(caseCards, now) });
  return { card, replies };
}

/** What a trainer says about learners who were resolved; undefined for other buttons. */
function answerOf({ act, why = '' }: ClassPress): CaseAction | undefined {
  if (act === 'confirm' || act === 'working') return { type: 'confirm' };
  return act === 'broken' ? { type: 'reopen', why } : undefined;
}

/** Acts on all, or on the ticked ones, in one transaction. Returns what stopped it, with what was ticked and typed. */
async function answer(
  { caseService, caseCards }: ClassPressDeps,
  cases: readonly Case[],
  { person, chat, key }: Presser,
  press: ClassPress,
  action: CaseAction,
): Promise<Pick<ClassView, 'notice' | 'ticked' | 'why'>> {
  const mine = cases
    .filter((it) => caseRoleOf(it, { personId: person.id, chat }) !== undefined)
    .map((it) => it.reference);
  const { listed = mine, why = '' } = press;
  const meant = press.act === 'confirm' || listed.length === 1 ? listed : tickedOf(press, listed);
  const again = { ticked: meant, why };
  if (meant.length === 0) return { ...again, notice: TEXTS.tickFirst };
  if (press.secret) return { ...again, notice: PRESS_TEXTS.secret };
  if (press.act === 'broken' && why === '') return { ...again, notice: TEXTS.sayWhatHappens };
  const references = meant.filter((one) => mine.includes(one));
  const acted = await caseService.actOnAll(references, action, person, key, { chat, as: 'requester' });
  // A press for all means those who are resolved, so refusals for others are not mentioned.
  const refused = [...acted.values()].flatMap((done) =>
    'refused' in done && press.act !== 'confirm'
      ? [`${whomItIsAbout(done.case, chat)}: ${explain(done, caseCards.now())}`]
      : [],
  );
  return { notice: refused.join(' ') };
}

function refuse({ refused }: ClassPressDeps): TurnAnswer {
  refused('class of another chat');
  return { notice: TEXTS.classElsewhere };
}
