import type { CaseMessage, Change } from './case.ts';

type Assigned = CaseMessage<'assigned'>;
type Question = CaseMessage<'question'>;
const isAssigned = (message: CaseMessage): message is Assigned => message.message === 'assigned';

/** Cases that are assigned together, and a question about several of a class: people are told of all of them at once. */
export const toldOnce = (changes: readonly Change[]): readonly Change[] => {
  const assigned = together(changes, isAssigned);
  const classes = new Set(changes.flatMap(({ messages }) => messages.flatMap(classAsked)));
  return [...classes].reduce(
    (told, batch) => together(told, (message): message is Question => classAsked(message).includes(batch)),
    assigned,
  );
};

/** The class and the person that a question is for. */
const classAsked = (message: CaseMessage): string[] =>
  message.message === 'question' && message.batch !== undefined
    ? [`${message.batch} ${message.mention?.id ?? ''}`]
    : [];

/** The first of these changes tells of the others too. */
function together(
  changes: readonly Change[],
  isIt: (message: CaseMessage) => message is Assigned | Question,
): readonly Change[] {
  const [first, ...also] = changes.filter(({ messages }) => messages.some(isIt));
  if (first === undefined || also.length === 0) return changes;
  const references = also.map(({ case: it }) => it.reference).join(',');
  return changes.map((change) => {
    if (!also.includes(change) && change !== first) return change;
    const others = change.messages.filter((message) => !isIt(message));
    const told = change.messages
      .filter(isIt)
      .map((message) => ({ ...message, data: { ...message.data, also: references } }) as CaseMessage);
    return { ...change, messages: change === first ? [...others, ...told] : others };
  });
}
