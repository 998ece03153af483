import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTeams } from '../../simulator/teams.ts';
import { startApp } from '../../src/app.ts';
import { trialConfig } from '../../src/config/config.ts';

// Counts presses and cards from hello to solved, over real turns: npm run guides:presses

/** The bot serves five organisations, so people choose theirs first. */
const TRUST = 'East Suffolk and North Essex NHS Foundation Trust';

const [SIGN_IN, RESET, CARD] = ['Username and password', 'Resetting your password', 'Smartcard'];

interface Problem {
  readonly group: string;
  readonly title: string;
  /** What they answer to the questions on the way. */
  readonly answers?: readonly string[];
}

/** What ESNEFT's guide lets people solve by themselves, and what they answer on the way. */
const PROBLEMS: readonly Problem[] = [
  { group: RESET, title: 'I forgot my username or password' },
  { group: SIGN_IN, title: 'How to sign in with a username' },
  { group: SIGN_IN, title: 'ESR says my username or password is wrong', answers: ['Once'] },
  { group: RESET, title: 'The reset form says my details do not match' },
  { group: RESET, title: 'The reset email has not arrived', answers: ['Less than 15 minutes ago'] },
  { group: RESET, title: 'ESR will not accept my new password' },
  { group: CARD, title: 'How to sign in with a smartcard' },
  { group: CARD, title: 'The Care Identity button is missing' },
  { group: CARD, title: 'My smartcard is not linked to ESR' },
  { group: CARD, title: 'I get an error when my smartcard is in' },
];

interface Counted {
  readonly title: string;
  readonly presses: number;
  /** Messages of the bot, the last one included. */
  readonly cards: number;
}

const YES = ['Yes, it worked', 'Yes, it has arrived', 'Yes, thanks'];
const NO = ['Not yet', 'No'];
const ON = ['Show all the steps', 'Carry on'];
const MOST = 40;

/** Walks each problem to the last thing that its guide advises, which works. */
async function countPresses(): Promise<Counted[]> {
  const folder = mkdtempSync(join(tmpdir(), 'esr-presses-'));
  const settings = { PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: `sqlite:${join(folder, 'bot.db')}` };
  const app = await startApp(trialConfig(settings));
  const teams = await createTeams({ botUrl: `http://127.0.0.1:${app.port}/api/messages` });
  try {
    const { people, chats } = teams.cast;
    await teams.install(chats.esrTeam);
    await teams.say(
      people.elena,
      chats.esrTeam,
      `link ${await app.linkCode({ trust: 'esneft', role: 'esr-team' })}`,
    );
    const counted: Counted[] = [];
    for (const problem of PROBLEMS) counted.push(await walk(teams, problem));
    return counted;
  } finally {
    await app.close();
    await teams.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function walk(teams: Awaited<ReturnType<typeof createTeams>>, problem: Problem): Promise<Counted> {
  const { group, title, answers = [] } = problem;
  const person = teams.createPerson(`Somebody with ${title}`);
  const chat = Object.assign(teams.personalChat(person), { installed: true });
  const messages = () => teams.activities(chat).filter(({ from }) => from.id !== person.id);
  await teams.say(person, chat, 'hello');
  let card: unknown = messages().at(-1)?.attachments;
  let solved: Counted | undefined;
  for (let presses = 0; presses < MOST; presses += 1) {
    const offered = buttonsOf(card);
    // One more press, and the card that says so.
    if (YES.some((yes) => offered.has(yes))) {
      solved = { title, presses: presses + 1, cards: messages().length + 1 };
    }
    const next = [title, group, TRUST, ...answers, ...ON, ...NO].find((one) => offered.has(one));
    if (next === undefined) break;
    const before = messages().length;
    const pressed = { type: 'Action.Execute', verb: 'answer', title: next, data: offered.get(next) ?? {} };
    const { outcome } = await teams.press(person, chat, messages().at(-1)?.id ?? '', pressed);
    card =
      messages().length > before || outcome.kind !== 'card' ? messages().at(-1)?.attachments : outcome.card;
  }
  if (solved === undefined) throw new Error(`"${title}" was not solved`);
  return solved;
}

type Data = Record<string, unknown>;

/** What can be pressed on a card, by its words. */
function buttonsOf(part: unknown, found = new Map<string, Data>()): Map<string, Data> {
  if (part === null || typeof part !== 'object') return found;
  const { type, title, data, fallback: _, ...rest } = part as Data;
  if (type === 'Action.Execute') found.set(String(title), data as Data);
  for (const inside of Object.values(rest)) buttonsOf(inside, found);
  return found;
}

const counted = await countPresses();
for (const { title, presses, cards } of counted) {
  console.log(`${String(presses).padStart(3)} presses ${String(cards).padStart(3)} cards  ${title}`);
}
const sum = (of: 'presses' | 'cards') => counted.reduce((all, one) => all + one[of], 0);
console.log(`${sum('presses')} presses and ${sum('cards')} cards in all.`);
