import { describe, expect, test } from 'vitest';
import { cardOf } from '../../simulator/activity.ts';
import { askCard, startWorld } from './fake-bot.ts';

const cardAnswer = (title: string) => ({
  status: 200,
  body: {
    statusCode: 200,
    type: 'application/vnd.microsoft.card.adaptive',
    value: { type: 'AdaptiveCard', title },
  },
});

async function withCard() {
  const world = await startWorld();
  const id = await world.send(world.chats.esrTeam.id, askCard());
  const titles = () =>
    [world.people.elena, world.people.femi].map(
      (person) => cardOf(world.teams.view(person, world.chats.esrTeam)[0] ?? {})?.title,
    );
  const press = (inputs?: Record<string, unknown>) =>
    world.teams.press(world.people.elena, world.chats.esrTeam, id, 'Send', inputs);
  return Object.assign(world, { id, titles, press });
}

test('an Execute reaches the bot as an invoke, with the data and the inputs', async () => {
  await using world = await withCard();
  await world.press({ email: 'now@example.nhs.uk' });
  expect(world.bot.heard[0]).toMatchObject({
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: world.id,
    from: { name: 'Elena Rossi' },
    value: {
      action: {
        type: 'Action.Execute',
        title: 'Send',
        verb: 'send',
        data: { caseId: 'C1', email: 'now@example.nhs.uk' },
      },
      trigger: 'manual',
    },
  });
  expect(world.bot.heard[0]).not.toHaveProperty('text');
});

test('an input nobody touched keeps what the card gave it', async () => {
  await using world = await withCard();
  await world.press();
  expect(world.bot.heard[0]?.value).toMatchObject({ action: { data: { email: 'before@example.nhs.uk' } } });
});

test('an old phone takes the fallback: a message with the value and no text', async () => {
  await using world = await withCard();
  world.teams.oldPhones.add(world.people.elena.id);
  await world.press({ email: 'now@example.nhs.uk' });
  const [heard] = world.bot.heard;
  expect(heard).toMatchObject({
    type: 'message',
    replyToId: world.id,
    value: { caseId: 'C1', verb: 'send', email: 'now@example.nhs.uk' },
  });
  expect(heard).not.toHaveProperty('text');
});

test('nobody can press a button that the card on their screen does not have', async () => {
  await using world = await withCard();
  const press = world.teams.press(world.people.elena, world.chats.esrTeam, world.id, 'Resolve');
  await expect(press).rejects.toThrow(/no action "Resolve".*Send/);
});

test('a card in the answer is seen by the presser alone, until the bot updates the message for all', async () => {
  await using world = await withCard();
  world.bot.answer = () => cardAnswer('Claimed by you');
  expect((await world.press()).outcome).toMatchObject({ kind: 'card' });
  expect(world.titles()).toEqual(['Claimed by you', undefined]);

  const update = askCard({ title: 'Claimed by Elena' });
  await world.call('PUT', `conversations/${world.chats.esrTeam.id}/activities/${world.id}`, {
    type: 'message',
    ...update,
  });
  expect(world.titles()).toEqual(['Claimed by Elena', 'Claimed by Elena']);
  expect(world.teams.activities(world.chats.esrTeam)[0]?.edited).toBe(true);
});

describe('what the presser sees', () => {
  const message = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Saved' };
  const error = {
    statusCode: 400,
    type: 'application/vnd.microsoft.error',
    value: { code: 'Stale', message: 'old' },
  };
  test.each([
    ['a message', { status: 200, body: message }, { kind: 'message', text: 'Saved' }],
    ['an error', { status: 200, body: error }, { kind: 'error', code: 'Stale' }],
    [
      'a failure',
      { status: 500 },
      { kind: 'error', code: '500', text: 'Unable to reach app. Please try again.' },
    ],
    ['an unread invoke', { status: 501 }, { kind: 'error', code: '501' }],
    ['an empty answer', { status: 200 }, { kind: 'error', code: 'empty' }],
    ['an empty message', { status: 200, body: { ...message, value: '' } }, { kind: 'error', code: 'empty' }],
  ])('after %s', async (_, answer, outcome) => {
    await using world = await withCard();
    world.bot.answer = () => answer;
    expect((await world.press()).outcome).toMatchObject(outcome);
    expect(world.titles()).toEqual([undefined, undefined]);
  });
});

test('a message action carries the message, and its dialog comes back', async () => {
  await using world = await startWorld();
  const { teams, bot, people, chats } = world;
  const { activity } = await teams.say(people.chloe, chats.escalation, 'cannot <log> in', { mention: false });
  const content = { type: 'AdaptiveCard', version: '1.5' };
  bot.answer = () => ({
    status: 200,
    body: { task: { type: 'continue', value: { title: 'Escalate', card: { content } } } },
  });
  const opened = await teams.openAction(people.dev, chats.escalation, activity.id, 'escalate');
  expect(opened.task).toEqual({ title: 'Escalate', card: content });
  expect(bot.heard[0]).toMatchObject({
    type: 'invoke',
    name: 'composeExtension/fetchTask',
    from: { name: 'Dev Patel' },
    conversation: { id: chats.escalation.id },
    value: {
      commandId: 'escalate',
      commandContext: 'message',
      messagePayload: {
        id: activity.id,
        from: { user: { id: people.chloe.aadObjectId, displayName: 'Chloe Martin' } },
        body: { contentType: 'html', content: '<p>cannot &lt;log&gt; in</p>' },
      },
    },
  });

  bot.answer = () => ({ status: 200, body: {} });
  const submitted = await teams.submitAction(people.dev, chats.escalation, activity.id, 'escalate', {
    email: 'a@b.c',
  });
  expect(submitted.task).toBeUndefined();
  expect(bot.heard[1]).toMatchObject({
    name: 'composeExtension/submitAction',
    value: { data: { email: 'a@b.c' } },
  });
});
