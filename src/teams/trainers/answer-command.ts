import { plainText } from '../../cards/plain-text.ts';
import type { Case, CaseAction } from '../../cases/case.ts';
import type { Desk } from '../../cases/desk.ts';
import { mayDo, standing } from '../../cases/permissions.ts';
import type { Guide } from '../../guides/guide.ts';
import type { TrustId } from '../../guides/ids.ts';
import { redact } from '../../privacy/secrets.ts';
import { explain } from '../case-press.ts';
import { caseLine } from './case-lines.ts';
import type { TrainerCommand } from './commands.ts';
import type { Here } from './learners-desk.ts';
import { TRAINER_SENTENCES as SAYS } from './sentences.ts';

export interface CommandParts {
  readonly desk: Desk;
  readonly guides: ReadonlyMap<TrustId, Guide>;
  /** What this person raised in this chat and is not closed. */
  readonly raisedBy: (trust: TrustId, personId: string, chat: string) => Promise<readonly Case[]>;
  readonly now: () => string;
}

type CaseCommand = Exclude<TrainerCommand, { name: 'help' | 'form' | 'mine' }>;

/** The trainer's own cases that are not closed, a line each. */
export async function listCases(parts: CommandParts, here: Here): Promise<string> {
  const cases = await parts.raisedBy(here.trust, here.person.id, here.chat);
  if (cases.length === 0) return 'You have no open cases here.';
  const shown = cases.slice(-MOST_LISTED).map((it) => `- ${lineOf(parts, it)}`);
  const title =
    cases.length > shown.length
      ? `You have ${cases.length} open cases here. The newest ${shown.length}:`
      : `You have ${cases.length} open case${cases.length === 1 ? '' : 's'} here:`;
  return [title, ...shown].join('\n');
}

const MOST_LISTED = 40;

/** Does what a command says to a case of this chat; the answer in a sentence. */
export async function doCommand(parts: CommandParts, here: Here, command: CaseCommand): Promise<string> {
  if (!('text' in command)) return doClean(parts, here, command);
  const text = redact(command.text);
  const done = await doClean(parts, here, { ...command, text });
  return text === command.text ? done : `${SAYS.secretSaid} ${done}`;
}

async function doClean(parts: CommandParts, here: Here, command: CaseCommand): Promise<string> {
  const { name, reference } = command;
  if (reference === undefined)
    return `Write the case's reference too, for example: ${name} K7M-4PT${'text' in command ? ' and then your words' : ''}.`;
  const it = await parts.desk.find(reference);
  const who = it && standing(it, { personId: here.person.id, chat: here.chat });
  // A case of another chat is not even confirmed to exist.
  if (it === undefined || who === undefined) return `I know no case ${reference} of this chat.`;
  if (name === 'status') return lineOf(parts, it);
  const action = toAction(command, it);
  if (!mayDo(who, action.type)) return 'That is not something you can do with this case.';
  return act(parts, here, it, action);
}

async function act(parts: CommandParts, here: Here, it: Case, action: CaseAction): Promise<string> {
  const key = `act:${here.chat}:${here.activityId}`;
  const result = await parts.desk.act(it.reference, action, here.person, key);
  if (result === undefined) return `I know no case ${it.reference} of this chat.`;
  if ('refused' in result) return `${it.reference}: ${plainText(explain(result, parts.now()), 300)}`;
  return `${DONE[action.type as keyof typeof DONE]} ${lineOf(parts, result.case)}`;
}

function toAction(command: CaseCommand, it: Case): CaseAction {
  switch (command.name) {
    case 'add':
      // What is added while a question waits is its answer.
      return { type: it.state === 'waiting' ? 'answer' : 'add', text: command.text.slice(0, 1000) };
    case 'reopen':
      return { type: 'reopen', why: command.text.slice(0, 1000) };
    default:
      return { type: 'withdraw' };
  }
}

const DONE = {
  add: 'Added. The ESR Team is told.',
  answer: 'The ESR Team has your answer.',
  reopen: 'It is open again. The ESR Team is told.',
  withdraw: 'Taken back. The ESR Team is told.',
} as const;

function lineOf(parts: CommandParts, it: Case): string {
  const { state, next } = caseLine(it, parts.guides);
  const { name, esrUsername } = it.details;
  const about = [name, esrUsername].filter((one) => one !== undefined).map((one) => plainText(one, 60));
  return `**${it.reference}** ${about.join(', ')}: **${state}**. ${next}`.trim();
}
