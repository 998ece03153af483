import { QUEUE_FILTERS, type QueueFilter } from '../../store/cases/case-queries.ts';

/** The page of the queue to show. */
export interface QueueView {
  readonly filter: QueueFilter;
  readonly page: number;
  /** Only cases with this problem. */
  readonly problem?: string | undefined;
}

const LAST_PAGE = 10_000;

/** Where a button leads back to: a page of the queue, or a class. */
export const VIEW_TOKEN = /^(?:[a-z]{2,8}:\d{1,5}(?::[a-z0-9-]{1,40})?|class:[\w.-]{1,64})$/;

export const classToken = (id: string): string => `class:${id}`;

/** The class that a button leads back to; undefined where that is the queue. */
export const classIn = (text: string): string | undefined => /^class:([\w.-]{1,64})$/.exec(text)?.[1];

/** The view as buttons carry it: filter, page and, if chosen, problem, such as `new:2:account-locked`. */
export const viewToken = ({ filter, page, problem }: QueueView): string =>
  [filter, page, problem].filter((part) => part !== undefined).join(':');

/** Reads the view that a button carried; the first page of all cases if it is not one. */
export function readView(text: string): QueueView {
  const isQueue = VIEW_TOKEN.test(text) && classIn(text) === undefined;
  const [name = '', number = '', problem] = isQueue ? text.split(':') : [];
  const filter = QUEUE_FILTERS.find((one) => one === name) ?? 'all';
  return { filter, page: Math.min(Number(number), LAST_PAGE), problem };
}
