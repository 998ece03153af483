// The bot in trial mode with what production takes no setting for: paces and allowances, given as JSON.
import { enableCompileCache } from 'node:module';
import type { AppOptions } from '../../src/app.ts';

// As src/main.ts does: it is started hundreds of times.
enableCompileCache();
const { startApp } = await import('../../src/app.ts');
const { trialConfig } = await import('../../src/config/config.ts');
await startApp(trialConfig(), JSON.parse(process.argv[2] ?? '{}') as AppOptions);
