import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultOptions } from '../../../simulator/faults.ts';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, readAloud } from '../../support/cards.ts';

let bot: TestBot;
let passed = 0;
beforeAll(async () => {
  const now = () => new Date(Date.now() + passed).toISOString();
  bot = await startBot({ OFFER_HELP: 'yes' }, { now, sendLimits: { chat: [], tenant: [] } });
});
afterAll(() => bot.close());
afterEach(() => bot.teams.faults.clear());

const OTHER = '11111111-2222-3333-4444-555555555555';
const QUESTION = 'Which ward is it?';
const HELD = 'show nothing about cases';

/** Until the outbox has sent all that waited for so long. */
async function later(minutes: number) {
  await bot.app.poll();
  passed += minutes * 60_000;
  await bot.app.poll();
}

/** An escalation chat with an open case, and somebody of another organisation who is not in it yet. */
async function trainersWith(name: string) {
  const username = `432${name.toUpperCase()}A01`;
  const ann = bot.teams.createPerson(`Ann of ${name}`);
  const guest = bot.teams.createPerson(`Guest of ${name}`, { tenantId: OTHER });
  const team = bot.teams.createGroupChat(`Team ${name}`, [ann]);
  const chat = bot.teams.createGroupChat(`Trainers ${name}`, [ann]);
  await bot.link('esneft', 'esr-team', team);
  await bot.link('esneft', 'escalation', chat);
  await bot.teams.say(ann, chat, `${username} o.ox@nhs.net`);
  const draft = bot.teams.activities(chat).findLast((one) => readAloud(one).includes('Send to the'));
  await bot.teams.press(ann, chat, draft?.id ?? '', 'Send to the ESR Team');
  const status = await bot.teams.until((teams) =>
    teams.activities(chat).find((one) => buttons(one).includes('Yes, withdraw it')),
  );
  const handoff = await bot.teams.until((teams) =>
    teams.activities(team).find((one) => readAloud(one).includes(username)),
  );
  await bot.app.poll();
  const raw = (...ids: readonly string[]) => ({
    type: 'conversationUpdate',
    membersAdded: ids.map((id) => ({ id })),
    channelData: { tenant: { id: chat.tenantId } },
  });
  /** The answer is there, also where it went behind what everybody in the chat is told. */
  const says = async (who: Person, text: string, how = {}) => {
    const said = await bot.teams.say(who, chat, text, how);
    await bot.app.poll();
    return said;
  };
  const comes = () => chat.members.push(guest.id);
  const joins = async () => {
    comes();
    await says(ann, '', { raw: raw(guest.id) });
  };
  const leaves = () => void chat.members.splice(chat.members.indexOf(guest.id), 1);
  const asks = async () => {
    const sent = await bot.teams.press(ann, team, handoff.id, 'Send question', { question: QUESTION });
    expect(sent.outcome.kind).not.toBe('message');
    await bot.app.poll();
  };
  const withdraws = () => bot.teams.press(guest, chat, status.id, 'Yes, withdraw it');
  const seen = (who: Person = guest) => bot.teams.view(who, chat).map(readAloud).join('\n');
  return {
    username,
    ann,
    guest,
    team,
    chat,
    status,
    handoff,
    raw,
    says,
    comes,
    joins,
    leaves,
    asks,
    withdraws,
    seen,
  };
}

const rosterOf = (chat: Chat, effect: FaultOptions['effect'], nth?: number) =>
  bot.teams.faults.add({ match: { operation: 'pagedMembers', chat: chat.id, ...(nth && { nth }) }, effect });

