import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument, visit, type YAMLParseError } from 'yaml';
import { z } from 'zod';
import { type IsoDate, londonDay } from '../time/clock.ts';
import { CHECKED_BEFORE } from './checked-before.ts';
import { Change, changesOn, takenOut, turningDays, withSet } from './dated.ts';
import { fillFacts } from './fill-facts.ts';
import { type Guide, type GuideData, GuideSchema } from './guide.ts';
import type { TrustId } from './ids.ts';
import { withTeamWords } from './outcomes.ts';

/** A guide that cannot be used: names the file, the line and what to write instead. */
export class GuideError extends Error {
  readonly code = 'GUIDE_INVALID';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`Fix these guides before the bot can start:\n  ${problems.join('\n  ')}`);
    this.problems = problems;
  }
}

/** The files next to the guides that belong to no Trust. */
const SHARED = ['answers.yaml', 'branches.yaml', 'screens.yaml'];

/** The Trusts that have a guide in the folder, in the order of their ids. */
export function trustsIn(folder: string): TrustId[] {
  if (!existsSync(folder)) return [];
  const guides = readdirSync(folder).filter((file) => file.endsWith('.yaml') && !SHARED.includes(file));
  return guides.map((file) => file.slice(0, -'.yaml'.length)).sort();
}

/** Reports an error at a place in a guide, and what to write. */
export type Report = (path: readonly PropertyKey[], message: string) => void;
/** Checks a guide against things outside it, such as the dialogs. */
export type GuideCheck = (guide: GuideData, report: Report) => void;

/**
 * Reads and checks the guides of the given Trusts as they are on that day, today where none is given. Throws one GuideError that
 * lists every problem found.
 */
export function loadGuides(
  folder: string,
  trusts: readonly TrustId[] = trustsIn(folder),
  check?: GuideCheck,
  on?: IsoDate,
): Map<TrustId, Guide> {
  const problems: string[] = [];
  const guides = new Map<TrustId, Guide>();
  for (const trust of trusts) {
    const file = `${trust}.yaml`;
    const yaml = read(join(folder, file));
    const result =
      yaml === undefined
        ? [`${file}: not found in ${folder}; write this guide`]
        : parseGuide(file, yaml, check, on);
    if (Array.isArray(result)) problems.push(...result);
    else if (result.trust !== trust) problems.push(`${file}: write "trust: ${trust}", as the file is named`);
    else guides.set(trust, result);
  }
  if (problems.length > 0) throw new GuideError(problems);
  return guides;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * One guide from its YAML as it is on that day, or a list of problems, each `file:line: error and what to write`. It is checked as
 * it is on every other day too, with all its changes.
 */
export function parseGuide(file: string, yaml: string, check?: GuideCheck, on?: IsoDate): Guide | string[] {
  const hash = createHash('sha256').update(yaml).digest('hex');
  const checked = CHECKED_BEFORE[hash];
  if (checked !== undefined) return checked;
  const source = readSource(file, yaml);
  if (source.problems.length > 0) return source.problems;
  const day = on ?? londonDay(new Date().toISOString());
  const now = changesOn(source.changes, day);
  const problems = new Set<string>();
  const guideWith = (changes: readonly Change[]) => {
    const result = guideFrom(source, changes, check);
    if (!Array.isArray(result)) return result;
    for (const problem of result) problems.add(problem);
    return undefined;
  };
  const guide = guideWith(now);
  const confirmed = source.changes.map((change) => ({ ...change, confirmed: true }));
  for (const day of turningDays(source.changes)) guideWith(changesOn(confirmed, day));
  if (guide === undefined || problems.size > 0) return [...problems];
  const states = now.length === 0 ? '' : JSON.stringify(now);
  return { ...guide, version: createHash('sha256').update(yaml).update(states).digest('hex').slice(0, 12) };
}

interface GuideSource {
  readonly data: unknown;
  readonly changes: readonly Change[];
  readonly problems: string[];
  /** The line of a path of the guide, where it is as one of these changes sets it. */
  lineOf(path: readonly PropertyKey[], changes?: readonly Change[]): string;
}

function readSource(file: string, yaml: string): GuideSource {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, uniqueKeys: true, merge: false });
  const at = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  const problems = [...new Set(document.errors.map((error) => `${at(error.pos[0])}: ${sayYaml(error)}`))];
  visit(document, {
    Alias: (_, { range, source }) => {
      problems.push(`${at(range?.[0] ?? 0)}: put text that starts with "*" in quotes (*${source})`);
    },
  });
  const data = problems.length > 0 ? {} : (document.toJS() as { changes?: unknown } | null);
  const parsed = z.array(Change).safeParse(data?.changes ?? [], { reportInput: true });
  const changes = parsed.data ?? [];
  const lineOf: GuideSource['lineOf'] = (path, applied = []) => {
    // The last change that has the whole path, or more of it than the guide: what is missing is missing there.
    const own = depthOf(data, path);
    const setBy = applied.findLast(({ set }) => {
      const depth = depthOf(set, path);
      return depth === path.length || depth > own;
    });
    const from =
      setBy === undefined ? [] : ['changes', changes.findIndex(({ set }) => set === setBy.set), 'set'];
    return at(offsetOf(document.contents, [...from, ...path]));
  };
  for (const issue of parsed.error?.issues ?? []) {
    const place = ['changes', ...placeOf(issue)];
    problems.push([lineOf(place), place.map(String).join('.'), say(issue)].join(': '));
  }
  for (const [index, { set }] of changes.entries()) {
    const others = [data, ...changes.map((one) => one.set).filter((one) => one !== set)];
    for (const path of takenOut(set)) {
      if (others.some((other) => depthOf(other, path) === path.length)) continue;
      problems.push(
        `${lineOf(['changes', index, 'set', ...path])}: there is no ${path.join('.')} to take out; correct the word`,
      );
    }
  }
  return { data, changes, problems, lineOf };
}

