import { api } from './api.js';
import { Column } from './column.js';
import { Developer } from './developer.js';
import { Tabs } from './tabs.js';
import { setUpTheme } from './theme.js';
import { Unread } from './unread.js';

const byId = (id) => document.getElementById(id);

setUpTheme(byId('theme-switch'));
const world = await api.world();
const unread = new Unread();
const columns = columnsOf(world);
byId('columns').replaceChildren(...columns.map(({ element }) => element));
const tabs = new Tabs(byId('tabs'), columns, (column) => refresh(column, column.chats));
const developer = new Developer(byId('developer'), byId('developer-switch'), world);
listen();

/** People's own chats, then each shared chat; who can be in one are its members. */
function columnsOf({ people, chats }) {
  const person = (id) => people.find((someone) => someone.id === id);
  const personal = chats.filter(({ type }) => type === 'personal');
  const staff = {
    name: 'staff',
    title: 'Staff',
    seats: personal.map((chat) => ({ chat, person: person(chat.members[0]) })),
  };
  const shared = chats
    .filter(({ type }) => type === 'groupChat')
    .map((chat) => ({
      name: chat.id,
      title: chat.name,
      seats: chat.members.map((id) => ({ chat, person: person(id) })),
    }));
  return [staff, ...shared].map((options) => new Column({ ...options, world, unread }));
}

async function refresh(column, chats) {
  for (const chat of chats) await column.refresh(chat);
  tabs.update();
}

/** Hears what happens as it happens, and catches up after a break. */
function listen() {
  const events = new EventSource('/api/events');
  const everything = () => {
    for (const column of columns) refresh(column, column.chats);
    developer.refresh();
  };
  const data = (event) => JSON.parse(event.data);
  events.addEventListener('changed', (event) => {
    const { chat } = data(event);
    for (const column of columns) if (column.chats.includes(chat)) refresh(column, [chat]);
  });
  events.addEventListener('typing', (event) => {
    for (const column of columns) column.showTyping(data(event).chat);
  });
  events.addEventListener('traffic', () => developer.refresh());
  events.addEventListener('open', () => {
    byId('connection').textContent = '';
    everything();
  });
  events.addEventListener('error', () => {
    byId('connection').textContent = 'Not connected. Check that npm start is still running.';
  });
  document.addEventListener('visibilitychange', everything);
}
