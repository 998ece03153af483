import { enableCompileCache } from 'node:module';
import { loadLate } from './late-modules.ts';

// First of all, because it is about loading everything else: what was compiled at the last start is used again (half of a
// start's time), and what is seldom needed waits until it is.
enableCompileCache();
loadLate();
await import('./commands.ts');