describe('a chat that people of another organisation came into shows and does nothing about cases', () => {
  it('when they left and came back', async () => {
    const { ann, guest, chat, says, joins, leaves, asks, withdraws, seen } = await trainersWith('back');
    await joins();
    leaves();
    await says(ann, 'my cases');
    await joins();
    await asks();
    expect(seen()).not.toContain(QUESTION);
    expect(JSON.stringify((await withdraws()).outcome)).toContain(HELD);
    await says(guest, 'my cases');
    expect(readAloud(bot.teams.view(guest, chat).at(-1))).toContain(HELD);
  });

  it('when another chat has its role by now', async () => {
    const { ann, joins, leaves, says, asks, withdraws, seen } = await trainersWith('gone');
    await bot.link('esneft', 'escalation', bot.teams.createGroupChat('The next trainers', [ann]));
    await joins();
    await asks();
    expect(seen()).not.toContain(QUESTION);
    expect(JSON.stringify((await withdraws()).outcome)).toContain(HELD);
    leaves();
    await says(ann, 'my cases');
    await bot.app.poll();
    await bot.teams.until(() => seen(ann).includes(QUESTION));
  });

  it('when they came together with the bot', async () => {
    const { ann, guest, chat, raw, says, comes, asks, withdraws, seen } = await trainersWith('toget');
    await bot.teams.uninstall(chat);
    await asks();
    comes();
    bot.teams.world.record({ type: 'installed', chat: chat.id, installed: true });
    await says(ann, '', { raw: raw(bot.teams.bot.id, guest.id) });
    expect(seen()).not.toContain(QUESTION);
    expect(JSON.stringify((await withdraws()).outcome)).toContain(HELD);
  });

  it('while Teams gives no list of its people, or one without those who are there', async () => {
    const { ann, guest, chat, says, joins, asks, withdraws, seen } = await trainersWith('list');
    const member = { id: ann.id, name: ann.name, tenantId: ann.tenantId, aadObjectId: ann.aadObjectId };
    const answers: FaultOptions['effect'][] = [
      { status: 503 },
      { status: 429, retryAfter: 30 },
      { status: 403 },
      { drop: true },
      { status: 200, body: { members: [] } },
      { status: 200, body: {} },
      { status: 200, body: { members: [member] } },
      { status: 200, body: { members: [member], continuationToken: 'again' } },
    ];
    rosterOf(chat, answers[0] as FaultOptions['effect']);
    await joins();
    await asks();
    for (const answer of answers) {
      bot.teams.faults.clear();
      rosterOf(chat, answer);
      const { outcome } = await withdraws();
      expect(outcome.kind, JSON.stringify(answer)).toBe('message');
      expect(JSON.stringify(outcome), JSON.stringify(answer)).toContain('cannot check who is in this chat');
      await says(guest, 'my cases', { slash: true });
      expect(readAloud(bot.teams.view(guest, chat).at(-1))).toContain('cannot check who is in this chat');
      await later(6);
      expect(seen(), JSON.stringify(answer)).not.toContain(QUESTION);
    }
  });

  it('while Teams takes long to say who is there: a press is answered in time', async () => {
    const { chat, joins, withdraws } = await trainersWith('slow');
    rosterOf(chat, { status: 503 });
    await joins();
    bot.teams.faults.clear();
    rosterOf(chat, { delayMs: 8000 });
    const started = performance.now();
    expect(JSON.stringify((await withdraws()).outcome)).toContain('cannot check who is in this chat');
    expect(performance.now() - started).toBeLessThan(7000);
  });

  it('in the message extension', async () => {
    const { username, ann, guest, chat, says, joins, seen } = await trainersWith('mext');
    const { activity } = await says(ann, '432NEWONEA01 new.one@nhs.net', { mention: false });
    const before = await bot.teams.openAction(ann, chat, activity.id, 'escalate');
    expect(JSON.stringify(before.task)).toContain('432NEWONEA01');
    const [send] = (before.task?.card.actions ?? []) as { data?: Record<string, unknown> }[];
    await joins();
    const opened = await bot.teams.openAction(guest, chat, activity.id, 'escalate');
    expect(opened.says).toContain(HELD);
    const sent = await bot.teams.submitAction(guest, chat, activity.id, 'escalate', send?.data ?? {});
    expect(sent.says).toContain(HELD);
    await bot.app.poll();
    expect(seen()).not.toContain('432NEWONEA01\n');
    expect(username).toBeDefined();
  });

  it('by a press that has the words of a link code', async () => {
    const { username, ann, guest, chat, status, says, joins, leaves } = await trainersWith('code');
    await joins();
    bot.teams.oldPhones.add(guest.id);
    const { activity } = await bot.teams.press(guest, chat, status.id, 'Yes, withdraw it');
    await says(guest, 'link ABCDEFGHJK', { value: activity.value, replyToId: status.id });
    leaves();
    await bot.link('esneft', 'escalation', chat);
    await says(ann, 'my cases');
    expect(readAloud(bot.teams.view(ann, chat).at(-1))).toContain(username);
  });

  it('nor what was to be said before they came, and Teams did not take', async () => {
    const { username, ann, chat, says, joins, leaves, seen } = await trainersWith('wait');
    bot.teams.faults.add({
      match: { operation: 'reply', chat: chat.id },
      effect: { status: 429, retryAfter: 50 },
    });
    bot.teams.faults.add({
      match: { operation: 'send', chat: chat.id },
      effect: { status: 429, retryAfter: 50 },
    });
    const marker = `**${/[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(seen(ann))?.[0]}**`;
    await says(ann, `status ${username}`);
    expect(seen(ann)).not.toContain(marker);
    await joins();
    bot.teams.faults.clear();
    await later(1);
    expect(seen()).toContain('no longer the escalation chat');
    expect(seen()).not.toContain(marker);
    leaves();
    await says(ann, 'my cases');
    await bot.app.poll();
    await bot.teams.until(() => seen(ann).includes(marker));
  });
});

