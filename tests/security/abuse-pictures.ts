import { expect } from 'vitest';
import { pngOf, SCREENS, UNREADABLE } from '../screens/pictures.ts';
import { buttons, readAloud } from '../support/cards.ts';
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
    abuse: 'A picture whose address leads to another one, never answers, or sends without end',
    outcome: 'It is not followed, nor waited for; they are told so in time',
    run: async (world) => {
      const { pictures } = world.served.teams.world;
      const asked = pictures.askedWith.length;
      const elsewhere = `${world.served.teams.serviceUrl}v3/attachments/elsewhere/views/original`;
      const answers: readonly (typeof pictures.answer)[] = [
        (response) => response.writeHead(302, { location: elsewhere }).end(),
        () => undefined,
        (response) => {
          const more = () => {
            while (!response.destroyed && response.write(Buffer.alloc(1_000_000)));
          };
          response.on('drain', more);
          more();
        },
      ];
      for (const answer of answers) {
        pictures.answer = answer;
        expect(await send(world, [pasted(world, SCREENS.known)])).toMatch(/could not|too large/);
      }
      pictures.answer = undefined;
      expect(pictures.askedWith.length).toBe(asked + answers.length);
    },
  },
  {
    abuse: 'A picture of a false type, an SVG, one that moves, or of 50,000 by 50,000 pixels',
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
    abuse: 'A picture allowed to go to the ESR Team, with more in its file than is seen',
    outcome: 'Its pixels go, and nothing else of it',
    // A case is raised.
    effects: 1,
    run: async (world) => {
      const { teams } = world.served;
      const { people, chats } = teams.cast;
      const hidden = Buffer.concat([SCREENS.known, Buffer.from('taken at 52.05 N')]);
      await send(world, [pasted(world, hidden)]);
      // The card of the case may come before or after the question about the picture.
      const press = (button: string, inputs = {}) => {
        const card = teams.activities(chats.amara).findLast((one) => buttons(one).includes(button));
        return teams.press(people.amara, chats.amara, card?.id ?? '', button, inputs);
      };
      await teams.say(people.amara, chats.amara, 'talk to someone');
      await press('Check my answers', {
        username: '432PICTURA01',
        email: 'amara.okafor@nhs.net',
        words: 'It does not let me in',
      });
      await press('Yes, send to the ESR Team');
      await press('Send the picture');
      await world.served.app.poll();
      const [shown] = teams.activities(chats.esrTeam).at(-1)?.attachments ?? [];
      const png = Buffer.from(String(shown?.contentUrl).split(',')[1] ?? '', 'base64');
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      expect(png.includes('taken at')).toBe(false);
      expect(await world.dump()).not.toContain('taken at');
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
