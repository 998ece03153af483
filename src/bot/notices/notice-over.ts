import type { TimerHandler } from '../../outbox/timers.ts';
import type { NoticeStore } from '../../store/notices/notice-store.ts';

/** Ends a notice at its time and owes the news to everyone who asked; one that was given more time goes on. */
export const noticeOver =
  (notices: NoticeStore): TimerHandler =>
  async ({ trust }) => {
    await notices.endIfOver(trust);
    return {};
  };
