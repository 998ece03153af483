import type { GuideData } from '../../src/guides/guide.ts';
import type { Report } from '../../src/guides/load-guides.ts';
import type { Problems } from '../../src/guides/problems.ts';

/** Reports titles and menu groups that nobody would see, and titles that two problems share. */
export function checkTitles(
  { titles = {}, groups = {}, branches }: GuideData,
  problems: Problems | undefined,
  report: Report,
): void {
  const known = [...(problems?.groups.keys() ?? [])];
  const all = new Set([...known, ...Object.keys(groups)]);
  // Those that keep the title they have everywhere.
  const seen = new Map(
    [...(problems?.branches ?? [])].flatMap(([id, { title }]) =>
      branches[id] === undefined || titles[id]?.title !== undefined ? [] : [[title, id]],
    ),
  );
  for (const [id, { title, group }] of Object.entries(titles)) {
    const path = ['titles', id];
    if (branches[id] === undefined)
      report(
        path,
        `no card shows this: the guide does not speak of ${id}; add that under branches, or take it out`,
      );
    if (group !== undefined && !all.has(group))
      report([...path, 'group'], `there is no menu group "${group}"; write one of: ${[...all].join(', ')}`);
    if (title === undefined) continue;
    const before = seen.get(title);
    if (before !== undefined) report([...path, 'title'], `${before} has the same title; write another`);
    seen.set(title, id);
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
