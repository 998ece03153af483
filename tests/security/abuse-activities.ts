import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { cardIn, readAloud } from '../support/cards.ts';
import { type Abuse, MARK, type World } from './world.ts';

const chatsOf = ({ served }: World) => served.teams.cast.chats;
const peopleOf = ({ served }: World) => served.teams.cast.people;

/** Every invoke that Teams knows, and some that it does not. */
const INVOKES = [
  'adaptiveCard/refresh',
  'composeExtension/query',
  'composeExtension/queryLink',
  'composeExtension/anonymousQueryLink',
  'composeExtension/selectItem',
  'composeExtension/querySettingUrl',
  'composeExtension/setting',
  'composeExtension/onCardButtonClicked',
  'task/fetch',
  'task/submit',
  'tab/fetch',
  'tab/submit',
  'fileConsent/invoke',
  'signin/verifyState',
  'signin/tokenExchange',
  'signin/failure',
  'actionableMessage/executeAction',
  'application/search',
  'config/fetch',
  'config/submit',
  'handoff/action',
  'message/submitAction',
  'message/fetchTask',
  'healthCheck',
  '__proto__',
  'constructor',
  '',
];

/** Presses, invokes and events that no card and no client of ours sends. */
export const ACTIVITIES: readonly Abuse[] = [
  {
    abuse: 'A verb, an act or an invoke that does not exist',
    outcome: 'A short notice, or 400; nothing is done',
    run: async (world) => {
      const { elena } = peopleOf(world);
      const { esrTeam } = chatsOf(world);
      for (const act of [
        'delete',
        'purge',
        'add',
        'join',
        'close-silent',
        'raise',
        '__proto__',
        'toString',
        '',
        1,
        null,
        ['claim'],
        { act: 'claim' },
      ])
        expect(
          (await world.press(elena, esrTeam, { case: world.reference, act, surface: 'handoff' })).status,
        ).toBe(200);
      for (const name of INVOKES)
        for (const value of [
          undefined,
          null,
          'x',
          [],
          {},
          { data: { case: world.reference, act: 'claim' } },
          { commandId: 'x', botMessagePreviewAction: 'send' },
          { queryText: 'x', queryOptions: {} },
        ]) {
          const { status, text } = await world.send(elena, esrTeam, { type: 'invoke', name, value });
          expect([name, status, text.toLowerCase().includes(MARK)]).toEqual([
            name,
            expect.toSatisfy((one) => [200, 400].includes(one as number)),
            false,
          ]);
        }
      for (const botMessagePreviewAction of ['edit', 'send', 'x']) {
        const value = {
          commandId: 'escalate',
          botMessagePreviewAction,
          botActivityPreview: [{ text: MARK }],
        };
        expect(
          (await world.send(elena, esrTeam, { type: 'invoke', name: 'composeExtension/submitAction', value }))
            .status,
        ).toBe(200);
      }
    },
  },
  {
    abuse: 'An answer of an older card, or of another version of a card',
    outcome: 'Nothing is changed; the newest is shown',
    run: async (world) => {
      const { ben } = peopleOf(world);
      const chat = chatsOf(world).ben;
      await world.send(ben, chat, { text: 'start over' });
      const old = world.served.teams.activities(chat).findLast((one) => cardIn(one) !== undefined);
      const nonce = /"nonce":"([^"]+)"/.exec(JSON.stringify(cardIn(old)))?.[1];
      await world.send(ben, chat, { text: 'start over' });
      for (const data of [
        { answer: 'yes', nonce },
        { answer: 'yes', nonce: 'other' },
        { answer: 'yes' },
        { answer: '', nonce: '' },
        { nonce },
      ])
        expect((await world.press(ben, chat, data)).status).toBe(200);
    },
  },
  {
    abuse: 'Choices that are not on the card, and fields that it does not have',
    outcome: 'Asked again; nothing that was not asked is taken over',
    effects: 1,
    run: async (world) => {
      const { elena, ben } = peopleOf(world);
      const { esrTeam, ben: chat } = chatsOf(world);
      await world.press(elena, esrTeam, {
        case: world.reference,
        act: 'resolve',
        surface: 'handoff',
        outcome: 'delete-everything',
      });
      await world.send(ben, chat, { text: 'talk to someone' });
      const more = {
        trust: 'yas',
        reference: world.reference,
        state: 'closed',
        version: 99,
        requesters: [{}],
        claim: { by: { id: ben.id } },
        learnerType: 'x',
        batch: { id: 'x' },
      };
      const last = () =>
        world.served.teams.activities(chat).findLast((one) => cardIn(one) !== undefined)?.id ?? '';
      await world.served.teams.press(ben, chat, last(), 'Check my answers', {
        username: '432HUGHESB77',
        email: 'b@nhs.net',
        words: 'It does not let me in',
        ...more,
      });
      const { outcome } = await world.served.teams.press(
        ben,
        chat,
        last(),
        'Yes, send to the ESR Team',
        more,
      );
      const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(outcome))?.[0] ?? '';
      expect(reference).not.toBe(world.reference);
      const row = await world.served.app.database.db
        .selectFrom('cases')
        .selectAll()
        .where('reference', '=', reference)
        .executeTakeFirstOrThrow();
      expect(row).toMatchObject({ trust: 'esneft', state: 'open', version: 1, claimed_by: null });
    },
  },
  {
    abuse: 'Attachments and pictures that want to be fetched',
    outcome: 'Nothing is fetched',
    run: async (world) => {
      const { chloe, amara } = peopleOf(world);
      const { escalation, amara: chat } = chatsOf(world);
      let fetched = 0;
      const bait = createServer((_, response) => {
        fetched += 1;
        response.end('432BAITB01 a@nhs.net');
      });
      await new Promise<void>((resolve) => bait.listen(0, '127.0.0.1', resolve));
      const contentUrl = `http://127.0.0.1:${(bait.address() as AddressInfo).port}/list.csv`;
      const attachments = [
        'image/png',
        'text/csv',
        'application/vnd.microsoft.teams.file.download.info',
        'text/html',
      ].map((contentType) => ({
        contentType,
        contentUrl,
        name: 'list.csv',
        content: { downloadUrl: contentUrl, uniqueId: 'x', fileType: 'csv' },
      }));
      for (const [person, place] of [
        [chloe, escalation],
        [amara, chat],
      ] as const)
        expect(
          (
            await world.send(person, place, {
              text: `see <img src="${contentUrl}"> ${contentUrl}`,
              attachments,
            })
          ).status,
        ).toBe(200);
      bait.close();
      expect(fetched).toBe(0);
    },
  },
  {
    abuse: 'Events, edits, deletions and thousands of new members, with a case’s press inside',
    outcome: 'Nothing is done about cases; nobody is greeted twice',
    run: async (world) => {
      const { elena } = peopleOf(world);
      const { esrTeam } = chatsOf(world);
      const value = { case: world.reference, act: 'claim', surface: 'handoff' };
      const before = world.served.teams.activities(esrTeam).length;
      const membersAdded = Array.from({ length: 2000 }, (_, index) => ({ id: `29:${index}` }));
      for (const fields of [
        {
          type: 'event',
          name: 'ContinueConversation',
          value,
          relatesTo: { conversation: { id: esrTeam.id } },
        },
        { type: 'messageUpdate', text: 'queue', value },
        { type: 'messageDelete', value },
        { type: 'messageReaction', reactionsAdded: [{ type: 'like' }], value },
        { type: 'endOfConversation', value },
        { type: 'command', name: 'x', value },
        { type: 'commandResult', name: 'x', value },
        { type: 'typing', value },
        { type: 'conversationUpdate', membersAdded, value },
        { type: 'conversationUpdate', membersAdded: [world.served.teams.bot], value },
        { type: 'installationUpdate', action: 'add', value },
        { type: 'installationUpdate', action: 'remove', value },
      ])
        expect([200, 202]).toContain((await world.send(elena, esrTeam, fields)).status);
      expect(world.served.teams.activities(esrTeam)).toHaveLength(before);
      expect(readAloud(await world.shows(esrTeam, world.reference))).toContain(world.reference);
    },
  },
  {
    abuse: 'One person sends without pause',
    outcome: 'They are slowed, and told once; everybody else is answered',
    run: async (world) => {
      const { teams } = world.served;
      const flood = Array.from({ length: 1300 }, (_, index) =>
        world.send(world.mallory, world.elsewhere.unlinked, { id: `flood-${index}`, text: 'help' }),
      );
      const amara = await world.send(peopleOf(world).amara, chatsOf(world).amara, { text: 'start over' });
      expect(amara.status).toBe(200);
      for (const { status } of await Promise.all(flood)) expect(status).toBe(200);
      const told = teams
        .activities(world.elsewhere.unlinked)
        .filter((one) => readAloud(one).includes('more than I can read'));
      expect(told).toHaveLength(1);
    },
  },
];
