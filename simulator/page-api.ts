import { z } from 'zod';
import { messageCommands, slashCommands } from './message-commands.ts';
import { readyScreens } from './page-files.ts';
import type { Teams } from './teams.ts';
import type { Traffic } from './traffic.ts';

export interface PageContext {
  teams: Teams;
  traffic: Traffic;
}

const inChat = { person: z.string(), chat: z.string() };
const onMessage = { ...inChat, message: z.string() };
/** Or on none: by a slash. */
const onAnyMessage = { ...inChat, message: z.string().optional() };
const values = z.record(z.string(), z.unknown());
const action = z.object({
  type: z.string(),
  title: z.string().optional(),
  id: z.string().optional(),
  verb: z.string().optional(),
  data: z.unknown().optional(),
  fallback: z.unknown().optional(),
});

const bodies = {
  say: z
    .object({
      ...inChat,
      text: z.string().max(20_000),
      mention: z.boolean(),
      slash: z.boolean().default(false),
      pictures: z
        .array(z.object({ name: z.string().max(200).default(''), type: z.string(), data: z.base64() }))
        .max(5)
        .default([]),
    })
    .refine(({ text, pictures }) => text !== '' || pictures.length > 0, 'Nothing was said'),
  press: z.object({ ...onMessage, action, inputs: values }),
  oldPhone: z.object({ person: z.string(), old: z.boolean() }),
  open: z.object({ ...onAnyMessage, command: z.string() }),
  submit: z.object({ ...onAnyMessage, command: z.string(), data: values }),
};

/** What the page asks. */
export const pageQueries: Record<string, (context: PageContext, query: URLSearchParams) => unknown> = {
  '/api/world': ({ teams }) => ({
    bot: teams.bot,
    people: Array.from(teams.world.people.values(), (person) => ({
      ...person,
      oldPhone: teams.oldPhones.has(person.id),
    })),
    chats: [...teams.world.chats.values()],
    commands: messageCommands(),
    slash: slashCommands(),
    screens: readyScreens(),
  }),
  '/api/messages': ({ teams }, query) =>
    teams.view(teams.world.person(query.get('person') ?? ''), teams.world.chat(query.get('chat') ?? '')),
  '/api/traffic': ({ traffic }) => traffic.list(),
};

/** What the page does. A body that is not as it should be throws a ZodError. */
export const pageCalls: Record<string, (teams: Teams, body: unknown) => unknown> = {
  '/api/say': async (teams, body) => {
    const { text, mention, slash, pictures, ...where } = bodies.say.parse(body);
    const { person, chat } = find(teams, where);
    const attachments = pictures.map(({ name, type, data }) =>
      type.startsWith('image/')
        ? teams.world.pictures.paste(Buffer.from(data, 'base64'), type, teams.serviceUrl)
        : teams.world.pictures.file(name, Buffer.from(data, 'base64'), teams.serviceUrl),
    );
    const { delivered, status } = await teams.say(person, chat, text, { mention, slash, attachments });
    return { delivered, status };
  },
  '/api/press': async (teams, body) => {
    const { action, inputs, message, ...where } = bodies.press.parse(body);
    const { person, chat } = find(teams, where);
    const { status, outcome } = await teams.press(person, chat, message, action, inputs);
    return { status, outcome };
  },
  '/api/old-phone': (teams, body) => {
    const { person, old } = bodies.oldPhone.parse(body);
    if (old) teams.oldPhones.add(person);
    else teams.oldPhones.delete(person);
    return {};
  },
  '/api/extension/open': async (teams, body) => {
    const { message, command, ...where } = bodies.open.parse(body);
    const { person, chat } = find(teams, where);
    const { status, task } = await teams.openAction(person, chat, message, command);
    return { status, task };
  },
  '/api/extension/submit': async (teams, body) => {
    const { message, command, data, ...where } = bodies.submit.parse(body);
    const { person, chat } = find(teams, where);
    const { status, task, says } = await teams.submitAction(person, chat, message, command, data);
    return { status, task, says };
  },
};

function find({ world }: Teams, { person, chat }: { person: string; chat: string }) {
  return { person: world.person(person), chat: world.chat(chat) };
}
