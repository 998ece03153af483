import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { actionIn, classOf, lookAt, usernameOf } from './classes.ts';

let bot: TestBot;
let see: ReturnType<typeof lookAt>;
beforeEach(async () => {
  bot = await startBot();
  see = lookAt(bot);
  await see.say(classOf(3));
  await see.press('Send to the ESR Team');
  await see.shown(bot.teams.cast.chats.escalation, 'Your class: 3 learners', '0 of 3 resolved');
});
afterEach(() => bot.close());

const cast = () => bot.teams.cast;
const escalation = () => cast().chats.escalation;
const lastWords = () => readAloud(see.last(escalation()));

/** What the bot answers this person's words with. */
async function asked(text: string, person = cast().people.dev): Promise<string> {
  const before = bot.teams.activities(escalation()).length;
  await see.say(text, person);
  return bot.teams.until(() => {
    const answers = bot.teams.activities(escalation()).slice(before);
    return answers.length > 0 ? answers.map(readAloud).join('\n') : undefined;
  });
}

describe('a colleague of the trainer', () => {
  it.each(['status Okoye', 'how is Jo Okoye doing?', 'any news on 432OKOYEJ02', 'status of jo okoye please'])(
    'is told of the learner for: %s',
    async (text) => {
      expect(await asked(text)).toContain('432OKOYEJ02');
      expect(lastWords()).not.toContain(usernameOf(0));
    },
  );

  it('is told that nobody is found, and that a class is a colleague’s', async () => {
    expect(await asked('status Nobodyson')).toContain('cannot find');
    const mine = await asked('my cases');
    expect(mine).toContain('You have no open cases here');
    expect(mine).toContain('Chloe Martin has 3');
  });

  it.each(['how is my class?', 'any news on the class', 'status of the class please'])(
    'gets the card of the class at the end of the chat for: %s',
    async (text) => {
      await see.say(text, cast().people.dev);
      const card = await bot.teams.until(() => {
        const last = see.last(escalation());
        return last && readAloud(last).includes('0 of 3 resolved') ? last : undefined;
      });
      expect(buttons(card)).toContain('Take over');
      const shown = bot.teams
        .activities(escalation())
        .filter((one) => readAloud(one).includes('0 of 3 resolved'));
      expect(shown).toHaveLength(1);
    },
  );

  it('takes the class over: the first trainer is told, and the news is for the colleague', async () => {
    const { chloe, dev, elena } = cast().people;
    await see.press('Take over', {}, dev);
    const told = await see.shown(escalation(), 'Dev Patel has taken over your class of 3 learners');
    expect(JSON.stringify(told.entities)).toContain(chloe.aadObjectId);
    await see.shown(escalation(), 'Your class: 3 learners', 'Dev Patel has taken it over');
    expect(await asked('my cases')).toContain('You have 3 open cases here');
    const handoff = await see.handoffOf(0);
    expect(readAloud(handoff)).toContain('Dev Patel (Epic trainer)');
    await bot.teams.press(elena, cast().chats.esrTeam, handoff.id, 'Resolve and tell them', {
      outcome: 'password-reset-sent',
    });
    const news = await see.shown(escalation(), 'What they do next');
    expect(JSON.stringify(news.entities)).toContain(dev.aadObjectId);
    const outcome = await see.press('Take over', {}, dev);
    expect(JSON.stringify(outcome.outcome)).toContain('already');
  });

  it('who took it over answers a question about several, also once one of them is resolved', async () => {
    const { dev, elena } = cast().people;
    const team = cast().chats.esrTeam;
    const { id } = await see.classForTeam(3);
    const press = async (action: Parameters<typeof bot.teams.press>[3], inputs = {}) => {
      const { outcome } = await bot.teams.press(elena, team, id, action, inputs);
      if (outcome.kind !== 'card') throw new Error(`No card: ${JSON.stringify(outcome)}`);
      return outcome.card;
    };
    const form = await press(actionIn(await press('Refresh'), 'Ask about ticked'), {
      'tick-0': 'true',
      'tick-1': 'true',
    });
    await press(actionIn(form, 'Send question'), { question: 'Which ward?' });
    const question = await see.shown(escalation(), 'Which ward?', 'About: Jo Patel, Jo Okoye');
    await see.press('Take over', {}, dev);
    const handoff = await see.handoffOf(0);
    await bot.teams.press(elena, team, handoff.id, 'Resolve and tell them', { outcome: 'record-corrected' });
    await see.shown(escalation(), 'What they do next');
    await bot.app.poll();
    const now = bot.teams.activities(escalation()).find((one) => one.id === question.id);
    expect(readAloud(now)).not.toContain('no answer is needed');
    await bot.teams.press(dev, escalation(), question.id, 'Send answer', { text: 'Ward nine' });
    await see.shown(team, 'Jo Okoye', 'Dev Patel has answered', 'Ward nine');
  });

  it('who took it over is the one whom an open question mentions', async () => {
    const { chloe, dev, elena } = cast().people;
    const handoff = await see.handoffOf(0);
    await bot.teams.press(elena, cast().chats.esrTeam, handoff.id, 'Send question', {
      question: 'Which ward?',
    });
    const asked = await see.shown(escalation(), 'Which ward?', 'About: Jo Patel');
    expect(JSON.stringify(asked.entities)).toContain(chloe.aadObjectId);
    await see.press('Take over', {}, dev);
    const now = await bot.teams.until(() =>
      bot.teams
        .activities(escalation())
        .find((one) => one.id === asked.id && JSON.stringify(one.entities).includes(dev.aadObjectId)),
    );
    expect(JSON.stringify(now)).not.toContain(chloe.aadObjectId);
    expect(buttons(now)).toContain('Send answer');
  });

  it('who took it over gets the news that had not been sent', async () => {
    const { dev, elena } = cast().people;
    const handoff = await see.handoffOf(0);
    bot.teams.faults.add({
      match: { chat: escalation().id, operation: 'send' },
      effect: { status: 503, retryAfter: 1 },
    });
    const { esrTeam } = cast().chats;
    await bot.teams.press(elena, esrTeam, handoff.id, 'Send question', { question: 'Which ward?' });
    await see.press('Take over', {}, dev);
    bot.teams.faults.clear();
    const asked = await see.shown(escalation(), 'Which ward?', 'About: Jo Patel', 'Your answer');
    expect(JSON.stringify(asked.entities)).toContain(dev.aadObjectId);
  });
});
