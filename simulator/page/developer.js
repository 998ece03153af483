import { api } from './api.js';
import { make } from './dom.js';

const faults = [
  { title: '429 for 3 calls', fault: { times: 3, effect: { status: 429, retryAfter: 2 } } },
  { title: '503 until cleared', fault: { effect: { status: 503 } } },
  { title: 'Take 3 s for each', fault: { effect: { delayMs: 3000 } } },
  { title: 'Drop the next', fault: { times: 1, effect: { drop: true } } },
  { title: 'Take the next, then drop', fault: { times: 1, effect: { drop: true, accept: true } } },
];

/** What passes between Teams and the bot, and ways to make Teams fail. */
export class Developer {
  #element;
  #list = make('ul', { className: 'faults-in-force', 'aria-live': 'polite' });
  #traffic = make('div', { className: 'traffic' });

  constructor(element, button, world) {
    this.#element = element;
    button.addEventListener('click', () => this.#toggle(button));
    const buttons = faults.map(({ title, fault }) =>
      make(
        'button',
        { type: 'button', className: 'quiet', onclick: () => this.#change(api.addFault(fault)) },
        title,
      ),
    );
    const clear = make(
      'button',
      { type: 'button', className: 'quiet', onclick: () => this.#change(api.clearFaults()) },
      'Clear all',
    );
    element.append(
      make(
        'div',
        {},
        make('h2', {}, 'When the bot calls Teams, answer'),
        make('div', { className: 'buttons' }, ...buttons, clear),
        this.#list,
        make('h2', {}, 'Old phones, without Action.Execute'),
        make('div', { className: 'phones' }, ...world.people.slice(0, 20).map(phone)),
      ),
      make('div', {}, make('h2', {}, 'Last activities'), this.#traffic),
    );
  }

  /** Something passed. */
  async refresh() {
    if (this.#element.hidden) return;
    const [inForce, exchanges] = await Promise.all([api.faults(), api.traffic()]);
    this.#list.replaceChildren(...inForce.map(describeFault));
    const open = new Set(Array.from(this.#traffic.querySelectorAll('[open]'), ({ dataset }) => dataset.key));
    this.#traffic.replaceChildren(...exchanges.map((exchange) => describe(exchange, open)));
  }

  #toggle(button) {
    this.#element.hidden = !this.#element.hidden;
    button.setAttribute('aria-expanded', String(!this.#element.hidden));
    this.refresh();
  }

  async #change(promise) {
    await promise;
    await this.refresh();
  }
}

function describeFault({ effect, hits, times }) {
  const what = effect.status ?? (effect.drop ? 'drop' : `${effect.delayMs} ms`);
  return make('li', {}, `${what}: happened ${hits}${times ? ` of ${times}` : ''} times`);
}

function phone(person) {
  const box = make('input', {
    type: 'checkbox',
    checked: person.oldPhone,
    onchange: () => api.oldPhone(person.id, box.checked),
  });
  return make('label', {}, box, person.name);
}

function describe({ direction, at, title, status, json }, open) {
  const key = `${at} ${title}`;
  const failed = status < 200 || status > 299;
  return make(
    'details',
    { open: open.has(key), 'data-key': key },
    make(
      'summary',
      {},
      make('time', {}, at.slice(11, 23)),
      make('span', { className: 'way' }, direction),
      make('span', { className: 'what' }, title),
      make('span', { className: failed ? 'failed' : '' }, status || 'no answer'),
    ),
    make('pre', { tabIndex: 0 }, JSON.stringify(json, null, 2)),
  );
}
