import { readReference } from '../../cases/reference.ts';
import { bareCommand, fromCommand } from '../../intake/message/bot-mention.ts';
import { restOf } from '../../privacy/secrets/rest.ts';
import { redact } from '../../privacy/secrets/secrets.ts';
import { foldLookAlikes, withoutUnseen } from '../../text/look-alikes.ts';
import type { IsoInstant } from '../../time/clock.ts';
import { readNoticeText, type TypedNotice } from '../notices/typed-notice.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

/** What the ESR Team can ask for in its chat. */
export type TeamCommand =
  | { readonly type: 'help' | 'notices' | 'notice-off' | 'not-understood' }
  | { readonly type: 'queue'; readonly onlyMine: boolean }
  | { readonly type: 'assign'; readonly to: string }
  | { readonly type: 'case'; readonly reference: string }
  | { readonly type: 'find'; readonly typed: string }
  | { readonly type: 'report'; readonly days: 7 | 30; readonly asFile: boolean }
  /** Whether the report is to come by itself. */
  | { readonly type: 'weekly-report'; readonly on: boolean }
  | ({ readonly type: 'notice' } & TypedNotice)
  | { readonly type: 'invalid'; readonly say: string };

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
  const text = /^notices?\b/i.test(typed) ? typed : withoutSecrets(bareCommand(typed));
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
    case 'assign':
    case 'hand':
    case 'handover': {
      const found = ASSIGN.exec(text);
      return found === null ? { type: 'not-understood' } : { type: 'assign', to: found[1] ?? '' };
    }
    case 'report':
      return readReport(rest);
    case 'notice':
    case 'notices':
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

/** "assign", "assign my 12 cases to Femi", and "hand over" in its place: what one has, and to whom. */
const ASSIGN =
  /^(?:assign|hand(?: ?over)?)(?: (?:all|my|the|\d{1,3}|cases?|open|work|over)){0,6}(?: to (\S.{0,80}))?$/i;

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
  if (/^(?:list|all)?$/i.test(rest)) return { type: 'notices' };
  const notice = readNoticeText(rest, now);
  return 'problem' in notice
    ? { type: 'invalid', say: TEXTS.noticeProblems[notice.problem] }
    : { type: 'notice', ...notice };
}
