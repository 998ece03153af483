import MarkdownIt from '/vendor/markdown-it.js';

// Links are found even in plain words: if a name could become a link anywhere, it must show here.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });
markdown.disable('image');
markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index].attrSet('target', '_blank');
  tokens[index].attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, index, options);
};

/** Markdown as HTML, with the activity's or card's own mentions standing out. */
export function renderMarkdown(text, entities = []) {
  return showMentions(markdown.render(text), entities);
}

/** Plain text as HTML, with mentions. */
export function renderPlain(text, entities = []) {
  return showMentions(markdown.utils.escapeHtml(text), entities);
}

/** Only what `entities` declares is a mention, as in Teams. */
function showMentions(html, entities) {
  return entities
    .filter(({ type }) => type === 'mention')
    .reduce((result, { text }) => {
      const name = text.replaceAll(/<\/?at>/g, '');
      const shown = `<span class="mention">${markdown.utils.escapeHtml(name)}</span>`;
      return result.replaceAll(markdown.utils.escapeHtml(text), () => shown);
    }, html);
}
