/** Short messages that need no card. One place, so that the people who own the words can read them. */
export const SENTENCES = {
  staleCard: "That card is from earlier. I've put the newest one at the end of our chat.",
  guideChanged: "The guide for this has just been updated, so let's go through it from the start.",
  menuChanged: "I've just been updated, so let's start again. What you typed before is kept.",
  placeLost: "Sorry, I've lost our place, so let's go through this from the start.",
  repeated: "I've got that already. If you can't see what comes next, say hello.",
  answeredBelow: 'My answer is at the end of our chat.',
  finishedCard: 'That one is finished. Say hello to start again.',
  notUnderstood:
    'Sorry, I did not follow that. Please press one of the buttons, or pick your problem from the menu.',
  notListed:
    "Sorry, I cannot help with another organisation's ESR. Please ask your own organisation's ESR team. Say hello to start again.",
  /** What came with a message and isn't read, by its kind. */
  unread: {
    picture: "I can't look at pictures, so I haven't opened it.",
    voice: "I can't listen to voice messages.",
    video: "I can't watch videos, so I haven't opened it.",
    file: "I can't open files, so I haven't read it.",
    gif: "I can't see GIFs or stickers.",
    card: "I can't read cards from other apps.",
    loop: "I can't read Loop components.",
    other: "I can't open what you sent.",
  },
  readingScreen: "I'm reading your screen…",
  /** Why a picture is of no help. */
  picture: {
    nothing: "I read your picture, but I didn't find a message on it that I know.",
    format: "I can only read pictures that are PNG, JPEG or WebP, so I haven't read yours.",
    animated: "I can't read moving pictures, so I haven't read yours.",
    'too-large': "Your picture is too large for me, so I haven't read it.",
    'not-fetched': "I couldn't open your picture.",
    'no-time': "I couldn't read your picture in time.",
    broken: "I couldn't read your picture.",
  },
  screenSays: (says: string) => `Your screen says “${says}”.`,
  screenGoesAlong: (says: string) => `Your screen says “${says}”. The ESR Team gets that too.`,
  typeScreen: "I'm not sure what your screen says. Type its words in the form, and the ESR Team gets them.",
  sameScreen: (says: string) => `Your screen says “${says}”. That's what we're working on now.`,
  typeInstead: 'Please type it in words.',
  typeMessage: 'If your screen shows a message, type what it says.',
  empty: "Your message came with nothing that I can read. If you sent a file, I can't open it here.",
  help: 'I help you get into ESR, one step at a time. At any point you can type: back, start over, or talk to someone.',
  forgotten:
    'Done. I have erased your organisation, what you typed and what you tried. A case that you sent to the ESR Team stays with them; withdraw it on its card if you want it stopped.',
  thanks: 'Thank you. That helps to make this better.',
  /** Listed under `review` in each guide, for the Trusts to confirm. */
  emergency:
    'If someone is in danger, call 2222 in hospital, or 999 anywhere else: this is only a login helper.',
  tooMany: 'That is more than I can read at once. Please wait a minute, then send the last one again.',
  failed:
    'Sorry, something went wrong on our side. Nothing you sent was lost. Please try that again in a minute.',
} as const;

/** Why a picture that came is of no help. */
export function pictureSentence(
  reading: { readonly kind: string; readonly why?: keyof typeof SENTENCES.picture } | undefined,
): string {
  return SENTENCES.picture[reading?.kind === 'nothing' ? 'nothing' : (reading?.why ?? 'not-fetched')];
}

type Unread = keyof typeof SENTENCES.unread;

/**
 * What is said about things that came with a message and aren't read; undefined where there is nothing to say. Beside words,
 * cards and GIFs need no remark: Teams adds a card to each link, and a GIF says nothing that the words don't.
 */
export function unreadSentence(kinds: readonly Unread[], besideWords: boolean): string | undefined {
  const kind = kinds.find((one) => one !== 'card' && one !== 'gif') ?? (besideWords ? undefined : kinds[0]);
  return kind && SENTENCES.unread[kind];
}
