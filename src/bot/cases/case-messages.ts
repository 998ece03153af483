import { cardMessage } from '../../cards/message.ts';
import { plainText } from '../../cards/plain-text.ts';
import type { Card } from '../../cards/render.ts';
import type { Case, Person } from '../../cases/case.ts';
import { joined } from './added-words.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { outcomeCard } from './outcome-card.ts';
import { questionCard } from './question-card.ts';
import { undeliveredCard } from './undelivered-card.ts';

type Data = Readonly<Record<string, string>>;

/** The messages that a change of a case owes. */
export const CASE_MESSAGES: readonly string[] = [
  'resolved',
  'question',
  'answered',
  'added',
  'reopened',
  'looking-again',
  'joined',
  'withdrawn',
  'report-withdrawn',
  'undelivered',
  'assigned',
];

/**
 * A message a case owes, in words, for the chat it goes to. `data` is what it said when it became owed; a release before
 * this one said less.
 */
export function caseMessage(
  deps: CaseCardDeps,
  it: Case,
  name: string,
  data: Data,
  chat: string = it.requesters[0].chat,
): object | undefined {
  const { reference } = it;
  const by = plainText(data.by ?? '', 60);
  const who = by === '' ? 'Someone' : by;
  switch (name) {
    case 'resolved':
      return resolved(deps, it, data);
    case 'question':
      return card(questionCard(deps, it, { chat }));
    case 'answered':
      return text(`${reference}: ${who} has answered. ${plainText(data.text ?? '')}`);
    case 'added':
      return text(`${reference}: ${who} has added this. ${plainText(data.text ?? '')}`);
    case 'reopened':
      return text(reopened(reference, by, data));
    case 'looking-again':
      return text(lookingAgain(reference, by));
    case 'joined':
      return text(`${reference}: ${joined(data)}`);
    case 'withdrawn':
      return text(by === '' ? `${reference} was withdrawn.` : `${by} withdrew ${reference}. It is closed.`);
    case 'report-withdrawn':
      return text(reportWithdrawn(reference, data));
    case 'undelivered':
      return card(undeliveredCard(deps, it, chat));
    case 'assigned':
      return text(by === '' ? `${reference} was assigned to you.` : `${by} assigned ${reference} to you.`);
    default:
      return undefined;
  }
}

/** To the ESR Team: a colleague opened it again, or whoever reported it says that it does not work. */
function reopened(reference: string, by: string, { why = '', as }: Data): string {
  if (by === '') return `${reference} is open again. ${plainText(why)}`.trim();
  return as === 'esr-team'
    ? `${by} reopened ${reference}. ${plainText(why)}`.trim()
    : `${reference} is open again: ${by} says it's still not working. ${plainText(why)}`.trim();
}

/** To whoever had been asked whether it works now. */
const lookingAgain = (reference: string, by: string) =>
  by === ''
    ? `${reference} is open again: the ESR Team is looking at it once more. You do not need to do anything now.`
    : `${by} in the ESR Team opened ${reference} again: they are looking at it once more. You do not need to do anything now.`;

/** To the ESR Team: one report fewer, and whose are left. */
function reportWithdrawn(reference: string, { by = '', whose = '', left = '' }: Data): string {
  const [who, theirs, others] = [by, whose, left].map((names) => plainText(names, 200));
  const report = by === whose ? 'their report' : `the report of ${theirs}`;
  return `${reference}: ${who} took back ${report}; the report of ${others} stays.`;
}

function resolved(deps: CaseCardDeps, it: Case, { outcome, note }: Data): object | undefined {
  return outcome === undefined ? undefined : card(outcomeCard(deps, it, { outcome, note }));
}

const card = (rendered: Card | undefined) => rendered && cardMessage(rendered);

const text = (said: string) => ({ type: 'message', text: said, textFormat: 'markdown' });

/** The message with a mention of this person in front, as Teams wants it: the same words in text and entity. */
export function mentioning(activity: object, person: Person | undefined): object {
  if (person === undefined) return activity;
  const mention = `<at>${plainText(person.name, 60)}</at>`;
  const { text: said = '' } = activity as { text?: string };
  return {
    ...activity,
    text: `${mention} ${said}`.trim(),
    entities: [{ type: 'mention', text: mention, mentioned: { id: person.id, name: person.name } }],
  };
}
