import type { CaseMessage, Change } from './case.ts';

/** Of several cases acted on together, people are told once: by the first one's message, with the others in `also`. */
export function toldOnce(changes: readonly Change[]): readonly Change[] {
  const groups = new Map<string, Set<string>>();
  for (const { case: it, messages } of changes)
    for (const group of messages.flatMap((one) => groupOf(one) ?? []))
      groups.set(group, (groups.get(group) ?? new Set()).add(it.reference));
  const told = new Set<string>();
  const once = (message: CaseMessage): CaseMessage[] => {
    const group = groupOf(message) ?? '';
    const [, ...also] = groups.get(group) ?? [];
    if (also.length === 0) return [message];
    if (told.has(group)) return [];
    told.add(group);
    return [{ ...message, data: { ...message.data, also: also.join(',') } } as CaseMessage];
  };
  return changes.map((change) => ({ ...change, messages: change.messages.flatMap(once) }));
}

/** The messages that count as one; undefined where each case sends its own. A question is combined within a class. */
function groupOf({ message, mention, batch = '' }: CaseMessage): string | undefined {
  const group = `${message} ${batch} ${mention?.id ?? ''}`;
  if (message === 'question') return batch === '' ? undefined : group;
  return TOGETHER.includes(message) ? group : undefined;
}

const TOGETHER: readonly string[] = ['assigned', 'answered', 'added', 'reopened'];
