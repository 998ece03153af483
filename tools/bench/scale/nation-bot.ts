import { startApp } from '../../../src/app.ts';
import { serveConfig } from '../../../src/config/config.ts';

// The bot on a clock that runs HURRY times as fast: all its waits for Teams' limits are that much shorter.

const hurry = Number(process.env.HURRY ?? 1);
const start = Date.now();
const elapsed = () => performance.now() * hurry;
const began = elapsed();
await startApp(serveConfig(), {
  now: () => new Date(start + elapsed() - began).toISOString(),
  elapsed,
  replyWithinMs: 6000 / hurry,
});
