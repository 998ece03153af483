import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Authority } from './driver/authority.ts';
import { post } from './driver/client.ts';
import type { Connector } from './driver/connector.ts';
import type { Script, Target } from './driver/conversation.ts';
import type { DatabaseServer } from './driver/database.ts';
import { total, type Usage } from './driver/process-tree.ts';
import { Program } from './driver/program.ts';
import { says } from './scripts/chats.ts';
import { esrScript, inChat, LINKS } from './scripts/esr.ts';
import { floorScript, promptsScript } from './scripts/prompts.ts';

/** What all programs share: where replies go, who signs, and a PostgreSQL server for those that use one. */
export interface Ground {
  readonly connector: Connector;
  readonly serviceUrl: string;
  readonly authority: Authority;
  readonly databases: DatabaseServer;
}

/** A program that takes part, not yet started. */
export interface Contender {
  readonly id: string;
  readonly name: string;
  /** As another one, but for how it runs: its start and its rest are not measured again. */
  readonly isVariant?: true;
  start(ground: Ground, env?: Readonly<Record<string, string>>): Promise<Started>;
}

/** A program that runs, and how to talk to it. */
export interface Started {
  readonly program: Program;
  readonly target: Target;
  /** What all its processes used so far. */
  usage(): Usage;
  /** What the database server used so far, in milliseconds on a core; undefined for a program without one. */
  databaseMs?(): number;
  /** Preparation before a load, beyond starting. */
  prepare(): Promise<void>;
  stop(): Promise<void>;
}

/** What `npm run build` makes. */
const MAIN = 'dist/main.js';

/** As the container and Azure start it. */
const V8_FLAGS =
  readFileSync(join(import.meta.dirname, '../build/serve.sh'), 'utf8').match(/--[\w-]+=\d+/g) ?? [];

/** This project's bot, as in production: authenticated, with its real guides and cards, here on SQLite. */
export const ESR: Contender = {
  id: 'esr',
  name: 'ESR Access Bot on SQLite',
  start: (ground, env) => startEsr(ground, { env }),
};

/** On PostgreSQL, which is what most will run. */
export const ESR_POSTGRES: Contender = {
  id: 'esr-postgres',
  name: 'ESR Access Bot on PostgreSQL, one process',
  start: (ground, env) => startEsr(ground, { env, processes: 1, onPostgres: true }),
};

/** Every turn goes to the other process than the one before it. */
export const ESR_POSTGRES_TWO: Contender = {
  id: 'esr-postgres-two',
  name: 'ESR Access Bot on PostgreSQL, two processes',
  isVariant: true,
  start: (ground, env) => startEsr(ground, { env, processes: 2, onPostgres: true }),
};

/** On SQLite, with a token that was never seen before in every turn: nothing of its validation is reused. */
export const ESR_NEW_TOKENS: Contender = {
  id: 'esr-new-tokens',
  name: 'ESR Access Bot on SQLite, a new token in every turn',
  isVariant: true,
  start: (ground, env) => startEsr(ground, { env, tokens: 3000 }),
};

/** On SQLite, from its sources, on a clock that runs `HURRY` times as fast. */
export const ESR_HURRIED: Contender = {
  id: 'esr-hurried',
  name: 'ESR Access Bot in a hurry',
  start: (ground, env) => startEsr(ground, { env, program: 'tools/bench/scale/nation-bot.ts' }),
};

export const FLOOR = plain('floor', 'bare node:http responder', floorScript);
export const BOTBUILDER = plain('botbuilder', 'Bot Framework SDK, classic prompts', promptsScript);
export const AGENTS = plain('agents', 'Microsoft 365 Agents SDK, same prompts', promptsScript);

interface Way {
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly tokens?: number;
  readonly processes?: number;
  readonly onPostgres?: boolean;
  readonly program?: string;
}

async function startEsr(
  { connector, serviceUrl, authority, databases }: Ground,
  { env = {}, tokens = 1, processes = 1, onPostgres = false, program: file = MAIN }: Way,
): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'esr-bench-'));
  const settings = {
    ...authority.env,
    DATABASE_URL: onPostgres ? await databases.create() : `sqlite:${join(folder, 'bot.db')}`,
    MALLOC_ARENA_MAX: '2',
    ...env,
  };
  const authorizations: string[] = [];
  for (let signed = 0; signed < tokens; signed += 1) authorizations.push(await authority.token(serviceUrl));
  const start = () => Program.start({ args: [...V8_FLAGS, file, 'serve'], env: settings });
  const program = await start();
  const programs = [program];
  while (programs.length < processes) programs.push(await start());
  let sent = 0;
  const send = (body: string) => {
    sent += 1;
    const { url } = programs[sent % programs.length] ?? program;
    return post(url, body, authorizations[sent % authorizations.length] ?? '');
  };
  const target = { connector, serviceUrl, runDialogs: esrScript, send };
  return {
    program,
    target,
    usage: () => total(programs.map((one) => one.usage())),
    ...(onPostgres && { databaseMs: () => databases.cpuMs() }),
    prepare: () => linkChats(target, settings),
    async stop() {
      for (const one of programs) await one.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Joins the shared chats to their Trusts, as an operator does: a code from the command line, said in the chat. */
async function linkChats(
  { send, serviceUrl, connector }: Target,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  for (const { trust, role } of LINKS) {
    const output = execFileSync(process.execPath, [MAIN, 'link', trust, role, '--json'], {
      cwd: join(import.meta.dirname, '../..'),
      env: { PATH: process.env.PATH, ...settings },
      encoding: 'utf8',
    });
    const { code } = JSON.parse(output) as { code: string };
    const officer = inChat(trust, role, 0);
    connector.members.push(officer.from);
    const { activity } = says(officer, `link ${code}`, () => undefined);
    const { status } = await send(
      JSON.stringify({ ...activity, id: `link-${trust}-${role}`, serviceUrl, channelId: 'msteams' }),
    );
    if (status !== 200) throw new Error(`The ${role} chat of ${trust} was not linked: ${status}`);
  }
}

function plain(id: string, name: string, runDialogs: (person: number, round: number) => Script): Contender {
  return {
    id,
    name,
    async start({ connector, serviceUrl }, env = {}) {
      const program = await Program.start({ args: [`tools/bench/baselines/${id}.ts`], env });
      const send = (body: string) => post(program.url, body, '');
      const target = { connector, serviceUrl, runDialogs, send };
      return {
        program,
        target,
        usage: () => program.usage(),
        prepare: async () => undefined,
        stop: () => program.stop(),
      };
    },
  };
}
