import { avatar, make } from './dom.js';
import { renderMessage } from './message.js';

const togetherMs = 5 * 60_000;
const dayName = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

/** A chat's messages. Only what changed is drawn anew, so that what someone is typing into another card stays. */
export class MessageList {
  #drawn = new Map();
  #actions;
  /** Whether the end was in view; then it stays in view. */
  #atEnd = true;

  /** `actions`: what a message can do: `onPress(message, action, inputs)`, `onCommand(message, command, title)`. */
  constructor(label, actions) {
    this.#actions = actions;
    this.element = make('div', {
      className: 'log',
      role: 'log',
      tabIndex: 0,
      'aria-label': label,
      onscroll: ({ target }) => {
        this.#atEnd = target.scrollHeight - target.scrollTop - target.clientHeight < 60;
      },
    });
    new ResizeObserver(() => this.#toEnd()).observe(this.element);
  }

  /** Forgets what is drawn, for another chat or another person. */
  clear() {
    this.#drawn.clear();
    this.#atEnd = true;
    this.element.replaceChildren();
  }

  /** Shows these messages to this person. */
  show(activities, { person, commands, bot, hint }) {
    const { element } = this;
    const drawn = new Map();
    const nodes = [];
    let before;
    for (const activity of activities) {
      if (!sameDay(before, activity)) nodes.push(make('div', { className: 'day' }, dayOf(activity)));
      const look = { own: activity.from.id === person.id, follows: follows(before, activity), commands };
      const key = JSON.stringify([activity, look]);
      const old = this.#drawn.get(activity.id);
      const cards = JSON.stringify(activity.attachments ?? []);
      const node = old?.key === key ? old.node : this.#draw(activity, look, old, cards);
      drawn.set(activity.id, { key, node, cards });
      nodes.push(node);
      before = activity;
    }
    if (activities.length === 0) nodes.push(emptyHint(bot, hint));
    const wroteJustNow = before?.from.id === person.id && !this.#drawn.has(before.id);
    this.#drawn = drawn;
    replaceIfChanged(element, nodes);
    this.#atEnd ||= wroteJustNow;
    this.#toEnd();
  }

  #toEnd() {
    if (this.#atEnd) this.element.scrollTop = this.element.scrollHeight;
  }

  #draw(activity, look, old, cards) {
    const node = renderMessage(activity, look, {
      onPress: (action, inputs) => this.#actions.onPress(activity.id, action, inputs),
      onCommand: (command, title) => this.#actions.onCommand(activity.id, command, title),
    });
    const focused = old?.node.contains(document.activeElement) ? document.activeElement : undefined;
    // An update that brings the same card: what is open or half typed in it stays.
    if (old?.cards === cards) {
      const kept = old.node.querySelectorAll('.card');
      node.querySelectorAll('.card').forEach((card, index) => {
        card.replaceWith(kept[index] ?? card);
      });
    }
    // The pressed button may be about to go: keep the keyboard where it was.
    if (focused)
      queueMicrotask(() => (node.contains(focused) ? focused : node).focus({ preventScroll: true }));
    return node;
  }
}

/** Leaves nodes that stay in their place: moving one would take the focus from its inputs. */
function replaceIfChanged(element, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...element.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (element.children[index] !== node) element.insertBefore(node, element.children[index] ?? null);
  });
}

function follows(before, activity) {
  if (!before || before.from.id !== activity.from.id || !sameDay(before, activity)) return false;
  return new Date(activity.timestamp) - new Date(before.timestamp) < togetherMs;
}

function sameDay(before, activity) {
  return before !== undefined && dayOf(before) === dayOf(activity);
}

function dayOf({ timestamp }) {
  const day = dayName.format(new Date(timestamp));
  return day === dayName.format(new Date()) ? 'Today' : day;
}

function emptyHint(bot, hint) {
  return make(
    'div',
    { className: 'empty' },
    avatar(bot),
    make('strong', {}, 'Say hello'),
    make('span', {}, hint),
  );
}
