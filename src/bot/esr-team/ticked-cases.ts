import { z } from 'zod';
import type { Card } from '../../cards/render.ts';
import type { Case, CaseAction } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import { heldSecret } from '../../privacy/typed-fields.ts';
import type { CaseQueries } from '../../store/cases/case-queries.ts';
import type { Roster } from '../../teams/roster.ts';
import type { Turn } from '../../teams/turn.ts';
import type { TurnAnswer } from '../../teams/turn-answer.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { severalForm } from '../cases/case-form.ts';
import { resolveAs } from '../cases/press-action.ts';
import { explain, PRESS_TEXTS } from '../cases/texts.ts';
import { Listed, tickedOf } from '../cases/ticks.ts';
import type { QueueNotice } from './queue-card.ts';
import { TEAM_TEXTS } from './texts.ts';

const TEXTS = TEAM_TEXTS.ticked;

/** Cases that one form lists and one transaction changes. */
const MOST_CASES = 100;

/** What the buttons for several cases send. `listed`: the cases on the page, with a `tick-N` for each, or those of a form. */
const TickedPress = z.looseObject({
  act: z.enum(['claim', 'outcome', 'resolve', 'question', 'ask', 'colleagues', 'mine', 'assign', 'release']),
  listed: Listed,
  view: z.string().max(80).catch(''),
  outcome: z.string().max(60).optional().catch(undefined),
  note: z.string().trim().max(1000).catch(''),
  question: z.string().trim().max(1000).catch(''),
  to: z.string().max(200).catch(''),
});
type TickedPress = z.infer<typeof TickedPress>;

export interface TickedDeps {
  readonly caseService: CaseService;
  readonly caseCards: CaseCardDeps;
  readonly queries: Pick<CaseQueries, 'queue'>;
  readonly roster: Pick<Roster, 'members'>;
  /** The queue, or the class, that this is pressed on, as the person of this turn sees it. */
  readonly work: (turn: Turn, trust: string, view: string, notice?: QueueNotice) => Promise<Card>;
}

/** Buttons beside the ticks of a page. The others are on a form. */
const OF_PAGE: readonly string[] = ['claim', 'outcome', 'question', 'colleagues'];

/** Works on several cases at once. Those that could not be changed are named with the reason. */
export async function pressTicked(deps: TickedDeps, turn: Turn, trust: string): Promise<TurnAnswer> {
  const read = TickedPress.safeParse(turn.pressed);
  if (!read.success) return { notice: PRESS_TEXTS.unreadable };
  const press = read.data;
  if (press.act === 'mine') return handOverForm(deps, turn, trust);
  const isOfPage = OF_PAGE.includes(press.act);
  const chosen = isOfPage ? tickedOf(press, press.listed) : press.listed;
  const cases = await casesOf(deps, chosen, trust);
  if (cases.length === 0) return { card: await deps.work(turn, trust, press.view, { text: TEXTS.none }) };
  if (press.act === 'outcome') return wordsForm(deps, cases, press, 'resolve', '');
  if (press.act === 'question') return wordsForm(deps, cases, press, 'ask', '');
  if (press.act === 'colleagues') return assignForm(deps, turn, cases, press.view, {});
  const action = await toAction(deps, turn, trust, press);
  if (typeof action === 'string') {
    return press.act === 'assign'
      ? assignForm(deps, turn, cases, press.view, { notice: action })
      : wordsForm(deps, cases, press, press.act === 'ask' ? 'ask' : 'resolve', action);
  }
  const notice = await doAll(deps, turn, cases, action);
  return { card: await deps.work(turn, trust, press.view, notice) };
}

/** The form that hands over all cases of this turn's person. `name`: to whom, as typed. */
export async function handOverForm(
  deps: TickedDeps,
  turn: Turn,
  trust: string,
  name = '',
): Promise<TurnAnswer> {
  const page = { skip: 0, take: MOST_CASES, filter: 'mine', overdueUntil: '' } as const;
  const { cases } = await deps.queries.queue(trust, turn.person.id, page);
  if (cases.length === 0) return { notice: TEAM_TEXTS.nothingHere.mine };
  return assignForm(deps, turn, cases, 'mine:0', { name });
}

