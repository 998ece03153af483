import { z } from 'zod';

/** An https address without characters that end a link or begin a template. */
const LINK = /^https:\/\/[A-Za-z0-9.-]+(:\d+)?\/[A-Za-z0-9\-._~:/?#@!&'*+,;=%]*$/;

/** A ticket as a service desk names it. */
export const TicketShape = z.object({
  number: z.union([z.string(), z.int().nonnegative().transform(String)]).pipe(
    z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9#][A-Za-z0-9 #/_.:-]{0,39}$/, 'write up to 40 letters, digits and # / _ . : -'),
  ),
  url: z
    .string()
    .max(500)
    .regex(LINK, 'write an address that begins with https://, or leave it out')
    .optional(),
});
/** Nobody sees what is wrong with an answer, so an invalid address is dropped and the number kept. */
const AnsweredTicket = TicketShape.extend({ url: TicketShape.shape.url.catch(undefined) });

/** ServiceNow puts what a script answers into `result`. */
const Answer = z.union([
  z.object({ ticket: AnsweredTicket }),
  z.object({ result: z.object({ ticket: AnsweredTicket }) }).transform(({ result }) => result),
]);

/** The ticket in a desk's answer, if there is one. */
export function ticketIn(answer: string): z.output<typeof TicketShape> | undefined {
  try {
    return Answer.safeParse(JSON.parse(answer)).data?.ticket;
  } catch {
    return undefined;
  }
}
