import type { GuideData } from '../../src/guides/guide.ts';
import type { Report } from '../../src/guides/load-guides.ts';

/** Reports titles and menu groups that nobody would see, and titles that two problems share. */
export function checkTitles(
  { titles = {}, groups = {}, branches }: GuideData,
  known: readonly string[] = [],
  report: Report,
): void {
  const all = new Set([...known, ...Object.keys(groups)]);
  const seen = new Map<string, string>();
  for (const [id, { title, group }] of Object.entries(titles)) {
    const path = ['titles', id];
    if (branches[id] === undefined)
      report(
        path,
        `no card shows this: the guide does not speak of ${id}; add that under branches, or take it out`,
      );
    if (group !== undefined && !all.has(group))
      report([...path, 'group'], `there is no menu group "${group}"; write one of: ${[...all].join(', ')}`);
    const before = seen.get(title ?? id);
    if (before !== undefined) report([...path, 'title'], `${before} has the same title; write another`);
    seen.set(title ?? id, id);
  }
  const used = new Set([...known, ...Object.values(titles).map(({ group }) => group)]);
  for (const group of Object.keys(groups)) {
    if (!used.has(group))
      report(
        ['groups', group],
        `no card shows this group; name it in a title (group: ${group}), or take it out`,
      );
  }
}
