import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { openDatabase } from '../../src/store/database.ts';
import { type BotProcess, startBotProcess } from '../shared/bot-process.ts';
import { type Authority, ISSUER, startAuthority } from '../support/authority.ts';
import { readAloud } from '../support/cards.ts';
import { entraRefusal, entraToken } from '../support/entra.ts';
import { eventually } from '../support/eventually.ts';
import { linkTeam } from '../support/link-team.ts';

const APP_ID = '99999999-8888-4777-8666-555555555555';
const TENANT = '11111111-2222-4333-8444-555555555555';
const OLD = 'old~Secret-of-the-bot';
const NEW = 'new~Secret-of-the-bot';
const PRELOAD = pathToFileURL(resolve(import.meta.dirname, '../support/entra-process.ts')).href;

let folder: string;
let authority: Authority;
let entra: Server;
/** The secrets that are good now. No token is used twice, so that each call of the bot shows which one it has. */
let good: string[];
let teams: Teams;
let bots: BotProcess[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-rotation-'));
  bots = [];
  good = [OLD];
  entra = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const secret = new URLSearchParams(Buffer.concat(chunks).toString()).get('client_secret') ?? '';
    const [status, body] = good.includes(secret) ? entraToken('a token', 240) : entraRefusal(7000215);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((done) => entra.listen(0, '127.0.0.1', done));
  authority = await startAuthority();
  teams = await createTeams({
    botAppId: APP_ID,
    authorization: async () => {
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: ISSUER,
        aud: APP_ID,
        serviceurl: teams.serviceUrl,
        nbf: now - 60,
        exp: now + 3600,
      };
      return `Bearer ${await authority.sign(claims)}`;
    },
  });
  const database = await openDatabase(`sqlite:${join(folder, 'bot.db')}`);
  await linkTeam(database, 'esneft', teams.cast.chats.esrTeam.id);
  await database.close();
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.kill('SIGKILL')));
  await teams.close();
  await authority.close();
  entra.closeAllConnections();
  await new Promise((done) => entra.close(done));
  rmSync(folder, { recursive: true, force: true });
});

/** The bot in production with this secret, in the place of the one before. */
async function restart(secret: string): Promise<BotProcess> {
  await bots.at(-1)?.kill('SIGTERM');
  const bot = await startBotProcess(`sqlite:${join(folder, 'bot.db')}`, 'serve', {
    NODE_OPTIONS: `--import ${PRELOAD}`,
    ENTRA_FOR_TESTS: `http://127.0.0.1:${(entra.address() as AddressInfo).port}/`,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: APP_ID,
    MicrosoftAppTenantId: TENANT,
    MicrosoftAppPassword: secret,
    ALLOWED_TENANTS: teams.cast.people.amara.tenantId,
    SERVICE_URL_HOSTS: '127.0.0.1',
    ToBotFromChannelOpenIdMetadataUrl: authority.metadataUrl,
    ToBotFromChannelTokenIssuer: ISSUER,
    ToBotFromEmulatorOpenIdMetadataUrl: authority.metadataUrl,
    ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${TENANT}`,
    ToChannelFromBotOAuthScope: ISSUER,
    OAuthUrl: 'https://token.botframework.com',
  });
  bots.push(bot);
  teams.botUrl = bot.url;
  return bot;
}

/** Straight to the ESR Team, up to the reference; `before` happens just before the last press. */
async function handOver(person: Person, chat: Chat, username: string, before?: () => void): Promise<string> {
  const press = (button: string, inputs = {}) =>
    teams.press(person, chat, teams.activities(chat).at(-1)?.id ?? '', button, inputs);
  await teams.say(person, chat, 'talk to someone');
  await press('Check my answers', { username, email: 'someone@nhs.net', words: 'It does not let me in' });
  before?.();
  const { outcome } = await press('Yes, send to the ESR Team');
  return /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(outcome))?.[0] ?? 'no reference';
}

const cardsOf = (reference: string) =>
  teams.activities(teams.cast.chats.esrTeam).filter((shown) => readAloud(shown).includes(reference));
const shown = (reference: string) => teams.until(() => cardsOf(reference).length > 0);

it('a secret is rotated while people are served: the new one beside the old, a restart, the old one deleted', async () => {
  const { people, chats } = teams.cast;
  await restart(OLD);
  await teams.install(teams.cast.chats.esrTeam);
  await shown(await handOver(people.amara, chats.amara, '432OKAFORA01'));
  good = [OLD, NEW];
  await restart(NEW);
  await shown(await handOver(people.ben, chats.ben, '432HUGHESB01'));
  good = [NEW];
  await shown(await handOver(people.amara, chats.amara, '432OKAFORA02'));
  expect(bots.map((bot) => bot.said()).join('')).not.toMatch(/AADSTS|Secret-of-the-bot/);
});

it('a secret that was deleted too early costs nothing: what is owed is sent once the new one is set', async () => {
  const { people, chats } = teams.cast;
  const bot = await restart(OLD);
  await teams.install(teams.cast.chats.esrTeam);
  const reference = await handOver(people.amara, chats.amara, '432OKAFORA01', () => {
    good = [NEW];
  });
  await eventually(() => expect(bot.said()).toContain('AADSTS7000215'));
  expect(cardsOf(reference)).toEqual([]);
  expect(bot.said()).not.toContain('Secret-of-the-bot');
  await restart(NEW);
  await shown(reference);
  await shown(await handOver(people.ben, chats.ben, '432HUGHESB01'));
  expect(cardsOf(reference)).toHaveLength(1);
});
