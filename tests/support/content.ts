import { pino } from 'pino';
import type { Config } from '../../src/config/config.ts';
import { type Content, loadContent } from '../../src/wiring/content.ts';

const loaded = new Map<string, Content>();
const silent = pino({ level: 'silent' });

/** What a bot with these settings says and understands, read once a process: reading it is most of what a start takes. */
export function contentOf(config: Config): Content {
  const key = JSON.stringify([config.mode, config.guidesFolder, config.trusts]);
  const content = loaded.get(key) ?? loadContent(config, silent);
  loaded.set(key, content);
  return content;
}
