import Module, { createRequire } from 'node:module';

/** What an SDK loads at start although this bot hardly ever uses it, by the package that loads it. */
const LATE: Readonly<Record<string, readonly string[]>> = {
  // The SDK's own way to Teams, which src/teams/connector.ts leaves for rare calls; the bot's own token.
  'botbuilder-stdlib': ['@azure/core-client', '@azure/core-rest-pipeline', '@azure/core-http-compat'],
  'botframework-connector': ['@azure/identity', '@azure/msal-node', 'axios'],
  // Transcripts in files, speech, bots behind a socket.
  botbuilder: ['fs-extra', 'htmlparser2'],
  'botframework-streaming': ['ws'],
  // What its plugins are made of: files, forms, signatures. The server here uses none of them.
  restify: ['csv', 'ewma', 'formidable', 'http-signature', 'lru-cache', 'pidusage', 'qs', 'semver', 'send'],
};

/**
 * Puts a stand-in where each of these packages would be loaded, which loads it when something of it is first used. Worth
 * a third of a start's time and of its memory. Call it before anything imports an SDK.
 */
export function loadLate(): void {
  const here = createRequire(import.meta.url);
  for (const [owner, names] of Object.entries(LATE)) {
    const require = createRequire(here.resolve(owner));
    for (const name of names) {
      const file = require.resolve(name);
      const stub = new Module(file);
      Object.assign(stub, { filename: file, loaded: true, exports: standIn(require, file) });
      require.cache[file] = stub;
    }
  }
}

function standIn(require: NodeJS.Require, file: string): object {
  let real: object | undefined;
  const load = () => {
    if (real === undefined) {
      delete require.cache[file];
      real = require(file) as object;
    }
    return real;
  };
  return new Proxy(
    // A function, so that it can stand for one too.
    () => undefined,
    {
      apply: (_, self, values) => Reflect.apply(load() as (...values: unknown[]) => unknown, self, values),
      // Compiled TypeScript asks this of every module it requires.
      get: (_, key) => (key === '__esModule' ? true : Reflect.get(load(), key)),
      has: (_, key) => Reflect.has(load(), key),
      ownKeys: () => Reflect.ownKeys(load()),
      getOwnPropertyDescriptor(_, key) {
        const property = Reflect.getOwnPropertyDescriptor(load(), key);
        return property && { ...property, configurable: true };
      },
    },
  );
}
