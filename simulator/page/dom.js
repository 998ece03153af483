/** Makes an element. `on…` properties become listeners, names with a dash attributes, the rest plain properties. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** A picture for an account: the bot's own, or someone's initials on their colour. */
export function avatar({ id, name }, size = '') {
  if (id.startsWith('28:')) {
    return make('img', { className: `avatar ${size}`, src: '/icon.svg', alt: '' });
  }
  const initials = name
    .split(' ')
    .map((part) => part[0])
    .join('')
    .slice(0, 2);
  const tint = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 6;
  return make('span', { className: `avatar ${size} tint-${tint}`, 'aria-hidden': 'true' }, initials);
}
