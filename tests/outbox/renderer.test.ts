import { describe, expect, it, vi } from 'vitest';
import { type Renderers, render } from '../../src/outbox/renderer.ts';
import type { Delivery } from '../../src/store/outbox/delivery-store.ts';

const AMARA = { id: 'aad-amara', name: 'Amara <Okafor>' };
const row = (more: Partial<Delivery>): Delivery => ({
  ...{ id: 1, lockToken: 't', kind: 'message', name: 'assigned', trust: 'esneft', chat: 'chat' },
  ...{ reference: 'K7M-4PT', classId: undefined, mention: undefined, data: {}, activityId: undefined },
  ...{ attempts: 1, since: '2026-11-20T10:00:00.000Z' },
  ...more,
});
const assigned = vi.fn(async ({ by }: { by?: string | undefined }) => ({
  activity: { type: 'message', text: `by ${by}` },
}));
const renderers = { assigned, resolved: async () => undefined } as unknown as Renderers;

describe('a row of the outbox', () => {
  it('is rendered by its name, with its data, and mentions whom it names', async () => {
    const rendered = await render(renderers, row({ data: { by: 'Elena' }, mention: AMARA }));
    expect(rendered).toMatchObject({
      activity: { type: 'message', entities: [{ type: 'mention', mentioned: AMARA }] },
      version: 0,
    });
    const { text } = (rendered ?? { activity: { text: '' } }).activity as { text: string };
    expect(text).toMatch(/^<at>Amara.*<\/at> by Elena$/);
    expect(text).not.toContain('<Okafor>');
  });

  it('mentions nobody where they have nothing to do', async () => {
    assigned.mockResolvedValueOnce({
      activity: { type: 'message', text: 'x' },
      withoutMention: true,
    } as never);
    expect((await render(renderers, row({ mention: AMARA })))?.activity).toEqual({
      type: 'message',
      text: 'x',
    });
  });

  it('with more data than this version knows is rendered with what it knows', async () => {
    await render(renderers, row({ data: { by: 'Elena', later: 'x' } }));
    expect(assigned).toHaveBeenLastCalledWith({ by: 'Elena' }, expect.anything());
  });

  it.each([
    ['a name of another version', { name: 'of-another-version' }],
    ['a name that every object has', { name: 'constructor' }],
    ['other data than its name has', { name: 'resolved', data: { note: 'no outcome' } }],
  ])('with %s is an error that says nothing of it, and stays', async (_, more) => {
    const error = await render(renderers, row(more)).catch((one: unknown) => one);
    expect(error).toMatchObject({ code: 'UNKNOWN_NOTIFICATION' });
    expect(String(error)).not.toMatch(/another-version|constructor|no outcome/);
  });

  it('with nothing left to say is nothing', async () => {
    expect(await render(renderers, row({ name: 'resolved', data: { outcome: 'x' } }))).toBeUndefined();
  });
});
