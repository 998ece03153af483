import { readReference } from '../../cases/reference.ts';
import { bareCommand, fromCommand } from '../../intake/message/bot-mention.ts';
import { restOf } from '../../privacy/secrets/rest.ts';
import { redact } from '../../privacy/secrets/secrets.ts';
import { foldInPlace, foldLookAlikes, withoutUnseen } from '../../text/look-alikes.ts';
import { type IsoInstant, londonDay, londonInstant, shiftDay } from '../../time/clock.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

/** What the ESR Team can ask for in its chat. */
export type TeamCommand =
  | { readonly type: 'help' | 'notice-now' | 'notice-off' | 'not-understood' }
  | { readonly type: 'queue'; readonly onlyMine: boolean }
  | { readonly type: 'hand-over'; readonly to: string }
  | { readonly type: 'case'; readonly reference: string }
  | { readonly type: 'find'; readonly typed: string }
  | { readonly type: 'report'; readonly days: 7 | 30; readonly asFile: boolean }
  /** Whether the report is to come by itself. */
  | { readonly type: 'weekly-report'; readonly on: boolean }
  | { readonly type: 'notice'; readonly text: string; readonly until: IsoInstant | undefined }
  | { readonly type: 'invalid'; readonly say: string };

/** At the end of a notice; only its last characters are searched. */
const UNTIL = /[ ,](?:until|till|til) (?:(today|tomorrow) )?(?:at )?(\d{1,2})[:.]?(\d{2})? ?(am|pm)?$/i;
const LONGEST_UNTIL = 40;

/** A notice has at most 300 characters: of a longer one only that is needed. */
const LONGEST_COMMAND = 2000;

/** Commands without text are shorter. */
const LONGEST_BARE = 200;

/** The command in a message to the bot, without its mention. */
export function readTeamCommand(said: string, now: IsoInstant): TeamCommand {
  const typed = readCommand(withoutUnseen(said), now);
  // A notice is kept as it was typed.
  if (typed.type !== 'not-understood' && typed.type !== 'invalid') return typed;
  return readCommand(foldLookAlikes(said), now);
}

/** An ESR username, or an address, and nothing else: its cases are looked up. */
const USERNAME_OR_ADDRESS = /^<?(?:\d{3}[a-z'-]{2,40}\d{0,4}|(?:mailto:)?[^\s@<>]{1,64}@[^\s@<>]{3,190})>?$/i;

function readCommand(said: string, now: IsoInstant): TeamCommand {
  const typed = fromCommand(said.slice(0, LONGEST_COMMAND)).replace(/\s+/g, ' ').trim();
  // A notice is kept as it was typed.
  const text = /^notice\b/i.test(typed) ? typed : withoutSecrets(bareCommand(typed));
  const [, first = '', rest = ''] = /^([^\s:]*)[\s:]*(.*)$/s.exec(text) ?? [];
  switch (first.toLowerCase()) {
    case '':
    case 'help':
    case '?':
      return { type: 'help' };
    case 'my':
    case 'mycases':
      return /^(?:my cases|mycases)$/i.test(text)
        ? { type: 'queue', onlyMine: true }
        : { type: 'not-understood' };
    case 'queue':
    case 'mine':
      return { type: 'queue', onlyMine: first.toLowerCase() === 'mine' || rest.toLowerCase() === 'mine' };
    case 'hand':
    case 'handover': {
      const found = HAND_OVER.exec(text);
      return found === null ? { type: 'not-understood' } : { type: 'hand-over', to: found[1] ?? '' };
    }
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
      return USERNAME_OR_ADDRESS.test(text) ? { type: 'find', typed: text } : { type: 'not-understood' };
    }
  }
}

/** "hand over", "hand my 12 cases to Femi": what one has, and to whom. */
const HAND_OVER =
  /^hand(?: ?over)?(?: (?:all|my|the|\d{1,3}|cases?|open|work|over)){0,6}(?: to (\S.{0,80}))?$/i;

/** A secret given with a command is not part of it. */
const withoutSecrets = (said: string) =>
  said.length > LONGEST_BARE ? said : bareCommand(restOf(redact(said)));

function readCase(rest: string): TeamCommand {
  const reference = readReference(bareCommand(rest));
  if (reference !== undefined) return { type: 'case', reference };
  return rest === '' ? { type: 'invalid', say: TEXTS.referenceMissing } : { type: 'find', typed: rest };
}

function readReport(rest: string): TeamCommand {
  if (/^(?:(?:every|on|each) )?mondays?$|^(?:every week|weekly)(?: on)?$/i.test(rest))
    return { type: 'weekly-report', on: true };
  if (/^(?:(?:weekly|mondays?) )?(?:stop|off|end)$/i.test(rest)) return { type: 'weekly-report', on: false };
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
  const folded = foldInPlace(end);
  const until = UNTIL.exec(folded.text);
  const [, day, hour, minutes, half] = until ?? [];
  const from = until === null ? end.length : (folded.starts[until.index] ?? end.length);
  const text = rest.slice(0, rest.length - end.length + from).replace(/[ ,]{1,20}$/, '');
  if (hour === undefined || text === '') return { type: 'notice', text: rest, until: undefined };
  const at = untilWhen(day?.toLowerCase(), Number(hour), Number(minutes ?? 0), half?.toLowerCase(), now);
  if (at === undefined) return { type: 'invalid', say: TEXTS.timeUnreadable };
  return at > now
    ? { type: 'notice', text: text.trim(), until: at }
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
