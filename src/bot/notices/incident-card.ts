import { type Card, type Cards, token, words } from '../../cards/render.ts';
import { DOWN, type Incident, QUIET_HOURS } from '../../cases/incidents.ts';
import type { Notice } from '../../cases/notice.ts';
import { type Problems, problemTitle } from '../../guides/problems.ts';
import { isInstant, shift } from '../../time/clock.ts';
import { speakClock, speakLastingTime, speakTime } from '../../time/speak-time.ts';
import { TEAM_TEXTS } from '../esr-team/texts.ts';
import { INCIDENT_TEXTS as TEXTS } from './texts.ts';

export interface IncidentCardDeps {
  readonly cards: Cards;
  readonly problems: Problems;
  readonly now: () => string;
}

/** The Trust's current notice, what was typed, and what to say about the last press. */
export interface IncidentNow {
  readonly notice: Notice | undefined;
  readonly typed?: string;
  readonly say?: string;
}

/** An incident as the ESR Team sees it. */
export function incidentCard(deps: IncidentCardDeps, incident: Incident, shown: IncidentNow): Card {
  const now = deps.now();
  const { id, people, since, usual, ended, problem, noticeId, spread } = incident;
  const { notice, say = '' } = shown;
  const nameOf = (one: string) => (one === DOWN ? undefined : problemTitle(deps.problems, one));
  const name = nameOf(problem);
  const parts = spread.length === 0 ? [] : [{ problem, people }, ...spread];
  const isAnnounced = notice !== undefined && notice.id === noticeId;
  const state = ended?.as ?? (isAnnounced ? 'announced' : 'open');
  const by = ended?.by ?? TEAM_TEXTS.someone;
  const endedAt = ended?.at ?? now;
  const quietUntil = isInstant(endedAt) ? shift(endedAt, { hours: QUIET_HOURS }) : endedAt;
  const sub = {
    open: parts.length === 0 ? TEXTS.usual(usual) : '',
    announced: TEXTS.announcedBy(notice?.setBy ?? '', notice?.text ?? ''),
    over: TEXTS.toldBy(by, speakTime(endedAt, now)),
    dismissed: TEXTS.dismissedBy(by, speakTime(quietUntil, now)),
    quiet: TEXTS.quiet(speakTime(incident.lastAt, now)),
    ended: TEXTS.endedAt(speakTime(endedAt, now)),
  }[state];
  return deps.cards.render('incident', {
    id: token(String(id)),
    state: token(state),
    band: token(
      {
        open: 'attention',
        announced: 'warning',
        over: 'good',
        dismissed: 'emphasis',
        quiet: 'emphasis',
        ended: 'emphasis',
      }[state],
    ),
    kicker: words(TEXTS.kickers[state]),
    title: words(
      parts.length === 0
        ? TEXTS.title(people, speakClock(since), name)
        : TEXTS.severalProblems(parts.length, speakClock(since)),
    ),
    parts: parts.map((one) => ({ part: words(TEXTS.part(one.people, nameOf(one.problem))) })),
    sub,
    runs: state === 'open' && notice !== undefined ? TEXTS.runs(notice.text) : '',
    text:
      shown.typed ??
      (parts.length === 0
        ? TEXTS.prefilled(speakLastingTime(since), name)
        : TEXTS.prefilledForSeveral(speakLastingTime(since))),
    say: words(say),
  });
}
