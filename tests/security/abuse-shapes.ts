import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { Json } from '../support/json.ts';
import { type Abuse, postRaw, type World } from './world.ts';

const chatsOf = ({ served }: World) => served.teams.cast.chats;
const peopleOf = ({ served }: World) => served.teams.cast.people;

/** JSON with this in place of a string `HERE`, as nobody's `JSON.stringify` would write it. */
const spliced = (it: Json, text: string) => JSON.stringify(it).replace('"HERE"', () => text);

const activityOf = (world: World, fields: Json): Json => {
  const { elena } = peopleOf(world);
  const { esrTeam } = chatsOf(world);
  return {
    type: 'message',
    id: `shape-${JSON.stringify(fields).length}-${Math.random()}`,
    channelId: 'msteams',
    serviceUrl: world.served.teams.serviceUrl,
    from: { id: elena.id, aadObjectId: elena.aadObjectId, name: elena.name },
    recipient: world.served.teams.bot,
    conversation: { id: esrTeam.id, conversationType: esrTeam.type, tenantId: esrTeam.tenantId },
    channelData: { tenant: { id: esrTeam.tenantId } },
    ...fields,
  };
};
const pressOf = (world: World, data: unknown) =>
  activityOf(world, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', data } },
  });

const NESTED = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
const DEEP = `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`;
const WIDE = JSON.stringify(Array(60_000).fill(0));
const MANY = JSON.stringify(
  Object.fromEntries(Array.from({ length: 12_000 }, (_, index) => [`k${index}`, 0])),
);

/** Messages that are not shaped as Teams shapes them. */
export const SHAPES: readonly Abuse[] = [
  {
    abuse: 'JSON that is deep, wide or has thousands of fields, wherever it is read',
    outcome: 'Answered as if it were not there, or 400; never a failure',
    run: async (world) => {
      const { reference } = world;
      for (const huge of [NESTED, DEEP, WIDE, MANY])
        for (const it of [
          pressOf(world, 'HERE'),
          pressOf(world, { case: reference, act: 'look', x: 'HERE' }),
          pressOf(world, { case: reference, act: 'HERE' }),
          pressOf(world, { learners: 'a'.repeat(32), act: 'send', x: 'HERE' }),
          pressOf(world, { answer: 'yes', nonce: 'a', x: 'HERE' }),
          pressOf(world, { class: 'HERE' }),
          pressOf(world, { desk: 'queue', page: 'HERE' }),
          pressOf(world, { notice: 'HERE', act: 'tell' }),
          activityOf(world, { value: 'HERE' }),
          activityOf(world, { text: 'help', channelData: 'HERE' }),
          activityOf(world, { text: 'help', entities: 'HERE' }),
          activityOf(world, { text: 'help', attachments: 'HERE' }),
          activityOf(world, { type: 'conversationUpdate', membersAdded: 'HERE' }),
          activityOf(world, {
            type: 'invoke',
            name: 'composeExtension/submitAction',
            value: { data: 'HERE' },
          }),
          activityOf(world, {
            type: 'invoke',
            name: 'composeExtension/fetchTask',
            value: { messagePayload: 'HERE' },
          }),
        ]) {
          const { status } = await postRaw(world.served, spliced(it, huge));
          expect([200, 400]).toContain(status);
        }
    },
  },
  {
    abuse: 'A compressed body, or one that is larger than it may be',
    outcome: '400 or 413; it is not unpacked, and not read to its end',
    run: async (world) => {
      const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, '['));
      for (const [encoding, body] of [
        ['gzip', bomb],
        ['deflate', deflateSync(bomb)],
        ['br', brotliCompressSync(bomb)],
      ] as const)
        expect((await postRaw(world.served, body, { 'content-encoding': encoding })).status).toBe(400);
      const large = JSON.stringify(activityOf(world, { text: 'help', x: 'a'.repeat(300_000) }));
      expect((await postRaw(world.served, large)).status).toBe(413);
      expect((await postRaw(world.served, large, { 'transfer-encoding': 'chunked' })).status).toBe(413);
    },
  },
  {
    abuse: 'Keys that every object has, wherever there are objects',
    outcome: 'They give nothing and change nothing',
    run: async (world) => {
      const evil =
        '{"__proto__":{"act":"claim","case":"x","polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1,"hasOwnProperty":1}';
      const press = `{"case":"${world.reference}","__proto__":{"act":"claim","surface":"handoff"}}`;
      for (const it of [
        spliced(pressOf(world, 'HERE'), evil),
        spliced(pressOf(world, 'HERE'), press),
        spliced(pressOf(world, { learners: 'a'.repeat(32), act: 'send', x: 'HERE' }), evil),
        spliced(activityOf(world, { value: 'HERE' }), evil),
        spliced(activityOf(world, { text: 'help', channelData: 'HERE' }), evil),
        spliced(activityOf(world, { text: 'help', entities: ['HERE'] }), evil),
        spliced(activityOf(world, { x: 'HERE' }), evil).replace('"x":', '"__proto__":'),
        spliced(
          activityOf(world, {
            type: 'invoke',
            name: 'composeExtension/submitAction',
            value: { data: 'HERE' },
          }),
          evil,
        ),
      ])
        expect([200, 400, 403]).toContain((await postRaw(world.served, it)).status);
      expect(({} as Json).polluted).toBeUndefined();
      expect(({} as Json).act).toBeUndefined();
    },
  },
];
