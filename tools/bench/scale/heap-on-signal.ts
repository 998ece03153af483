import { writeFileSync } from 'node:fs';

// Loaded into the bot (`--import`, with --expose-gc): on SIGUSR2 it collects its garbage and writes the remaining bytes.

process.on('SIGUSR2', () => {
  const collect = (globalThis as { gc?: () => void }).gc;
  collect?.();
  collect?.();
  writeFileSync(process.env.HEAP_FILE ?? '/dev/null', String(process.memoryUsage().heapUsed));
});
