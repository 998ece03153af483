import { enableCompileCache } from 'node:module';

// First of all, because it is about loading everything else: what was compiled at the last start is used again (half of a
// start's time).
enableCompileCache();
await import('./commands/commands.ts');
