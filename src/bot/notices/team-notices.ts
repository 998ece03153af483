import { cardMessage } from '../../cards/message.ts';
import { type Card, type Cards, token, words } from '../../cards/render.ts';
import type { Notice, PlannedNotice } from '../../cases/notice.ts';
import { isEmergency } from '../../intake/message/emergency.ts';
import { findSecrets } from '../../privacy/secrets/secrets.ts';
import type { NoticeStore } from '../../store/notices/notice-store.ts';
import { MOST_PLANNED, type PlannedNotices } from '../../store/notices/planned-notices.ts';
import type { Turn } from '../../teams/turn.ts';
import type { Reply } from '../../teams/turn-answer.ts';
import { speakTime } from '../../time/speak-time.ts';
import { noteCard } from '../cases/message-card.ts';
import { NOTICE_LENGTH, TEAM_TEXTS as TEXTS } from '../esr-team/texts.ts';
import { INCIDENT_TEXTS } from './texts.ts';
import type { TypedNotice } from './typed-notice.ts';

export interface TeamNoticesDeps {
  readonly notices: NoticeStore;
  readonly planned: PlannedNotices;
  readonly cards: Cards;
  readonly now: () => string;
}

/** Sets a notice, or plans one that starts later. */
export async function setNotice(
  deps: TeamNoticesDeps,
  { person }: Turn,
  trust: string,
  { text, from, until }: TypedNotice,
): Promise<Reply> {
  const refused = whyNotAnnounced(text, findSecrets(text).length > 0);
  if (refused !== undefined) return refused;
  if (from === undefined)
    return runningNote(deps, await deps.notices.put(trust, text, until, person), TEXTS.noticeSet);
  const planned = await deps.planned.plan(trust, { text, from, until }, person);
  if (planned === undefined) return TEXTS.tooManyPlanned(MOST_PLANNED);
  return cardMessage(plannedCard(deps, [planned], TEXTS.noticePlanned));
}

/** Why these words are announced to nobody; undefined where they may be. */
export function whyNotAnnounced(text: string, hasSecret: boolean): string | undefined {
  if (hasSecret) return TEXTS.secretInNotice;
  if (text.trim() === '') return INCIDENT_TEXTS.noWords;
  if (isEmergency(text)) return TEXTS.emergencyInNotice;
  return text.length > NOTICE_LENGTH ? TEXTS.noticeTooLong(NOTICE_LENGTH) : undefined;
}

/** The notice that runs, and those planned. */
export async function listNotices(deps: TeamNoticesDeps, trust: string): Promise<Reply[]> {
  const [notice, planned] = await Promise.all([deps.notices.current(trust), deps.planned.of(trust)]);
  return [
    notice === undefined ? TEXTS.noNoticeToShow : runningNote(deps, notice, TEXTS.noticeNow),
    ...(planned.length === 0 ? [] : [cardMessage(plannedCard(deps, planned))]),
  ];
}

function runningNote({ cards, now }: TeamNoticesDeps, notice: Notice, kicker: string): Reply {
  const { text, setBy, setAt, until } = notice;
  const till = until === undefined ? undefined : speakTime(until, now());
  const card = noteCard(cards, {
    band: 'warning',
    kicker,
    title: text,
    text: words(TEXTS.noticeSeenUntil(till)),
    facts: [[TEXTS.setBy, `${setBy}, ${speakTime(setAt, now())}`], TEXTS.toChange, TEXTS.toEnd],
  });
  return cardMessage(card);
}

/** Planned notices as the ESR Team sees them. */
export function plannedCard(
  { cards, now }: Pick<TeamNoticesDeps, 'cards' | 'now'>,
  planned: readonly PlannedNotice[],
  kicker: string = TEXTS.plannedNow,
): Card {
  const moment = (instant: string) => speakTime(instant, now());
  return cards.render('planned-notices', {
    kicker: words(kicker),
    notices: planned.map(({ id, text, from, until, setBy }) => ({
      id: token(String(id)),
      text,
      when: words(TEXTS.plannedSeen(moment(from), until && moment(until))),
      by: `${TEXTS.plannedBy} ${setBy}.`,
    })),
  });
}
