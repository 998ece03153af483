import { make } from './dom.js';
import { PictureTray } from './picture-tray.js';
import { SlashMenu } from './slash-menu.js';

const sendIcon =
  '<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path fill="currentColor" d="M2.7 2.2a.7.7 0 0 1 .8-.1l14 7.2a.8.8 0 0 1 0 1.4l-14 7.2a.75.75 0 0 1-1-1L5 10.6l6-.6-6-.6L2.4 3a.7.7 0 0 1 .3-.8Z"/></svg>';

/** Where someone types. In a shared chat the bot hears only what mentions it, so that is on from the start. */
export class Composer {
  #text;
  #mention;
  #hint;
  #slash;

  /**
   * In a chat of one's own pictures can be sent too; `screens` are those made for trying. In a shared chat a slash offers
   * commands, which are private.
   */
  constructor({ shared, label, botName, screens, slash, onSend, onCommand }) {
    this.#text = make('textarea', {
      rows: 1,
      maxLength: 20_000,
      placeholder: 'Type a message',
      'aria-label': label,
      onkeydown: (event) => this.#onKey(event),
      oninput: () => {
        this.#onAt();
        this.#slash?.show(this.#text.value);
      },
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
      this.#slash = new SlashMenu(slash, (command) => this.#choose(command, onCommand));
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
      this.#slash?.show('');
      const isSlash = shared && text.startsWith('/');
      const pictures = (await tray?.take()) ?? [];
      onSend({
        text: isSlash ? text.slice(1) : text,
        mention: shared && !isSlash && this.#mentions,
        slash: isSlash,
        pictures,
      });
    });
    this.parts = [...(this.#slash ? [this.#slash.element] : []), form, ...(this.#hint ? [this.#hint] : [])];
  }

  get #mentions() {
    return this.#mention?.getAttribute('aria-pressed') === 'true';
  }

  #setMention(on) {
    this.#mention.setAttribute('aria-pressed', String(on));
    this.#hint.hidden = on;
  }

  /** A command of the bot waits for its words; one of the message extension opens its dialog at once. */
  #choose({ title, id }, onCommand) {
    this.#slash.show('');
    this.#text.value = id === undefined ? `/${title} ` : '';
    this.#text.focus();
    if (id !== undefined) onCommand(id, title);
  }

  #onKey(event) {
    if (event.key === 'Escape') this.#slash?.show('');
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
