import { expect, it } from 'vitest';
import { isBareReply } from '../../src/understanding/bare-reply.ts';

const REPLIES = [
  ...[
    'no',
    'No.',
    'not yet',
    'no not yet',
    'nope sorry',
    'nah',
    'never',
    'not really',
    "I haven't",
    'i havent yet',
    'no I didn’t',
  ],
  ...['haven’t yet', "it hasn't", 'it isnt', 'not at all', 'um no', 'I do not', "I couldn't"],
];
const OTHERS = [
  ...[
    'no email',
    'not linked',
    'no access to ESR',
    "I can't log in",
    "it isn't working",
    'not working yet',
    'never got the email',
  ],
  ...[
    'no username',
    'nothing happens',
    "I don't have a smartcard",
    'yes',
    'I do not know my password',
    'help',
    '',
  ],
];

it('is a no to the last question, and names no problem', () => {
  expect([...REPLIES, ...OTHERS].filter(isBareReply)).toEqual(REPLIES);
});
