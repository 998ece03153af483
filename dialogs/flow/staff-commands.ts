/** What people can type at any point of a conversation. */
export type Command = 'help' | 'start-over' | 'back' | 'human' | 'change-trust' | 'forget-me';

const SAYINGS: Readonly<Record<Command, readonly string[]>> = {
  help: ['help', 'help me', '?', 'what can you do', 'what is this', 'whats this'],
  'start-over': ['start over', 'start again', 'restart', 'menu', 'main menu', 'cancel', 'stop', 'quit'],
  back: ['back', 'go back', 'previous'],
  human: [
    'talk to someone',
    'talk to a person',
    'talk to the esr team',
    'human',
    'agent',
    'real person',
    'speak to someone',
  ],
  'forget-me': ['forget me', 'delete my data', 'erase my data', 'forget everything'],
  'change-trust': ['change organisation', 'change trust', 'wrong trust', 'wrong organisation'],
};

const COMMANDS = new Map(
  Object.entries(SAYINGS).flatMap(([command, sayings]) =>
    sayings.map((saying) => [saying, command as Command]),
  ),
);

const NEVER_MIND =
  /^(?:(?:oh|ok|okay|ah|actually|sorry|no|just) )*(?:never ?mind|nvm|forget (?:about )?it|leave it|dont worry(?: about (?:it|this|that))?|doesnt matter|wrong (?:button|case))(?: (?:then|now|please|sorry|thanks|thank you|ta|cheers))*$/;

/** The command a message is, when it is one and nothing else. */
export function readCommand(text: string): Command | undefined {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z? ]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (NEVER_MIND.test(plain)) return 'start-over';
  return COMMANDS.get(plain === '?' ? plain : plain.replace(/\?/g, '').trim());
}
