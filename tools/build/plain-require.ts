import type { Plugin } from 'rolldown';

/** The bot's own sources get CommonJS packages by `createRequire`, unsupported by the bundler. It supports `require`. */
export const plainRequire = (): Plugin => ({
  name: 'plain-require',
  transform: {
    filter: { id: { exclude: /node_modules/ }, code: 'createRequire(import.meta.url)(' },
    handler: (code) => code.replaceAll('createRequire(import.meta.url)(', 'require('),
  },
});