describe('a chat that is held', () => {
  it.each(['press', 'slash', 'search', 'overheard'])(
    'is told that it is linked no longer, once, however that is noticed: %s',
    async (how) => {
      const { ann, guest, chat, says, joins, withdraws, seen } = await trainersWith(how.slice(0, 5));
      rosterOf(chat, { status: 503 });
      await joins();
      bot.teams.faults.clear();
      if (how === 'press') await withdraws();
      else if (how === 'slash') await says(guest, 'help', { slash: true });
      else if (how === 'search')
        await bot.teams.invoke(
          guest,
          chat,
          bot.teams.activities(chat)[0]?.id ?? '',
          'composeExtension/query',
          {
            commandId: 'find',
            parameters: [{ name: 'find', value: 'ox' }],
          },
        );
      else await says(ann, '432OTHERA01 other@nhs.net', { raw: { entities: [] } });
      await bot.teams.until(() => seen(ann).includes('no longer the escalation chat'));
      await says(ann, 'help');
      await bot.app.poll();
      expect(seen(ann).match(/no longer the escalation chat/g)).toHaveLength(1);
    },
  );

  it('is one that somebody came into while it was being linked', async () => {
    const [ann, guest] = [
      bot.teams.createPerson('Ann of a race'),
      bot.teams.createPerson('Guest of a race', { tenantId: OTHER }),
    ];
    const chat = bot.teams.createGroupChat('Race', [ann]);
    const comes = ({ operation }: { operation: string }) => {
      if (operation !== 'pagedMembers') return;
      bot.teams.events.off('called', comes);
      chat.members.push(guest.id);
    };
    bot.teams.events.on('called', comes);
    await bot.link('esneft', 'escalation', chat);
    const said = () => bot.teams.view(guest, chat).map(readAloud).join();
    await bot.teams.until(() => said().includes('no longer the escalation chat'));
    expect(said()).not.toContain('This is now');
  });

  it('loses no news of its cases, however long it is held', async () => {
    const { ann, joins, leaves, says, asks, seen } = await trainersWith('long');
    await joins();
    await asks();
    for (let hours = 0; hours < 3; hours += 1) for (let tries = 0; tries < 12; tries += 1) await later(5.1);
    const row = await bot.app.database.db
      .selectFrom('outbox')
      .select('attempts')
      .where('last_error', '=', 'the chat is held')
      .execute();
    expect(row.length).toBeGreaterThan(0);
    for (const { attempts } of row) expect(attempts).toBeLessThan(2);
    leaves();
    await says(ann, 'my cases');
    await bot.app.poll();
    await bot.teams.until(() => seen(ann).includes(QUESTION));
  });

  it.each(['', 'channelMemberRemoved'])('is released as soon as they left: %s', async (eventType) => {
    const { ann, guest, raw, says, joins, leaves, asks, seen } = await trainersWith(`y${eventType.length}`);
    const gone = eventType === '' ? { membersRemoved: [{ id: guest.id }] } : {};
    const event = { ...raw(), ...gone, channelData: { ...raw().channelData, eventType } };
    await joins();
    await asks();
    await says(ann, '', { raw: event });
    expect(seen(ann)).not.toContain(QUESTION);
    leaves();
    await says(ann, '', { raw: event });
    expect(seen(ann)).toContain(QUESTION);
  });
});