/** Another Trust's cases are not confirmed to exist. */
async function casesOf({ caseService }: TickedDeps, references: readonly string[], trust: string) {
  const found = await Promise.all(references.slice(0, MOST_CASES).map((one) => caseService.find(one)));
  return found.flatMap((it) => (it?.trust === trust ? [it] : []));
}

/** The action that a press asks for, or what has to be corrected first. */
async function toAction(
  { roster, caseCards }: TickedDeps,
  turn: Turn,
  trust: string,
  press: TickedPress,
): Promise<CaseAction | string> {
  const { act, outcome, note, question, to } = press;
  if (act === 'resolve') {
    const action = resolveAs(caseCards.guides.get(trust), outcome, note);
    if (action === undefined) return PRESS_TEXTS.chooseOutcome;
    if (heldSecret(press)) return PRESS_TEXTS.secret;
    return action.needsNote && note === '' ? PRESS_TEXTS.reasonNeeded : action;
  }
  if (act === 'ask') {
    if (heldSecret(press)) return PRESS_TEXTS.secret;
    return question === '' ? PRESS_TEXTS.typeFirst : { type: 'ask', question };
  }
  if (act === 'assign') {
    const colleague = (await roster.members(turn)).find(({ id }) => id === to);
    return colleague === undefined ? PRESS_TEXTS.chooseColleague : { type: 'assign', to: colleague };
  }
  return act === 'release' ? { type: 'release' } : { type: 'claim' };
}

async function doAll(
  { caseService, caseCards }: TickedDeps,
  { id, person, chat }: Turn,
  cases: readonly Case[],
  action: CaseAction,
): Promise<QueueNotice> {
  const references = cases.map((it) => it.reference);
  const key = `ticked:${chat.id}:${id ?? ''}`;
  const from = { chat: chat.id, as: 'esr-team' } as const;
  const acted = await caseService.actOnAll(references, action, person, key, from);
  const refused = [...acted].flatMap(([reference, it]) =>
    'refused' in it ? [TEXTS.because(reference, explain(it, caseCards.now()))] : [],
  );
  const done = acted.size - refused.length;
  const said = done === 0 ? [] : [saidDone(action, done)];
  const not = refused.length === 0 ? [] : [TEXTS.notDone(refused)];
  return { text: [...said, ...not].join(' '), isGood: refused.length === 0 };
}

/** What was done. Colleagues may read it too, so it does not say "you". */
function saidDone(action: CaseAction, done: number): string {
  if (action.type === 'assign') return TEXTS.assigned(done, action.to.name);
  if (action.type === 'release') return TEXTS.released(done);
  if (action.type === 'ask') return TEXTS.asked(done);
  return action.type === 'resolve' ? TEXTS.resolved(done) : TEXTS.claimed(done);
}

/** The form for what to say: an outcome with a note, or a question. */
const wordsForm = (
  { caseCards }: TickedDeps,
  cases: readonly Case[],
  { note, question, outcome, view }: TickedPress,
  form: 'resolve' | 'ask',
  notice: string,
): TurnAnswer => ({
  card: severalForm(caseCards, cases, {
    form,
    queue: view,
    notice,
    typed: form === 'ask' ? question : note,
    outcome,
  }),
  show: 'below',
});

async function assignForm(
  { caseCards, roster }: TickedDeps,
  turn: Turn,
  cases: readonly Case[],
  queue: string,
  { notice = '', name = '' }: { readonly notice?: string; readonly name?: string },
): Promise<TurnAnswer> {
  const holders = new Set(cases.map((it) => it.claim?.by.id));
  const members = await roster.members(turn);
  // Not a colleague who already has all of them.
  const colleagues = members.filter(({ id }) => !(holders.size === 1 && holders.has(id)));
  const meant = colleagues.filter(
    (one) => name !== '' && one.name.toLowerCase().includes(name.toLowerCase()),
  );
  const [to] = meant.length === 1 ? meant : [];
  const said = name !== '' && to === undefined ? TEXTS.whoIs(name) : notice;
  const form = { form: 'assign', queue, notice: said, colleagues, to: to?.id } as const;
  return { card: severalForm(caseCards, cases, form), show: 'below' };
}
