import type { Activity } from 'botbuilder';

/** Marks a private message on its way to the connector: the SDK overwrites `recipient`, and the outbox keeps no addresses. */
interface Targeted {
  readonly targetedTo?: unknown;
}

/** The body of a call, and the query that its address ends with. */
interface Form {
  readonly body: object;
  readonly query: string;
}

const TARGETED = '?isTargetedActivity=true';

/** The message as a private one, which only this member of the chat and the bot see. Teams keeps it for 24 hours. */
export const targetedTo = (personId: string, activity: Partial<Activity>): Partial<Activity> & Targeted => ({
  ...activity,
  targetedTo: personId,
});

/** A private message is found among the private ones alone, and its recipient cannot be changed. */
export function updateForm(activity: object): Form {
  const { targetedTo: id, recipient, ...own } = activity as Targeted & { readonly recipient?: unknown };
  return typeof id === 'string' ? { body: own, query: TARGETED } : { body: activity, query: '' };
}

/**
 * An activity as Teams takes it, and how often it may be tried: privately and then, where a client or a chat cannot have private
 * messages, for everyone. Source: "Send and receive targeted messages" and the connector of Microsoft's Teams SDK.
 */
export function targetedForms(activity: object): readonly [Form, ...Form[]] {
  const { targetedTo: id, ...own } = activity as Targeted & Partial<Activity>;
  if (typeof id !== 'string') return [{ body: own, query: '' }];
  const recipient = { id, isTargeted: true };
  return [
    { body: { ...own, recipient }, query: TARGETED },
    {
      body: { ...own, entities: own.entities?.filter(({ type }) => type !== 'targetedMessageInfo') },
      query: '',
    },
  ];
}
