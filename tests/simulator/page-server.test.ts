import { request } from 'node:http';
import { expect, test } from 'vitest';
import { PageServer } from '../../simulator/page-server.ts';
import { askCard, startWorld } from './fake-bot.ts';

async function startPage() {
  const world = await startWorld();
  const page = new PageServer(world.teams);
  const address = await page.listen(0);
  const get = (path: string) => fetch(`${address}${path}`);
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${address}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
  return Object.assign(world, {
    address,
    get,
    post,
    [Symbol.asyncDispose]: async () => {
      await page.close();
      await world.teams.close();
      await world.bot.close();
    },
  });
}

test('the page and everything it names are served from here, with a policy that allows nothing else', async () => {
  await using page = await startPage();
  const index = await page.get('');
  expect(index.headers.get('content-security-policy')).toMatch(/default-src 'self'/);
  const html = await index.text();
  const files = Array.from(html.matchAll(/(?:src|href)="\/([^"]+)"/g), ([, file]) => String(file));
  expect(files.length).toBeGreaterThan(5);
  for (const file of [...files, 'vendor/markdown-it.js'])
    expect((await page.get(file)).status, file).toBe(200);
});

test.each(['../package.json', '..%2fstart.ts', 'vendor/other.js', 'page-server.ts', 'nothing.js'])(
  '%s is not served',
  async (path) => {
    await using page = await startPage();
    expect((await page.get(path)).status).toBe(404);
  },
);

test('saying and pressing on the page is saying and pressing in Teams', async () => {
  await using page = await startPage();
  const { people, chats, bot } = page;
  const where = { person: people.amara.id, chat: chats.amara.id };
  await page.post('api/say', { ...where, text: 'hello', mention: false });
  const message = await page.send(chats.amara.id, askCard());
  bot.answer = () => ({
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Saved' },
  });
  const action = { type: 'Action.Execute', verb: 'send', data: { caseId: 'C1' } };
  const pressed = await page.post('api/press', { ...where, message, action, inputs: { email: 'a@b.c' } });
  expect(await pressed.json()).toEqual({ status: 200, outcome: { kind: 'message', text: 'Saved' } });
  expect(bot.heard.map(({ type }) => type)).toEqual(['message', 'invoke']);
  expect(bot.heard[1]?.value).toMatchObject({
    action: { verb: 'send', data: { caseId: 'C1', email: 'a@b.c' } },
  });
  const shown = (await (await page.get(`api/messages?${new URLSearchParams(where)}`)).json()) as unknown[];
  expect(shown).toHaveLength(2);
  const traffic = (await (await page.get('api/traffic')).json()) as { direction: string }[];
  expect(traffic.map(({ direction }) => direction)).toEqual(['to bot', 'from bot', 'to bot']);
});

test('a request that makes no sense is refused with a reason', async () => {
  await using page = await startPage();
  const nobody = await page.post('api/say', {
    person: '29:x',
    chat: page.chats.amara.id,
    text: 'hi',
    mention: false,
  });
  expect([nobody.status, await nobody.json()]).toEqual([
    400,
    { error: { message: expect.stringMatching(/29:x/) } },
  ]);
  expect((await page.post('api/say', { text: 'hi' })).status).toBe(400);
  expect((await page.post('api/unknown', {})).status).toBe(404);
});

test('another site cannot speak to it through the browser', async () => {
  await using page = await startPage();
  const say = { person: page.people.amara.id, chat: page.chats.amara.id, text: 'hi', mention: false };
  expect((await page.post('api/say', say, { origin: 'https://evil.example' })).status).toBe(403);
  const rebound = await new Promise<number | undefined>((resolve) => {
    request(page.address, { headers: { host: 'evil.example' } }, ({ statusCode }) =>
      resolve(statusCode),
    ).end();
  });
  expect(rebound).toBe(403);
  expect(page.bot.heard).toEqual([]);
});

test('an open page is told at once when a chat changes', async () => {
  await using page = await startPage();
  const heard = await new Promise<string>((resolve) => {
    request(`${page.address}api/events`, (response) => {
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (chunk.startsWith('retry')) void page.send(page.chats.ben.id, { text: 'hi' });
        if (chunk.startsWith('event: changed')) resolve(chunk);
      });
    }).end();
  });
  expect(heard).toContain(page.chats.ben.id);
});
