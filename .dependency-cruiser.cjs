// Who may import whom. Each rule says what is forbidden, why, and how to fix it; `npm run structure` checks them.

const PURE = '^src/(cases|guides|understanding|intake|privacy|cards|time|text)/';
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule(
      'no-circle',
      'Files that import each other, types included, cannot be understood or moved one at a time. Fix: move what both need into a file of its own.',
      {},
      { circular: true },
    ),
    rule(
      'pure-folders-stay-pure',
      'The domain and what reads people’s words run in a bare test and survive a change of SDK, database or server. Fix: pass what is needed as a parameter, typed by an interface of the domain.',
      { path: PURE },
      {
        path: '^(src/(app|bot|commands|config|http|monitoring|outbox|store|teams)|dialogs|simulator)|^node_modules/(botbuilder|botframework|kysely|pg|restify|pino|@azure)',
      },
    ),
    rule(
      'text-and-time-import-nothing-above-them',
      'Everything may use them. Fix: pass it in, or move the function to where its subject is.',
      { path: '^src/(text|time)/' },
      { path: '^src/(?!(text|time)/)' },
    ),
    rule(
      'privacy-imports-text-alone',
      'Everything may import privacy. Fix: pass what it needs as a parameter.',
      { path: '^src/privacy/' },
      { path: '^src/(?!(privacy|text|time)/)' },
    ),
    rule(
      'the-sdk-stays-at-the-edge',
      'When the Bot Framework SDK must go, src/teams and dialogs/engine change, and nothing else; its types count too. Fix: use Turn (src/teams/turn.ts), or the dialogs of dialogs/engine/sdk.ts; what they lack is added there.',
      { path: '^(src|dialogs)/', pathNot: '^(src/teams|dialogs/engine)/' },
      { path: '^node_modules/(botbuilder|botframework)' },
    ),
    rule(
      'sql-stays-in-the-store',
      'Two databases behave alike only where one place writes the queries. Fix: add a method to a store.',
      { path: '^(src|dialogs|simulator)/', pathNot: '^src/store/' },
      { path: '^node_modules/(kysely|pg)/|^node:sqlite' },
    ),
    rule(
      'the-store-knows-the-domain-alone',
      'It keeps what the domain decides. Fix: move what it needs into src/cases, src/guides or src/time.',
      { path: '^src/store/' },
      {
        path: '^(src/(app|bot|cards|commands|http|intake|monitoring|teams|understanding)|dialogs)',
        pathNot: '^src/monitoring/refusal-reasons\\.ts$',
      },
    ),
    rule(
      'dialogs-hold-routing-alone',
      'A dialog knows cases, guides, cards and reading; not storage, Teams or the server. Fix: give it through DialogDeps.',
      { path: '^dialogs/' },
      { path: '^(src/(app|bot|commands|config|http|monitoring|outbox|store|teams)|simulator)' },
    ),
    rule(
      'teams-knows-nothing-of-ours',
      'src/teams is Teams and the SDK; what we do in chats is in src/bot. Fix: move it to src/bot, or pass it in.',
      { path: '^src/teams/' },
      { path: '^src/bot/' },
    ),
    rule(
      'the-product-has-no-test-tools',
      'What runs in a hospital holds no simulator, tests or tools. Fix: turn the dependency round.',
      { path: '^(src|dialogs)/' },
      { path: '^(simulator|tests|tools)/' },
    ),
    rule(
      'the-simulator-speaks-http',
      'It stands for Teams, which does not import us either. Fix: speak HTTP.',
      { path: '^simulator/' },
      { path: '^(src|dialogs|tests)/|^node_modules/(botbuilder|botframework)' },
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^simulator/page' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['node', 'import', 'require', 'default'],
    },
  },
};
