import { describe, expect, it } from 'vitest';
import { buttons, readAloud } from '../../support/cards.ts';
import { caseOfEachTest } from './case-of-each-test.ts';

const staff = caseOfEachTest();
const { last, shown, say, press, raise, team, teamCard, teamHeard } = staff;

describe('a person whose case closed while they wrote', () => {
  const RESOLVED = { outcome: 'password-reset-sent' };
  const WORDS = 'on nights';
  const close = async (reference: string) => {
    await team(reference, 'Resolve and tell them', RESOLVED);
    await press("Yes, it's working");
    expect(teamCard(reference)).toContain('Closed');
  };

  it.each(['pressed', 'typed'])('can reopen it with their words: %s', async (how) => {
    const reference = await raise();
    await say('add something');
    await close(reference);
    if (how === 'typed') await say(WORDS);
    else await press('Send to the ESR Team', { more: WORDS });
    expect(shown()).toContain(`Case ${reference} is closed`);
    expect(shown()).toContain(WORDS);
    await press('Yes, reopen it');
    expect(teamHeard(reference).join()).toContain(`${reference} has been reopened`);
    expect(teamCard(reference)).toContain(WORDS);
  });

  it.each(['reopen REF it stopped letting me in', 'REF is still not working'])(
    'can name it and reopen it with their words: %s',
    async (typed) => {
      const reference = await raise();
      await close(reference);
      await say(typed.replace('REF', reference));
      expect(shown()).toContain(`Case ${reference} is closed`);
      await press('Yes, reopen it');
      expect(teamHeard(reference).join()).toContain(`${reference} has been reopened`);
      expect(teamCard(reference)).toContain(typed.replace('REF', reference));
    },
  );

  it('sees it where they name it, and nobody else does', async () => {
    const reference = await raise();
    await close(reference);
    const before = staff.bot.teams.activities(staff.chat).length;
    await say(`any news about ${reference}?`);
    const said = staff.bot.teams.activities(staff.chat).slice(before).map(readAloud).join();
    expect(said).toContain('Closed');
    expect(said).not.toContain('cannot find');
    const { people, chats } = staff.bot.teams.cast;
    await staff.bot.teams.say(people.ben, chats.ben, `reopen ${reference} it stopped again`);
    expect(staff.bot.teams.activities(chats.ben).map(readAloud).join()).toContain('cannot find an open case');
  });

  it('can send them as a new one', async () => {
    const reference = await raise();
    await say('add something');
    await close(reference);
    await press('Send to the ESR Team', { more: WORDS });
    await press('No, send it as a new case');
    expect(JSON.stringify(last()?.attachments)).toContain(WORDS);
    expect(buttons(last())).toContain('Check my answers');
  });

  it('has them in the form of a new one where it was withdrawn', async () => {
    const reference = await raise();
    await say('add something');
    await press('Yes, withdraw it');
    await press('Send to the ESR Team', { more: WORDS });
    const said = staff.bot.teams.activities(staff.chat).map(readAloud).join('\n');
    expect(said).toContain(`I can no longer add to case ${reference}`);
    expect(JSON.stringify(last()?.attachments)).toContain(WORDS);
    expect(teamCard(reference)).not.toContain('Reopened');
  });

  it('keeps a new address for the next one', async () => {
    const reference = await raise();
    await say('change my email');
    await close(reference);
    await press('Send to the ESR Team', { address: 'sam.new@nhs.net' });
    expect(buttons(last())).toContain('Check my answers');
    expect(JSON.stringify(last()?.attachments)).toContain('sam.new@nhs.net');
  });

  it('does not lose an answer to a question either', async () => {
    const reference = await raise();
    await team(reference, 'Send question', { question: 'Which ward?' });
    await say('Brightlingsea ward');
    await close(reference);
    await press('Send it');
    expect(shown()).toContain('Brightlingsea ward');
    await press('Yes, reopen it');
    expect(teamCard(reference)).toContain('Brightlingsea ward');
  });

  it('does not add to another case that is the newest by then', async () => {
    const first = await raise();
    await staff.bot.forward({ minutes: 1 });
    const second = await staff.bot.raise(staff.person, staff.chat, `${staff.username}8`);
    await say('add something');
    expect(shown()).toContain(second);
    await close(second);
    await say(WORDS);
    expect(teamCard(first)).not.toContain(WORDS);
  });

  it('finds words from the box of an earlier card in the newest one', async () => {
    const reference = await raise();
    await say('add something');
    const old = last();
    await say('change my email');
    await staff.bot.teams.press(staff.person, staff.chat, old?.id ?? '', 'Send to the ESR Team', {
      more: WORDS,
    });
    expect(JSON.stringify(last()?.attachments)).toContain(WORDS);
    await press('Send to the ESR Team', { more: WORDS });
    expect(teamCard(reference)).toContain(WORDS);
    // Pressed again it is not asked again.
    const before = staff.bot.teams.activities(staff.chat).length;
    await staff.bot.teams.press(staff.person, staff.chat, old?.id ?? '', 'Send to the ESR Team', {
      more: WORDS,
    });
    expect(staff.bot.teams.activities(staff.chat).slice(before).flatMap(buttons)).not.toContain(
      'Send to the ESR Team',
    );
    await close(reference);
    await staff.bot.teams.press(staff.person, staff.chat, old?.id ?? '', 'Send to the ESR Team', {
      more: 'and on Friday',
    });
    expect(shown()).toContain(`Case ${reference} is closed`);
    expect(shown()).toContain('and on Friday');
  });
});
