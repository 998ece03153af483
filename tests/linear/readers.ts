import { readCommand } from '../../dialogs/flow/staff-commands.ts';
import { readTeamCommand } from '../../src/bot/esr-team/team-commands.ts';
import { readLinkCommand } from '../../src/bot/linking/link-codes.ts';
import { readTrainerCommand } from '../../src/bot/trainers/trainer-commands.ts';
import { inputValue } from '../../src/cards/input-values.ts';
import { plainText as onCard } from '../../src/cards/plain-text.ts';
import { searchTerms } from '../../src/cases/case-search.ts';
import { GUIDES_FOLDER, MODEL_FILE } from '../../src/config/content-folder.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';
import { readTrust } from '../../src/guides/trust-names.ts';
import { usernameRulesOf } from '../../src/guides/username-rules.ts';
import { readEmail } from '../../src/intake/fields/email-address.ts';
import { readUsername } from '../../src/intake/fields/esr-username.ts';
import { readEsrNumber, readSmartcardNumber } from '../../src/intake/fields/numbers.ts';
import { readTypedEmail, readTypedUsername } from '../../src/intake/fields/typed-fields.ts';
import { readFieldCorrections } from '../../src/intake/finding/field-corrections.ts';
import { findEmails } from '../../src/intake/finding/find-emails.ts';
import { findUsernames } from '../../src/intake/finding/find-usernames.ts';
import { readTakenBack } from '../../src/intake/finding/later-words.ts';
import { findIn, ownDetailsIn } from '../../src/intake/finding/own-details.ts';
import { problemIn } from '../../src/intake/learners/learner-problem.ts';
import { readLearners } from '../../src/intake/learners/learners.ts';
import { tableRows } from '../../src/intake/learners/table.ts';
import { bareCommand } from '../../src/intake/message/bot-mention.ts';
import { readCaseRequest, readWorking } from '../../src/intake/message/case-requests.ts';
import { readConfirmation } from '../../src/intake/message/confirmation.ts';
import { isEmergency } from '../../src/intake/message/emergency.ts';
import { asksWhetherDown } from '../../src/intake/message/outage.ts';
import { ownWords } from '../../src/intake/message/own-words.ts';
import { quotedMessage } from '../../src/intake/message/quoted-message.ts';
import { readSaid } from '../../src/intake/message/said.ts';
import { saidInPayload } from '../../src/intake/message/said-in-payload.ts';
import { callsOffTime, readNeededBy } from '../../src/intake/needed-by/needed-by.ts';
import { restOf } from '../../src/privacy/secrets/rest.ts';
import { findSecrets, redact } from '../../src/privacy/secrets/secrets.ts';
import { redactFields } from '../../src/privacy/typed-fields.ts';
import { messageText } from '../../src/text/html-to-text.ts';
import { foldLookAlikes } from '../../src/text/look-alikes.ts';
import { readReference, withLatinReferences } from '../../src/text/reference.ts';
import { isAboutTime } from '../../src/time/time-words.ts';
import { readTypedDate } from '../../src/time/typed-date.ts';
import { readTypedMoment } from '../../src/time/typed-moment.ts';
import { readTypedTime } from '../../src/time/typed-time.ts';
import { isBareReply } from '../../src/understanding/bare-reply.ts';
import { createMatcher } from '../../src/understanding/matcher.ts';
import { ensureModel } from '../../src/understanding/model-file.ts';

const NOW = '2026-11-23T10:00:00.000Z';
const guides = loadGuides(GUIDES_FOLDER, ['esneft', 'south-tees', 'yas']);
const rules = usernameRulesOf(guides, 'esneft');
const matcher = createMatcher(ensureModel(GUIDES_FOLDER, MODEL_FILE));

/** A message to the bot, mentioned as Teams marks it. */
const message = (text: string, html?: string) =>
  ({
    type: 'message',
    text,
    recipient: { id: 'bot' },
    entities: [{ type: 'mention', text: '<at>bot</at>', mentioned: { id: 'bot' } }],
    attachments: html === undefined ? [] : [{ contentType: 'text/html', content: html }],
  }) as unknown as Parameters<typeof readSaid>[0];

