import { z } from 'zod';
import type { CaseAction } from '../cases/case.ts';
import type { Guide } from '../guides/guide.ts';
import { offeredOutcomes } from '../guides/outcomes.ts';
import { takeOut } from '../privacy/secrets/secrets.ts';
import { readReference } from '../text/reference.ts';
import { TicketShape } from './ticket.ts';

/** Invisible characters; PostgreSQL cannot even store a NUL. */
const INVISIBLE = /(?![\n\t])\p{Cc}|[\p{Cs}\p{Bidi_Control}]/gu;
/** Text for a case; the limit is the one for an officer's text on a card. */
const Words = z
  .string()
  .transform((text) => text.replace(INVISIBLE, ''))
  .pipe(z.string().trim().min(1, 'write something').max(500, 'write 500 characters or fewer'))
  .refine(
    (text) => takeOut(text).secrets.length === 0,
    'leave out what looks like a password or date of birth',
  );

/** The case that it is about; signed with the rest, so that a request is good for one case alone. */
const case_ = z
  .string()
  .max(20)
  .transform(readReference)
  .pipe(z.string('write the reference that is in the address too'));

/** What a service desk may ask for. */
const DeskRequest = z.discriminatedUnion('type', [
  z.object({ type: z.literal('claim'), case: case_ }),
  z.object({ type: z.literal('ask'), case: case_, question: Words, takeOver: z.boolean().default(false) }),
  z.object({ type: z.literal('note'), case: case_, text: Words }),
  z.object({
    type: z.literal('resolve'),
    case: case_,
    outcome: z.string().max(60),
    note: z.union([Words, z.literal('').transform(() => undefined)]).optional(),
    takeOver: z.boolean().default(false),
  }),
  z.object({ type: z.literal('close'), case: case_ }),
  z.object({ type: z.literal('ticket'), case: case_, ticket: TicketShape }),
]);
export type DeskRequest = z.output<typeof DeskRequest>;

/** A request's body, or what is wrong with it: the field and the fix, without anything that was in it. */
export function readDeskRequest(body: string): DeskRequest | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { problem: 'the body is not JSON' };
  }
  const parsed = DeskRequest.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') || 'the body';
  return { problem: `${field}: ${fixOf(field, issue)}` };
}

function fixOf(field: string, issue: z.core.$ZodIssue | undefined): string {
  if (field === 'type') return 'write one of claim, ask, note, resolve, close, ticket';
  if (issue?.code === 'invalid_type' && issue.message.startsWith('Invalid input'))
    return `write ${JSON_TYPES[issue.expected] ?? issue.expected}`;
  if (issue?.code === 'invalid_union') return 'write text in quotation marks, or a whole number from 0';
  return issue?.message ?? 'it is not right';
}
const JSON_TYPES: Readonly<Record<string, string>> = {
  string: 'text in quotation marks',
  boolean: 'true or false',
  object: 'an object, as in { "type": … }',
};

/** The action that a request asks for, or what is wrong with its outcome. */
export function actionOf(
  request: DeskRequest,
  guide: Guide | undefined,
): CaseAction | { readonly problem: string } {
  switch (request.type) {
    case 'claim':
      return { type: 'claim' };
    case 'ask':
      return { type: 'ask', question: request.question };
    case 'note':
      return { type: 'note', text: request.text };
    case 'close':
      return { type: 'close-silent' };
    case 'ticket':
      return { type: 'ticket', ticket: request.ticket };
    case 'resolve': {
      const offered = offeredOutcomes(guide);
      const [outcome, words] = offered.find(([id]) => id === request.outcome) ?? [];
      if (outcome === undefined)
        return { problem: `outcome: write one of ${offered.map(([id]) => id).join(', ')}` };
      const { note } = request;
      if (words?.needsNote === true && note === undefined)
        return { problem: 'note: write what the requester is to know; this outcome needs it' };
      return { type: 'resolve', outcome, note, needsNote: words?.needsNote };
    }
  }
}
