import { plainText } from '../../cards/plain-text.ts';
import { ADDED_NAMES } from '../../cases/added.ts';
import { type Case, type CaseDetails, type Given, isActive, type Person } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import { givenBy, requestersIn, sameAddress } from '../../cases/given.ts';
import { speakTime } from '../../time/speak-time.ts';
import { problemOf } from './check-row.ts';
import type { Draft, DraftRow } from './draft.ts';
import { applyInputs, type DraftRules, type LearnersPress } from './draft-press.ts';
import { isChosen, neededAfter } from './needed-choices.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

/** Whether Send was pressed on this version of the card before. */
export const isTooLate = ({ sender }: Draft, press: LearnersPress): boolean =>
  press.act === 'send' && sender !== undefined && press.seen <= sender.seen;

/** Adds to the cases what a late press of Send says differently. Returns what to tell the trainer. */
export async function passOn(
  caseService: Pick<CaseService, 'find' | 'raise' | 'act'>,
  draft: Draft,
  press: LearnersPress,
  {
    person,
    chat,
    activityId,
  }: { readonly person: Person; readonly chat: string; readonly activityId: string },
  rules: DraftRules,
): Promise<string[]> {
  // The inputs of sent rows are not read, so all rows are treated as unsent.
  const unsent = draft.rows.map((row): DraftRow => ({ ...row, sent: undefined }));
  const said = applyInputs({ ...draft, rows: unsent }, press, rules).draft;
  // Only a chosen time counts: a time in the words was read when they were sent.
  const [shown, chosen] = [draft.sender?.neededBy, press['needed-by']];
  const neededBy = isChosen(shown, chosen)
    ? neededAfter({ words: '' }, { chosen, words: '' }, rules.now)
    : undefined;
  const different = new Set<string>();
  for (const row of draft.rows) {
    const it = row.sent && (await caseService.find(row.sent.reference));
    const typed = said.rows.find(({ id }) => id === row.id);
    if (it === undefined || typed === undefined || !isActive(it)) continue;
    const report = whatDiffers(it, chat, { ...said, neededBy }, typed, rules.now);
    const what = Object.keys(report.named);
    if (what.length === 0) continue;
    for (const one of what) different.add(one);
    const key = `learner:${press.learners}:${row.id}:${activityId}`;
    const esrUsername = it.details.esrUsername;
    const from = { chat, as: 'requester' } as const;
    // Without a username, raising would open another case instead of joining this one.
    if (esrUsername === undefined) {
      const text = Object.entries(report.named)
        .map(([name, value]) => `${name}: ${value}`)
        .join('. ');
      await caseService.act(it.reference, { type: 'add', text }, person, key, from);
      continue;
    }
    await caseService.raise({
      trust: draft.trust,
      problem: report.problem ?? 'other',
      requester: { kind: 'trainer', person, chat },
      details: { ...report.details, esrUsername },
      trail: [],
      key,
    });
  }
  const { id = '', name = '' } = draft.sender ?? {};
  if (id === person.id && different.size === 0) return [];
  return [TEXTS.sentBefore(plainText(name, 60), [...different])];
}

/** Whether words are among these, on whatever lines, and after whosever name. */
const hasWords = (among = '', text: string) => ` ${bare(among)} `.includes(` ${bare(text)} `);
const bare = (text: string) => text.replace(/[^\p{L}\p{N}@]+/gu, ' ').trim();

/** What the press says of a learner that this chat had not given before. */
function whatDiffers(it: Case, chat: string, said: Draft, typed: DraftRow, now: string) {
  const known = requestersIn(it, chat).flatMap((one) => givenBy(it, one) ?? []);
  const unless = (value: string | undefined, isSaid: (given: Given) => boolean) =>
    value === undefined || value === '' || known.some(isSaid) ? undefined : value;
  const unsaid = (text: string) => unless(text, ({ details }) => hasWords(details.words, text));
  const isOther = typed.username !== '' && typed.username !== it.details.esrUsername;
  const words = [said.words, ...(isOther ? [`ESR username: ${typed.username}`] : [])].flatMap(
    (text) => unsaid(text) ?? [],
  );
  const problem = problemOf(said, typed);
  const details: CaseDetails = {
    correctEmail: unless(
      typed.email,
      ({ details: { correctEmail = '' } }) => sameAddress(correctEmail) === sameAddress(typed.email),
    ),
    name: unless(typed.name, ({ details }) => details.name === typed.name),
    learnerType: unless(said.learnerType, ({ details }) => details.learnerType === said.learnerType),
    neededBy: unless(said.neededBy, ({ details }) => details.neededBy === said.neededBy),
    words: words.join('\n') || undefined,
  };
  const isNewProblem = problem !== 'other' && unless(problem, (given) => given.problem === problem);
  const named = {
    [ADDED_NAMES.email]: details.correctEmail,
    [ADDED_NAMES.name]: details.name,
    [ADDED_NAMES['learner-type']]: details.learnerType,
    [ADDED_NAMES.problem]: isNewProblem ? problem : undefined,
    [ADDED_NAMES.words]: details.words,
    [ADDED_NAMES['needed-by']]: details.neededBy && speakTime(details.neededBy, now),
  };
  return {
    problem: isNewProblem ? problem : undefined,
    details,
    named: Object.fromEntries(
      Object.entries(named).filter(
        ([name, value]) => value !== undefined && unsaid(`${name}: ${value}`) !== undefined,
      ),
    ),
  };
}
