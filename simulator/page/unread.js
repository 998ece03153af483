/** What has come since someone last looked at a chat. Kept over a reload. */
export class Unread {
  #counts = new Map();

  /** These messages are in the chat; `looking` when they are on screen right now. */
  saw(chat, activities, looking) {
    const newest = Math.max(0, ...activities.map(({ id }) => Number(id)));
    if (looking) localStorage.setItem(`read:${chat}`, newest);
    const read = Number(localStorage.getItem(`read:${chat}`) ?? 0);
    this.#counts.set(chat, activities.filter(({ id }) => Number(id) > read).length);
  }

  count(chat) {
    return this.#counts.get(chat) ?? 0;
  }
}
