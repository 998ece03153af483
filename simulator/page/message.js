import { renderCard } from './card.js';
import { avatar, make } from './dom.js';
import { renderMarkdown, renderPlain } from './markdown.js';

const cardType = 'application/vnd.microsoft.card.adaptive';
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/**
 * Draws one message.
 * `look`: own (written by the person looking), follows (same author just before), commands (actions on this message).
 */
export function renderMessage(activity, look, { onPress, onCommand }) {
  const fromBot = activity.from.id.startsWith('28:');
  const time = clock.format(new Date(activity.timestamp));
  const body = make('div', { className: 'body' }, byline(activity, time, look.own));
  if (activity.text) {
    const html = fromBot && activity.textFormat !== 'plain' ? renderMarkdown : renderPlain;
    const bubble = make('div', { className: 'bubble', innerHTML: html(activity.text, activity.entities) });
    const menu = !fromBot && look.commands.length > 0 ? commandMenu(look.commands, onCommand) : undefined;
    body.append(make('div', { className: 'message-line' }, ...(look.own ? [menu, bubble] : [bubble, menu])));
  }
  for (const attachment of activity.attachments ?? []) {
    if (attachment.contentType === cardType) body.append(renderCard(attachment.content, onPress));
    else if (attachment.contentType.startsWith('image/')) body.append(picture(attachment));
    else if (attachment.name) body.append(make('div', { className: 'bubble' }, attachment.name));
  }
  if (activity.reactions?.length > 0) body.append(reactionsOf(activity.reactions));
  const article = make('article', {
    className: `message${look.own ? ' own' : ''}${look.follows ? ' follows' : ''}`,
    tabIndex: -1,
    'aria-label': `${activity.from.name}, ${time}`,
  });
  article.append(look.own ? make('span') : make('span', {}, avatar(activity.from)), body);
  return article;
}

const signs = { '1f440_eyes': ['👀', 'Seen'], '2705_whiteheavycheckmark': ['✅', 'Done'] };

/** The bot's reactions, with what they say. */
function reactionsOf(reactions) {
  const shown = reactions.map((id) => signs[id] ?? ['•', id]);
  return make(
    'div',
    { className: 'reactions' },
    ...shown.map(([sign, label]) => make('span', { role: 'img', 'aria-label': label, title: label }, sign)),
  );
}

/** A picture: the bot's own, or a pasted one from this page's own server, as the connector's address is the bot's. */
function picture({ contentUrl }) {
  const src = contentUrl.startsWith('data:') ? contentUrl : new URL(contentUrl).pathname;
  const gone = ({ target }) =>
    target.replaceWith(make('div', { className: 'bubble' }, 'A picture (not kept)'));
  return make('img', { className: 'picture', src, alt: 'A picture', onerror: gone });
}

function byline(activity, time, own) {
  const line = make('div', { className: 'byline' });
  if (!own) line.append(make('b', {}, activity.from.name));
  line.append(make('time', { dateTime: activity.timestamp }, time));
  if (activity.recipient?.isTargeted)
    line.append(make('span', { className: 'private' }, 'Only you can see this message'));
  if (activity.edited) line.append(make('span', { className: 'edited' }, 'Edited'));
  return line;
}

function commandMenu(commands, onCommand) {
  const menu = make(
    'details',
    {
      className: 'more',
      onkeydown: (event) => {
        if (event.key === 'Escape') menu.open = false;
      },
      onfocusout: (event) => {
        if (!menu.contains(event.relatedTarget)) menu.open = false;
      },
    },
    make('summary', { 'aria-label': 'More actions', title: 'More actions' }, '⋯'),
  );
  const buttons = commands.map(({ id, title }) =>
    make(
      'button',
      {
        type: 'button',
        onclick: () => {
          menu.open = false;
          onCommand(id, title);
        },
      },
      title,
    ),
  );
  menu.append(make('div', { className: 'more-menu' }, ...buttons));
  return menu;
}
