import { readReference } from '../../cases/reference.ts';
import { bareCommand, fromCommand } from '../../intake/message/bot-mention.ts';
import { restOf } from '../../privacy/secrets/rest.ts';
import { findSecrets, redact } from '../../privacy/secrets/secrets.ts';
import { foldLookAlikes, withoutUnseen } from '../../text/look-alikes.ts';

/** What a trainer can type in the escalation chat, besides learners. */
export type TrainerCommand =
  | { readonly name: 'help' | 'form' | 'mine' | 'class' }
  /** A learner by any of their details, or a case by its reference. */
  | { readonly name: 'status'; readonly reference: string | undefined; readonly who?: string }
  | { readonly name: 'withdraw'; readonly reference: string | undefined }
  | { readonly name: 'add' | 'reopen'; readonly reference: string | undefined; readonly text: string };

const WHOLE = new Map<string, 'help' | 'form' | 'mine'>(
  Object.entries({
    help: 'help',
    hi: 'help',
    hello: 'help',
    '?': 'help',
    'what can you do': 'help',
    escalate: 'form',
    'escalate a learner': 'form',
    form: 'form',
    'my cases': 'mine',
    mycases: 'mine',
    cases: 'mine',
    status: 'mine',
    'any news': 'mine',
    'any update': 'mine',
    'any updates': 'mine',
  } as const),
);

/** A command is short: longer messages hold learners. */
const LONGEST_WHOLE = 200;

/** "my cases password …": a secret given with a command is not part of it. */
const withoutSecrets = (said: string) =>
  said.length > LONGEST_WHOLE ? '' : bareCommand(restOf(redact(said)));

/** "How is my class doing?", "any news on the class", "status of my learners". */
const CLASS =
  /^(?:(?:hi|hello|please|pls|and)[ ,]+)*(?:(?:how(?:'s| is| are)?|status(?: of)?|(?:is there )?any(?: news| updates?)(?: on| about| of| from| for)?|what(?:'s| is) happening (?:with|to)|where(?:'s| is| are)|show(?: me)?)\s+)?(?:my|the|our|this|that)?\s*(?:class|learners|group|cohort|trainees|students|list)(?: doing| getting on| going)?(?: please| pls)?$/;
/** The same of one learner: "any news on Ravi Patel", "how is 432PATELR02 doing". */
const LEARNER =
  /^(?:(?:hi|hello|please|pls)[ ,]+)*(?:status(?: of| for)?|how(?:'s| is)|(?:is there )?any (?:news|updates?) (?:on|about|of|from|for)|what(?:'s| is) happening (?:with|to))\s+(?:my learner |learner )?([^\n@]{2,60}?)(?: doing| getting on)?(?: please| pls)?$/;
/** "How is it going" is about nobody. */
const NOBODY = /^(?:it|this|that|everything|things|going|you|your|to|i|we|they)\b/;

/** A reference at the start: letters and digits with at most one separator, however it is typed. */
const REFERENCE = /^[([#"']*([a-z\d]{3}[\s\p{Pd}]?[a-z\d]{3})(?![a-z\d])[)\]"':.,]*\s*/iu;

/** The command a message is; undefined when it is none, and then it may hold learners. */
export function readTrainerCommand(said: string): TrainerCommand | undefined {
  const typed = readCommand(withoutUnseen(said));
  if (typed !== undefined && !('reference' in typed && typed.reference === undefined)) return typed;
  // The words of a note stay as typed wherever that can be parsed.
  return readCommand(foldLookAlikes(said));
}

function readCommand(whole: string): TrainerCommand | undefined {
  const text = fromCommand(whole);
  const plain = bareCommand(text).toLowerCase();
  const named = WHOLE.get(plain) ?? WHOLE.get(withoutSecrets(plain));
  if (named !== undefined) return { name: named };
  const asked = plain.replace(/\s+/g, ' ').replace(/\u2019/g, "'");
  if (CLASS.test(asked)) return { name: 'class' };
  const who = LEARNER.exec(asked)?.[1];
  if (who !== undefined && !NOBODY.test(who) && findSecrets(who).length === 0) {
    const about = readReference(REFERENCE.exec(who)?.[1] ?? '');
    return { name: 'status', reference: about, ...(about === undefined && { who }) };
  }
  const found = /^[\s"'“‘`/]*(?:please |pls )?(status|withdraw|add|reopen)\b:?\s*(.*)$/is.exec(text.trim());
  if (found === null) return undefined;
  const name = found[1]?.toLowerCase();
  const rest = found[2] ?? '';
  const typed = REFERENCE.exec(rest);
  const reference = readReference(typed?.[1] ?? '');
  // "Add 432PATELR02 …" is about a learner, and not a case.
  if (reference === undefined && rest.includes('@')) return undefined;
  if (name === 'status' || name === 'withdraw') return { name, reference };
  const said = typed === null ? '' : rest.slice(typed[0].length).trim();
  return name === 'add' || name === 'reopen' ? { name, reference, text: said } : undefined;
}
