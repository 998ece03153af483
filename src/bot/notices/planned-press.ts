import { z } from 'zod';
import { type Card, token, words } from '../../cards/render.ts';
import type { PlannedNotice } from '../../cases/notice.ts';
import { heldSecret } from '../../privacy/typed-fields.ts';
import type { Turn } from '../../teams/turn.ts';
import type { TurnAnswer } from '../../teams/turn-answer.ts';
import { type IsoInstant, inLondon } from '../../time/clock.ts';
import { type MomentProblem, readComingMoment } from '../../time/coming-moment.ts';
import { noteCard } from '../cases/message-card.ts';
import { TEAM_TEXTS as TEXTS } from '../esr-team/texts.ts';
import { plannedCard, type TeamNoticesDeps, whyNotAnnounced } from './team-notices.ts';
import { PLAN_TEXTS } from './texts.ts';

/** A date or time as Input.Date and Input.Time send it; anything else counts as not chosen. */
const chosen = (shape: RegExp) => z.string().regex(shape).catch('').default('');
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{1,2}:\d{2}$/;

const PlannedPress = z
  .looseObject({
    planned: z.coerce.number().int(),
    act: z.enum(['change', 'save', 'back', 'remove']),
    announcement: z.string().max(2000).catch('').default(''),
    startDay: chosen(DATE),
    startTime: chosen(TIME),
    endDay: chosen(DATE),
    endTime: chosen(TIME),
  })
  .transform((press) => ({ ...press, secret: heldSecret(press) }));

type PlannedPress = z.infer<typeof PlannedPress>;

/** A press of a planned notice; undefined for any other. */
export const readPlannedPress = (turn: Turn): PlannedPress | undefined =>
  turn.isPressedWith('planned') ? PlannedPress.safeParse(turn.pressed).data : undefined;

/** Changes or removes a planned notice of this Trust. Everyone in the chat sees the updated card. */
export async function pressPlanned(
  deps: TeamNoticesDeps,
  { person }: Turn,
  trust: string,
  press: PlannedPress,
): Promise<TurnAnswer> {
  const { planned } = deps;
  const id = press.planned;
  if (press.act === 'remove')
    return (await planned.remove(trust, id)) ? left(deps, trust, TEXTS.plannedRemoved) : GONE;
  const known = (await planned.of(trust)).find((one) => one.id === id);
  if (known === undefined) return GONE;
  if (press.act === 'back') return left(deps, trust, TEXTS.plannedNow);
  if (press.act === 'change')
    return { card: planForm(deps, id, { announcement: known.text, ...shownTimes(known) }), show: 'below' };
  const read = readPlan(press, known, deps.now());
  if ('say' in read) return { card: planForm(deps, id, press, read.say) };
  return (await planned.change(trust, id, read, person)) ? left(deps, trust, PLAN_TEXTS.changed) : GONE;
}

const GONE: TurnAnswer = { notice: TEXTS.plannedGone };

/** The planned notices that are left, for everyone in the chat. */
async function left(deps: TeamNoticesDeps, trust: string, say: string): Promise<TurnAnswer> {
  const all = await deps.planned.of(trust);
  const card =
    all.length === 0
      ? noteCard(deps.cards, { band: 'emphasis', kicker: TEXTS.plannedNow, title: words(say) })
      : plannedCard(deps, all, say);
  return { card, show: 'for-all' };
}

type Filled = Pick<PlannedPress, 'announcement' | 'startDay' | 'startTime' | 'endDay' | 'endTime'>;

/** The form that changes a planned notice, with what was typed into it. */
export const planForm = (
  { cards }: Pick<TeamNoticesDeps, 'cards'>,
  id: number,
  filled: Filled,
  say = '',
): Card =>
  cards.render('planned-form', {
    id: token(String(id)),
    title: words(PLAN_TEXTS.change),
    say: words(say),
    announcement: filled.announcement,
    startDay: filled.startDay,
    startTime: filled.startTime,
    endDay: filled.endDay,
    endTime: filled.endTime,
  });

/** The notice as the form has it, or what has to be corrected first. */
function readPlan(press: PlannedPress, known: PlannedNotice, now: IsoInstant) {
  const text = press.announcement.trim();
  const refused = whyNotAnnounced(text, press.secret);
  if (refused !== undefined) return { say: refused };
  const was = shownTimes(known);
  const isKept = press.startDay === was.startDay && padded(press.startTime) === was.startTime;
  const start = isKept ? { at: known.from } : moment(press.startDay, press.startTime, { now });
  if ('problem' in start) return { say: PLAN_TEXTS.problems[start.problem] };
  if (press.endDay === '' && press.endTime === '') return { text, from: start.at, until: undefined };
  const end = moment(press.endDay, press.endTime, { now, after: start.at });
  if ('at' in end) return { text, from: start.at, until: end.at };
  return { say: end.problem === 'passed' ? PLAN_TEXTS.reversed : PLAN_TEXTS.problems[end.problem] };
}

/** The instant of a London date and time. When clocks go back and there are two, the earlier starts and the later ends a notice. */
function moment(
  day: string,
  time: string,
  { now, after }: { readonly now: IsoInstant; readonly after?: IsoInstant },
): { readonly at: IsoInstant } | { readonly problem: MomentProblem } {
  if (day === '' || time === '') return { problem: 'no-clock' };
  return readComingMoment(`${day} ${padded(time)}`, {
    now,
    after,
    which: after === undefined ? 'earlier' : 'later',
  });
}

/** "8:00" as "08:00": a form's times are on the 24-hour clock. */
const padded = (time: string) => time.padStart(5, '0');

function shownTimes({ from, until }: PlannedNotice) {
  const [startDay = '', startTime = ''] = shown(from);
  const [endDay = '', endTime = ''] = until === undefined ? [] : shown(until);
  return { startDay, startTime, endDay, endTime };
}

function shown(instant: IsoInstant): readonly [day: string, time: string] {
  const at = inLondon(instant);
  return [at.toPlainDate().toString(), at.toPlainTime().toString({ smallestUnit: 'minute' })];
}
