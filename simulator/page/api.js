/** Everything the page asks of its server. Each call throws an Error with words fit to show. */
export const api = {
  world: () => get('/api/world'),
  messages: (chat, person) => get(`/api/messages?${new URLSearchParams({ chat, person })}`),
  traffic: () => get('/api/traffic'),
  say: (body) => post('/api/say', body),
  press: (body) => post('/api/press', body),
  oldPhone: (person, old) => post('/api/old-phone', { person, old }),
  openExtension: (body) => post('/api/extension/open', body),
  submitExtension: (body) => post('/api/extension/submit', body),
  faults: () => get('/sim/faults'),
  addFault: (fault) => post('/sim/faults', fault),
  clearFaults: () => ask('/sim/faults', { method: 'DELETE' }),
};

const get = (path) => ask(path, {});
const post = (path, body) =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function ask(path, init) {
  let response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new Error('The simulator is not answering. Check that npm start is still running.');
  }
  const body = await response.json();
  if (!response.ok) throw new Error(body.error?.message ?? `The simulator answered ${response.status}.`);
  return body;
}
