import type { Activity } from 'botbuilder';
import { cardMessage } from '../../cards/message.ts';
import { words } from '../../cards/render.ts';
import type { ClassStore } from '../../cases/training-class.ts';
import { type Present, UnknownDeliveryError } from '../../outbox/outbox-dispatcher.ts';
import type { Delivery } from '../../store/outbox/delivery-store.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { mentioning } from '../cases/case-messages.ts';
import { nextSteps } from '../cases/next-steps.ts';
import { outcomeWords } from '../cases/outcome-words.ts';
import { whomItIsAbout } from './case-lines.ts';
import { classCard, learners, reachOf } from './class-card.ts';

type Shown = Awaited<ReturnType<Present>>;

/** Shows what is owed about a class as it is now. */
export async function presentClass(
  batches: ClassStore,
  deps: CaseCardDeps,
  delivery: Delivery,
): Promise<Shown> {
  const known = delivery.kind === 'card' ? 'class' : 'class-news';
  if (delivery.name !== known) throw new UnknownDeliveryError(delivery.name);
  // The version is read before the cases: what changes in between is shown twice rather than never.
  const batch = delivery.classId === undefined ? undefined : await batches.find(delivery.classId);
  if (batch === undefined) return undefined;
  const cases = await batches.casesOf(batch.id);
  if (delivery.kind === 'card') {
    const card = classCard(deps, batch, cases, { reach: await reachOf(deps, cases) });
    return { activity: cardMessage(card) as Partial<Activity>, version: batch.version };
  }
  const { outcome, note = '', references = '' } = delivery.data;
  if (outcome === undefined) return undefined;
  const said = outcomeWords(deps.guides, batch.trust, outcome);
  const about = cases.filter((it) => references.split(',').includes(it.reference));
  const card = deps.cards.render('class-news', {
    about: words(learners(about.length)),
    outcome: words(said.text),
    learners: about
      .map((it) => whomItIsAbout(it, batch.chat))
      .join(', ')
      .slice(0, 2000),
    next: nextSteps(deps.guides.get(batch.trust), outcome),
    hasNext: said.next.length > 0,
    note,
  });
  // Only who has something to do now is called.
  const mention = said.next.length > 0 ? delivery.mention : undefined;
  return { activity: mentioning(cardMessage(card), mention) as Partial<Activity>, version: batch.version };
}
