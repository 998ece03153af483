import { unreadSentence } from '../../cards/sentences.ts';
import type { AttachmentKind } from '../../intake/message/attachment-kind.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

/** In a chat with several people Teams may leave nothing of a file but the words about it. */
const SPEAKS_OF_FILE =
  /\b(attach(ed|ment)s?|spread ?sheets?|excel|\.?(xlsx?|csv)|(see|in|the|this|my) (the )?file)\b/i;

/**
 * What is said of something that came with a message and is not read; undefined where nothing need be. Words about a file count
 * where they name nobody.
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
