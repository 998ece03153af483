import type { ChatRole } from '../store/chats/chat-store.ts';

/** What anybody may read in a chat that is not theirs. */
export const SHARED = {
  /** The answer to a card of the ESR Team's that was forwarded. */
  teamCardElsewhere: 'This belongs to an ESR Team chat. Nothing was changed.',
} as const;

const ROLES: Readonly<Record<ChatRole, string>> = {
  'esr-team': 'ESR Team chat',
  escalation: 'escalation chat for Epic trainers',
};

const WHAT_NEXT: Readonly<Record<ChatRole, string>> = {
  'esr-team': 'New cases come here as cards. Press Claim on the ones you take.',
  escalation:
    "Mention me with a learner's ESR username and correct email address, and I check them and hand them to the ESR Team.",
};

/** What group chats and channels read when they are linked, or are not. */
export const LINK_TEXTS = {
  linked: (role: ChatRole, trust: string) => `This is now the ${ROLES[role]} of ${trust}. ${WHAT_NEXT[role]}`,
  replaced: (role: ChatRole, trust: string) =>
    `Another chat is now the ${ROLES[role]} of ${trust}. Nothing more is sent here.`,
  'unknown-code': 'I do not know that link code. Check it, or ask for a new one.',
  used: 'That link code was used before. Ask for a new one.',
  expired: 'That link code has run out. Ask for a new one: they work for 24 hours.',
  notLinked:
    'I am the ESR Access Bot. This chat is not linked to a Trust yet, so I cannot help here. Whoever runs the bot can make a link code; then mention me with: link CODE. To get help for yourself, write to me in a chat of your own.',
  notKnown:
    'This chat is linked for something that this version of me cannot do. Please tell whoever runs the bot. To get help for yourself, write to me in a chat of your own.',
} as const;
