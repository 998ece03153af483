import { QUEUE_FILTERS, type QueueFilter } from '../../store/cases/case-queries.ts';

/** The page of the queue to show. */
export interface QueueView {
  readonly filter: QueueFilter;
  readonly page: number;
}

const LAST_PAGE = 10_000;

/** The view as buttons carry it: `new:2`. */
export const viewToken = ({ filter, page }: QueueView): string => `${filter}:${page}`;

/** A view that a button brought back; the first page of everything where it is none. */
export function readView(text: string): QueueView {
  const [name = '', number = ''] = text.split(':');
  const filter = QUEUE_FILTERS.find((one) => one === name) ?? 'all';
  const page = /^\d{1,5}$/.test(number) ? Math.min(Number(number), LAST_PAGE) : 0;
  return { filter, page };
}
