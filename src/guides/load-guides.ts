import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { fillFacts } from './fill-facts.ts';
import { type Guide, GuideSchema } from './guide.ts';
import type { TrustId } from './ids.ts';

/** A guide that cannot be used: names the file, the line and what to write instead. */
export class GuideError extends Error {
  readonly code = 'GUIDE_INVALID';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`These guides need mending before the bot can start:\n  ${problems.join('\n  ')}`);
    this.problems = problems;
  }
}

/** Reads and checks the guides of the given Trusts; throws one GuideError that lists every problem found. */
export function loadGuides(folder: string, trusts: readonly TrustId[]): Map<TrustId, Guide> {
  const problems: string[] = [];
  const guides = new Map<TrustId, Guide>();
  for (const trust of trusts) {
    const file = `${trust}.yaml`;
    const result = parseGuide(file, readFileSync(join(folder, file), 'utf8'));
    if (Array.isArray(result)) problems.push(...result);
    else if (result.trust !== trust) problems.push(`${file}: write "trust: ${trust}", as the file is named`);
    else guides.set(trust, result);
  }
  if (problems.length > 0) throw new GuideError(problems);
  return guides;
}

/** One guide from its YAML, or a list of problems, each `file:line: what is wrong and what to write`. */
export function parseGuide(file: string, yaml: string): Guide | string[] {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, uniqueKeys: true, merge: false });
  const at = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    return document.errors.map((error) => `${at(error.pos[0])}: ${error.message.split('\n')[0]}`);
  }
  const lineOf = (path: readonly PropertyKey[]) => at(offsetOf(document.contents, path));
  const parsed = GuideSchema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (!parsed.success) {
    return parsed.error.issues.map(
      (issue) => `${lineOf(issue.path)}: ${issue.path.map(String).join('.')}: ${issue.message}`,
    );
  }
  const problems: string[] = [];
  for (const [id, branch] of Object.entries(parsed.data.branches)) {
    for (const [name, step] of Object.entries(branch?.steps ?? {})) {
      if (step.contact !== undefined && !(step.contact in parsed.data.contacts)) {
        const path = ['branches', id, 'steps', name, 'contact'];
        const known = Object.keys(parsed.data.contacts).join(', ');
        problems.push(`${lineOf(path)}: there is no contact "${step.contact}"; write one of: ${known}`);
      }
    }
  }
  const filled = fillFacts(parsed.data, (path, message) => problems.push(`${lineOf(path)}: ${message}`));
  if (problems.length > 0) return problems;
  return { ...filled, version: createHash('sha256').update(yaml).digest('hex').slice(0, 12) };
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
