import { afterEach, beforeEach } from 'vitest';
import { buttons, readAloud } from './cards.ts';
import { type CaseBot, startCaseBot } from './case-bot.ts';

/** A case of Amara's that the ESR Team has on a card; another for each test. */
export function raisedCase() {
  let bot: CaseBot;
  let reference: string;
  beforeEach(async () => {
    bot = await startCaseBot();
    const { people, chats } = bot.teams.cast;
    reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
  });
  afterEach(() => bot.close());
  const team = () => bot.teams.cast.chats.esrTeam;
  /** The newest card of the case in the team's chat that says these words. */
  const handoff = (...words: string[]) => bot.shows(team(), reference, ...words);
  return {
    get bot() {
      return bot;
    },
    get reference() {
      return reference;
    },
    team,
    handoff,
    /** An officer presses a button of the case's card once it is there, with what is filled in. */
    async work(who: 'elena' | 'femi', button: string, inputs = {}) {
      const card = await bot.teams.until((teams) =>
        teams
          .activities(team())
          .findLast((one) => readAloud(one).includes(reference) && buttons(one).includes(button)),
      );
      return bot.teams.press(bot.teams.cast.people[who], team(), card.id, button, inputs);
    },
  };
}
