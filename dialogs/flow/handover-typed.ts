import { SENTENCES } from '../../src/cards/sentences.ts';
import type { CaseDetails } from '../../src/cases/case.ts';
import { type FieldCorrections, readFieldCorrections } from '../../src/intake/finding/field-corrections.ts';
import { moreWords, saysUsernameUnknown } from '../../src/intake/finding/more-words.ts';
import { readConfirmation } from '../../src/intake/message/confirmation.ts';
import type { Match } from '../../src/understanding/decide.ts';
import { answerAs, promptState } from '../engine/card-prompt.ts';
import {
  coveredBranches,
  type DialogTurn,
  dialogTurn,
  firstPart,
  say,
} from '../engine/conversation-state.ts';
import type { DialogContext } from '../engine/sdk.ts';
import type { Typed } from '../engine/turn-input.ts';
import { isForTheBot } from './about-cases.ts';
import {
  asDetails,
  DETAIL_KEYS,
  detailRules,
  heldDetails,
  keepDetails,
  soundDetails,
} from './detected-details.ts';
import type { CorrectionAnswer } from './escalation.ts';
import { isFilledIn, shownAnswers, withDetails } from './handover-form.ts';
import { MY_TEAMS_ADDRESS, teamsAddress } from './teams-address.ts';

/** The form, and the card that reads it back. */
const CARDS: readonly string[] = ['details', 'read-back'];

/** Whether the form or its read-back is open, so that typed text refers to it. */
export const isAtHandover = (dc: DialogContext): boolean =>
  CARDS.includes(promptState(dc.activeDialog)?.card ?? '');

/**
 * Something typed while the form or its read-back is open that is no button's words: a detail, a correction, or more to say.
 * All of it stays with the hand-over. False where it is about something else.
 */
export async function typedAtHandover(
  dc: DialogContext,
  { text, rest, secret, hasForwarded }: Typed,
): Promise<boolean> {
  const turn = dialogTurn(dc);
  const said = hasForwarded ? undefined : readFieldCorrections(rest, heldDetails(turn), detailRules(turn));
  if (said !== undefined && (said.unclear || said.wrong.length > 0 || Object.keys(said.given).length > 0)) {
    await correct(dc, said, rest);
    return true;
  }
  if (secret !== undefined) return false;
  if (isForm(dc) && shownIn(dc).username === '' && saysUsernameUnknown(text)) {
    await correct(dc, NO_DETAILS, text);
    return true;
  }
  const correctEmail = MY_TEAMS_ADDRESS.test(text) ? await teamsAddress(turn) : undefined;
  if (correctEmail !== undefined) {
    const isOpen = isForm(dc) && !isFilledIn(turn, withDetails(shownIn(dc), { correctEmail }));
    await answer(dc, { correctEmail }, isOpen);
    return true;
  }
  const confirmed = isForm(dc) ? undefined : readConfirmation(text);
  if (confirmed === 'wait') {
    say(dc, SENTENCES.nothingSentYet);
    await dc.repromptDialog();
    return true;
  }
  if (confirmed !== undefined) {
    await answerAs(dc, confirmed === 'yes' ? 'send' : 'change');
    return true;
  }
  if (isForTheBot(turn, text)) return false;
  if (isPlea(turn, text)) {
    await dc.repromptDialog();
    return true;
  }
  if (!isMoreToSay(turn, text)) return false;
  say(dc, SENTENCES.addedToWords);
  const details = { words: withMore(dc, text) };
  await answer(dc, details, isForm(dc) && !isFilledIn(turn, withDetails(shownIn(dc), details)));
  return true;
}

const NO_DETAILS: FieldCorrections = { given: {}, wrong: [], unclear: false };

async function correct(
  dc: DialogContext,
  { given, wrong, unclear }: FieldCorrections,
  text: string,
): Promise<void> {
  const turn = dialogTurn(dc);
  const found = soundDetails(turn, given);
  keepDetails(turn, found, wrong);
  const emptied = Object.fromEntries(wrong.map((kind) => [DETAIL_KEYS[kind], undefined]));
  const isUnsound = Object.keys(found).length < Object.keys(given).length;
  // The form shows what is wrong with an invalid value.
  const details = { ...emptied, ...(isUnsound ? asDetails(given) : found) };
  const more = moreWords(text, detailRules(turn));
  const words = more === undefined ? {} : { words: withMore(dc, more) };
  const isUnknown = given.username === undefined && saysUsernameUnknown(text);
  await answer(
    dc,
    { ...details, ...words, ...(isUnknown && { esrUsername: undefined }) },
    unclear || wrong.length > 0,
    isUnknown,
  );
}

/** What is in the box for words, with more behind it. */
function withMore(dc: DialogContext, more: string): string {
  const { data = {} } = promptState(dc.activeDialog) ?? {};
  const before = isForm(dc) ? shownAnswers(data).words : dialogTurn(dc).conversation.entered.words;
  return firstPart(dc, [before, more].filter(Boolean).join('\n'));
}

/** Goes on from the open card as if these details had been filled in. */
async function answer(
  dc: DialogContext,
  details: CaseDetails,
  open: boolean,
  usernameUnknown = false,
): Promise<void> {
  const inputs = shownIn(dc);
  const correction = { inputs, details, usernameUnknown, open } satisfies Partial<CorrectionAnswer>;
  await answerAs(dc, 'correct', correction);
}

/** What is in the boxes of the open form. */
function shownIn(dc: DialogContext): Readonly<Record<string, string>> {
  const state = promptState(dc.activeDialog);
  return state?.card === 'details' ? shownAnswers(state.data) : {};
}

const isForm = (dc: DialogContext) => promptState(dc.activeDialog)?.card === 'details';

/** Whether text only asks for a person, which the form is for: "can I speak to someone please". */
function isPlea({ deps }: DialogTurn, text: string): boolean {
  return asksForTeam(deps.understand(text)) && text.split(/\s+/).length <= MOST_IN_A_PLEA && !/\d/.test(text);
}
const asksForTeam = (meant: Match) => meant.kind === 'topic' && meant.id === 'escalate';
const MOST_IN_A_PLEA = 7;

/** Whether words are worth keeping: about the same problem, or about none that the guide has, and not too short. */
function isMoreToSay(turn: DialogTurn, text: string): boolean {
  const meant = turn.deps.understand(text, coveredBranches(turn));
  const { branch } = turn.conversation;
  // The form itself asked what happens.
  if (asksForTeam(meant) || (meant.kind !== 'topic' && branch === undefined)) return true;
  if (text.split(/\s+/).length < FEW_WORDS) return false;
  if (meant.kind === 'branch') return meant.id === branch;
  return meant.kind === 'none' || meant.kind === 'choose';
}
const FEW_WORDS = 3;
