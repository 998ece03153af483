import type { GuideCheck, Report } from '../../src/guides/load-guides.ts';

/** What an ESR Team would send back of its outcomes, saved replies and targets. */
export const checkTeamWords: GuideCheck = (guide, report) => {
  const { outcomes = {}, replies = {}, reset, targets } = guide;
  for (const [id, { next, text }] of Object.entries(outcomes)) {
    if (next.length === 0) report(['outcomes', id], 'say what the requester does next (next: […])');
    const namesEnd = [text, ...next].some((line) => line.includes('{{when.linkEnds}}'));
    if (namesEnd && reset?.linkHours === undefined)
      report(
        ['outcomes', id],
        'nobody sees {{when.linkEnds}} without reset.linkHours; state that, or take it out',
      );
  }
  sameTwice(['outcomes'], outcomes, report);
  sameTwice(['replies'], replies, report);
  for (const [id, { as, text }] of Object.entries(replies)) {
    if (as === 'question' && !text.includes('?'))
      report(['replies', id, 'text'], 'a question asks something; end it with "?", or write as: note');
  }
  if (targets !== undefined && targets.claimHours === undefined && targets.resolveHours === undefined)
    report(['targets'], 'write claimHours, resolveHours or both');
};

/** Two that the team could not tell apart. */
function sameTwice(
  path: readonly PropertyKey[],
  all: Readonly<Record<string, { readonly name?: string | undefined; readonly text: string }>>,
  report: Report,
): void {
  const seen = new Map<string, string>();
  for (const [id, { name, text }] of Object.entries(all)) {
    for (const [what, words] of [
      ['name', name],
      ['text', text],
    ] as const) {
      if (words === undefined) continue;
      const key = `${what} ${words.toLowerCase()}`;
      const before = seen.get(key);
      if (before === undefined) seen.set(key, id);
      else report([...path, id, what], `${before} has the same ${what}; write another, or leave one out`);
    }
  }
}
