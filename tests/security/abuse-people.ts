import { expect } from 'vitest';
import { makePerson } from '../../simulator/cast.ts';
import type { Chat } from '../../simulator/world-events.ts';
import { readAloud } from '../support/cards.ts';
import type { RawResponse } from '../support/raw-http.ts';
import { type Abuse, MARK, sentTo, type World } from './world.ts';

const cast = ({ served }: World) => ({ ...served.teams.cast.people, chats: served.teams.cast.chats });
const claim = ({ reference }: World) => ({ case: reference, act: 'claim', surface: 'handoff' });

/** It was answered, says this, and shows nothing of the case. */
function expectSaid(answer: RawResponse, words: string) {
  expect(answer.status).toBe(200);
  expect(answer.text).toContain(words);
  expect(answer.text.toLowerCase()).not.toContain(MARK);
}

const forwardedTo = (world: World, chat: Chat) => {
  const person = world.served.teams.world.person(chat.members[0] ?? '');
  return world.press(person, chat, claim(world));
};

/** Who is not who they must be, or not where. */
export const PEOPLE: readonly Abuse[] = [
  {
    abuse: 'A handoff card is forwarded to another chat, and pressed there',
    outcome: 'Nothing is changed; they are told that the case belongs to another chat',
    run: async (world) => {
      const { chats } = cast(world);
      for (const chat of [chats.ben, chats.escalation, ...Object.values(world.elsewhere)])
        expectSaid(await forwardedTo(world, chat), 'belongs to another chat');
    },
  },
  {
    abuse: 'Another Trust’s ESR Team asks for a case by its reference',
    outcome: 'It is not known there, as one that never was',
    run: async (world) => {
      const { mallory, elsewhere, reference, served } = world;
      await served.teams.say(mallory, elsewhere.team, `case ${reference}`);
      await served.teams.say(mallory, elsewhere.team, 'queue');
      await world.shows(elsewhere.team, `There is no case ${reference} here`);
      expect(sentTo(world, elsewhere.team).toLowerCase()).not.toContain(MARK);
    },
  },
  {
    abuse: 'A press is sent again, twenty times at once',
    outcome: 'It has one effect',
    effects: 1,
    run: async (world) => {
      const { elena, chats } = cast(world);
      const again = Array.from({ length: 20 }, () =>
        world.send(elena, chats.esrTeam, {
          type: 'invoke',
          id: `replayed-${world.reference}`,
          name: 'adaptiveCard/action',
          value: { action: { type: 'Action.Execute', data: claim(world) } },
        }),
      );
      for (const { status } of await Promise.all(again)) expect(status).toBe(200);
    },
  },
  {
    abuse: 'A message is sent again',
    outcome: 'It is answered once',
    run: async (world) => {
      const { ben, chats } = cast(world);
      const say = () => world.send(ben, chats.ben, { id: `replayed-${world.reference}`, text: 'hello' });
      await say();
      const before = world.served.teams.activities(chats.ben).length;
      for (let again = 0; again < 5; again += 1) expect((await say()).status).toBe(200);
      expect(world.served.teams.activities(chats.ben)).toHaveLength(before);
    },
  },
  {
    abuse: 'A confirmed card is pressed again under a new id',
    outcome: 'It belongs to an earlier step: no second case',
    effects: 1,
    run: async (world) => {
      const { ben, chats } = cast(world);
      await world.raise(ben, chats.ben, '432HUGHESB01');
      const sent = world.served.teams
        .activities(chats.ben)
        .findLast((one) => readAloud(one).includes('432HUGHESB01'));
      const press = (title: string) => world.served.teams.press(ben, chats.ben, sent?.id ?? '', title);
      await press('Yes, send to the ESR Team').catch(() => undefined);
      await world.press(ben, chats.ben, { answer: 'yes', nonce: 'none' });
    },
  },
  {
    abuse: 'Somebody of another tenant writes, presses, or shares a chat of theirs',
    outcome: '403; nothing goes back',
    run: async (world) => {
      const eve = world.served.teams.world.addPerson(
        makePerson('Eve', 'staff', '22222222-2222-3333-4444-555555555555'),
      );
      const chat = world.served.teams.personalChat(eve);
      for (const answer of [
        await world.send(eve, chat, { text: 'hello' }),
        await world.press(eve, chat, claim(world)),
        // One of the two places where Teams names the tenant says ours.
        await world.send(eve, chat, {
          text: 'hello',
          channelData: { tenant: { id: cast(world).chats.ben.tenantId } },
        }),
        await world.send(eve, chat, { text: 'hello', channelData: {}, conversation: { id: chat.id } }),
      ])
        expect(answer).toMatchObject({ status: 403, text: '{"error":"not allowed"}' });
      expect(sentTo(world, chat)).toBe('[]');
    },
  },
  {
    abuse: 'A guest of the tenant presses a case’s card in a chat of their own',
    outcome: 'A guest is served as anybody in their own chat, and has no more part in others’ cases',
    run: async (world) => {
      const guest = makePerson('Guest (External)', 'staff', '22222222-2222-3333-4444-555555555555');
      const { teams } = world.served;
      teams.world.addPerson(guest);
      // A guest writes from the host's tenant.
      const chat = { ...teams.personalChat(guest), tenantId: cast(world).chats.ben.tenantId };
      expectSaid(await world.press(guest, chat, claim(world)), 'belongs to another chat');
      expect((await world.send(guest, chat, { text: 'hello' })).status).toBe(200);
      expect(sentTo(world, chat)).not.toBe('[]');
    },
  },
  {
    abuse: 'An activity of a person’s own chat says it is from somebody else',
    outcome: 'Their cases are not open to that one, whatever id or name it has',
    run: async (world) => {
      const { ben, elena, amara, chats } = cast(world);
      const press = { case: world.reference, act: 'withdraw', surface: 'status' };
      for (const person of [ben, elena, { ...ben, name: amara.name }, { ...ben, id: amara.id }])
        expectSaid(await world.press(person, chats.amara, press), 'belongs to another chat');
      const value = { action: { type: 'Action.Execute', data: press } };
      const nobody = {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value,
        from: { id: ben.id, name: amara.name },
      };
      expectSaid(await world.send(amara, chats.amara, nobody), 'belongs to another chat');
      expect((await world.send(amara, chats.amara, { ...nobody, from: { id: '', name: '' } })).status).toBe(
        400,
      );
    },
  },
  {
    abuse: 'A card’s answer names another case',
    outcome: 'The case is checked for who presses and where, not the card: nothing is changed or shown',
    run: async (world) => {
      const { ben, chats } = cast(world);
      for (const act of ['look', 'show', 'confirm', 'withdraw', 'answer', 'reopen'])
        for (const surface of ['status', 'handoff', 'question', 'outcome'])
          expectSaid(
            await world.press(ben, chats.ben, { case: world.reference, act, surface, text: 'x', why: 'x' }),
            'belongs to another chat',
          );
    },
  },
  {
    abuse: 'The requester presses what only the ESR Team may, and the other way round',
    outcome: 'They are told that it is not theirs to do',
    run: async (world) => {
      const { amara, elena, chats } = cast(world);
      for (const act of ['claim', 'release', 'assign', 'ask', 'resolve', 'show', 'colleagues'])
        expect((await world.press(amara, chats.amara, { ...claim(world), act })).text).toContain(
          'You cannot do that',
        );
      for (const act of ['answer', 'confirm', 'withdraw'])
        expect((await world.press(elena, chats.esrTeam, { ...claim(world), act, text: 'x' })).text).toContain(
          'You cannot do that',
        );
    },
  },
  {
    abuse: 'A case is assigned to somebody who is not in the chat',
    outcome: 'A colleague of the chat has to be chosen',
    run: async (world) => {
      const { elena, ben, chats } = cast(world);
      const data = { case: world.reference, act: 'assign', surface: 'handoff', to: ben.aadObjectId };
      expect((await world.press(elena, chats.esrTeam, data)).text).toContain('Choose a colleague');
    },
  },
  {
    abuse: 'A trainer’s list of learners is pressed from another chat, or changed there',
    outcome: 'It is not there: nothing is sent or shown',
    run: async (world) => {
      const { chloe, chats } = cast(world);
      await world.served.teams.say(chloe, chats.escalation, `432PATELR02 ${MARK}2@nhs.net`);
      const card = JSON.stringify(await world.shows(chats.escalation, '432PATELR02'));
      const learners = /"learners":"(\w{32})"/.exec(card)?.[1];
      expect(learners).toBeDefined();
      for (const chat of Object.values(world.elsewhere))
        for (const act of ['send', 'check', 'change', 'drop', 'paste']) {
          const { text } = await world.press(world.mallory, chat, {
            learners,
            act,
            seen: 1,
            several: '432EVILE01',
          });
          expect(text).not.toMatch(new RegExp(`432PATELR02|${MARK}`, 'i'));
        }
      const drafts = await world.served.app.database.db
        .selectFrom('dialog_state')
        .selectAll()
        .where('key', 'like', 'learners/%')
        .execute();
      expect(drafts.map(({ body }) => body).join()).not.toContain('EVILE01');
    },
  },
  {
    abuse: 'The message action is opened or sent in a chat that is not the trainers’',
    outcome: 'The dialog says where it works; no list is made',
    run: async (world) => {
      const { chats, elena } = cast(world);
      const drafts = async () => (await world.dump()).match(/learners\//g)?.length ?? 0;
      const before = await drafts();
      const messagePayload = { body: { content: `432PATELR02 ${MARK}@nhs.net` } };
      for (const name of ['fetchTask', 'submitAction'])
        for (const [person, chat] of [
          [world.mallory, world.elsewhere.unlinked],
          [world.mallory, world.elsewhere.own],
          [elena, chats.esrTeam],
        ] as const) {
          const value = {
            commandId: 'escalate',
            messagePayload,
            data: { learners: 'a'.repeat(32), act: 'send' },
          };
          const answer = await world.send(person, chat, {
            type: 'invoke',
            name: `composeExtension/${name}`,
            value,
          });
          expect(answer.status).toBe(200);
          expect(answer.text.toLowerCase()).not.toContain(MARK);
        }
      expect(await drafts()).toBe(before);
    },
  },
  {
    abuse: 'Link codes are guessed, used again, or said in a chat of one’s own',
    outcome: 'No chat is linked',
    run: async (world) => {
      const { mallory, elsewhere, served } = world;
      const links = () => served.app.database.db.selectFrom('linked_chats').selectAll().execute();
      const before = await links();
      const code = await served.app.linkCode({ trust: 'esneft', role: 'esr-team' });
      for (const text of ['link AAAAAAAAAA', 'link __proto__', "link ' or 1=1 --", 'link'])
        await served.teams.say(mallory, elsewhere.unlinked, text);
      await served.teams.say(mallory, elsewhere.own, `link ${code}`);
      expect(await links()).toEqual(before);
    },
  },
  {
    abuse: 'The queue or the report is asked for outside the ESR Team’s chat',
    outcome: 'They are told where it belongs; no case is shown',
    run: async (world) => {
      for (const chat of [world.elsewhere.unlinked, world.elsewhere.own, world.elsewhere.escalation])
        for (const desk of ['queue', 'report'])
          expectSaid(
            await world.press(world.mallory, chat, { desk, page: 0 }),
            'belongs to an ESR Team chat',
          );
    },
  },
  {
    abuse: 'A class is opened, confirmed or resolved from another chat',
    outcome: 'It belongs to another chat: nothing is changed or shown',
    run: async (world) => {
      const { chloe, chats } = cast(world);
      const two = `Jo Patel\t432PATELJ08\t${MARK}8@nhs.net\nAl Adams\t432ADAMSA09\t${MARK}9@nhs.net`;
      await world.served.teams.say(chloe, chats.escalation, two);
      await world.pressTitle(chloe, chats.escalation, '432PATELJ08', 'Send to the ESR Team');
      await world.shows(chats.escalation, 'Your class: 2 learners');
      const { id } = await world.served.app.database.db
        .selectFrom('classes')
        .select('id')
        .executeTakeFirstOrThrow();
      const history = await world.history();
      for (const chat of Object.values(world.elsewhere))
        for (const act of ['show', 'open', 'confirm', 'list', 'resolve'])
          expectSaid(
            await world.press(world.mallory, chat, {
              class: id,
              act,
              outcome: 'username-sent',
              learner: world.reference,
            }),
            'belongs to another chat',
          );
      expect(await world.history()).toEqual(history);
    },
    effects: 2,
  },
];
