import { z } from 'zod';

/** Of an address, what neither ends a link nor begins a template. */
const LINK = /^https:\/\/[A-Za-z0-9.-]+(:\d+)?\/[A-Za-z0-9\-._~:/?#@!&'*+,;=%]*$/;

/** A ticket as a service desk names it; without its address where that is not one of the web's. */
export const TicketShape = z.object({
  number: z.union([z.string(), z.int().nonnegative().transform(String)]).pipe(
    z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9#][A-Za-z0-9 #/_.:-]{0,39}$/, 'write up to 40 letters, digits and # / _ . : -'),
  ),
  url: z.string().max(500).regex(LINK).optional().catch(undefined),
});

/** ServiceNow puts what a script answers into `result`. */
const Answer = z.union([
  z.object({ ticket: TicketShape }),
  z.object({ result: z.object({ ticket: TicketShape }) }).transform(({ result }) => result),
]);

/** The ticket in a desk's answer, if there is one. */
export function ticketIn(answer: string): z.output<typeof TicketShape> | undefined {
  try {
    return Answer.safeParse(JSON.parse(answer)).data?.ticket;
  } catch {
    return undefined;
  }
}
