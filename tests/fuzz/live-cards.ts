import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Card, cardOf, isRecord } from '../../simulator/activity.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';

/** A card as a chat shows it, on its message. */
interface LiveCard {
  readonly id: string;
  readonly card: Card;
}

/** A Teams that says yes to everything and remembers the last cards of each chat: what can be pressed there now. */
export interface YesTeams {
  readonly serviceUrl: string;
  /** The newest first. */
  cards(chat: string): readonly LiveCard[];
  /** How many messages a chat got. */
  sent(chat: string): number;
  /** A card that came as the answer to a press, in place of the pressed one. */
  answered(chat: string, id: string, card: Card): void;
  /** The chats that were told that something went wrong. */
  readonly apologies: readonly string[];
  close(): Promise<void>;
}

const REMEMBERED = 6;
/** Chats are made up without end: those that nothing was sent to for longest are forgotten. */
const CHATS = 500;

export async function startYesTeams(): Promise<YesTeams> {
  const shown = new Map<string, LiveCard[]>();
  const counts = new Map<string, number>();
  let count = 0;
  const apologies: string[] = [];
  const show = (chat: string, id: string, card: Card) => {
    const others = (shown.get(chat) ?? []).filter((one) => one.id !== id);
    keep(shown, chat, [{ id, card }, ...others].slice(0, REMEMBERED));
  };
  const server = createServer(async (request, response) => {
    const [, chat = '', rest = ''] = /conversations\/([^/]+)\/?([^?]*)/.exec(request.url ?? '') ?? [];
    const text = await textOf(request);
    const place = decodeURIComponent(chat);
    response.writeHead(200, { 'content-type': 'application/json' });
    if (request.method === 'GET') return response.end(JSON.stringify(membersOf(rest)));
    count += 1;
    const id = request.method === 'PUT' ? decodeURIComponent(rest.split('/')[1] ?? '') : `live-${count}`;
    const activity = (text === '' ? {} : JSON.parse(text)) as { attachments?: [] };
    const card = cardOf(activity);
    if (card !== undefined) show(place, id, card);
    if (text.includes(SENTENCES.failed)) apologies.push(place);
    keep(counts, place, (counts.get(place) ?? 0) + 1);
    response.end(JSON.stringify({ id }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    cards: (chat) => shown.get(chat) ?? [],
    sent: (chat) => counts.get(chat) ?? 0,
    answered: show,
    apologies,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function keep<T>(all: Map<string, T>, chat: string, value: T): void {
  all.delete(chat);
  all.set(chat, value);
  const [oldest] = all.keys();
  if (all.size > CHATS && oldest !== undefined) all.delete(oldest);
}

const COLLEAGUE = { id: '29:colleague', aadObjectId: 'aad-colleague', name: 'A Colleague' };

/** One member by id, or the only page of them. */
const membersOf = (path: string) =>
  path.startsWith('pagedmembers') ? { members: [COLLEAGUE] } : path.startsWith('members/') ? COLLEAGUE : [];

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** A button of a card, with what the card's inputs may hold. */
export interface Button {
  readonly verb: unknown;
  readonly data: Card;
  readonly inputs: readonly { readonly id: string; readonly plausible: readonly unknown[] }[];
}

const FITTING: Readonly<Record<string, readonly string[]>> = {
  username: ['432OKAFORA01', '432 okafora01', '178HUGHESB02'],
  email: ['amara.okafor@nhs.net', 'a b at nhs.net'],
  date: ['2026-11-20', '20/11/2026'],
  time: ['09:30', '9.30am'],
};

/** Everything on a card that sends something to the bot. */
export function buttonsOf(card: Card): Button[] {
  const deps = everything(card);
  const inputs = deps
    .filter(({ type, id }) => typeof type === 'string' && type.startsWith('Input.') && typeof id === 'string')
    .map((input) => ({ id: String(input.id), plausible: plausible(input) }));
  return deps
    .filter(({ type }) => type === 'Action.Execute' || type === 'Action.Submit')
    .map(({ verb, data }) => ({ verb, data: isRecord(data) ? data : {}, inputs }));
}

function plausible({ id, type, choices, value }: Card): readonly unknown[] {
  if (Array.isArray(choices)) return choices.map((one) => (one as { value?: unknown }).value);
  if (type === 'Input.Toggle') return ['true', 'false'];
  const [, fitting = ['Ward 4, please']] =
    Object.entries(FITTING).find(([name]) => String(id).includes(name)) ?? [];
  return value === undefined ? fitting : [value, ...fitting];
}

function everything(part: unknown): Card[] {
  if (Array.isArray(part)) return part.flatMap(everything);
  if (!isRecord(part)) return [];
  const inside = Object.entries(part).filter(([key]) => key !== 'fallback' && key !== 'data');
  return [part, ...inside.flatMap(([, one]) => everything(one))];
}
