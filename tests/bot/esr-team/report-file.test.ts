import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../../../simulator/teams-options.ts';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { isOneDrive } from '../../../src/teams/one-drive.ts';
import { readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

const DRIVE = 'https://nhs-my.sharepoint.com';
const PLACE = {
  uploadUrl: `${DRIVE}/personal/elena/uploadSession?guid=1`,
  contentUrl: `${DRIVE}/personal/elena/Documents/Applications/report.csv`,
  uniqueId: 'file-1',
  fileType: 'csv',
};
const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const FILE = 'application/vnd.microsoft.teams.card.file.info';

let bot: CaseBot;
let elena: Person;
let own: Chat;
let otherTeam: Chat;
beforeAll(async () => {
  bot = await startCaseBot(undefined, { TRUSTS: 'esneft,yas' });
  const { people, chats } = bot.teams.cast;
  elena = people.elena;
  own = bot.teams.personalChat(elena);
  await bot.teams.install(own);
  otherTeam = bot.teams.createGroupChat('Another ESR Team', [people.femi]);
  await bot.link('yas', 'esr-team', otherTeam);
  await bot.raise(people.amara, chats.amara, '432OKAFORA01');
});
afterAll(() => bot.close());
afterEach(() => nock.cleanAll());

type Attached = { readonly message: Shown; readonly name?: string; readonly content?: unknown };

const attached = (contentType: string, chat = own): Attached[] =>
  bot.teams
    .activities(chat)
    .flatMap((message) => (message.attachments ?? []).map((one) => ({ message, ...one })))
    .filter((one) => one.contentType === contentType);
/** A new offer, answered by no test but the one that asked. */
const offered = async (): Promise<Attached> => {
  const before = attached(CONSENT).length;
  await bot.teams.say(elena, own, 'report csv');
  const offers = attached(CONSENT);
  expect(offers).toHaveLength(before + 1);
  const offer = offers.at(-1);
  if (offer === undefined) throw new Error('No file was offered');
  return offer;
};
/** The offer's message as it is now. */
const now = ({ message }: Attached) => bot.teams.activities(own).find(({ id }) => id === message.id);
const answer = ({ message }: Attached, action: string, context: unknown, uploadInfo?: unknown, chat = own) =>
  bot.teams.invoke(elena, chat, message.id, 'fileConsent/invoke', {
    type: 'fileUpload',
    action,
    context,
    ...(uploadInfo === undefined ? {} : { uploadInfo }),
  });
const contextOf = (offer: Attached) => (offer.content as { acceptContext: object }).acceptContext;
/** A place that would take the file, however it is brought. */
const takesAll = (place: string) => nock(place).intercept(/.*/, 'PUT').reply(201, {});
const files = () => attached(FILE).length;
const last = (chat = own) => readAloud(bot.teams.activities(chat).at(-1));

describe('a report as a file', () => {
  it('is offered to a member of the ESR Team in their own chat, and goes where Teams says once they allow it', async () => {
    const offer = await offered();
    expect(offer.name).toBe('esr-cases-esneft-7-days-to-2026-11-23.csv');
    let put = '';
    const drive = nock(DRIVE, { badheaders: ['authorization'] })
      .put('/personal/elena/uploadSession?guid=1', (body) => {
        put = String(body);
        return true;
      })
      .matchHeader('content-range', /^bytes 0-(\d+)\/(\d+)$/)
      .reply(201, {});
    const { status } = await answer(offer, 'accept', contextOf(offer), PLACE);
    expect(status).toBe(200);
    drive.done();
    expect(put).toContain('"Cases raised","1"');
    expect(put).not.toMatch(/amara|okafor|432/i);
    expect(now(offer)?.attachments).toMatchObject([
      {
        contentType: FILE,
        contentUrl: PLACE.contentUrl,
        content: { uniqueId: 'file-1', fileType: 'csv' },
      },
    ]);
  });

  it('is not put anywhere when they decline, and the offer goes', async () => {
    const offer = await offered();
    await answer(offer, 'decline', contextOf(offer));
    expect(readAloud(now(offer))).toContain('You did not accept the file');
    expect(now(offer)?.attachments ?? []).toEqual([]);
  });

  it.each([
    ['an upload', { uploadUrl: 'https://evil.example/put' }],
    ['a link', { contentUrl: 'https://evil.example/file' }],
    ['an upload without TLS', { uploadUrl: 'http://nhs-my.sharepoint.com/put' }],
    ['no place', { uploadUrl: undefined }],
  ])('goes to OneDrive only: %s elsewhere is refused', async (_, wrong) => {
    const offer = await offered();
    const before = files();
    nock(DRIVE).put(/.*/).reply(201, {});
    const elsewhere = [takesAll('https://evil.example'), takesAll('http://nhs-my.sharepoint.com')];
    const { status } = await answer(offer, 'accept', contextOf(offer), { ...PLACE, ...wrong });
    expect(status).toBe(200);
    expect(last()).toContain('could not save the file');
    expect(files()).toBe(before);
    expect(elsewhere.map((place) => place.isDone())).toEqual([false, false]);
  });

  it.each([403, 302, 307, 500])('says so when OneDrive answers %i', async (status) => {
    const offer = await offered();
    const drive = nock(DRIVE).put(/.*/).reply(status, '', { location: 'https://evil.example/' });
    const elsewhere = takesAll('https://evil.example');
    await answer(offer, 'accept', contextOf(offer), PLACE);
    drive.done();
    expect(elsewhere.isDone()).toBe(false);
    expect(last()).toContain('could not save the file');
  });

  it.each(['chloe', 'amara'] as const)(
    'is not offered to somebody who is in no ESR Team chat: %s',
    async (name) => {
      const person = bot.teams.cast.people[name];
      const chat = bot.teams.personalChat(person);
      await bot.teams.install(chat);
      await bot.teams.say(person, chat, 'report csv');
      expect(last(chat)).toContain('I only give reports to people in an ESR Team chat');
      expect(attached(CONSENT, chat)).toEqual([]);
    },
  );

  it('is not given for another Trust, whatever the answer says', async () => {
    const offer = await offered();
    const before = files();
    await answer(offer, 'accept', { report: 'yas', days: 7 }, PLACE);
    expect(readAloud(now(offer))).toContain('I only give reports to people in an ESR Team chat');
    expect(files()).toBe(before);
  });

  it.each(['accept', 'decline'])('replaces nothing for a forged %s in a chat with others', async (action) => {
    const { esrTeam } = bot.teams.cast.chats;
    const handoff = await bot.shows(esrTeam, '432OKAFORA01');
    const offer = await offered();
    const context = contextOf(offer);
    await answer({ message: handoff }, action, context, PLACE, esrTeam);
    expect(last(esrTeam)).toContain('I only give reports to people in an ESR Team chat');
    expect(await bot.shows(esrTeam, '432OKAFORA01')).toEqual(handoff);
  });

  it.each([undefined, null, 'x', {}, { action: 'accept' }])(
    'takes no harm from an answer that is none: %j',
    async (value) => {
      const offer = await offered();
      const { status } = await bot.teams.invoke(elena, own, offer.message.id, 'fileConsent/invoke', value);
      expect(status).toBeLessThan(500);
      expect(now(offer)?.attachments).toMatchObject([{ contentType: CONSENT }]);
    },
  );
});

describe('an address in OneDrive', () => {
  it.each([
    ['https://nhs-my.sharepoint.com/x', true],
    ['https://sharepoint.com/x', false],
    ['https://evilsharepoint.com/x', false],
    ['https://a.sharepoint.com.evil.example/x', false],
    ['https://a.sharepoint.com@evil.example/x', false],
    ['https://user@a.sharepoint.com/x', false],
    ['https://a.sharepoint.com:8443/x', false],
    ['http://a.sharepoint.com/x', false],
    ['not an address', false],
  ])('%s: %s', (address, is) => {
    expect(isOneDrive(address)).toBe(is);
  });
});
