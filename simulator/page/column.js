import { api } from './api.js';
import { Composer } from './composer.js';
import { avatar, make } from './dom.js';
import { MessageList } from './message-list.js';
import { openTask } from './task.js';

const typingMs = 5000;
const noticeMs = 8000;

const ROLES = { staff: 'staff', trainer: 'Epic trainer', officer: 'ESR Team' };

/** One of the chats side by side, seen by one person at a time. */
export class Column {
  #seats;
  #seat;
  #world;
  #unread;
  #list;
  #badges = new Map();
  #asked = new Map();
  #typing = make('div', { className: 'typing', role: 'status' });
  #notice = make('div', { className: 'notice', role: 'status' });
  #title = make('h2');
  #subtitle = make('p');
  #noticeTimer;
  #typingTimer;

  /** `seats`: who may sit here, each with the chat they then see. */
  constructor({ name, title, seats, world, unread }) {
    this.name = name;
    this.title = title;
    this.#seats = seats;
    this.#world = world;
    this.#unread = unread;
    this.#seat = seats.find(({ person }) => person.id === localStorage.getItem(`seat:${name}`)) ?? seats[0];
    this.#list = new MessageList(`Messages: ${title}`, {
      onPress: (message, action, inputs) => this.#press(message, action, inputs),
      onCommand: (message, command, commandTitle) => this.#command(message, command, commandTitle),
    });
    const composer = new Composer({
      shared: this.#seat.chat.type !== 'personal',
      label: `Message in ${title}`,
      botName: world.bot.name,
      screens: world.screens,
      slash: world.slash,
      onSend: (said) => this.#say(said),
      onCommand: (command, commandTitle) => this.#command(undefined, command, commandTitle),
    });
    this.element = make(
      'section',
      { className: 'column', id: `column-${name}`, role: 'region', 'aria-label': title },
      make(
        'header',
        { className: 'chat-head' },
        make('div', {}, this.#title, this.#subtitle),
        this.#people(),
      ),
      this.#list.element,
      this.#typing,
      this.#notice,
      ...composer.parts,
    );
    this.#sit(this.#seat);
  }

  /** The chats someone could see here. */
  get chats() {
    return [...new Set(this.#seats.map(({ chat }) => chat.id))];
  }

  /** Unread messages in all chats of this column. */
  get unread() {
    return this.chats.reduce((sum, chat) => sum + this.#unread.count(chat), 0);
  }

  /** A chat changed: fetch it, show it if it is the one on screen, and count what is new. */
  async refresh(chat) {
    const seat =
      this.#seat.chat.id === chat ? this.#seat : this.#seats.find((other) => other.chat.id === chat);
    if (!seat) return;
    const asked = (this.#asked.get(chat) ?? 0) + 1;
    this.#asked.set(chat, asked);
    const activities = await api.messages(chat, seat.person.id);
    // Answers may overtake each other: only the last question counts.
    if (this.#asked.get(chat) !== asked) return;
    const current = this.#seat === seat;
    this.#unread.saw(chat, activities, current && this.element.checkVisibility() && !document.hidden);
    if (current) this.#show(activities);
    for (const [id, badge] of this.#badges) {
      const count = this.#unread.count(id);
      badge.hidden = count === 0;
      badge.textContent = count;
    }
  }

  /** The bot is writing. */
  showTyping(chat) {
    if (chat !== this.#seat.chat.id) return;
    this.#typing.textContent = `${this.#world.bot.name} is typing…`;
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => this.#typing.replaceChildren(), typingMs);
  }

  #show(activities) {
    const { person, chat } = this.#seat;
    const shared = chat.type !== 'personal';
    if (activities.at(-1)?.from.id === this.#world.bot.id) this.#typing.replaceChildren();
    this.#list.show(activities, {
      person,
      bot: this.#world.bot,
      commands: shared ? this.#world.commands : [],
      hint: shared ? `Mention @${this.#world.bot.name} to talk to it.` : 'The bot helps you get into ESR.',
    });
  }

  #people() {
    const choices = this.#seats.map((seat) => {
      const { person, chat } = seat;
      const input = make('input', {
        type: 'radio',
        name: `person-${this.name}`,
        'aria-label': person.name,
        checked: seat === this.#seat,
        onchange: () => this.#sit(seat),
      });
      const badge = make('span', { className: 'badge', hidden: true });
      if (chat.type === 'personal') this.#badges.set(chat.id, badge);
      return make(
        'label',
        { title: person.name },
        input,
        avatar(person, 'small'),
        person.name.split(' ')[0],
        badge,
      );
    });
    const legend = make('legend', { className: 'hidden-text' }, `Who you are in ${this.title}`);
    return make('fieldset', { className: 'people' }, legend, ...choices);
  }

  #sit(seat) {
    this.#seat = seat;
    localStorage.setItem(`seat:${this.name}`, seat.person.id);
    const personal = seat.chat.type === 'personal';
    const others = this.#seats.map(({ person }) => person.name).join(', ');
    this.#title.textContent = personal ? this.#world.bot.name : this.title;
    this.#subtitle.textContent = personal
      ? `Chat with ${seat.person.name}, ${ROLES[seat.person.role]}`
      : `${others} and the bot`;
    this.#list.clear();
    this.#notice.replaceChildren();
    this.#typing.replaceChildren();
    this.refresh(seat.chat.id).catch((error) => this.#tell(error.message, true));
  }

  async #say(said) {
    const { delivered, status } = await this.#try(() => api.say({ ...this.#where(), ...said }));
    if (delivered && (status < 200 || status > 299))
      this.#tell(`The bot did not take this message (${status || 'no answer'}).`, true);
  }

  async #press(message, action, inputs) {
    this.#notice.replaceChildren();
    const { outcome } = await this.#try(() => api.press({ ...this.#where(), message, action, inputs }));
    if (outcome?.text) this.#tell(outcome.text, outcome.kind === 'error');
  }

  async #command(message, command, title) {
    const where = { ...this.#where(), message, command };
    const { task, status } = await this.#try(() => api.openExtension(where));
    if (task) openTask(task, title, (data) => api.submitExtension({ ...where, data }));
    else if (status !== undefined) this.#tell('Unable to reach app. Please try again.', true);
  }

  #where() {
    return { person: this.#seat.person.id, chat: this.#seat.chat.id };
  }

  async #try(work) {
    try {
      return await work();
    } catch (error) {
      this.#tell(error.message, true);
      return {};
    }
  }

  #tell(text, bad) {
    this.#notice.textContent = text;
    this.#notice.classList.toggle('bad', bad);
    clearTimeout(this.#noticeTimer);
    if (!bad) this.#noticeTimer = setTimeout(() => this.#notice.replaceChildren(), noticeMs);
  }
}
