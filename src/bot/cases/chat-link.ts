/** A link that opens a chat with this person in Teams; they are named by their user principal name. */
export const chatLink = (upn: string): string =>
  `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(upn)}`;
