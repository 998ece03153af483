import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { CHECKED_BEFORE } from './checked-before.ts';
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

/** Reads and checks the guides of the given Trusts; throws one GuideError that lists every problem found. */
export function loadGuides(
  folder: string,
  trusts: readonly TrustId[] = trustsIn(folder),
  check?: GuideCheck,
): Map<TrustId, Guide> {
  const problems: string[] = [];
  const guides = new Map<TrustId, Guide>();
  for (const trust of trusts) {
    const file = `${trust}.yaml`;
    const yaml = read(join(folder, file));
    const result =
      yaml === undefined
        ? [`${file}: not found in ${folder}; write this guide`]
        : parseGuide(file, yaml, check);
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

/** One guide from its YAML, or a list of problems, each `file:line: error and what to write`. */
export function parseGuide(file: string, yaml: string, check?: GuideCheck): Guide | string[] {
  const hash = createHash('sha256').update(yaml).digest('hex');
  const checked = CHECKED_BEFORE[hash];
  if (checked !== undefined) return checked;
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, uniqueKeys: true, merge: false });
  const at = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  const broken = document.errors.map((error) => `${at(error.pos[0])}: ${error.message.split('\n')[0]}`);
  visit(document, {
    Alias: (_, { range, source }) => {
      broken.push(`${at(range?.[0] ?? 0)}: put text that starts with "*" in quotes (*${source})`);
    },
  });
  if (broken.length > 0) return broken;
  const lineOf = (path: readonly PropertyKey[]) => at(offsetOf(document.contents, path));
  const parsed = GuideSchema.safeParse(document.toJS(), { reportInput: true });
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => {
      const place = placeOf(issue);
      return [lineOf(place), place.map(String).join('.') || 'the guide', say(issue)].join(': ');
    });
  }
  const problems: string[] = [];
  for (const [path, contact] of contactsNamed(parsed.data)) {
    if (Object.hasOwn(parsed.data.contacts, contact)) continue;
    const known = Object.keys(parsed.data.contacts).join(', ');
    problems.push(
      `${lineOf(path)}: there is no contact "${contact}"; ${known ? `write one of: ${known}` : 'add it to contacts'}`,
    );
  }
  const report: Report = (path, message) => problems.push(`${lineOf(path)}: ${message}`);
  check?.(parsed.data, report);
  const filled = fillFacts(parsed.data, report);
  const teamWords = withTeamWords(filled, report);
  if (problems.length > 0) return problems;
  return { ...filled, ...teamWords, version: hash.slice(0, 12) };
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

function say(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `guides have no "${issue.keys.join('", "')}" here; take it out or correct the word`;
    case 'invalid_type':
      if (issue.input === undefined) return `is missing; write it (${issue.expected})`;
      if (issue.expected === 'string') return 'write this in quotes';
      if (issue.expected === 'number' || issue.expected === 'int')
        return 'write a whole number, without quotes';
      return `${issue.message}; write ${issue.expected}`;
    case 'invalid_key':
      return 'write the name in small letters with hyphens, such as wait-for-email';
    default:
      return issue.message;
  }
}

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
