import type { BotProcess } from './bot-process.ts';
import { SimulatorError } from './simulator-error.ts';
import type { Teams } from './teams.ts';

/**
 * Links the two shared chats to the first Trust that is served, as any Trust would: with a code from the bot's command, typed in the
 * chat. What is linked already is left.
 */
export async function linkChats(teams: Teams, bot: BotProcess): Promise<void> {
  const { people, chats } = teams.cast;
  await linkChat(teams, bot, 'esr-team', chats.esrTeam, people.elena);
  await linkChat(teams, bot, 'escalation', chats.escalation, people.chloe);
}

async function linkChat(
  teams: Teams,
  bot: BotProcess,
  kind: string,
  chat: Teams['cast']['chats']['esrTeam'],
  person: Teams['cast']['people']['elena'],
): Promise<void> {
  const mark = `linked:${kind}`;
  if (teams.world.marks.has(mark)) return;
  await teams.install(chat, person);
  const code = await bot.linkCode(process.env.TRUSTS?.split(',')[0] ?? 'esneft', kind);
  const { status } = await teams.say(person, chat, `link ${code}`);
  if (status < 200 || status > 299) {
    throw new SimulatorError(
      'not-linked',
      `The bot answered ${status || 'nothing'} when asked to link "${chat.name}".`,
    );
  }
  teams.world.record({ type: 'mark', name: mark });
}
