import { unreadSentence } from '../../cards/sentences.ts';
import type { AttachmentKind } from '../../intake/message/attachment-kind.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

/** In chats with several people Teams often leaves out a file: only the words about it arrive. */
const SPEAKS_OF_FILE =
  /\b(attach(ed|ment)s?|spread ?sheets?|excel|\.?(xlsx?|csv)|(see|in|the|this|my) (the )?file)\b/i;

/**
 * What to say about attachments that are not read; undefined if there is nothing to say. Words about a file count as a file in
 * a message that names nobody.
 */
export function unreadHere(
  kinds: readonly AttachmentKind[],
  words: string,
  namesNobody = false,
): string | undefined {
  const sentence = unreadSentence(kinds, words.trim() !== '');
  if (kinds.includes('file')) return TEXTS.noFiles;
  return sentence ?? (namesNobody && SPEAKS_OF_FILE.test(words) ? TEXTS.noFiles : undefined);
}

/** The same, with another way to send learners. */
export const withHowTo = (unread: string) =>
  unread === TEXTS.noFiles ? unread : `${unread} ${TEXTS.pasteRows}`;
