import type { Case } from '../../cases/case.ts';
import type { Subject } from '../../privacy/subject.ts';
import { REPLY } from '../outbox/waiting-replies.ts';
import { isRecord, readJson } from '../stored-json.ts';
import { IDENTIFYING } from './entries.ts';
import type { Held } from './subject-store.ts';

/**
 * The data a person may see: their own cases whole; of everything else what they gave, said or did, what was said to them, and
 * the texts that name them. Details given by others are not theirs.
 */
export function exportOf(held: Held, subject: Subject): object {
  const part = (json: string | null) => partOf(readJson(json) ?? json, subject);
  return {
    ...held,
    wordings: held.wordings.map(({ trust, day }) => ({ trust, day })),
    namedIn: held.namedIn.map((it) => partOfCase(it, subject)),
    namedInHistory: held.namedInHistory.map(({ data, by_id, by_name, key, ...event }) => ({
      ...event,
      ...(subject.is(by_id) && { by_id, by_name }),
      data: part(data),
    })),
    namedInMessages: held.namedInMessages.map(({ id, name, reference, created_at, payload, mention }) => ({
      id,
      name,
      reference,
      created_at,
      // A finished message may say more of others than of them.
      payload: name === REPLY ? undefined : part(payload),
      mention: part(mention),
    })),
    namedInConversations: held.namedInConversations.map(({ key, body, updated_at }) => ({
      of: key.split('/')[0],
      updated_at,
      // Another person may type this username in their own chat.
      body: key.startsWith('talk/') ? undefined : part(body),
    })),
  };
}

/** A case that others have a part in. */
function partOfCase(it: Case, subject: Subject): object {
  const { reference, trust, state, openedAt, changedAt, question, resolution, earlier } = it;
  const isTheirs = it.requesters.some((one) => subject.is(one.person.id));
  const { answer, ...asked } = question ?? {};
  const toldThem = isTheirs && {
    ...(question && { question: { ...asked, ...(subject.is(answer?.by.id) && { answer }) } }),
    resolution,
    earlier,
  };
  return { reference, trust, state, openedAt, changedAt, ...(partOf(it, subject) as object), ...toldThem };
}

/** What of a value is about this person; undefined where nothing is. */
function partOf(value: unknown, subject: Subject): unknown {
  if (typeof value === 'string') return subject.isIn(value) ? value : undefined;
  if (Array.isArray(value)) {
    const kept = value.map((one) => partOf(one, subject)).filter((one) => one !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (!isRecord(value)) return undefined;
  if (isPerson(value, subject) || isPerson(value.person, subject) || isTheirName(value.by, subject))
    return withoutOthers(value, subject);
  const isOwn = isPerson(value.by, subject) || IDENTIFYING.some((key) => subject.is(value[key]));
  const kept = Object.entries(value).flatMap(([key, one]) => {
    const isBeside = isOwn && (typeof one !== 'object' || one === null);
    const left = isBeside ? one : (partOf(one, subject) ?? ownNames(key, one, subject));
    return left === undefined ? [] : [[key, left] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Names of others stay out of what they did. */
const withoutOthers = (value: Record<string, unknown>, subject: Subject) =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      const left = key === 'whose' || key === 'left' ? ownNames(key, one, subject) : one;
      return left === undefined ? [] : [[key, left] as const];
    }),
  );

const ownNames = (key: string, text: unknown, subject: Subject) =>
  subject.listed(key, text).join(', ') || undefined;

const isPerson = (value: unknown, subject: Subject) => isRecord(value) && subject.is(value.id);

const isTheirName = (by: unknown, { names }: Subject) => typeof by === 'string' && names.includes(by);
