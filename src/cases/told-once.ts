import type { CaseMessage, Change } from './case.ts';

type Assigned = CaseMessage<'assigned'>;
const isAssigned = (message: CaseMessage): message is Assigned => message.message === 'assigned';

/** Cases that are assigned to a colleague together: they are told of all of them at once. */
export function toldOnce(changes: readonly Change[]): readonly Change[] {
  const [first, ...also] = changes.filter(({ messages }) => messages.some(isAssigned));
  if (first === undefined || also.length === 0) return changes;
  const references = also.map(({ case: it }) => it.reference).join(',');
  return changes.map((change) => {
    if (!also.includes(change) && change !== first) return change;
    const others = change.messages.filter((message) => !isAssigned(message));
    const told = change.messages
      .filter(isAssigned)
      .map((message) => ({ ...message, data: { ...message.data, also: references } }));
    return { ...change, messages: change === first ? [...others, ...told] : others };
  });
}
