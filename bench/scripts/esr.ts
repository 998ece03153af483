import type { Outcome, Script, Turn } from '../driver/conversation.ts';
import {
  answerCard,
  buttonData,
  groupVoice,
  lastCard,
  presses,
  says,
  staffVoice,
  type Voice,
} from './chats.ts';

export const ESR_TEAM = 'esr-team';
export const ESCALATION = 'escalation';
const TRUST = 'esneft';

type Data = Readonly<Record<string, unknown>>;
/** A person's side of a conversation: gives a turn, and gets what came of it. */
type Part<T = void> = Generator<Turn, T, Outcome>;

/**
 * What the bot is measured with. Of four conversations two are solved by the guide, one is handed over by a staff member
 * and one by a trainer; each handed over is claimed, resolved and confirmed. That is 25 turns, two cases, and nine
 * messages and card updates that are owed to chats and sent beside the turns.
 */
export function* esrScript(person: number, round: number): Script {
  const kinds = [solved, handedOver, solved, fromTrainer];
  yield* (kinds[(person + round) % kinds.length] ?? solved)(person);
}

/** Five turns: through the guide until it works. */
export function* solved(person: number): Part {
  const voice = staffVoice(person);
  let shown = yield says(voice, 'hello', shows('choices'));
  for (const answer of ['smartcard', 'smartcard-not-linked', 'next', 'worked']) {
    shown = yield* pressed(voice, shown, answer);
  }
}

/** Ten turns: the guide, then the ESR Team with what was tried, then confirmed. */
function* handedOver(person: number): Part {
  const voice = staffVoice(person);
  let shown = yield says(voice, 'hello', shows('choices'));
  for (const answer of ['username', 'incorrect-details', 'twice', 'human']) {
    shown = yield* pressed(voice, shown, answer);
  }
  const { username, email } = nextLearner();
  shown = yield press(voice, lastCard(shown), 'check', { username, email });
  shown = yield press(voice, lastCard(shown), 'send', {}, hasReference);
  yield* worked(voice, person, referenceIn(shown));
}

/** Five turns: a trainer's message, checked and sent, then confirmed. */
function* fromTrainer(person: number): Part {
  const voice = groupVoice(ESCALATION, person);
  const { username, email } = nextLearner();
  const shown = yield says(
    voice,
    `Reset needed - ESR username ${username}, email ${email}. Thanks`,
    (outcome) =>
      JSON.stringify(outcome.replies).includes(username) ? undefined : `${username} was not read`,
  );
  const data = buttonData(lastCard(shown), (button) => button.learners !== undefined) ?? {};
  const inputs = { 'username-0': username, 'email-0': email, 'name-0': '', 'send-0': 'true' };
  const sent = yield presses(voice, { ...data, ...inputs }, 'learners', hasReference);
  yield* worked(voice, person, referenceIn(sent));
}

/** The ESR Team claims and resolves a case; whoever raised it says that it works. */
function* worked(requester: Voice, person: number, reference: string): Part {
  const team = groupVoice(ESR_TEAM, person % 8);
  const act = (voice: Voice, surface: string, data: Data, words: RegExp) =>
    presses(voice, { case: reference, surface, ...data }, 'case', (outcome) =>
      words.test(JSON.stringify(answerCard(outcome)))
        ? undefined
        : `${String(data.act)} of ${reference} failed ${JSON.stringify(outcome.body).slice(0, 1500)}`,
    );
  yield act(team, 'handoff', { act: 'claim' }, /Claimed/);
  yield act(team, 'handoff', { act: 'resolve', outcome: 'password-reset-sent' }, /Resolved/);
  yield act(requester, 'status', { act: 'confirm' }, /Closed/);
}

/** Presses a button; in a person's first conversation the bot asks for their organisation on the way. */
function* pressed(voice: Voice, before: Outcome, answer: string): Part<Outcome> {
  const shown = yield press(voice, lastCard(before), answer);
  const asked = buttonData(lastCard(shown), (button) => button.answer === TRUST) !== undefined;
  return asked ? yield press(voice, lastCard(shown), TRUST) : shown;
}

/** Presses the button that gives this answer, with what was typed into the card. */
function press(
  voice: Voice,
  card: unknown,
  answer: string,
  inputs: Data = {},
  wrong: Turn['wrong'] = hasCards,
): Turn {
  const data = buttonData(card, (button) => button.answer === answer);
  if (data === undefined) throw new Error(`The card has no button for "${answer}"`);
  return presses(voice, { ...data, ...inputs }, 'answer', wrong);
}

/** A press is answered with the card as it looks now, and with the next one. */
const hasCards = (outcome: Outcome) =>
  answerCard(outcome) !== undefined && lastCard(outcome) !== undefined ? undefined : 'a card is missing';

const hasReference = (outcome: Outcome) => (referenceIn(outcome) === '' ? 'no reference ' + JSON.stringify(outcome.body).slice(0, 900) : undefined);

const shows = (_: string) => (outcome: Outcome) =>
  lastCard(outcome) === undefined ? 'no card was shown' : undefined;

const referenceIn = (outcome: Outcome) =>
  /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(answerCard(outcome) ?? ''))?.[0] ?? '';

let learners = 0;

/** An account nobody had before: one account has one open case at most. */
function nextLearner(): { username: string; email: string } {
  learners += 1;
  const letters = [...learners.toString(26).padStart(5, '0')].map((digit) =>
    String.fromCharCode(65 + Number.parseInt(digit, 26)),
  );
  const name = `Q${letters.join('')}`;
  return { username: `432${name}01`, email: `${name.toLowerCase()}@nhs.net` };
}
