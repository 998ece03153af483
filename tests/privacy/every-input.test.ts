import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../../simulator/teams-options.ts';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { redactInputs } from '../../src/bot/card-inputs.ts';
import { inTemplate } from '../../src/cards/inputs.ts';
import { Cards } from '../../src/cards/render.ts';
import { loadProblems } from '../../src/guides/problems.ts';
import { heldSecret } from '../../src/privacy/typed-fields.ts';
import { cardInputsOf, type SentActivity } from '../../src/teams/pressed.ts';
import { buttons, cardIn } from '../support/cards.ts';
import { type CaseBot, MONDAY, startCaseBot } from '../support/case-bot.ts';

const ROOT = join(import.meta.dirname, '../..');
const cards = new Cards(join(ROOT, 'cards'));

/** Secrets as people give them away; # is a number of its own, so that each planted one is known again. */
const SAYINGS = [
  'My password is Plant#Secret! and I am stuck',
  'Plant#Secret!',
  'my mum’s maiden name is Plant#secret',
  'pw: plant#secret',
] as const;

const redact = (activity: SentActivity) => redactInputs(cards, cardInputsOf(activity));

const planted: string[] = [];
const filled = new Set<string>();

function aSecret(): string {
  const number = 1000 + planted.length;
  planted.push(`plant${number}secret`);
  return (SAYINGS[number % SAYINGS.length] ?? '').replace('#', String(number));
}

type Element = Readonly<Record<string, unknown>>;

/** Every Input.* of a card, shown or behind a button, with its id. */
function inputsOn(part: unknown): { id: string; type: string; value: unknown; choices: unknown }[] {
  if (part === null || typeof part !== 'object') return [];
  const { type, id, value, choices } = part as Element;
  const own = String(type).startsWith('Input.')
    ? [{ id: String(id), type: String(type), value, choices }]
    : [];
  return [...own, ...Object.values(part).flatMap(inputsOn)];
}

/** A secret in each input of a card; what `keep` names stays as it is, so that the press is taken. */
function secrets(card: unknown, keep: Element = {}): Record<string, unknown> {
  const inputs = inputsOn(card).map(({ id }) => {
    if (id in keep) return [id, keep[id]];
    filled.add(inTemplate(id));
    return [id, aSecret()];
  });
  return Object.fromEntries(inputs);
}

it.each(cards.names)('no secret in any input of the card %s passes the door', (name) => {
  const template = JSON.parse(readFileSync(globSync(join(ROOT, `cards/*/${name}.json`))[0] ?? '', 'utf8'));
  const typed = inputsOn(template).filter(({ id }) => cards.inputs.typed.has(id));
  for (const { id } of typed) {
    const field = id.replace(/\$\{.*?\}/, '12');
    for (const data of SAYINGS.map((saying) => ({ [field]: saying.replace('#', '1234') }))) {
      const press = { type: 'invoke', value: { action: { data } } };
      redact(press);
      expect(JSON.stringify(press).toLowerCase()).not.toContain('plant1234secret');
      expect(heldSecret(press.value.action.data, field)).toBe(true);
      const submit = { type: 'message', value: data };
      redact(submit);
      expect(JSON.stringify(submit).toLowerCase()).not.toContain('plant1234secret');
      const dialog = { type: 'invoke', value: { data } };
      redact(dialog);
      expect(JSON.stringify(dialog).toLowerCase()).not.toContain('plant1234secret');
    }
  }
});

it('what a button sends along itself has no name of an input', () => {
  const { own, typed, chosen } = cards.inputs;
  expect([...own].filter((field) => typed.has(field) || chosen.has(field))).toEqual([]);
});

