import { createRequire } from 'node:module';
import MarkdownIt from 'markdown-it';

const require = createRequire(import.meta.url);

/** What is asked of an element of the page; the DOM's own types would pretend that all our code runs in a browser. */
export interface PageElement {
  readonly tagName: string;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** The parts of the official renderer that are used; its own types do not compile under our settings. */
interface Renderer {
  AdaptiveCard: {
    new (): { parse(card: unknown): void; render(): PageElement | undefined };
    onProcessMarkdown: (text: string, result: { outputHtml?: string; didProcess: boolean }) => void;
  };
}

/** As eager as any client may be: HTML passes, and every host name or address becomes a link. */
const markdown = new MarkdownIt({ html: true, linkify: true });

let renderer: Renderer | undefined;

function loadRenderer(): Renderer {
  if (renderer !== undefined) return renderer;
  const { JSDOM } = require('jsdom') as { JSDOM: new (html: string) => { window: Record<string, unknown> } };
  const { window } = new JSDOM('');
  // The renderer is made for a browser and finds it here; timers and events are not wanted.
  const elements = Object.getOwnPropertyNames(window).filter((name) => /^HTML\w*Element$/.test(name));
  Object.assign(globalThis, { window, document: window.document });
  Object.assign(globalThis, Object.fromEntries(elements.map((name) => [name, window[name]])));
  renderer = require('adaptivecards/dist/adaptivecards.min.js') as Renderer;
  renderer.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };
  return renderer;
}

/** A card as Microsoft's own renderer shows it, with Markdown on. */
export function renderCard(card: unknown): PageElement {
  const { AdaptiveCard } = loadRenderer();
  const it = new AdaptiveCard();
  it.parse(card);
  const element = it.render();
  if (element === undefined) throw new Error('The renderer made nothing of this card');
  return element;
}
