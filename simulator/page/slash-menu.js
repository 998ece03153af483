import { make } from './dom.js';

/** What a slash at the start of a message offers: commands that only their writer and the bot see. */
export class SlashMenu {
  #commands;
  #onChoose;

  constructor(commands, onChoose) {
    this.#commands = commands;
    this.#onChoose = onChoose;
    this.element = make('div', {
      className: 'slash-menu',
      role: 'group',
      'aria-label': 'Commands',
      hidden: true,
    });
  }

  /** Shows the commands that go on as typed. */
  show(typed) {
    const begun = /^\/([\w ]*)$/.exec(typed)?.[1].toLowerCase();
    const found =
      begun === undefined ? [] : this.#commands.filter(({ title }) => title.toLowerCase().startsWith(begun));
    this.element.hidden = found.length === 0;
    this.element.replaceChildren(
      ...found.map((command) =>
        make(
          'button',
          { type: 'button', onclick: () => this.#onChoose(command) },
          make('b', {}, `/${command.title}`),
          make('span', {}, command.description),
        ),
      ),
    );
  }
}
