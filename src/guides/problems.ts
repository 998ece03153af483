import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Guide } from './guide.ts';
import { type BranchId, inWords } from './ids.ts';

const Words = z.string().min(1);
/** `title` is the problem in the person's own words, `name` its name on a case, for every reader. */
const Problem = z.object({ title: Words, name: Words, line: Words, group: z.string() });
const File = z.object({
  groups: z.record(z.string(), z.string().min(1)),
  branches: z.record(z.string(), Problem),
});

/** People's name for each problem, and its place in the menu, where a Trust's guide does not say otherwise. */
export interface Problems {
  /** Menu groups in order, id to title. */
  readonly groups: ReadonlyMap<string, string>;
  readonly branches: ReadonlyMap<BranchId, z.infer<typeof Problem>>;
}

/** Reads the titles of `branches.yaml`; throws an Error that names any missing. */
export function loadProblems(folder: string): Problems {
  const parsed = File.safeParse(parse(readFileSync(join(folder, 'branches.yaml'), 'utf8')));
  if (!parsed.success) throw new Error(`branches.yaml needs fixing:\n${z.prettifyError(parsed.error)}`);
  const { groups, branches } = parsed.data;
  for (const [id, { group }] of Object.entries(branches)) {
    if (!(group in groups))
      throw new Error(`branches.yaml: ${id} is in group "${group}", which is not listed`);
  }
  return {
    groups: new Map(Object.entries(groups)),
    branches: new Map(Object.entries(branches)),
  };
}

/** The same as a Trust's own staff read them: with the titles and groups of its guide. */
export function problemsOf(guide: Guide, problems: Problems): Problems {
  if (guide.titles === undefined && guide.groups === undefined) return problems;
  const known = own.get(guide) ?? withOwn(guide, problems);
  own.set(guide, known);
  return known;
}

/** A guide does not change while it is used, and every menu asks. */
const own = new WeakMap<Guide, Problems>();

function withOwn({ titles = {}, groups = {} }: Guide, problems: Problems): Problems {
  return {
    groups: new Map([...problems.groups, ...Object.entries(groups)]),
    branches: new Map(
      [...problems.branches].map(([id, problem]) => {
        const { title = problem.title, line = problem.line, group = problem.group } = titles[id] ?? {};
        return [id, { ...problem, title, line, group }];
      }),
    ),
  };
}

/** What a case's problem is called, also one that this version has no branch for. */
export const problemTitle = ({ branches }: Problems, problem: string): string =>
  branches.get(problem)?.name ?? inWords(problem);
