import { make } from './dom.js';
import { PictureTray } from './picture-tray.js';

const sendIcon =
  '<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path fill="currentColor" d="M2.7 2.2a.7.7 0 0 1 .8-.1l14 7.2a.8.8 0 0 1 0 1.4l-14 7.2a.75.75 0 0 1-1-1L5 10.6l6-.6-6-.6L2.4 3a.7.7 0 0 1 .3-.8Z"/></svg>';

/** Where someone types. In a shared chat the bot hears only what mentions it, so that is on from the start. */
export class Composer {
  #text;
  #mention;
  #hint;

  /** In a chat of one's own pictures can be sent too; `screens` are those made for trying. */
  constructor({ shared, label, botName, screens, onSend }) {
    this.#text = make('textarea', {
      rows: 1,
      maxLength: 20_000,
      placeholder: 'Type a message',
      'aria-label': label,
      onkeydown: (event) => this.#onKey(event),
      oninput: () => this.#onAt(),
    });
    const send = make('button', {
      type: 'submit',
      className: 'send',
      title: 'Send',
      'aria-label': 'Send message',
    });
    send.innerHTML = sendIcon;
    const form = make('form', { className: 'composer' });
    if (shared) {
      this.#mention = make(
        'button',
        {
          type: 'button',
          className: 'mention-switch',
          title: 'Mention the bot',
          onclick: () => this.#setMention(!this.#mentions),
        },
        `@${botName}`,
      );
      this.#hint = make(
        'p',
        { className: 'composer-hint' },
        'Without the mention, the bot does not see your message.',
      );
      form.append(this.#mention);
      this.#setMention(true);
    }
    const tray = shared ? undefined : new PictureTray(screens);
    tray?.listen(form);
    form.append(this.#text, ...(tray?.parts ?? []), send);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const text = this.#text.value.trim();
      if (text === '' && (tray === undefined || tray.isEmpty)) return;
      this.#text.value = '';
      onSend(text, shared && this.#mentions, (await tray?.take()) ?? []);
    });
    this.parts = [form, ...(this.#hint ? [this.#hint] : [])];
  }

  get #mentions() {
    return this.#mention?.getAttribute('aria-pressed') === 'true';
  }

  #setMention(on) {
    this.#mention.setAttribute('aria-pressed', String(on));
    this.#hint.hidden = on;
  }

  #onKey(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#text.form.requestSubmit();
  }

  /** An @ at the start of a word mentions the bot; the one inside an email address does not. */
  #onAt() {
    if (!this.#mention || this.#mentions || !/(^|\s)@$/.test(this.#text.value)) return;
    this.#text.value = this.#text.value.slice(0, -1);
    this.#setMention(true);
  }
}
