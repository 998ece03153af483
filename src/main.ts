import { enableCompileCache } from 'node:module';

// First, because it affects all other loading: code compiled at the last start is reused (half of a start's time).
enableCompileCache();
await import('./commands/commands.ts');