/** Everything that reads what people write, by name. A new reader has its line here. */
export const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  findSecrets,
  redact,
  restOf,
  redactFields: (text) => redactFields({ name: text }, () => false),
  isEmergency,
  readLearners: (text) => readLearners(text, { ...rules, now: NOW }),
  readNeededBy: (text) => readNeededBy(text, NOW),
  callsOffTime,
  findEmails,
  findUsernames: (text) => findUsernames(text, rules),
  readFieldCorrections: (text) =>
    readFieldCorrections(text, { username: '432SMITHJ01', email: 'j.smith@nhs.net' }, rules),
  ownDetailsIn: (text) => ownDetailsIn(findIn(text, rules), rules),
  readTakenBack: (text) =>
    readTakenBack(findIn(text, rules), { username: '432SMITHJ01', email: 'j.smith@nhs.net' }, {}),
  readConfirmation,
  readCaseRequest,
  readWorking,
  asksWhetherDown,
  readTrust: (text) => readTrust(text, [...guides.values()]),
  searchTerms,
  bareCommand,
  ownWords,
  quotedMessage,
  tableRows,
  foldLookAlikes,
  messageText,
  onCard,
  inputValue,
  'onCard, as long as a class': (text) => onCard(text, 4000),
  readEmail,
  readTypedEmail,
  readTypedUsername: (text) => readTypedUsername(text, rules),
  readUsername: (text) => readUsername(text, rules),
  readSmartcardNumber,
  readEsrNumber,
  problemIn,
  readReference,
  withLatinReferences,
  'the same in another alphabet': (text) => withLatinReferences(`\u0410${text}`),
  readTypedDate: (text) => readTypedDate(text, NOW),
  readTypedTime: (text) => readTypedTime(text, NOW),
  readTypedMoment: (text) => readTypedMoment(text, NOW),
  isAboutTime,
  isBareReply,
  'the matcher': matcher.match,
  'staff commands': readCommand,
  'the ESR Team’s commands': (text) => readTeamCommand(text, NOW),
  'a notice': (text) => readTeamCommand(`notice ${text}`, NOW),
  'a report': (text) => readTeamCommand(`report ${text}`, NOW),
  'trainers’ commands': readTrainerCommand,
  'what is added': (text) => readTrainerCommand(`add ${text}`),
  'the link command': (text) => readLinkCommand(`link ${text}`),
  'a pasted mail': (text) => readLearners(`From: a@b.net\nTo: c\n\nmy username ${text}`, rules),
  'words over a mail': (text) => readLearners(`${text}\n\nFrom: a@b.net\nTo: c\n\n432SMITHJ01`, rules),
  'what was said': (text) => readSaid(message(text)),
  'what an action was opened on': (text) => saidInPayload({ body: { content: `<div>${text}` } }),
  'what was said in HTML': (text) => readSaid(message(text, `<table>${text}`)),
};

/** What is repeated to a long text: words, punctuation, mark-up and the readers' own cues. */
export const SHAPES: readonly string[] = [
  'a',
  'Ab1',
  '1',
  '1 ',
  ' ',
  '\t',
  '\n',
  ',',
  'a,',
  'a, ',
  '.',
  'a.',
  '|',
  '"',
  "'",
  '<',
  '>',
  '<b>',
  '<table><tr><td>',
  '<div ',
  '<at>',
  '@',
  'a@',
  'a@b',
  'a@b.c ',
  '-',
  'a-',
  '_',
  ':',
  'a:',
  '=',
  '\u0301',
  'e\u0301',
  '\u200B',
  '\uFF0E',
  '\uFDFA',
  '🙏🏽',
  '(',
  '[at] ',
  '&lt;',
  '$' + '{',
  'www.',
  '1/1/',
  '01/01/1980 ',
  'a!',
  '"a ',
  'may ',
  'born in 1974 ',
  '5 jan ',
  'password ',
  'password is ',
  'my pin is [removed] ',
  'pin 4821 and ',
  'dob ',
  'first of the third ',
  'city i was born in ',
  'nhs number 943 476 5919 ',
  'passport ',
  'someone has ',
  'call an ',
  'until 9 ',
  'from: x\n',
  'do not reset ',
  'cannot access ',
  'is already done ',
  'Ｃ',
  '①',
  'breathng ',
  'regards ',
  'on wrote: ',
  'email: ',
  'or not ',
  '432PATELR02 ',
  '432PATELR02 r.patel@nhs.net ',
  '432PATELR02\tr@nhs.net\n',
  'Ann Lee 432LEEA01 ann.lee@nhs.net ',
  'Ann Not 432NOTA01 ann.not@nhs.net, Ann is sorted ',
  'no class today ',
  'room 3A1 and ',
];
