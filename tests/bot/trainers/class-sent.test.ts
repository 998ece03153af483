import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.ts';
import { readAloud } from '../../support/cards.ts';
import { classOf, learnerLine, lookAt, usernameOf } from './classes.ts';

/** Forty times what Teams allows one chat, so that a class is not waited for. */
const QUICK = { chat: [{ everyMs: 14, burst: 4 }], tenant: [] };

let bot: TestBot;
let see: ReturnType<typeof lookAt>;
beforeEach(async () => {
  bot = await startBot({}, { sendLimits: QUICK });
  see = lookAt(bot);
});
afterEach(() => bot.close());

const cast = () => bot.teams.cast;

describe('a class', () => {
  it('that a colleague sends again is one more card for the team, and no message for each learner', async () => {
    await see.sendClass(3);
    await see.say(classOf(3), cast().people.dev);
    await see.press('Send to the ESR Team', {}, cast().people.dev);
    await see.shown(cast().chats.esrTeam, "Dev Patel's class: 3 learners");
    const texts = bot.teams.activities(cast().chats.esrTeam).map((one) => one.text ?? '');
    expect(texts.filter((text) => text.includes('also reported'))).toEqual([]);
  });

  it('joins a learner who has an open case already, and says so', async () => {
    await see.say(learnerLine(1), cast().people.dev);
    await see.press('Send to the ESR Team', {}, cast().people.dev);
    await see.shown(cast().chats.esrTeam, usernameOf(1), 'ESR username: ');
    await see.say(classOf(3).replace('jo.okoye02@nhs.net', 'other.address@nhs.net'));
    await see.press('Send to the ESR Team');
    await see.shown(
      cast().chats.escalation,
      "This chat has already sent this. I've added what's new: the email address",
    );
    await see.shown(cast().chats.escalation, 'Your class: 3 learners');
    await see.classForTeam(3);
    expect(see.handoffs()).toHaveLength(1);
    // Another colleague's address stands beside the first one's, and is marked.
    await bot.teams.until(() =>
      see.handoffs().some((one) => readAloud(one).includes('other.address@nhs.net')),
    );
  });

  it('whose trainer types that it works is told where to say so', async () => {
    const { escalation } = cast().chats;
    await see.say('they can all sign in now');
    await see.shown(escalation, 'put one learner on each line');
    await see.sendClass(2);
    for (const said of ['all sorted, thanks', 'they can all sign in now']) {
      const { activity } = await see.say(said);
      const answer = bot.teams.activities(escalation).findLast((one) => one.replyToId === activity.id);
      expect(readAloud(answer)).toContain('press it on their card');
    }
  });

  it('of 30 costs the trainers’ chat a handful of calls, and not one for each learner', async () => {
    const calls = () =>
      bot.teams.calls.filter((call) => call.chat === cast().chats.escalation.id && call.method !== 'GET');
    const before = calls().length;
    await see.sendClass(30);
    await see.shown(cast().chats.escalation, 'Your class: 30 learners', '0 of 30 resolved');
    expect(calls().length - before).toBeLessThan(15);
  });
});
