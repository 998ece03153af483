import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { classOf, lookAt, usernameOf } from './classes.ts';

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
});
