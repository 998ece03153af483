import type { CaseMessage, Change } from './case.ts';

/** What one person is told of several cases that were acted on together: once, by the first of them. */
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

/** Whom it tells what; nothing of a message that each case has by itself. A question is asked of one class at a time. */
function groupOf({ message, mention, batch = '' }: CaseMessage): string | undefined {
  const group = `${message} ${batch} ${mention?.id ?? ''}`;
  if (message === 'question') return batch === '' ? undefined : group;
  return TOGETHER.includes(message) ? group : undefined;
}

const TOGETHER: readonly string[] = ['assigned', 'answered', 'added', 'reopened'];
