import { expect } from 'vitest';
import { type Abuse, MARK, sentTo } from './world.ts';

/** Who gives what is another's, so as to have a part in their case. */
export const SHARING: readonly Abuse[] = [
  {
    abuse: 'Somebody gives the username and work address of a learner whose case a trainer sent',
    outcome: 'They have a case of their own, and get nothing of the learner’s; the ESR Team sees both',
    // Each case is raised, the first is shown beside the second, and it is resolved, which the second shows.
    effects: 5,
    run: async (world) => {
      const { teams } = world.served;
      const { chloe, elena } = teams.cast.people;
      const { escalation, esrTeam } = teams.cast.chats;
      const username = '432GUESSED01';
      await teams.say(chloe, escalation, `${username} ${MARK}@nhs.net`);
      await world.pressTitle(chloe, escalation, username, 'Send to the ESR Team');
      const { reference } = await world.served.app.database.db
        .selectFrom('cases')
        .select('reference')
        .where('esr_username', '=', username)
        .executeTakeFirstOrThrow();
      const guesser = teams.createPerson('Guy Guesser');
      const own = Object.assign(teams.personalChat(guesser), { installed: true });
      expect(await world.raise(guesser, own, username)).not.toBe(reference);
      await world.shows(esrTeam, reference, 'Two people gave this username');
      const resolve = { act: 'resolve', outcome: 'password-reset-sent', note: 'For nobody else' };
      await world.press(elena, esrTeam, { case: reference, surface: 'handoff', ...resolve });
      await world.settled();
      await world.shows(escalation, reference, 'For nobody else');
      const theirs = JSON.stringify(sentTo(world, own));
      expect(theirs).not.toContain(reference);
      expect(theirs).not.toContain('For nobody else');
      await world.press(guesser, own, { case: reference, act: 'confirm', surface: 'outcome' });
    },
  },
];
