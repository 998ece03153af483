import { bareCommand, fromCommand } from '../../intake/message/bot-mention.ts';
import { restOf } from '../../privacy/secrets/rest.ts';
import { redact } from '../../privacy/secrets/secrets.ts';
import { foldLookAlikes, withoutUnseen } from '../../text/look-alikes.ts';
import { mayBeName, readReference } from '../../text/reference.ts';
import type { IsoInstant } from '../../time/clock.ts';
import { timeRun } from '../../time/time-run.ts';
import { NOTICE_PROBLEMS } from '../notices/texts.ts';
import { readNoticeText, type TypedNotice } from '../notices/typed-notice.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

/** What the ESR Team can ask for in its chat. */
export type TeamCommand =
  | { readonly type: 'help' | 'notices' | 'notice-off' | 'not-understood' | 'wordings' }
  | { readonly type: 'queue'; readonly onlyMine: boolean }
  | { readonly type: 'assign'; readonly to: string }
  /** `name`: the text, if it may also be a person's name: "Kym Fry". */
  | { readonly type: 'case'; readonly reference: string; readonly name?: string }
  | { readonly type: 'find'; readonly typed: string }
  | { readonly type: 'report'; readonly days: 7 | 30; readonly asFile: boolean }
  /** Switches the report on Mondays on or off. */
  | { readonly type: 'weekly-report'; readonly on: boolean }
  | ({ readonly type: 'notice' } & TypedNotice)
  | { readonly type: 'invalid'; readonly say: string };

/** Longer than any notice may be: the rest of a longer message is not read. */
const LONGEST_COMMAND = 2000;

/** Longer than any command without free text. */
const LONGEST_BARE = 200;

/** The command in a message to the bot, without its mention. */
export function readTeamCommand(said: string, now: IsoInstant): TeamCommand {
  const typed = readCommand(withoutUnseen(said), now);
  // Look-alike characters are only replaced if it cannot be read as typed: a notice stays as typed.
  if (typed.type !== 'not-understood' && typed.type !== 'invalid') return typed;
  return readCommand(foldLookAlikes(said), now);
}

/** Only an ESR username or an address: searches for it. */
const USERNAME_OR_ADDRESS = /^<?(?:\d{3}[a-z'-]{2,40}\d{0,4}|(?:mailto:)?[^\s@<>]{1,64}@[^\s@<>]{3,190})>?$/i;

function readCommand(said: string, now: IsoInstant): TeamCommand {
  const typed = fromCommand(said.slice(0, LONGEST_COMMAND)).replace(/\s+/g, ' ').trim();
  // A notice stays as typed; setting it refuses a secret.
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
    case 'wordings':
      return { type: 'wordings' };
    case 'not':
      return { type: /^understood$/i.test(rest) ? 'wordings' : 'not-understood' };
    case 'case':
      return readCase(rest);
    case 'find':
    case 'search':
    case 'status':
      return { type: 'find', typed: rest.replace(/^(?:for|of|case|cases) /i, '') };
    case 'who': {
      const whose = /^(?:has|is working on|works on) (?:case )?(\S.*)$/i.exec(rest)?.[1];
      return whose === undefined ? { type: 'not-understood' } : { type: 'find', typed: whose };
    }
    case 'open':
    case 'cases':
      return /^(?:open )?cases$/i.test(text)
        ? { type: 'queue', onlyMine: false }
        : { type: 'not-understood' };
    default: {
      const its = caseOf(text);
      if (its !== undefined) return its;
      return USERNAME_OR_ADDRESS.test(text) ? { type: 'find', typed: text } : { type: 'not-understood' };
    }
  }
}

/** "assign", "assign my 12 cases to Femi", "hand over to Femi": hands over all that the person has. */
const ASSIGN =
  /^(?:assign|hand(?: ?over)?)(?: (?:all|my|the|\d{1,3}|cases?|open|work|over)){0,6}(?: to (\S.{0,80}))?$/i;

/** The command without a secret that was typed with it. */
const withoutSecrets = (said: string) =>
  said.length > LONGEST_BARE ? said : bareCommand(restOf(redact(said)));

function caseOf(typed: string): TeamCommand | undefined {
  const reference = readReference(typed);
  if (reference === undefined) return undefined;
  return { type: 'case', reference, ...(mayBeName(typed) && { name: typed }) };
}

function readCase(rest: string): TeamCommand {
  const its = caseOf(bareCommand(rest));
  if (its !== undefined) return its;
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

/** Words that end a notice, and nothing else. */
const ENDED =
  /^(?:(?:switch|turn|take|is) )?(?:(?:it|the|this|that|my|current|notice|please|pls|now|is|down|all) )*(?:off|end|ended|ends|over|stop|stopped|cancel|cancelled|clear|remove|removed|delete|deleted|finish|finished|withdraw|withdrawn|take down|take it down|hide)(?: (?:it|the|this|that|my|current|notice|please|pls|now|off|down|all|thanks|thank you|ta|cheers))*$/i;
/** What asks about notices, or how to set one. */
const LISTED =
  /^(?:(?:list|all|show|view|see|status|help|how|what|who|when|set|new|add|edit|change|update|planned|current|start|on)\b ?)?(?:(?:it|the|this|that|a|an|me|my|one|new|current|planned|notices?|please|pls|thanks|thank you|ta|cheers|ok|okay)(?: |$))*$/i;

function readNotice(rest: string, now: IsoInstant): TeamCommand {
  const bare = inLetters(rest);
  if (ENDED.test(bare)) return { type: 'notice-off' };
  if (LISTED.test(bare)) return { type: 'notices' };
  const notice = readNoticeText(rest, now);
  if ('problem' in notice) return { type: 'invalid', say: NOTICE_PROBLEMS[notice.problem] };
  return saysNothing(notice.text)
    ? { type: 'invalid', say: NOTICE_PROBLEMS['no-words'] }
    : { type: 'notice', ...notice };
}

/** Letters and digits only: without punctuation and emojis around a command. */
const inLetters = (typed: string) =>
  bareCommand(typed)
    .replace(/[^\p{L}\p{N} ]+/gu, '')
    .trim();

/** "Off" or "off at 5pm": says when to end a notice, and nothing that people should know. */
function saysNothing(text: string): boolean {
  const bare = inLetters(text);
  const [first = '', ...others] = bare.split(' ');
  if (ENDED.test(bare) || LISTED.test(bare)) return true;
  return ENDED.test(first) && others.length > 0 && timeRun(others, others.length, 'to') === others.length;
}
