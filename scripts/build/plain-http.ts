import type { Plugin } from 'rolldown';

const ID = '\0plain-http';

/** Imported as a module, Node's own http loads the browser's WebSocket too, which it only has in passing: 20 ms of a start. */
export const plainHttp = (): Plugin => ({
  name: 'plain-http',
  resolveId: { filter: { id: /^(node:)?http$/ }, handler: () => ID },
  load: {
    filter: { id: /^\0plain-http$/ },
    handler: () => ({ moduleType: 'js', code: "module.exports = process.getBuiltinModule('node:http');" }),
  },
});
