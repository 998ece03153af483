import { plainText } from '../../cards/plain-text.ts';
import { ADDED, ADDED_NAMES } from '../../cases/added.ts';
import { MOST_WORDS } from '../../cases/given.ts';
import type { CaseNotifications } from '../../cases/notifications.ts';
import { TEAM_TEXTS } from '../esr-team/texts.ts';
import { neededFor } from './needed-words.ts';

const TEXTS = TEAM_TEXTS.joined;

/** To the ESR Team: who reported a case again, and exactly what that brought. */
export function joined(data: CaseNotifications['joined'], now: string): string {
  if (data.other !== undefined) {
    const other = plainText(data.other, 20);
    return data.by === undefined ? TEXTS.otherPerson(other) : TEXTS.another(plainText(data.by, 200), other);
  }
  // Stored by an earlier release, which did not keep what was added.
  if (data.by === undefined) return TEXTS.unknown;
  const added = ADDED.filter((one) => data.added?.split(',').includes(one));
  const by = plainText(data.by, 60);
  const isFirst = data.first !== undefined;
  if (added.length === 0) return TEXTS.nothingNew(isFirst ? TEXTS.alsoReported(by) : TEXTS.again(by));
  const who = isFirst ? TEXTS.alsoReported(by) : TEXTS.gaveMore(by);
  const { needed } = data;
  const more = added
    .filter((one) => one !== 'email' && one !== 'words' && !(one === 'needed-by' && needed !== undefined))
    .map((one) => ADDED_NAMES[one]);
  return [
    `${who}.`,
    ...(data.email === undefined
      ? []
      : [TEXTS.email(plainText(data.email, 200), data.was && plainText(data.was, 200))]),
    ...(needed === undefined ? [] : [`${neededFor(needed, now)}.`]),
    ...(more.length === 0 ? [] : [TEXTS.alsoNew(more.join(', '))]),
    ...(data.text === undefined ? [] : [TEXTS.words(plainText(data.text, MOST_WORDS))]),
  ].join(' ');
}
