import type { NoticeStore } from '../../store/notice-store.ts';
import type { TimerHandler } from './timers.ts';

/** Ends a notice at its time and owes the news to everyone who asked; one that was given more time goes on. */
export const noticeOver =
  (notices: NoticeStore): TimerHandler =>
  async ({ trust }) => {
    await notices.endIfOver(trust);
    return {};
  };
