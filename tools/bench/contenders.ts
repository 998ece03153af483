import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Authority } from './driver/authority.ts';
import { post } from './driver/client.ts';
import type { Connector } from './driver/connector.ts';
import type { Script, Target } from './driver/conversation.ts';
import { Program } from './driver/program.ts';
import { says } from './scripts/chats.ts';
import { esrScript, inChat, LINKS } from './scripts/esr.ts';
import { floorScript, promptsScript } from './scripts/prompts.ts';

/** What all programs share: where replies go, and who signs. */
export interface Ground {
  readonly connector: Connector;
  readonly serviceUrl: string;
  readonly authority: Authority;
}

/** A program that takes part, not yet started. */
export interface Contender {
  readonly id: string;
  readonly name: string;
  start(ground: Ground, env?: Readonly<Record<string, string>>): Promise<Started>;
}

/** A program that runs, and how to talk to it. */
export interface Started {
  readonly program: Program;
  readonly target: Target;
  /** Preparation before a load, beyond starting. */
  prepare(): Promise<void>;
  stop(): Promise<void>;
}

/** What `npm run build` makes. */
const MAIN = 'dist/main.js';

/** As the container and Azure start it. */
const V8_FLAGS =
  readFileSync(join(import.meta.dirname, '../build/serve.sh'), 'utf8').match(/--[\w-]+=\d+/g) ?? [];

/** This project's bot, as in production: authenticated, on SQLite, with its real guides and cards. */
export const ESR: Contender = {
  id: 'esr',
  name: 'ESR Access Bot',
  start: (ground, env) => startEsr(ground, env),
};

/** The same with a token that was never seen before in every turn: nothing of its validation is reused. */
export const ESR_NEW_TOKENS: Contender = {
  id: 'esr-new-tokens',
  name: 'ESR Access Bot, a new token in every turn',
  start: (ground, env) => startEsr(ground, env, 3000),
};

export const FLOOR = plain('floor', 'bare node:http responder', floorScript);
export const BOTBUILDER = plain('botbuilder', 'Bot Framework SDK, classic prompts', promptsScript);
export const AGENTS = plain('agents', 'Microsoft 365 Agents SDK, same prompts', promptsScript);

async function startEsr(
  ground: Ground,
  env: Readonly<Record<string, string>> = {},
  tokens = 1,
): Promise<Started> {
  const { connector, serviceUrl, authority } = ground;
  const folder = mkdtempSync(join(tmpdir(), 'esr-bench-'));
  const settings = {
    ...authority.env,
    DATABASE_URL: `sqlite:${join(folder, 'bot.db')}`,
    MALLOC_ARENA_MAX: '2',
    ...env,
  };
  const authorizations: string[] = [];
  for (let signed = 0; signed < tokens; signed += 1) authorizations.push(await authority.token(serviceUrl));
  const program = await Program.start({ args: [...V8_FLAGS, MAIN, 'serve'], env: settings });
  let sent = 0;
  const send = (body: string) => {
    sent += 1;
    return post(program.url, body, authorizations[sent % authorizations.length] ?? '');
  };
  const target = { connector, serviceUrl, runDialogs: esrScript, send };
  return {
    program,
    target,
    prepare: () => linkChats(target, settings),
    async stop() {
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Joins the shared chats to their Trusts, as an operator does: a code from the command line, said in the chat. */
async function linkChats(
  { send, serviceUrl }: Target,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  for (const { trust, role } of LINKS) {
    const output = execFileSync(process.execPath, [MAIN, 'link', trust, role, '--json'], {
      cwd: join(import.meta.dirname, '../..'),
      env: { PATH: process.env.PATH, ...settings },
      encoding: 'utf8',
    });
    const { code } = JSON.parse(output) as { code: string };
    const { activity } = says(inChat(trust, role, 0), `link ${code}`, () => undefined);
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
      return { program, target, prepare: async () => undefined, stop: () => program.stop() };
    },
  };
}