describe('a secret in every input of every card', () => {
  let bot: CaseBot;
  let see: (who: Person, chat: Chat, button: string) => Shown | undefined;
  beforeAll(async () => {
    bot = await startCaseBot(MONDAY, { TRUSTS: 'esneft,yas' });
    see = (who, chat, button) => bot.teams.view(who, chat).findLast((one) => buttons(one).includes(button));
  });
  afterAll(() => bot.close());

  /** Presses a button with a secret in each input, on the newest card that has it. */
  async function press(who: Person, chat: Chat, button: string, keep: Element = {}, plant = true) {
    const message = await bot.teams.until(() => see(who, chat, button));
    const inputs = plant ? secrets(cardIn(message), keep) : keep;
    const pressed = await bot.teams.press(who, chat, message.id, button, inputs);
    await bot.settled();
    return pressed;
  }

  it('is in no file that the bot keeps, on no card, and in no message', async () => {
    const { teams } = bot;
    const { chats } = teams.cast;
    const { amara, ben, chloe, elena } = teams.cast.people;
    const { amara: chat, esrTeam: team, escalation } = chats;
    const shown: string[] = [];
    await bot.link('yas', 'esr-team', teams.createGroupChat('Yorkshire’s ESR Team', [elena]));
    const pressing =
      (who: Person, where: Chat) =>
      async (button: string, keep: Element = {}, plant = true) => {
        const pressed = await press(who, where, button, keep, plant);
        shown.push(JSON.stringify(pressed.outcome));
      };
    const byAmara = pressing(amara, chat);
    const byBen = pressing(ben, chats.ben);
    const byTeam = pressing(elena, team);
    const byChloe = pressing(chloe, escalation);

    // Staff: a question that is typed into, and the form as each problem asks for it.
    const { branches } = loadProblems(join(ROOT, 'guides'));
    await teams.say(amara, chat, 'talk to someone');
    await byAmara('East Suffolk and North Essex NHS Foundation Trust');
    for (const [id, { title }] of branches) {
      for (const text of ['start over', title]) await teams.say(amara, chat, text);
      if (id === 'username-format') {
        await byAmara('Carry on');
        await byAmara('Check my username');
      }
      await teams.say(amara, chat, 'talk to someone');
      // What no card asks for, but somebody sends, goes the same way.
      await byAmara('Check my answers', { other: aSecret() });
    }

    // What is odd and may be right comes back with a tick, which stands for what was typed.
    const odd = { username: '432OKAFORA1', email: 'amara@gmial.com', words: '' };
    await byAmara('Check my answers', odd, false);
    await byAmara('Check my answers', odd);

    // Another Trust asks for other things.
    await teams.say(ben, chats.ben, 'talk to someone');
    await byBen('Yorkshire Ambulance Service');
    await byBen('Check my answers');

    // A case: the ESR Team's forms, and the requester's.
    await teams.say(amara, chat, 'start over');
    const reference = await bot.raise(amara, chat, '432OKAFORA01');
    await byTeam('Claim');
    for (const asked of ['add something', 'change my email']) {
      await teams.say(amara, chat, asked);
      await byAmara('Send to the ESR Team');
      await byAmara('Back', {}, false);
    }
    await byTeam('Send question');
    await byTeam('Send question', { question: 'Which ward?' });
    await bot.shows(chat, 'Which ward?');
    await byAmara('Send answer');
    await byTeam('Assign');
    await byTeam('Assign');
    await teams.say(elena, team, `case ${reference}`);
    await byTeam('Resolve and tell them');
    await byTeam('Resolve and tell them', { outcome: 'password-reset-sent' });
    await byTeam('Resolve and tell them', { outcome: 'password-reset-sent', note: '', sentTo: '' });
    await bot.shows(chat, 'News from the ESR Team');
    // What ten people ask in one hour is an incident.
    for (let asked = 0; asked < 10; asked += 1) {
      const one = teams.createPerson(`Sam ${asked}`);
      await teams.say(one, teams.personalChat(one), 'is ESR down?');
      await press(one, teams.personalChat(one), 'East Suffolk and North Essex NHS Foundation Trust');
    }
    await byTeam('Set the notice');
    await byAmara('Tell the ESR Team');
    await teams.say(elena, team, 'report');
    const report = teams.activities(team).at(-1);
    await teams.press(elena, team, report?.id ?? '', buttons(report)[0] ?? '', secrets(cardIn(report)));

    // Trainers: the check card, the paste box, a class on both sides, and the dialog of the message action.
    await teams.say(chloe, escalation, 'escalate');
    await byChloe('Send to the ESR Team');
    await byChloe('Add several');
    await byChloe('Check the list');
    await teams.say(chloe, escalation, '432LEEA03 a.lee@nhs.net Ann Lee, who starts on Monday');
    await byChloe('Add several', {}, false);
    await byChloe('Check the list', { several: '432FRYB03 b.fry@nhs.net' }, false);
    await byChloe('Change', { change: '1' }, false);
    await byChloe('Check again');
    await teams.say(chloe, escalation, '432SMITHJ01 jo.smith@nhs\n432PATELR02\n432KHANS01 s.khan@nhs.net');
    await byChloe('Send to the ESR Team');
    await byChloe('Check again');
    const learners = ['03', '04'].map((end) => `Jo Marsh\t432MARSHJ${end}\tjo.marsh${end}@nhs.net`);
    const { activity } = await teams.say(chloe, escalation, learners.join('\n'));
    await byChloe('Send to the ESR Team', {}, false);
    await bot.forward({ minutes: 1 });
    await bot.shows(escalation, 'Your class: 2 learners');
    await byChloe('Show the case');
    await byTeam('Ask about ticked');
    const dialog = await teams.openAction(chloe, escalation, activity.id, 'escalate');
    const [, draft] = /"learners":"([0-9a-f]{32})"/.exec(JSON.stringify(dialog.task?.card)) ?? [];
    const data = { learners: draft, seen: 1, act: 'check', ...secrets(dialog.task?.card) };
    const submitted = await teams.submitAction(chloe, escalation, activity.id, 'escalate', data);
    expect(JSON.stringify(submitted.task)).toContain('learners');
    shown.push(JSON.stringify(submitted.task));
    shown.push(
      ...[chat, team, escalation].flatMap((one) => teams.activities(one).map((it) => JSON.stringify(it))),
    );

    // A new input has to come along above.
    expect([...cards.inputs.typed].filter((id) => !filled.has(id))).toEqual([]);
    expect(cards.inputs.typed.size).toBeGreaterThan(10);
    const kept = () => {
      const folder = dirname(bot.databaseUrl.replace('sqlite:', ''));
      return readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1').toLowerCase());
    };
    const places = [...kept(), ...shown.map((one) => one.toLowerCase())];
    await bot.app.close();
    places.push(...kept());
    const found = planted.filter((one) => places.some((place) => place.includes(one)));
    expect(found).toEqual([]);
  });
});
