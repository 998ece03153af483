import { readReference } from '../../cases/reference.ts';
import { fromCommand, withoutPoliteness } from '../../intake/message/bot-mention.ts';
import { foldLookAlikes, withoutUnseen } from '../../text/look-alikes.ts';

/** What a trainer can type in the escalation chat, besides learners. */
export type TrainerCommand =
  | { readonly name: 'help' | 'form' | 'mine' }
  | { readonly name: 'status' | 'withdraw'; readonly reference: string | undefined }
  | { readonly name: 'add' | 'reopen'; readonly reference: string | undefined; readonly text: string };

const WHOLE: Readonly<Record<string, 'help' | 'form' | 'mine'>> = {
  help: 'help',
  hi: 'help',
  hello: 'help',
  '?': 'help',
  'what can you do': 'help',
  escalate: 'form',
  'escalate a learner': 'form',
  form: 'form',
  'my cases': 'mine',
  cases: 'mine',
  status: 'mine',
  'any news': 'mine',
  'any update': 'mine',
  'any updates': 'mine',
};

/** A reference at the start: letters and digits with at most one separator, however it is typed. */
const REFERENCE = /^[([#"']*([a-z\d]{3}[\s\p{Pd}]?[a-z\d]{3})(?![a-z\d])[)\]"':.,]*\s*/iu;

/** The command a message is; undefined when it is none, and then it may hold learners. */
export function readTrainerCommand(said: string): TrainerCommand | undefined {
  const typed = readCommand(withoutUnseen(said));
  if (typed !== undefined && !('reference' in typed && typed.reference === undefined)) return typed;
  // The words of a note stay as they were typed wherever that can be read.
  return readCommand(foldLookAlikes(said));
}

function readCommand(whole: string): TrainerCommand | undefined {
  const text = fromCommand(whole);
  const plain = withoutPoliteness(text.replace(/\s+/g, ' ').trim());
  const named = WHOLE[plain.toLowerCase().replace(/(?<=.)[.!?]+$/, '')];
  if (named !== undefined) return { name: named };
  const found = /^(status|withdraw|add|reopen)\b:?\s*(.*)$/is.exec(text.trim());
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
