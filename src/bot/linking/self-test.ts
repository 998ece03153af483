import type { Logger } from 'pino';
import type { FollowUpTimer } from '../../cases/case.ts';
import { type SendProblem, sendProblem } from '../../outbox/send-errors.ts';
import type { TimerHandler } from '../../outbox/timers.ts';
import type { ChatStore } from '../../store/chats/chat-store.ts';
import type { LinkHealth, LinkHealthStore } from '../../store/chats/link-health.ts';
import type { TimerOutcome } from '../../store/outbox/timer-store.ts';
import type { TeamsAdapter } from '../../teams/adapter.ts';
import type { Turn } from '../../teams/turn.ts';
import { londonDay, londonInstant, shift, shiftDay } from '../../time/clock.ts';

export interface SelfTestDeps {
  readonly links: LinkHealthStore;
  readonly chats: ChatStore;
  readonly adapter: Pick<TeamsAdapter, 'write'>;
  /** Asks Teams who is in the chat. Throws if Teams refuses. */
  readonly check: (turn: Turn) => Promise<void>;
  readonly log: Logger;
  readonly now: () => string;
}

/** Before the ESR Teams start, so that problems can be fixed before people wait. */
const TIME = '07:00';
/** Pause between two chats, so that many are not checked at once. */
const APART_SECONDS = 2;
/** A problem that passes by itself within an hour is not reported. */
const TRIES = 6;
const AGAIN_MINUTES = 10;

/** The next self-test. It is for all Trusts; `trust` is only there because every timer has one. */
export function nextSelfTest(trust: string, now: string): FollowUpTimer {
  const today = londonInstant(londonDay(now), TIME);
  const runAt = now < today ? today : londonInstant(shiftDay(londonDay(now), 1), TIME);
  return { name: 'self-test', trust, runAt, key: 'self-test' };
}

/**
 * Once a day, and when the bot starts, asks Teams for each linked chat whether it can still be reached, and whether people of
 * other organisations are in it. Posts nothing if all is well.
 */
export function selfTest(deps: SelfTestDeps): Readonly<Record<'self-test' | 'self-test-chat', TimerHandler>> {
  const { links, now } = deps;
  const find = async (id: string | undefined) => (await links.all()).find((one) => String(one.id) === id);
  return {
    'self-test': async ({ trust }) => {
      const chats = (await links.all()).map((link, place) => ({
        name: 'self-test-chat',
        trust: link.trust,
        runAt: new Date(Date.parse(now()) + place * APART_SECONDS * 1000).toISOString(),
        key: `self-test:${link.id}`,
        data: { link: String(link.id), tries: '1' },
      }));
      return { timers: [nextSelfTest(trust, now()), ...chats] };
    },
    'self-test-chat': async ({ id: _, lockToken: __, attempts: ___, ...timer }) => {
      const link = await find(timer.data?.link);
      if (link === undefined) return {};
      const problem = await reach(deps, link.chat);
      if (problem === undefined) return found(deps, link);
      const tries = Number(timer.data?.tries ?? 1);
      if (problem.kind !== 'retry' || tries >= TRIES) return missed(deps, link, problem);
      const runAt = shift(now(), { minutes: AGAIN_MINUTES });
      return { timers: [{ ...timer, runAt, data: { ...timer.data, tries: String(tries + 1) } }] };
    },
  };
}

/** Checks the chat's members, which Teams shows only to a bot that is in the chat. Returns what went wrong. */
async function reach({ chats, adapter, check }: SelfTestDeps, id: string): Promise<SendProblem | undefined> {
  const chat = await chats.find(id);
  if (chat === undefined) return { kind: 'gone', reason: 'unknown chat' };
  try {
    await adapter.write(chat, check);
    return undefined;
  } catch (error) {
    return sendProblem(error);
  }
}

async function found({ links, now }: SelfTestDeps, link: LinkHealth): Promise<TimerOutcome> {
  await links.found(link, now());
  if (link.missedSince === undefined) return {};
  return tellOther(links, link, 'chat-found', link.missedSince);
}

async function missed(
  { links, log, now }: SelfTestDeps,
  link: LinkHealth,
  { kind, reason }: SendProblem,
): Promise<TimerOutcome> {
  const since = await links.missed(link, now());
  log.error({ trust: link.trust, role: link.role, since, kind, reason }, 'a linked chat cannot be reached');
  return tellOther(links, link, 'chat-missed', since);
}

/** Notifies the Trust's other linked chat, once per occurrence. */
async function tellOther(
  links: LinkHealthStore,
  { id, trust, role }: LinkHealth,
  name: 'chat-missed' | 'chat-found',
  since: string,
): Promise<TimerOutcome> {
  const other = (await links.all()).find((one) => one.trust === trust && one.role !== role);
  if (other === undefined) return {};
  return {
    messages: [{ name, trust, to: { chat: other.chat }, key: `${name}:${id}:${since}`, data: { role } }],
  };
}
