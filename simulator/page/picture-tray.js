import { make } from './dom.js';

const clip =
  '<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" d="m6 10.5 5.6-5.6a2.8 2.8 0 0 1 4 4l-7.1 7a4.3 4.3 0 0 1-6-6L8.6 3.8"/></svg>';

/** The pictures and files that go with the next message: pasted, dropped, attached, or one of the screens made for trying. */
export class PictureTray {
  #pictures = [];
  #chips = make('ul', { className: 'pictures', 'aria-label': 'Pictures to send', hidden: true });
  #input = make('input', {
    type: 'file',
    'aria-label': 'Attach a picture or file',
    multiple: true,
    hidden: true,
    onchange: () => {
      this.add(this.#input.files);
      this.#input.value = '';
    },
  });

  /** `screens`: the names of those made for trying. */
  constructor(screens) {
    const attach = make('button', {
      type: 'button',
      className: 'send',
      title: 'Attach a picture or file',
      'aria-label': 'Attach a picture or file',
      onclick: () => this.#input.click(),
    });
    attach.innerHTML = clip;
    const ready = make(
      'select',
      {
        className: 'mention-switch',
        'aria-label': 'Try an example screen',
        onchange: ({ target }) => {
          this.#addReady(target.value);
          target.value = '';
        },
      },
      make('option', { value: '' }, 'Try a screen'),
      ...screens.map((file) => make('option', { value: file }, nameOf(file))),
    );
    this.parts = [this.#chips, ready, this.#input, attach];
  }

  /** Pasting and dropping on an element adds them. */
  listen(element) {
    element.addEventListener('paste', (event) => {
      if (this.add(event.clipboardData?.files ?? [])) event.preventDefault();
    });
    element.addEventListener('dragover', (event) => event.preventDefault());
    element.addEventListener('drop', (event) => {
      event.preventDefault();
      this.add(event.dataTransfer?.files ?? []);
    });
  }

  /** Whether there were any. */
  add(files) {
    this.#pictures.push(...files);
    this.#draw();
    return files.length > 0;
  }

  get isEmpty() {
    return this.#pictures.length === 0;
  }

  /** What is sent; the tray is empty then. */
  async take() {
    const pictures = this.#pictures.splice(0);
    this.#draw();
    return Promise.all(
      pictures.map(async (file) => ({ name: file.name, type: file.type, data: await base64Of(file) })),
    );
  }

  async #addReady(file) {
    if (file === '') return;
    const blob = await (await fetch(`/screens/${file}`)).blob();
    this.add([new File([blob], file, { type: blob.type })]);
  }

  #draw() {
    this.#chips.hidden = this.isEmpty;
    this.#chips.replaceChildren(
      ...this.#pictures.map((file, at) =>
        make(
          'li',
          {},
          file.name,
          make(
            'button',
            {
              type: 'button',
              'aria-label': `Remove ${file.name}`,
              onclick: () => {
                this.#pictures.splice(at, 1);
                this.#draw();
              },
            },
            '×',
          ),
        ),
      ),
    );
  }
}

const nameOf = (file) => file.replace(/\.\w+$/, '').replaceAll('-', ' ');

function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
