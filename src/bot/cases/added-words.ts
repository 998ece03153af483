import { plainText } from '../../cards/plain-text.ts';
import { ADDED, ADDED_NAMES } from '../../cases/added.ts';
import type { CaseNotifications } from '../../cases/notifications.ts';

/** To the ESR Team: who reported a case again, and exactly what that brought. */
export function joined(data: CaseNotifications['joined']): string {
  if (data.other !== undefined && data.by !== undefined) {
    return `${plainText(data.by, 200)} gave another email address. Their report goes on as ${plainText(data.other, 20)}. Both cards show both: check whose it is before you send a reset.`;
  }
  if (data.other !== undefined) {
    return `somebody else gave the same ESR username, in ${plainText(data.other, 20)}. Both cards show both: check whose it is before you send a reset.`;
  }
  // A release before this one kept nothing of it.
  if (data.by === undefined) return 'the same ESR username was reported again. It is on the card.';
  const added = ADDED.filter((one) => data.added?.split(',').includes(one));
  const who = `${plainText(data.by, 60)} ${data.first === undefined ? 'reported this again' : 'reported the same'}`;
  if (added.length === 0) return `${who}, with nothing new.`;
  const was = data.was === undefined ? '' : ` (it was ${plainText(data.was, 200)})`;
  const email = data.email === undefined ? [] : [`Email address: ${plainText(data.email, 200)}${was}.`];
  const text = data.text === undefined ? [] : [`In their words: ${plainText(data.text)}`];
  const more = added.filter((one) => one !== 'email' && one !== 'words').map((one) => ADDED_NAMES[one]);
  return [`${who}.`, ...email, ...(more.length === 0 ? [] : [`Also new: ${more.join(', ')}.`]), ...text].join(
    ' ',
  );
}
