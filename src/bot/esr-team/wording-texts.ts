const messages = (times: number) => (times === 1 ? '1 message' : `${times} messages`);

/** The bot's texts about what staff say that it did not understand. */
export const WORDING_TEXTS = {
  title: 'Not understood',
  allPlaced: "Not understood: that's all for now. Thank you",
  sub: (times: number) =>
    `In the last 7 days I did not understand ${messages(times)}, or took them for another problem. Say what people mean, so that I can be taught it.`,
  said: (times: number) => `Said ${times} times`,
  means: (problem: string) => `They mean: ${problem}`,
  colleagues: 'A colleague has already sorted this.',
  meansNone: 'None of these problems',
  more: (left: number) => `${left} more come next.`,
  kept: 'Each was said by 3 people or more. Numbers, unusual words and most names are left out: … stands for each. These wordings are deleted after 30 days.',
  gone: 'That wording is no longer kept.',
  chooseOne: 'Choose a problem first.',
  nothingToPlace: (times: number) =>
    `There is nothing to sort. In the last 7 days I did not understand ${messages(times)}. You see what was said once 3 people have said it.`,
  switchedOff:
    'I do not keep what I did not understand. To switch it on, add this line to your guide: learns: true',
} as const;
