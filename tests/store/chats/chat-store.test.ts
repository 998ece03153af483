import { beforeEach, describe, expect, it } from 'vitest';
import { newLinkCode } from '../../../src/bot/linking/link-codes.ts';
import { type Chat, type ChatLink, ChatStore } from '../../../src/store/chats/chat-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { at } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

const TEAM: ChatLink = { trust: 'esneft', role: 'esr-team' };
const ESCALATION: ChatLink = { trust: 'esneft', role: 'escalation' };
const AMARA: Chat = {
  id: 'a:amara',
  kind: 'personal',
  tenantId: 'tenant-1',
  serviceUrl: 'https://smba.trafficmanager.net/uk/',
  bot: { id: '28:bot', name: 'ESR Access Bot' },
  personId: 'aad-amara',
};
const CHANNEL: Chat = {
  ...AMARA,
  id: '19:abc@thread.tacv2',
  kind: 'channel',
  personId: undefined,
};

onEveryDatabase('the chat store', (databases) => {
  let database: Database;
  let now: string;
  let chats: ChatStore;
  beforeEach(async () => {
    database = await databases.open();
    now = at(0);
    chats = new ChatStore(database, () => now);
  });

  describe('remembering chats', () => {
    it('gives back what a chat was', async () => {
      await chats.remember(AMARA);
      await chats.remember(AMARA);
      expect(await chats.find(AMARA.id)).toEqual(AMARA);
      expect(await chats.find('a:ben')).toBeUndefined();
    });

    it('keeps the newest address', async () => {
      await chats.remember(AMARA);
      const moved = { ...AMARA, serviceUrl: 'https://smba.trafficmanager.net/emea/' };
      await chats.remember(moved);
      expect(await chats.find(AMARA.id)).toEqual(moved);
    });

    it('is not written again by another process in the same month, and is in the next', async () => {
      const kept = async () =>
        (await database.db.selectFrom('chats').select('updated_at').executeTakeFirstOrThrow()).updated_at;
      const byAnother = () => new ChatStore(database, () => now).remember(AMARA);
      now = '2026-11-02T09:00:00.000Z';
      await chats.remember(AMARA);
      now = '2026-11-29T09:00:00.000Z';
      await byAnother();
      expect(await kept()).toBe('2026-11-02T09:00:00.000Z');
      now = '2026-12-01T09:00:00.000Z';
      await byAnother();
      expect(await kept()).toBe(now);
    });

    it('stands two processes that see a chat first', async () => {
      const stores = Array.from({ length: 5 }, () => new ChatStore(database, () => now));
      await Promise.all(stores.map((store) => store.remember(AMARA)));
      expect(await chats.find(AMARA.id)).toEqual(AMARA);
    });

    it('knows a channel by any of its threads, and writes to the thread that is named', async () => {
      await chats.remember({ ...CHANNEL, id: `${CHANNEL.id};messageid=1` });
      await chats.remember({ ...CHANNEL, id: `${CHANNEL.id};messageid=2` });
      expect(await chats.find(CHANNEL.id)).toEqual(CHANNEL);
      expect((await chats.find(`${CHANNEL.id};messageid=3`))?.id).toBe(`${CHANNEL.id};messageid=3`);
    });
  });

  describe('a link code', () => {
    const link = (code: string, chat: string) => chats.link(code, chat, 'aad-elena');

    it('joins a chat once', async () => {
      const code = await newLinkCode(chats, TEAM, now);
      expect(await link(code, 'chat-1')).toEqual({ linked: TEAM, replaced: undefined });
      expect(await chats.linkOf('chat-1')).toEqual(TEAM);
      expect(await chats.linkedChat(TEAM)).toBe('chat-1');
      expect(await link(code, 'chat-2')).toEqual({ refused: 'used' });
      expect(await chats.linkOf('chat-2')).toBeUndefined();
    });

    it('says again what it did to the chat that it linked, whose answer may have been lost', async () => {
      const code = await newLinkCode(chats, TEAM, now);
      const first = await link(code, 'chat-1');
      now = at(60);
      expect(await link(code, 'chat-1')).toEqual(first);
      await link(await newLinkCode(chats, TEAM, now), 'chat-1');
      now = at(120);
      expect(await link(code, 'chat-1')).toEqual({ refused: 'used' });
    });

    it('joins one chat, however many try it at once', async () => {
      const code = await newLinkCode(chats, TEAM, now);
      const results = await Promise.all(Array.from({ length: 8 }, (_, index) => link(code, `chat-${index}`)));
      expect(results.filter((result) => 'linked' in result)).toHaveLength(1);
      expect(results.filter((result) => 'refused' in result && result.refused === 'used')).toHaveLength(7);
    });

    it('is for 24 hours', async () => {
      const code = await newLinkCode(chats, TEAM, at(0));
      const late = await newLinkCode(chats, TEAM, at(0));
      now = at(24 * 60 - 1);
      expect(await link(code, 'chat-1')).toMatchObject({ linked: TEAM });
      now = at(24 * 60);
      expect(await link(late, 'chat-2')).toEqual({ refused: 'expired' });
      expect(await chats.linkOf('chat-2')).toBeUndefined();
    });

    it('is unknown when it was never made, and may be typed in small letters', async () => {
      const code = await newLinkCode(chats, TEAM, now);
      expect(await link('CCCCCCCCCC', 'chat-1')).toEqual({ refused: 'unknown-code' });
      expect(await link(code.toLowerCase(), 'chat-1')).toMatchObject({ linked: TEAM });
    });

    it('is nowhere in the database as it was given', async () => {
      const code = await newLinkCode(chats, TEAM, now);
      const rows = await database.db.selectFrom('link_codes').selectAll().execute();
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows).toUpperCase()).not.toContain(code);
    });
  });

  describe('linking', () => {
    const link = async (to: ChatLink, chat: string) =>
      chats.link(await newLinkCode(chats, to, now), chat, 'aad-elena');

    it('replaces the chat that had the role, and names it', async () => {
      await link(TEAM, 'chat-old');
      expect(await link(TEAM, 'chat-new')).toEqual({ linked: TEAM, replaced: 'chat-old' });
      expect(await chats.linkOf('chat-old')).toBeUndefined();
      expect(await chats.linkOf('chat-new')).toEqual(TEAM);
    });

    it('of the same chat again replaces nothing', async () => {
      await link(TEAM, 'chat-1');
      expect(await link(TEAM, 'chat-1')).toEqual({ linked: TEAM, replaced: undefined });
    });

    it('gives a chat one role: the one before ends', async () => {
      await link(TEAM, 'chat-1');
      expect(await link(ESCALATION, 'chat-1')).toEqual({ linked: ESCALATION, lost: TEAM });
      expect(await chats.linkOf('chat-1')).toEqual(ESCALATION);
      expect(await chats.linkedChat(TEAM)).toBeUndefined();
    });

    it('can swap two chats', async () => {
      await link(TEAM, 'chat-1');
      await link(ESCALATION, 'chat-2');
      const swapped = { linked: TEAM, replaced: 'chat-1', lost: ESCALATION };
      expect(await link(TEAM, 'chat-2')).toEqual(swapped);
      await link(ESCALATION, 'chat-1');
      expect([await chats.linkOf('chat-1'), await chats.linkOf('chat-2')]).toEqual([ESCALATION, TEAM]);
    });

    it('keeps Trusts apart', async () => {
      await link(TEAM, 'chat-1');
      expect(await link({ trust: 'yas', role: 'esr-team' }, 'chat-2')).toMatchObject({ replaced: undefined });
      expect(await chats.linkedChat(TEAM)).toBe('chat-1');
    });

    it('of a channel is for all its threads', async () => {
      await link(TEAM, `${CHANNEL.id};messageid=7`);
      expect(await chats.linkOf(`${CHANNEL.id};messageid=8`)).toEqual(TEAM);
      expect(await chats.linkedChat(TEAM)).toBe(CHANNEL.id);
    });

    it('ends, in any of the channel’s threads, and can be made again', async () => {
      await link(TEAM, '19:channel@thread.tacv2');
      await chats.unlink('19:channel@thread.tacv2;messageid=2');
      expect(await chats.linkOf('19:channel@thread.tacv2')).toBeUndefined();
      expect(await chats.linkedChat(TEAM)).toBeUndefined();
      expect(await link(TEAM, '19:channel@thread.tacv2')).toEqual({ linked: TEAM, replaced: undefined });
    });

    it('stays on record: who, when, and until when', async () => {
      await link(TEAM, 'chat-1');
      now = at(5);
      await link(TEAM, 'chat-2');
      const rows = await database.db.selectFrom('linked_chats').selectAll().orderBy('id').execute();
      expect(rows).toMatchObject([
        { conversation_id: 'chat-1', linked_by: 'aad-elena', linked_at: at(0), unlinked_at: at(5) },
        { conversation_id: 'chat-2', linked_by: 'aad-elena', linked_at: at(5), unlinked_at: null },
      ]);
    });

    it('of several chats at once leaves one, and every code used', async () => {
      const codes = await Promise.all(Array.from({ length: 6 }, () => newLinkCode(chats, TEAM, now)));
      const results = await Promise.all(
        codes.map((code, index) => chats.link(code, `chat-${index}`, 'aad-elena')),
      );
      expect(results.every((result) => 'linked' in result)).toBe(true);
      const open = await database.db
        .selectFrom('linked_chats')
        .select('conversation_id')
        .where('unlinked_at', 'is', null)
        .execute();
      expect(open).toHaveLength(1);
    });
  });
});
