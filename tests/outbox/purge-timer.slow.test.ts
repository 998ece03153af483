import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { type CaseBot, startCaseBot } from '../support/case-bot.ts';

let bot: CaseBot | undefined;
afterEach(() => bot?.close());

/** Amara's case, resolved at once; it closes after seven days without a word. */
async function start() {
  bot = await startCaseBot();
  const { people, chats } = bot.teams.cast;
  const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
  const card = await bot.shows(chats.esrTeam, reference);
  const outcome = { outcome: 'password-reset-sent' };
  await bot.teams.press(people.elena, chats.esrTeam, card.id, 'Resolve and tell them', outcome);
  return { bot, people, chats, reference };
}

const PERSONAL = /432OKAFORA01|someone@nhs\.net|Amara Okafor/;

/** The case as it is stored. */
const stored = async ({ app }: CaseBot) =>
  JSON.stringify(await app.database.db.selectFrom('cases').selectAll().execute());

describe('the nightly purge', () => {
  it('comes every night, and takes what is personal 30 days after a case closed', async () => {
    const { bot: it } = await start();
    for (let day = 0; day < 36; day += 1) await it.forward({ days: 1 });
    expect(await stored(it)).toMatch(PERSONAL);
    for (let day = 0; day < 3; day += 1) await it.forward({ days: 1 });
    expect(await stored(it)).not.toMatch(PERSONAL);
  });

  it('overwrites it in the file, and changes no message in Teams', async () => {
    const { bot: it, people, chats, reference } = await start();
    await it.forward({ days: 8 });
    const shown = it.teams.calls.length;
    await it.forward({ days: 40 });
    const operations = it.teams.calls.slice(shown).map((call) => call.operation);
    expect(operations).not.toContain('update');
    // The team asks for the case by its reference: it is still known, without anybody's name.
    await it.teams.say(people.elena, chats.esrTeam, `case ${reference}`);
    await it.settled();
    const answer = JSON.stringify(it.teams.activities(chats.esrTeam).at(-1));
    expect(answer).not.toMatch(PERSONAL);
    const file = it.databaseUrl.slice('sqlite:'.length);
    await it.app.close();
    expect(readFileSync(file, 'latin1')).not.toMatch(PERSONAL);
  });
});
