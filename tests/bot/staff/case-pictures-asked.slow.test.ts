import { afterAll, describe, expect, it, vi } from 'vitest';
import { SCREENS } from '../../screens/pictures.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { casesWithPictures, SEND } from './case-with-picture.ts';

vi.setConfig({ testTimeout: 60_000 });
afterAll(() => vi.resetConfig());

const { delivered, handOver, last, pictures, press, question, say, shown, staff, team } = casesWithPictures();

const beside = (text: string, bytes: Buffer) => {
  const { world, serviceUrl } = staff.bot.teams;
  return say(text, { attachments: [world.pictures.paste(bytes, 'image/png', serviceUrl)] });
};
/** A case about which the ESR Team asks something; its reference. */
async function asked(): Promise<string> {
  const reference = await handOver();
  await press('Do not send it');
  await delivered();
  const { elena } = staff.bot.teams.cast.people;
  const handoff = shown(reference).at(-1)?.id ?? '';
  await staff.bot.teams.press(elena, team(), handoff, 'Send question', { question: 'What does it say?' });
  await delivered();
  return reference;
}
const answers = (reference: string) =>
  shown(reference)
    .map(readAloud)
    .filter((text) => text.includes('has answered'))
    .join('\n');

describe('a picture in answer to the ESR Team', () => {
  it('is offered as what it says, with the words beside it, and then goes itself', async () => {
    const reference = await asked();
    await beside('It is the PC on ward 7', SCREENS.known);
    expect(readAloud(last())).toContain('Send this to the ESR Team as your answer?');
    await press('Send it');
    await delivered();
    expect(answers(reference)).toContain('It is the PC on ward 7');
    expect(answers(reference)).toContain('Screen said: There was a problem reading your Smartcard');
    await press(SEND, {}, question());
    await delivered();
    expect(pictures(reference)).toHaveLength(1);
  });

  it('without words is what it says, where that is certain', async () => {
    const reference = await asked();
    await beside('see attached', SCREENS.known);
    await press('Send it');
    await delivered();
    expect(answers(reference)).toContain('Screen said: There was a problem reading your Smartcard');
    expect(answers(reference)).not.toContain('see attached');
  });

  it('that cannot be read leaves the words as the answer, and says so', async () => {
    const reference = await asked();
    const replies = await beside('It is the PC on ward 7', SCREENS.other);
    expect(replies.map(readAloud).join('\n')).toContain('do not recognise a message');
    await press('Send it');
    await delivered();
    expect(answers(reference)).toContain('It is the PC on ward 7');
    expect(answers(reference)).not.toContain('Screen said');
  });

  it('that cannot be read, without words, may go itself, and the question stays', async () => {
    const reference = await asked();
    const replies = await beside('', SCREENS.likely);
    expect(replies.map(readAloud).join('\n')).toContain('not sure what your screen says');
    await press(SEND, {}, question());
    await delivered();
    expect(pictures(reference)).toHaveLength(1);
    expect(readAloud(shown(reference)[0])).toContain('Waiting for an answer');
  });
});

describe('words beside the picture that may go', () => {
  it('are answered where they are about the case, and else are said not to go', async () => {
    const reference = await handOver();
    await beside('any news?', SCREENS.known);
    await delivered();
    const theirs = () => staff.bot.teams.activities(staff.chat);
    const since = theirs().slice(theirs().findLastIndex((one) => readAloud(one).startsWith('any news?')) + 1);
    expect(since.map(readAloud).join('\n')).toContain('The ESR Team has it');
    expect(since.flatMap(buttons)).toContain(SEND);
    expect(since.map(readAloud).join('\n')).not.toContain('I have not sent your words');
    await beside('It is the PC on ward 7', SCREENS.known);
    expect(theirs().map(readAloud).join('\n')).toContain('I have not sent your words');
    await press(SEND, {}, question());
    await delivered();
    expect(pictures(reference)).toHaveLength(1);
  });
});
