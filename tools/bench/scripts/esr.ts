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

const STAFF_TRUST = 'esneft';
const TRAINER_TRUSTS = [
  { trust: 'trust-382', prefix: '382' },
  { trust: 'trust-427', prefix: '427' },
] as const;

/** The chats that the script needs linked. */
export const LINKS: readonly { readonly trust: string; readonly role: 'esr-team' | 'escalation' }[] = [
  { trust: STAFF_TRUST, role: 'esr-team' },
  ...TRAINER_TRUSTS.flatMap(({ trust }) => [
    { trust, role: 'esr-team' as const },
    { trust, role: 'escalation' as const },
  ]),
];

/** A person in a Trust's chat. */
export const inChat = (trust: string, role: 'esr-team' | 'escalation', person: number): Voice =>
  groupVoice(`${role}-${trust}`, person);

type Data = Readonly<Record<string, unknown>>;
/** A person's side of a conversation: yields a turn, and gets its result. */
type Part<T = void> = Generator<Turn, T, Outcome>;

/**
 * The script for measuring the bot. Of 48 conversations 46 are solved by the guide, one is handed over by a staff member and
 * one by a trainer; both cases are claimed, resolved and confirmed. There cannot be more of those at full speed: the bot takes
 * 20 turns a second in one chat, which is more than Teams sends.
 */
export function* esrScript(person: number, round: number): Script {
  const kind = (person + round) % 48;
  if (kind === 8) yield* handedOver(person);
  else if (kind === 32) yield* fromTrainer(person);
  else yield* solved(person);
}

/** Handovers only: the cost of a case from its first turn to its last. */
export function* casesScript(person: number, round: number): Script {
  yield* (person + round) % 2 === 0 ? handedOver(person) : fromTrainer(person);
}

/** Five turns: through the guide until it works. */
export function* solved(person: number): Part {
  const voice = staffVoice(person);
  let shown = yield says(voice, 'hello', shows('choices'));
  for (const answer of ['smartcard', 'smartcard-not-linked', 'next', 'worked']) {
    shown = yield* pressed(voice, shown, answer);
  }
}

/** Ten turns: the guide, then the ESR Team with the steps tried, then confirmed. */
function* handedOver(person: number): Part {
  const voice = staffVoice(person);
  let shown = yield says(voice, 'hello', shows('choices'));
  for (const answer of ['username', 'incorrect-details', 'twice', 'human']) {
    shown = yield* pressed(voice, shown, answer);
  }
  const { username, email } = nextLearner('432');
  shown = yield press(voice, lastCard(shown), 'check', { username, email });
  shown = yield press(voice, lastCard(shown), 'send', {}, hasReference);
  yield* worked(voice, inChat(STAFF_TRUST, 'esr-team', person), referenceIn(shown));
}

/** Five turns: a trainer's message, checked and sent, then confirmed. */
function* fromTrainer(person: number): Part {
  const { trust, prefix } = TRAINER_TRUSTS[person % 2 === 0 ? 0 : 1];
  const voice = inChat(trust, 'escalation', person);
  const { username, email } = nextLearner(prefix);
  const shown = yield says(
    voice,
    `Reset needed - ESR username ${username}, email ${email}. Thanks`,
    (outcome) =>
      JSON.stringify(outcome.replies).includes(username) ? undefined : `${username} was not read`,
  );
  const data = buttonData(lastCard(shown), (button) => button.learners !== undefined) ?? {};
  const inputs = { 'username-0': username, 'email-0': email, 'name-0': '', 'send-0': 'true' };
  const sent = yield presses(voice, { ...data, ...inputs }, 'learners', hasReference);
  yield* worked(voice, inChat(trust, 'esr-team', person), referenceIn(sent));
}

/** The ESR Team claims and resolves a case; its requester says that it works. */
function* worked(requester: Voice, team: Voice, reference: string): Part {
  const act = (voice: Voice, surface: string, data: Data, words: RegExp) =>
    presses(voice, { case: reference, surface, ...data }, 'case', (outcome) =>
      words.test(JSON.stringify(answerCard(outcome)))
        ? undefined
        : `${String(data.act)} of ${reference} failed`,
    );
  yield act(team, 'handoff', { act: 'claim' }, /Being worked on/);
  yield act(team, 'handoff', { act: 'resolve', outcome: 'password-reset-sent' }, /Resolved/);
  yield act(requester, 'status', { act: 'confirm' }, /Closed/);
}

/** Presses a button; in a person's first conversation the bot asks for their organisation first. */
function* pressed(voice: Voice, before: Outcome, answer: string): Part<Outcome> {
  const asked = buttonData(lastCard(before), (button) => button.answer === STAFF_TRUST) !== undefined;
  const shown = asked ? yield press(voice, lastCard(before), STAFF_TRUST) : before;
  return yield press(voice, lastCard(shown), answer);
}

/** Presses this answer's button, with the text typed into the card. */
function press(
  voice: Voice,
  card: unknown,
  answer: string,
  inputs: Data = {},
  wrong: Turn['wrong'] = hasCards,
): Turn {
  const data = buttonData(card, (button) => button.answer === answer);
  if (data === undefined)
    throw new Error(`The card has no button for "${answer}": ${JSON.stringify(card).slice(0, 500)}`);
  return presses(voice, { ...data, ...inputs }, 'answer', wrong);
}

/** A press is answered with the card as it looks now, and with the next one. */
const hasCards = (outcome: Outcome) => {
  if (answerCard(outcome) === undefined) return 'the card as it looks now is missing';
  return lastCard(outcome) === undefined ? 'the next card is missing' : undefined;
};

const hasReference = (outcome: Outcome) => (referenceIn(outcome) === '' ? 'no reference ' : undefined);

const shows = (_: string) => (outcome: Outcome) =>
  lastCard(outcome) === undefined ? 'no card was shown' : undefined;

const referenceIn = (outcome: Outcome) =>
  /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(answerCard(outcome) ?? ''))?.[0] ?? '';

let learners = 0;

/** A new account: one account has one open case at most. */
function nextLearner(prefix: string): { username: string; email: string } {
  learners += 1;
  const letters = [...learners.toString(26).padStart(5, '0')].map((digit) =>
    String.fromCharCode(65 + Number.parseInt(digit, 26)),
  );
  const name = `Q${letters.join('')}`;
  return { username: `${prefix}${name}01`, email: `${name.toLowerCase()}@nhs.net` };
}
