import { make } from './dom.js';
import { hostConfig } from './host-config.js';
import { renderMarkdown } from './markdown.js';

const { AdaptiveCard, GlobalSettings, HostConfig, OpenUrlAction } = window.AdaptiveCards;

// Keeps each action's own JSON beside it: the fallback for old phones is read from there.
GlobalSettings.enableFullJsonRoundTrip = true;
GlobalSettings.setTabIndexAtCardRoot = false;

const config = new HostConfig(hostConfig);

/**
 * Draws an Adaptive Card. `onPress(action, inputs)` is called for Execute and Submit, once the inputs are valid, and the
 * card cannot be pressed again until its promise settles.
 */
export function renderCard(json, onPress) {
  const entities = json.msteams?.entities ?? [];
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = renderMarkdown(text, entities);
    result.didProcess = true;
  };
  const card = new AdaptiveCard();
  card.hostConfig = config;
  // A form of its own: else two cards with the same input id would share their radio buttons.
  const frame = make('form', {
    className: 'card',
    noValidate: true,
    onsubmit: (event) => event.preventDefault(),
  });
  card.onExecuteAction = async (action) => {
    if (action instanceof OpenUrlAction) return open(action.url, '_blank', 'noopener,noreferrer');
    frame.classList.add('busy');
    frame.setAttribute('aria-busy', 'true');
    try {
      await onPress(ownJson(action), inputsOf(action));
    } finally {
      frame.classList.remove('busy');
      frame.removeAttribute('aria-busy');
    }
  };
  try {
    card.parse(json);
    frame.append(card.render() ?? make('p', {}, json.fallbackText ?? 'This card is empty.'));
    // Long titles go on a second line instead of ending in dots.
    for (const title of frame.querySelectorAll('.ac-pushButton > div')) title.removeAttribute('style');
    // As the block that the renderer makes of it, a table of facts is wider than a narrow card.
    for (const facts of frame.querySelectorAll('.ac-factset')) facts.style.removeProperty('display');
    // So it is by one long word in it, unless the page's own way to break words is inherited.
    for (const value of frame.querySelectorAll('.ac-fact-value *'))
      value.style.removeProperty('overflow-wrap');
    // A part that is pressed whole is named by all the words in it, not by its title alone.
    for (const part of frame.querySelectorAll('.ac-selectable[aria-label]')) {
      part.removeAttribute('aria-label');
      part.removeAttribute('title');
    }
  } catch {
    frame.append(make('p', {}, json.fallbackText ?? 'This card could not be shown.'));
  }
  return frame;
}

function ownJson(action) {
  const own = (name) => action.getCustomProperty(name);
  return {
    type: action.getJsonTypeName(),
    title: own('title'),
    id: own('id'),
    verb: own('verb'),
    data: own('data'),
    fallback: own('fallback'),
  };
}

function inputsOf(action) {
  const inputs = Object.values(action.getReferencedInputs() ?? {}).filter((input) => input.isSet());
  return Object.fromEntries(inputs.map(({ id, value }) => [id, String(value)]));
}