/** The line of each path of a Trust's guide in the folder, as `file:line`. */
export function linesOf(folder: string, trust: TrustId): (path: readonly PropertyKey[]) => string {
  const file = `${trust}.yaml`;
  const source = readSource(file, read(join(folder, file)) ?? '');
  return (path) => source.lineOf(path);
}

/** How much of a path the data has. */
function depthOf(data: unknown, [key, ...rest]: readonly PropertyKey[]): number {
  if (key === undefined || data === null || typeof data !== 'object' || !Object.hasOwn(data, key)) return 0;
  return 1 + depthOf((data as Record<PropertyKey, unknown>)[key], rest);
}

/** The guide with these changes. */
function guideFrom(
  source: GuideSource,
  changes: readonly Change[],
  check?: GuideCheck,
): Omit<Guide, 'version'> | string[] {
  const lineOf = (path: readonly PropertyKey[]) => source.lineOf(path, changes);
  const data = changes.reduce<unknown>((it, { set }) => withSet(it, set), source.data);
  const parsed = GuideSchema.safeParse(data, { reportInput: true });
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => {
      const place = placeOf(issue);
      return [lineOf(place), place.map(String).join('.') || 'the guide', say(issue)].join(': ');
    });
  }
  const { changes: all, ...guide } = parsed.data;
  const problems: string[] = [];
  for (const [path, contact] of contactsNamed(guide)) {
    if (Object.hasOwn(guide.contacts, contact)) continue;
    const known = Object.keys(guide.contacts).join(', ');
    problems.push(
      `${lineOf(path)}: there is no contact "${contact}"; ${known ? `write one of: ${known}` : 'add it to contacts'}`,
    );
  }
  const report: Report = (path, message) => problems.push(`${lineOf(path)}: ${message}`);
  check?.(guide, report);
  const filled = fillFacts(guide, report);
  const teamWords = withTeamWords(filled, report);
  if (problems.length > 0) return problems;
  const dated = all && { changes: all.map(({ set: _, ...change }) => change) };
  return { ...filled, ...teamWords, ...dated };
}

/** Every place of the guide that sends people to one of its contacts. */
function* contactsNamed({
  handover,
  elsewhere,
  branches,
}: GuideData): Generator<[path: string[], contact: string]> {
  if (handover.contact !== undefined) yield [['handover', 'contact'], handover.contact];
  for (const [topic, contact] of Object.entries(elsewhere ?? {})) yield [['elsewhere', topic], contact];
  for (const [id, branch] of Object.entries(branches)) {
    for (const [name, step] of Object.entries(branch.steps)) {
      if (step.contact !== undefined) yield [['branches', id, 'steps', name, 'contact'], step.contact];
    }
  }
}

/** Where a problem is: an unknown key is reported by what holds it, but fixed at the key. */
function placeOf(issue: z.core.$ZodIssue): PropertyKey[] {
  return issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
}

/** The commonest mistakes in words that a writer of guides knows. */
function sayYaml({ code, message }: Pick<YAMLParseError, 'code' | 'message'>): string {
  switch (code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
      return 'put text that has a colon in it in quotes';
    case 'DUPLICATE_KEY':
      return 'this stands here twice; leave one out';
    case 'TAB_AS_INDENT':
      return 'begin the line with spaces, not with a tab';
    default:
      return message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? code;
  }
}

function say(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `guides have no "${issue.keys.join('", "')}" here; take it out or correct the word`;
    case 'invalid_type':
      if (issue.input === undefined) return `is missing; write it (${kindOf(issue.expected)})`;
      if (issue.expected === 'string') return 'write this in quotes';
      if (issue.expected === 'number' || issue.expected === 'int')
        return 'write a whole number, without quotes';
      // A message of the schema's own says what to write.
      return issue.message.startsWith('Invalid') ? `write ${kindOf(issue.expected)} here` : issue.message;
    case 'invalid_value':
      return `write one of: ${issue.values.join(', ')}`;
    case 'too_big':
      return `write ${issue.maximum} ${issue.origin === 'string' ? 'letters ' : ''}or fewer`;
    case 'too_small':
      return issue.origin === 'string' ? 'write something, or take it out' : `write ${issue.minimum} or more`;
    case 'invalid_key':
      return 'write the name in small letters with hyphens, such as wait-for-email';
    default:
      return issue.message;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  object: 'its parts, a line each',
  record: 'its parts, a line each',
  string: 'words',
};
const kindOf = (expected: string): string => KINDS[expected] ?? expected;

/** The place of the deepest part of the path that the file has. */
function offsetOf(node: unknown, path: readonly PropertyKey[]): number {
  let offset = 0;
  let here: unknown = node;
  for (const key of path) {
    if (isMap(here)) {
      const pair = here.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair === undefined) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      here = pair.value;
    } else if (typeof key === 'number' && here !== null && typeof here === 'object' && 'items' in here) {
      here = (here.items as unknown[])[key];
      if (here !== null && typeof here === 'object' && 'range' in here) {
        offset = (here.range as [number] | undefined)?.[0] ?? offset;
      }
    } else break;
  }
  return offset;
}
