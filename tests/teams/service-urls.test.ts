import { describe, expect, it } from 'vitest';
import { anActivity } from '../support/activity.ts';
import { rawRequest } from '../support/raw-http.ts';
import { type Served, startServed } from '../support/serve.ts';

/** An activity with this service URL, and a token that is right for it. */
async function post({ app, authority, claims }: Served, serviceUrl: string): Promise<number> {
  const token = await authority.sign(claims({ serviceurl: serviceUrl }));
  const { status } = await rawRequest(app.port, {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(await anActivity({ serviceUrl })),
  });
  return status;
}

describe('service URLs in production', () => {
  it.each([
    ['in the clear', 'http://smba.trafficmanager.net/uk/'],
    ['of a host that is not named', 'https://elsewhere.example/uk/'],
    ['of another shape than Teams’ own', 'https://smba.trafficmanager.net/uk/?next=elsewhere'],
  ])('%s, are turned away each time they come', async (_, serviceUrl) => {
    const served = await startServed({ SERVICE_URL_HOSTS: 'smba.trafficmanager.net' });
    try {
      const statuses: number[] = [];
      for (let time = 0; time < 3; time += 1) statuses.push(await post(served, serviceUrl));
      expect(statuses).toEqual([403, 403, 403]);
    } finally {
      await served.close();
    }
  });
});
