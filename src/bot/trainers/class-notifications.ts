import { cardMessage } from '../../cards/message.ts';
import { token, words } from '../../cards/render.ts';
import type { Case, Person } from '../../cases/case.ts';
import { marksIn } from '../../cases/marks.ts';
import { hasPartIn, isStillResolved } from '../../cases/still-true.ts';
import type { ClassStore, TrainingClass } from '../../cases/training-class.ts';
import type { DataOf } from '../../outbox/notification.ts';
import type { Rendered, Renderers } from '../../outbox/renderer.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { mistakenCard } from '../cases/outcome-card.ts';
import { nextSteps, outcomeWords } from '../cases/outcome-words.ts';
import { classTeamCard } from '../esr-team/class-team-card.ts';
import { whomItIsAbout } from './case-lines.ts';
import { classCard, reachOf } from './class-card.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

/** A class's cards, and combined news about several of its learners. */
export function classNotifications(
  classes: ClassStore,
  deps: CaseCardDeps,
): Pick<Renderers, 'class' | 'class-team' | 'class-resolved' | 'class-news'> {
  const find = (id: string | undefined) => (id === undefined ? undefined : classes.find(id));
  return {
    class: async (_, { classId }) => {
      // The version is read before the cases: a change in between is then drawn twice rather than never.
      const it = await find(classId);
      if (it === undefined) return undefined;
      const cases = await classes.casesOf(it.id);
      const card = classCard(deps, it, cases, { reach: await reachOf(deps, cases) });
      return { activity: cardMessage(card), version: it.version, marks: marksIn(cases, it.chat) };
    },
    'class-team': async (_, { classId }) => {
      const batch = await find(classId);
      if (batch === undefined) return undefined;
      const cases = await classes.casesOf(batch.id);
      const others = await deps.others?.(cases);
      return { activity: cardMessage(classTeamCard(deps, { batch, cases, others })), version: batch.version };
    },
    'class-resolved': async (data, { id, classId, mention, activityId }) => {
      const it = await find(classId);
      if (it === undefined) return undefined;
      const told = await classes.casesOfNews(id);
      if (activityId === undefined) return resolved(deps, it, told, data, mention);
      // An update: only those who are still resolved stay on it, whoever has the class by now.
      const left = told.filter(({ state }) => state === 'resolved');
      const rendered = resolved(deps, it, left, data, undefined);
      if (rendered !== undefined) return { ...rendered, withoutMention: true };
      const isPressed = told.some(({ state }) => state === 'closed');
      const reference = told.map((one) => one.reference).join(', ');
      return isPressed ? undefined : { activity: cardMessage(mistakenCard(deps, { reference })) };
    },
    'class-news': async (data, { classId, mention }) => {
      const it = await find(classId);
      const references = data.references?.split(',') ?? [];
      const cases = it === undefined ? [] : await classes.casesOf(it.id);
      const told = cases.filter((one) => references.includes(one.reference));
      return it && resolved(deps, it, told, data, mention);
    },
  };
}

/** More would not fit in a line. */
const MOST_NAMED = 4;

function resolved(
  deps: CaseCardDeps,
  { id, trust, chat }: TrainingClass,
  told: readonly Case[],
  { outcome, note = '' }: DataOf<'class-resolved'>,
  mention: Person | undefined,
): Rendered | undefined {
  // Some may have been reopened or withdrawn while this waited.
  const about = told
    .filter((it) => hasPartIn(it, chat, mention) && isStillResolved(it, { outcome, note }))
    .toSorted((a, b) => (a.batch?.position ?? 0) - (b.batch?.position ?? 0));
  if (about.length === 0) return undefined;
  const guide = deps.guides.get(trust);
  const said = outcomeWords(guide, outcome);
  const names = about.slice(0, MOST_NAMED).map((it) => whomItIsAbout(it, chat));
  const left = about.length - names.length;
  const card = deps.cards.render('class-news', {
    about: words([...names, ...(left === 0 ? [] : [TEXTS.andMore(left)])].join(', ')),
    outcome: words(said.text),
    batch: token(id),
    listed: token(about.map((it) => it.reference).join(',')),
    confirmTitle: words(TEXTS.canSignIn(about.length)),
    next: nextSteps(guide, outcome),
    hasNext: said.next.length > 0,
    note,
  });
  return { activity: cardMessage(card), withoutMention: said.next.length === 0 };
}
