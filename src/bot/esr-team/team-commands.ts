import { readReference } from '../../cases/reference.ts';
import { fromCommand, withoutPoliteness } from '../../intake/message/bot-mention.ts';
import { foldLookAlikes, withoutUnseen } from '../../text/look-alikes.ts';
import { type IsoInstant, londonDay, londonInstant, shiftDay } from '../../time/clock.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

/** What the ESR Team can ask for in its chat. */
export type TeamCommand =
  | { readonly type: 'help' | 'notice-now' | 'notice-off' | 'not-understood' }
  | { readonly type: 'queue'; readonly onlyMine: boolean }
  | { readonly type: 'case'; readonly reference: string }
  | { readonly type: 'find'; readonly typed: string }
  | { readonly type: 'report'; readonly days: 7 | 30; readonly asFile: boolean }
  | { readonly type: 'notice'; readonly text: string; readonly until: IsoInstant | undefined }
  | { readonly type: 'invalid'; readonly say: string };

/** At the end of a notice: what is before it is not looked through. */
const UNTIL = /[ ,](?:until|till|til) (?:(today|tomorrow) )?(?:at )?(\d{1,2})[:.]?(\d{2})? ?(am|pm)?$/i;
const LONGEST_UNTIL = 40;

/** A notice has 300 characters: of one that is longer it is enough to know that. */
const LONGEST_COMMAND = 2000;

/** The command in what was said to the bot, its mention taken out. */
export function readTeamCommand(said: string, now: IsoInstant): TeamCommand {
  const typed = readCommand(withoutUnseen(said), now);
  // A notice is kept as it was typed.
  if (typed.type !== 'not-understood' && typed.type !== 'invalid') return typed;
  return readCommand(foldLookAlikes(said), now);
}

/** An ESR username, or an address, and nothing else: whose it is gets looked up. */
const SOMEBODY = /^<?(?:\d{3}[a-z'-]{2,40}\d{0,4}|(?:mailto:)?[^\s@<>]{1,64}@[^\s@<>]{3,190})>?$/i;

function readCommand(said: string, now: IsoInstant): TeamCommand {
  const typed = fromCommand(said.slice(0, LONGEST_COMMAND)).replace(/\s+/g, ' ').trim();
  // A notice is kept as it was typed.
  const text = /^notice\b/i.test(typed) ? typed : withoutPoliteness(typed);
  const [first = '', ...others] = text.split(' ');
  const rest = others.join(' ');
  switch (first.toLowerCase()) {
    case '':
    case 'help':
    case '?':
      return { type: 'help' };
    case 'queue':
    case 'mine':
      return { type: 'queue', onlyMine: first.toLowerCase() === 'mine' || rest.toLowerCase() === 'mine' };
    case 'report':
      return readReport(rest);
    case 'notice':
      return readNotice(rest, now);
    case 'case':
      return readCase(rest);
    case 'find':
    case 'search':
      return { type: 'find', typed: rest.replace(/^(?:for|case|cases) /i, '') };
    default: {
      const reference = readReference(text);
      if (reference !== undefined) return { type: 'case', reference };
      return SOMEBODY.test(text) ? { type: 'find', typed: text } : { type: 'not-understood' };
    }
  }
}

function readCase(rest: string): TeamCommand {
  const reference = readReference(rest);
  if (reference !== undefined) return { type: 'case', reference };
  return rest === '' ? { type: 'invalid', say: TEXTS.referenceMissing } : { type: 'find', typed: rest };
}

function readReport(rest: string): TeamCommand {
  const [, days = '7', file] = /^(?:last )?(\d+)?(?: ?days)?(?:(?:^| )(csv|file))?$/i.exec(rest) ?? ['', ''];
  if (days === '7' || days === '30') {
    return { type: 'report', days: days === '30' ? 30 : 7, asFile: file !== undefined };
  }
  return { type: 'invalid', say: TEXTS.reportDays };
}

function readNotice(rest: string, now: IsoInstant): TeamCommand {
  if (/^(off|end|over)$/i.test(rest)) return { type: 'notice-off' };
  if (rest === '') return { type: 'notice-now' };
  const end = rest.slice(-LONGEST_UNTIL);
  const [whole = '', day, hour, minutes, half] = UNTIL.exec(end) ?? [];
  const text = rest.slice(0, rest.length - whole.length).replace(/[ ,]{1,20}$/, '');
  if (hour === undefined || text === '') return { type: 'notice', text: rest, until: undefined };
  const until = untilWhen(day?.toLowerCase(), Number(hour), Number(minutes ?? 0), half?.toLowerCase(), now);
  if (until === undefined) {
    return {
      type: 'invalid',
      say: TEXTS.timeUnreadable,
    };
  }
  return until > now
    ? { type: 'notice', text: text.trim(), until }
    : { type: 'invalid', say: TEXTS.timePassed };
}

function untilWhen(
  day: string | undefined,
  hour: number,
  minutes: number,
  half: string | undefined,
  now: IsoInstant,
): IsoInstant | undefined {
  if (minutes > 59 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12))) return undefined;
  const of24 = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  const clock = `${String(of24).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  return londonInstant(shiftDay(londonDay(now), day === 'tomorrow' ? 1 : 0), clock);
}
