import type { JWTPayload } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { anActivity } from '../../support/activity.ts';
import type { KeyName } from '../../support/authority.ts';
import type { Json } from '../../support/json.ts';
import { rawRequest } from '../../support/raw-http.ts';
import { type Served, startServed } from '../../support/serve.ts';

let served: Served;
let activity: Json;
beforeAll(async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  served = await startServed();
  activity = await anActivity({ serviceUrl: served.teams.serviceUrl });
});
afterAll(() => served.close());
afterEach(() => {
  vi.useRealTimers();
});

let count = 0;
function post(token: string) {
  count += 1;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return rawRequest(served.app.port, {
    headers,
    body: JSON.stringify({ ...activity, id: `again-${count}` }),
  });
}
const sign = (claims: JWTPayload = {}, key: KeyName = 'teams') =>
  served.authority.sign(served.claims(claims), {}, key);

/** As if so many minutes had passed. */
const later = (minutes: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 });

describe('a token that was good a moment ago', () => {
  it('is good again', async () => {
    const token = await sign();
    expect((await post(token)).status).toBe(200);
    expect((await post(token)).status).toBe(200);
  });

  it('is refused once it has expired', async () => {
    const token = await sign({ exp: Math.floor(Date.now() / 1000) + 60 });
    expect((await post(token)).status).toBe(200);
    // Clocks may differ by five minutes.
    later(7);
    expect((await post(token)).status).toBe(401);
  });

  it('does nothing for one like it that nobody signed', async () => {
    const good = await sign();
    expect((await post(good)).status).toBe(200);
    const forged = `${good.slice(0, good.lastIndexOf('.'))}.${(await sign({}, 'stranger')).split('.')[2]}`;
    expect((await post(forged)).status).toBe(401);
    expect((await post(forged)).status).toBe(401);
  });
});
