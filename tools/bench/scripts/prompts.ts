import type { Reply } from '../driver/connector.ts';
import type { Script, Turn } from '../driver/conversation.ts';

/** The six turns of the multi-turn prompt bots, with the words each must answer with. */
const TURNS: readonly (readonly [said: string, replies: readonly RegExp[]])[] = [
  ['hello', [/travel/]],
  ['Bus', [/your name/]],
  ['Sam', [/Thanks Sam/, /your age/]],
  ['yes', [/How old/]],
  ['42', [/42/, /right/]],
  ['yes', [/keep it/]],
];

/** From hello to stored. */
export function* promptsScript(person: number): Script {
  for (const [text, expected] of TURNS) yield turn(person, text, expected);
}

function turn(person: number, text: string, expected: readonly RegExp[]): Turn {
  return {
    activity: {
      type: 'message',
      text,
      textFormat: 'plain',
      from: { id: `29:person-${person}`, name: 'Sam Example' },
      conversation: { id: `a:chat-${person}`, conversationType: 'personal', tenantId: 'bench' },
      recipient: { id: '28:bot', name: 'Bot' },
      locale: 'en-GB',
    },
    wrong: ({ replies }) =>
      replies.length === expected.length && expected.every((words, index) => words.test(said(replies[index])))
        ? undefined
        : `"${text}" was answered with ${JSON.stringify(replies.map(said))}`,
  };
}

const said = (reply: Reply | undefined) => JSON.stringify([reply?.text, reply?.attachments]);

/** Any message, which the floor answers with the same words each time. */
export function* floorScript(person: number): Script {
  for (;;) {
    const { activity } = turn(person, 'hello', []);
    yield { activity, wrong: ({ replies }) => (replies.length === 1 ? undefined : 'no reply') };
  }
}
