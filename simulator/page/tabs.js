import { make } from './dom.js';

/** On a narrow screen one chat shows at a time: these choose which. */
export class Tabs {
  #columns;
  #tabs;
  #onChoose;

  constructor(element, columns, onChoose) {
    this.#columns = columns;
    this.#onChoose = onChoose;
    this.#tabs = columns.map((column, index) => {
      const badge = make('span', { className: 'badge', hidden: true });
      const button = make(
        'button',
        {
          type: 'button',
          role: 'tab',
          'aria-controls': column.element.id,
          onclick: () => this.choose(index),
          onkeydown: (event) => this.#onKey(event, index),
        },
        make('span', {}, column.title),
        badge,
      );
      return { button, badge };
    });
    element.append(...this.#tabs.map(({ button }) => button));
    this.#turnTo(Number(localStorage.getItem('tab') ?? 0));
  }

  /** Shows another chat. */
  choose(index) {
    this.#turnTo(index);
    this.#onChoose(this.#columns[index]);
  }

  /** Shows how much is unread in each. */
  update() {
    this.#tabs.forEach(({ badge }, index) => {
      const { unread } = this.#columns[index];
      badge.hidden = unread === 0;
      badge.textContent = unread;
      badge.setAttribute('aria-label', `${unread} unread`);
    });
  }

  #onKey(event, index) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (index + step + this.#tabs.length) % this.#tabs.length;
    this.choose(next);
    this.#tabs[next].button.focus();
  }

  #turnTo(index) {
    const chosen = this.#columns[index] ? index : 0;
    localStorage.setItem('tab', chosen);
    this.#columns.forEach((column, position) => {
      const { button } = this.#tabs[position];
      column.element.classList.toggle('current', position === chosen);
      button.setAttribute('aria-selected', String(position === chosen));
      button.tabIndex = position === chosen ? 0 : -1;
    });
  }
}
