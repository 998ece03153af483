import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePerson, makePersonalChat, makeSharedChat } from '../../simulator/cast.ts';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import type { Shown } from '../../simulator/teams-options.ts';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { loadProblems } from '../../src/guides/problems.ts';
import { type BotProcess, startBotProcess } from '../shared/bot-process.ts';
import { anActivity } from '../support/activity.ts';
import { buttons, readAloud } from '../support/cards.ts';
import { linkInProcess } from '../support/link-in-process.ts';
import { METRICS_TOKEN, readFigures } from '../support/metrics.ts';
import { rawRequest } from '../support/raw-http.ts';

/** In every name, address, username and text of this test. */
const MARK = 'zyxmark';
const SECRET = 'Zyxmark-Pass9!';

let folder: string;
let teams: Teams;
let bot: BotProcess;
let staff: Person;
let trainer: Person;
let officer: Person;
let chat: Chat;
let escalation: Chat;
let team: Chat;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-marked-'));
  const database = `sqlite:${join(folder, 'bot.db')}`;
  teams = await createTeams();
  const person = (name: string, role: Person['role']) => teams.world.addPerson(makePerson(name, role));
  staff = person('Zyxmark Staff', 'staff');
  trainer = person('Zyxmark Trainer', 'trainer');
  officer = person('Zyxmark Officer', 'officer');
  chat = teams.world.addChat(makePersonalChat(staff));
  escalation = teams.world.addChat(makeSharedChat('groupChat', 'Zyxmark trainers', [trainer]));
  team = teams.world.addChat(makeSharedChat('groupChat', 'Zyxmark team', [officer]));
  bot = await startBotProcess(database, 'trial', { LOG_LEVEL: 'debug', METRICS_TOKEN });
  teams.botUrl = bot.url;
  await linkInProcess(teams, database, 'esneft', 'esr-team', team);
  await linkInProcess(teams, database, 'esneft', 'escalation', escalation);
});
afterAll(async () => {
  await bot.kill('SIGKILL');
  await teams.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As long as Teams' limits may hold up what is sent to one chat. */
const PATIENCE = 60_000;
const shows = (where: Chat, ...words: string[]) =>
  teams.until(
    () => teams.activities(where).findLast((one) => words.every((word) => readAloud(one).includes(word))),
    PATIENCE,
  );
const press = (who: Person, where: Chat, button: string, inputs = {}) =>
  teams.press(who, where, teams.activities(where).at(-1)?.id ?? '', button, inputs);
/** A card that moved leaves its old place, and lists name cases too: the one to press is the one with the button. */
const work = async (words: string, button: string, inputs = {}) => {
  const has = (one: Shown) => readAloud(one).includes(words) && buttons(one).includes(button);
  const { id } = await teams.until(() => teams.activities(team).findLast(has), PATIENCE);
  return teams.press(officer, team, id, button, inputs);
};

/** Ben's day, a trainer's and a team's, and what can go wrong on it. */
async function aWholeDay() {
  await teams.say(staff, chat, 'hello');
  await teams.say(staff, chat, `my password is ${SECRET} and ${MARK} is my ward`);
  await teams.say(staff, chat, 'talk to someone');
  await press(staff, chat, 'Check my answers', {
    username: `432 ${MARK}`,
    email: `${MARK} at nhs`,
    words: 'It does not let me in',
  });
  await press(staff, chat, 'Check my answers', {
    username: '432ZYXMARK01',
    email: 'zyxmark@nhs.net',
    words: 'It does not let me in',
  });
  const { outcome } = await press(staff, chat, 'Yes, send to the ESR Team');
  const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(outcome))?.[0] ?? 'none';

  await work(reference, 'Claim');
  await work(reference, 'Send question', { question: `Which ${MARK} ward?` });
  await shows(chat, `Which ${MARK} ward?`);
  await teams.say(staff, chat, `${MARK} ward`);
  for (const text of [
    'queue',
    'mine',
    'report',
    `case ${reference}`,
    `notice ${MARK} is down`,
    'notice off',
  ]) {
    await teams.say(officer, team, text);
  }
  const done = { outcome: 'password-reset-sent', note: `told ${MARK}` };
  await work(reference, 'Resolve and tell them', done);
  await shows(chat, 'News from the ESR Team');

  const message = 'Reset needed - Jo Zyxmark, ESR username 432ZYXMARK02, email zyxmark2@nhs.net. Thanks';
  await teams.say(trainer, escalation, message);
  await press(trainer, escalation, 'Send to the ESR Team');
  // Teams refuses, and repeats in its answer what it was sent.
  teams.faults.add({
    match: { operation: 'update' },
    effect: { status: 400, code: 'BadSyntax' },
  });
  await work('432ZYXMARK02', 'Claim');
  return reference;
}

/** Every problem, told in marked words on the way and handed over with marked details, each by somebody else. */
async function everyProblem() {
  const { branches } = loadProblems(join(import.meta.dirname, '../../guides'));
  for (const [index, { title }] of [...branches.values()].entries()) {
    const who = teams.createPerson(`Zyxmark Staff ${index}`);
    const where = teams.personalChat(who);
    const username = `432ZYXMARK${index + 10}`;
    let said = '';
    for (const text of ['hello', title, `${MARK} ${index}`, 'talk to someone'])
      await teams.say(who, where, text);
    const details = {
      username,
      email: 'zyxmark@nhs.net',
      name: 'Zyxmark Name',
      words: `${MARK} words`,
      'smartcard-number': '900000000012',
      'esr-number': '20000012',
      'learner-type': 'staff',
    };
    for (const [button, inputs] of [
      ['Check my answers', details],
      ['Yes, send to the ESR Team', {}],
    ] as const) {
      const has = (one: Shown) => buttons(one).includes(button);
      const { id } = await teams.until(() => teams.activities(where).findLast(has), PATIENCE);
      said = JSON.stringify((await teams.press(who, where, id, button, inputs)).outcome);
    }
    expect(said).toContain('On its way to the ESR Team');
  }
}

/** A class, by message and by the message action, worked as one. */
async function aClass() {
  const learners = ['03', '04'].map((end) => `Jo Zyxmark\t432ZYXMARK${end}\tzyxmark${end}@nhs.net`);
  const { activity } = await teams.say(trainer, escalation, learners.join('\n'));
  await press(trainer, escalation, 'Send to the ESR Team');
  await shows(escalation, 'Your class: 2 learners');
  await teams.openAction(trainer, escalation, activity.id, 'escalate');
  for (const text of ['mine', 'help', `add ${MARK}`, `${MARK} ${SECRET}`])
    await teams.say(trainer, escalation, text);
  await work('432ZYXMARK03', 'Refresh');
}

/** What a stranger sends, and what breaks a turn. */
async function whatGoesWrong() {
  const json = { 'content-type': 'application/json' };
  const good = await anActivity({ serviceUrl: teams.serviceUrl, text: MARK });
  const bodies = [
    `{"text":"${MARK}`,
    JSON.stringify({ type: MARK }),
    JSON.stringify({ ...good, id: '1', serviceUrl: `https://${MARK}.example/` }),
    JSON.stringify({
      ...good,
      id: '2',
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: MARK },
    }),
    JSON.stringify({ ...good, id: '3', value: { action: { verb: MARK, data: { card: MARK } } } }),
    JSON.stringify({ ...good, id: '4', entities: [{ type: 'mention', mentioned: MARK, text: 5 }] }),
    JSON.stringify({ ...good, id: '5', type: 'invoke', name: 'composeExtension/submitAction', value: MARK }),
    JSON.stringify({ ...good, id: '6', type: 'invoke', name: MARK, value: null }),
  ];
  for (const body of bodies) {
    await rawRequest(bot.port, { headers: { ...json, authorization: `Bearer ${MARK}` }, body });
  }
  await rawRequest(bot.port, { headers: { 'content-type': MARK }, body: MARK });
  await rawRequest(bot.port, { method: 'GET', path: `/${MARK}?${MARK}` });
}

describe('a whole day at the most talkative log level', () => {
  it('leaves nothing of what people wrote or are called in anything but Teams and the database', async () => {
    await aClass();
    await everyProblem();
    const reference = await aWholeDay();
    await whatGoesWrong();
    expect(readAloud(await shows(team, reference))).toContain('432ZYXMARK01');
    const answers = await Promise.all(
      ['/metrics', '/readyz', '/healthz'].map((path) => readFigures(bot.port, path)),
    );
    expect(answers[0]?.status).toBe(200);
    await teams.until(() => bot.said().includes('delivery: refused'));
    await bot.kill('SIGTERM');

    const left = [bot.said(), ...answers.map((one) => one.text)].join('\n');
    expect(left).toContain('"msg":"ready"');
    expect(left).toContain('request refused');
    const people = [staff, trainer, officer].flatMap((one) => [one.aadObjectId, one.id]);
    const chats = [chat, escalation, team].map((one) => one.id);
    const lines = left.split('\n');
    const telling = lines.filter((line) =>
      [MARK, SECRET, '900000000012', '20000012', ...people, ...chats].some((mark) =>
        line.toLowerCase().includes(mark.toLowerCase()),
      ),
    );
    expect(telling).toEqual([]);
  });
});
