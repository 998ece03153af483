import { CHAT_ROLES, newLinkCode } from '../bot/linking/link-codes.ts';
import { type CommonConfig, ConfigError } from '../config/config.ts';
import { type ChatRole, ChatStore } from '../store/chats/chat-store.ts';
import { openDatabase } from '../store/database.ts';
import { commandLine } from './command-line.ts';

/** `link TRUST ROLE [--json]`: makes a one-time code and says what to do with it. Throws ConfigError. */
export async function linkCommand(config: CommonConfig, args: readonly string[]): Promise<string> {
  const [trustArg, roleArg] = args;
  const trust = config.trusts.find((one) => one === trustArg);
  const role = CHAT_ROLES.find((one): one is ChatRole => one === roleArg);
  if (trust === undefined || role === undefined) {
    throw new ConfigError([
      `link: write a Trust (${config.trusts.join(', ')}) and a role (${CHAT_ROLES.join(', ')}), for example: ${commandLine('link', 'esneft', 'esr-team')}`,
    ]);
  }
  const database = await openDatabase(config.databaseUrl, config.azureClientId);
  try {
    const now = () => new Date().toISOString();
    const code = await newLinkCode(new ChatStore(database, now), { trust, role }, now());
    if (args.includes('--json')) return JSON.stringify({ code });
    return `Within 24 hours, type this in the Teams chat that will be the ${role} chat of ${trust}:\n\n  @ESR Access Bot link ${code}\n`;
  } finally {
    await database.close();
  }
}
