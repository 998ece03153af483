import { expect } from 'vitest';
import { pngOf, SCREENS, UNREADABLE } from '../screens/pictures.ts';
import { readAloud } from '../support/cards.ts';
import type { Abuse, World } from './world.ts';

const FILE = 'application/vnd.microsoft.teams.file.download.info';

/** Amara sends these, alone in her chat; what the bot says last. */
async function send({ served, send }: World, attachments: readonly object[]): Promise<string> {
  const { people, chats } = served.teams.cast;
  expect((await send(people.amara, chats.amara, { text: '', attachments })).status).toBe(200);
  return readAloud(served.teams.activities(chats.amara).at(-1));
}
const pasted = ({ served: { teams } }: World, bytes: Buffer) =>
  teams.world.pictures.paste(bytes, 'image/png', teams.serviceUrl);

/** What a picture can be, and where it can be. */
export const PICTURES: readonly Abuse[] = [
  {
    abuse: 'A picture that is not where Teams keeps pictures',
    outcome: 'It is not fetched, and the bot’s token goes nowhere',
    run: async (world) => {
      const { pictures } = world.served.teams.world;
      const { serviceUrl } = world.served.teams;
      const asked = pictures.askedWith.length;
      const { host, port } = new URL(serviceUrl);
      const inline = [
        'https://evil.example/v3/attachments/0-x/views/original',
        `http://evil.example:${port}/v3/attachments/0-x/views/original`,
        `http://${host}@evil.example/v3/attachments/0-x/views/original`,
        `http://user:word@${host}/v3/attachments/0-x/views/original`,
        `http://localhost:${port}/v3/attachments/0-x/views/original`,
        `${serviceUrl}v3/conversations/x/members`,
        `${serviceUrl}v3/attachments/../conversations/x/members`,
        'file:///v3/attachments/etc/passwd',
        'data:image/png;base64,AAAA',
        'x',
        7,
        null,
      ];
      for (const contentUrl of inline)
        expect(await send(world, [{ contentType: 'image/png', contentUrl }])).toContain(
          'could not open your picture',
        );
      const files = [
        'https://sharepoint.com.evil.example/x.png',
        'https://evilsharepoint.com/x.png',
        'http://x.sharepoint.com/x.png',
        'https://x.sharepoint.com:8443/x.png',
        'https://x.sharepoint.com@evil.example/x.png',
        `${serviceUrl}v3/attachments/0-x/views/original`,
        'http://169.254.169.254/x.png',
        null,
      ];
      for (const downloadUrl of files)
        expect(
          await send(world, [
            { contentType: FILE, name: 'x.png', content: { downloadUrl, fileType: 'png' } },
          ]),
        ).toContain('could not open your picture');
      expect(pictures.askedWith.length).toBe(asked);
    },
  },
  {
    abuse: 'A picture that is none, that moves, or of 50,000 by 50,000 pixels',
    outcome: 'It is not decoded; they are told so',
    run: async (world) => {
      for (const [, bytes] of UNREADABLE)
        expect(await send(world, [pasted(world, bytes)])).toMatch(
          /can only read|cannot read|too large|could not/,
        );
    },
  },
  {
    abuse: 'Twenty pictures at once',
    outcome: 'Three are looked at; everybody else is answered meanwhile',
    run: async (world) => {
      const { teams } = world.served;
      const { people, chats } = teams.cast;
      const asked = teams.world.pictures.askedWith.length;
      const attachments = Array.from({ length: 20 }, () => pasted(world, pngOf(3000, 3000)));
      const sent = send(world, attachments);
      expect((await world.send(people.elena, chats.esrTeam, { text: 'help' })).status).toBe(200);
      await sent;
      expect(teams.world.pictures.askedWith.length).toBe(asked + 3);
    },
  },
  {
    abuse: 'A picture of a patient’s record',
    outcome: 'Nothing of it is kept or said',
    run: async (world) => {
      const said = await send(world, [pasted(world, SCREENS.other)]);
      const words = /EXAMPLE, John|943 476 5919|Penicillin|Amlodipine/;
      expect(said).not.toMatch(words);
      expect(await world.dump()).not.toMatch(words);
    },
  },
];
