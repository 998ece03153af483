import { createServer } from 'node:http';
import type { Activity } from '../../simulator/activity.ts';
import { close, listen, readBody, sendJson } from '../../simulator/http.ts';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import type { TeamsOptions } from '../../simulator/teams-options.ts';

export interface BotAnswer {
  status: number;
  body?: unknown;
}

/** A bot that remembers what it was told and answers what the test wants. */
export interface FakeBot {
  url: string;
  heard: Activity[];
  headers: Record<string, unknown>[];
  answer: (activity: Activity) => BotAnswer | Promise<BotAnswer>;
  close: () => Promise<void>;
}

async function startFakeBot(): Promise<FakeBot> {
  const server = createServer(async (request, response) => {
    const activity = JSON.parse((await readBody(request)) ?? '') as Activity;
    bot.heard.push(activity);
    bot.headers.push(request.headers);
    const { status, body } = await bot.answer(activity);
    sendJson(response, status, body);
  });
  const port = await listen(server, 0);
  const bot: FakeBot = {
    url: `http://127.0.0.1:${port}/api/messages`,
    heard: [],
    headers: [],
    answer: () => ({ status: 200 }),
    close: () => close(server),
  };
  return bot;
}

/** A Teams with a fake bot at the other end, both closed with `await using`. */
export async function startWorld(options: TeamsOptions = {}) {
  const bot = await startFakeBot();
  const teams = await createTeams({ botUrl: bot.url, ...options });
  return {
    bot,
    teams,
    ...teams.cast,
    /** Calls the connector as a bot would. */
    call: (method: string, path: string, body?: unknown) => connectorCall(teams, method, path, body),
    /** Sends as the bot; answers the new message's id. */
    send: async (chat: string, body: object) => {
      const { json } = await connectorCall(teams, 'POST', `conversations/${chat}/activities`, {
        type: 'message',
        ...body,
      });
      return String(json.id);
    },
    [Symbol.asyncDispose]: async () => {
      await teams.close();
      await bot.close();
    },
  };
}

async function connectorCall(teams: Teams, method: string, path: string, body?: unknown) {
  const encoded = path
    .split('/')
    .map((part) => part.split('?').map(encodeURIComponent).join('?'))
    .join('/');
  const response = await fetch(
    `${teams.serviceUrl}v3/${encoded.replaceAll('%3D', '=').replaceAll('%26', '&')}`,
    {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    },
  );
  const text = await response.text();
  const json = (text ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: response.status, json, retryAfter: response.headers.get('retry-after') };
}

/** A card with an input and an Action.Execute that falls back to Action.Submit. */
export function askCard(extra: object = {}) {
  const data = { caseId: 'C1' };
  const execute = {
    type: 'Action.Execute',
    title: 'Send',
    verb: 'send',
    data,
    fallback: { type: 'Action.Submit', title: 'Send', data: { ...data, verb: 'send' } },
  };
  const content = {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'Input.Text', id: 'email', label: 'Email', value: 'before@example.nhs.uk' }],
    actions: [execute],
    ...extra,
  };
  return { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] };
}
