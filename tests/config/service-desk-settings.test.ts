import { describe, expect, it } from 'vitest';
import { readServiceDesks } from '../../src/config/service-desk-settings.ts';

const TRUSTS = ['esneft', 'south-tees'];
const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;
const DESK = {
  WEBHOOK_SOUTH_TEES_URL: 'https://desk.example/in?sig=1',
  WEBHOOK_SOUTH_TEES_SECRET: secretOf(1),
};
const read = (given: Record<string, string>, loopback = false) =>
  readServiceDesks(given, TRUSTS, { loopback });

describe('a Trust’s service desk', () => {
  it('has an address and a secret, and may have a header and fields that are left out', () => {
    const given = {
      ...DESK,
      WEBHOOK_SOUTH_TEES_HEADER: 'Authorization: Basic abc',
      WEBHOOK_SOUTH_TEES_LEAVE_OUT: 'name, words',
      WEBHOOK_ESNEFT_INBOUND_SECRET: secretOf(2),
    };
    const { out, inboundSecrets, problems } = read(given);
    expect(problems).toEqual([]);
    expect([...out]).toEqual([
      [
        'south-tees',
        {
          url: 'https://desk.example/in?sig=1',
          secrets: [secretOf(1)],
          header: { name: 'Authorization', value: 'Basic abc' },
          leaveOut: ['name', 'words'],
        },
      ],
    ]);
    expect([...inboundSecrets]).toEqual([['esneft', [secretOf(2)]]]);
  });

  it('has two secrets while one takes the other’s place', () => {
    const { out, problems } = read({ ...DESK, WEBHOOK_SOUTH_TEES_SECRET: `${secretOf(1)}, ${secretOf(2)}` });
    expect(problems).toEqual([]);
    expect(out.get('south-tees')?.secrets).toEqual([secretOf(1), secretOf(2)]);
  });

  it('is on this machine in a trial alone', () => {
    const given = { ...DESK, WEBHOOK_SOUTH_TEES_URL: 'http://127.0.0.1:8080/' };
    expect(read(given, true).problems).toEqual([]);
    expect(read(given).problems[0]).toContain('WEBHOOK_SOUTH_TEES_URL');
  });

  it.each([
    'http://desk.example/',
    'https://user:word@desk.example/',
    'https://localhost/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/metadata',
    'https://[fe80::1]/',
    'ftp://desk.example/',
    'desk.example',
  ])('cannot be at %s', (url) => {
    const { problems } = read({ ...DESK, WEBHOOK_SOUTH_TEES_URL: url });
    expect(problems).toEqual([expect.stringContaining('WEBHOOK_SOUTH_TEES_URL: ')]);
  });

  it.each([
    [{ WEBHOOK_ESNEFT_URL: 'https://desk.example/' }, 'WEBHOOK_ESNEFT_SECRET'],
    [{ WEBHOOK_ESNEFT_SECRET: secretOf(3) }, 'WEBHOOK_ESNEFT_URL'],
    [{ WEBHOOK_SOUTH_TEES_SECRET: 'hunter2' }, 'WEBHOOK_SOUTH_TEES_SECRET'],
    [{ WEBHOOK_SOUTH_TEES_SECRET: 'whsec_c2hvcnQ=' }, 'WEBHOOK_SOUTH_TEES_SECRET'],
    [{ WEBHOOK_SOUTH_TEES_INBOUND_SECRET: secretOf(1) }, 'WEBHOOK_SOUTH_TEES_INBOUND_SECRET'],
    [{ WEBHOOK_SOUTH_TEES_SECRET: [1, 2, 3].map(secretOf).join() }, 'WEBHOOK_SOUTH_TEES_SECRET'],
    [{ WEBHOOK_ESNEFT_INBOUND_SECRET: `${secretOf(4)},${secretOf(1)}` }, 'WEBHOOK_ESNEFT_INBOUND_SECRET'],
    [{ WEBHOOK_SOUTH_TEES_HEADER: 'webhook-id: mine' }, 'WEBHOOK_SOUTH_TEES_HEADER'],
    [{ WEBHOOK_SOUTH_TEES_HEADER: 'x: a\r\nhost: b' }, 'WEBHOOK_SOUTH_TEES_HEADER'],
    [{ WEBHOOK_SOUTH_TEES_LEAVE_OUT: 'names' }, 'WEBHOOK_SOUTH_TEES_LEAVE_OUT'],
    [{ WEBHOOK_SOUTHTEES_URL: 'https://desk.example/' }, 'WEBHOOK_SOUTHTEES_URL'],
    [{ WEBHOOK_SOUTH_TEES_URI: 'https://desk.example/' }, 'WEBHOOK_SOUTH_TEES_URI'],
  ])('is refused with %j, by name and without a value', (given, name) => {
    const { problems } = read({ ...DESK, ...given });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: `));
    for (const value of Object.values(given)) expect(problems[0]).not.toContain(value);
  });
});
