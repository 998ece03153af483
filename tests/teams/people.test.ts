import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { chatOf, personOf } from '../../src/teams/activity-parties.ts';
import { tenantOf } from '../../src/teams/activity-schema.ts';

const BOT = { id: '28:bot', name: 'ESR Access Bot' };
const activity = (overrides: object): Activity =>
  ({
    type: 'message',
    recipient: BOT,
    from: { id: '29:amara', name: 'Amara', aadObjectId: 'aad-amara' },
    conversation: { id: 'a:1', conversationType: 'personal', tenantId: 't' },
    serviceUrl: 'https://smba.trafficmanager.net/uk/',
    ...overrides,
  }) as unknown as Activity;

describe('who and where', () => {
  it('is by the id Teams vouches for', () => {
    expect(personOf(activity({}))).toEqual({ id: 'aad-amara', name: 'Amara' });
    expect(personOf(activity({ from: { id: '29:x' } }))).toEqual({ id: '29:x', name: 'Someone' });
    expect(personOf(activity({ from: { id: '29:x', name: 'A'.repeat(300) } })).name).toHaveLength(100);
  });

  it.each([
    ['personal', 'personal', 'aad-amara'],
    ['groupChat', 'groupChat', undefined],
    ['channel', 'channel', undefined],
    [undefined, 'groupChat', undefined],
    ['meeting', 'groupChat', undefined],
  ])('takes a %s conversation for a %s one', (conversationType, kind, personId) => {
    const it = chatOf(activity({ conversation: { id: 'c', conversationType, tenantId: 't' } }));
    expect(it).toMatchObject({ id: 'c', kind, tenantId: 't', bot: BOT });
    expect(it.personId).toBe(personId);
  });

  it.each([
    ['t', 't', 't'],
    ['t', undefined, 't'],
    [undefined, 't', 't'],
    ['t', 'other', undefined],
    [undefined, undefined, undefined],
  ])('is in the tenant that both places agree on: %j and %j', (conversation, channel, expected) => {
    const it = activity({
      conversation: { id: 'c', tenantId: conversation },
      channelData: channel === undefined ? {} : { tenant: { id: channel } },
    });
    expect(tenantOf(it as never)).toBe(expected);
  });
});
