import type { ChatRole } from '../store/chats/chat-store.ts';

/** Texts for people in another team's chat. */
export const SHARED = {
  /** The answer to a forwarded card of the ESR Team's. */
  teamCardElsewhere: 'This belongs to an ESR Team chat. Nothing was changed.',
} as const;

const ROLES: Readonly<Record<ChatRole, string>> = {
  'esr-team': 'ESR Team chat',
  escalation: 'escalation chat for Epic trainers',
};

const WHAT_NEXT: Readonly<Record<ChatRole, string>> = {
  'esr-team': 'New cases arrive here as cards. To take one, press Claim.',
  escalation:
    "Mention me with a learner's ESR username and correct email address. I'll check them with you, then send them to the ESR Team.",
};

const STILL: Readonly<Record<ChatRole, string>> = {
  'esr-team': 'New and open cases are kept, and come when a chat is linked again.',
  escalation: 'News of cases from this chat still comes here.',
};

const WHAT_STAYS: Readonly<Record<ChatRole, string>> = {
  'esr-team': STILL['esr-team'],
  escalation: 'Cases that you sent go on, and news of them comes here once they have left.',
};

const ONE_TO_ONE = 'To get help for yourself, message me in a one-to-one chat.';

/** What group chats and channels read when they are linked, or are not. */
export const LINK_TEXTS = {
  linked: (role: ChatRole, trust: string) => `This is now the ${ROLES[role]} (${trust}). ${WHAT_NEXT[role]}`,
  replaced: (role: ChatRole, trust: string) =>
    `Another chat is now the ${ROLES[role]} (${trust}). ${role === 'escalation' ? `Send new learners there. ${STILL.escalation}` : "I'll send nothing more here."}`,
  noLonger: (role: ChatRole, trust: string) =>
    `It is no longer the ${ROLES[role]} (${trust}). ${STILL[role]}`,
  'unknown-code': 'I do not recognise that link code. Check it, or ask for a new one.',
  foreigners:
    'People from other organisations are in this chat, so I cannot link it: they would see what people report. Use another chat, or ask the person who runs this bot.',
  foreignersJoined: (role: ChatRole, trust: string) =>
    `People from other organisations have joined this chat, and would see what people report. So it is no longer the ${ROLES[role]} (${trust}). ${WHAT_STAYS[role]} Ask them to leave, or use another chat. The person who runs this bot can make a link code. Then mention me with: link CODE.`,
  cannotCheck:
    'I cannot check who is in this chat just now. Type the link code again in a minute: it still works.',
  cannotCheckNow:
    'I cannot check who is in this chat just now, so I show nothing here. Try again in a minute.',
  foreignersHere:
    'People from other organisations are in this chat, so I show nothing about cases here. Ask them to leave, or use another chat.',
  used: 'That link code has already been used. Ask for a new one.',
  expired: 'That link code has expired. Ask for a new one: they last 24 hours.',
  notLinked: `I'm the ESR Access Bot. This chat is not linked to a Trust yet, so I cannot help here. The person who runs this bot can make a link code. Then mention me with: link CODE. ${ONE_TO_ONE}`,
  notKnown: `This chat was linked for something that this version of me cannot do. Tell the person who runs this bot. ${ONE_TO_ONE}`,
} as const;

const CHATS = { 'esr-team': "the ESR Team's chat", escalation: "the Epic trainers' chat" } as const;

/** Messages to a Trust's linked chat about the other one, named by its role. */
export const REACH_TEXTS = {
  missed: (role: ChatRole) => ({
    kicker: 'Please help',
    title: `I cannot reach ${CHATS[role]}`,
    text: `${role === 'escalation' ? 'News for them' : 'What you send'} is saved, and I'll send it once this works again. I may have been removed from that chat: ask them to add ESR Access Bot again. If that does not help, tell the person who runs this bot.`,
  }),
  found: (role: ChatRole) => ({
    kicker: 'Working again',
    title: `I can reach ${CHATS[role]} again`,
    text: "I'm sending what was waiting.",
  }),
} as const;
