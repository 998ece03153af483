import { plainText } from '../../cards/plain-text.ts';
import { type Case, type CaseAction, type Given, isAsked } from '../../cases/case.ts';
import { searchTerms } from '../../cases/case-search.ts';
import type { CaseService } from '../../cases/case-service.ts';
import { givenIn, requestersIn } from '../../cases/given.ts';
import { staysFrom } from '../../cases/joining.ts';
import { caseRoleOf, mayDo } from '../../cases/permissions.ts';
import type { Guide } from '../../guides/guide.ts';
import { redact } from '../../privacy/secrets/secrets.ts';
import type { Reach } from '../cases/case-card-deps.ts';
import { isDone, leftBy } from '../cases/case-view.ts';
import { CASE_TEXTS, explain } from '../cases/texts.ts';
import { caseLine } from './case-lines.ts';
import type { Here } from './learner-drafts.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';
import { LIKE_LEARNER, type TrainerCommand } from './trainer-commands.ts';

export interface CommandDeps {
  readonly caseService: CaseService;
  readonly guides: ReadonlyMap<string, Guide>;
  /** The open cases from this chat. */
  readonly openCases: (trust: string, chat: string) => Promise<readonly Case[]>;
  readonly now: () => string;
  /** Whether the ESR Team has the case. Without this, every case counts as delivered. */
  readonly reach?: (it: Case) => Promise<Reach>;
}

type CaseCommand = Exclude<TrainerCommand, { name: 'help' | 'form' | 'mine' | 'class' | 'thanks' }>;

/** The trainer's own cases that are not closed, a line each. */
export async function listCases(deps: CommandDeps, here: Here): Promise<string> {
  const all = await deps.openCases(here.trust, here.chat);
  const whose = all.map((it) => ({ it, people: requestersIn(it, here.chat).map(({ person }) => person) }));
  const cases = whose
    .filter(({ people }) => people.some(({ id }) => id === here.person.id))
    .map(({ it }) => it);
  const theirs = whose.filter(({ it }) => !cases.includes(it));
  const colleagues = Map.groupBy(theirs, ({ people: [first] }) => plainText(first?.name ?? '', 60));
  const also = [...colleagues].map(([name, some]) => TEXTS.colleagueHas(name, some.length)).join(' ');
  if (cases.length === 0) return also === '' ? TEXTS.noCases : `${TEXTS.noCases} ${also} ${TEXTS.seeClass}`;
  const newest = cases.slice(-MOST_LISTED);
  const shown = await Promise.all(newest.map(async (it) => `- ${await lineOf(deps, here, it)}`));
  const resolved = cases.filter((it) => it.state === 'resolved').length;
  const heading = TEXTS.countedCases(cases.length - resolved, resolved);
  const more = cases.length > shown.length ? TEXTS.newest(shown.length) : '';
  return [`${heading}${more}`, ...shown].join('\n');
}

const MOST_LISTED = 40;

/** The class sent last that has open cases, this person's own before a colleague's: its id, and how many learners are left. */
export async function currentClass(
  deps: CommandDeps,
  { trust, chat, person }: Here,
): Promise<{ readonly id: string; readonly left: number } | undefined> {
  const places = (await deps.openCases(trust, chat)).flatMap((it) =>
    requestersIn(it, chat).flatMap(({ batch, person: { id }, at }) =>
      batch === undefined ? [] : [{ batch, isMine: id === person.id, at }],
    ),
  );
  const last = places
    .toSorted((a, b) => Number(a.isMine) - Number(b.isMine) || a.at.localeCompare(b.at))
    .at(-1);
  return last && { id: last.batch, left: places.filter(({ batch }) => batch === last.batch).length };
}

/** The case with this reference, or the one that this chat's report of it was moved to. */
async function caseNow(deps: CommandDeps, here: Here, reference: string): Promise<Case | undefined> {
  const it = await deps.caseService.find(reference);
  const left = it && leftBy(it, here);
  if (left?.kind !== 'trainer' || left.movedTo === undefined) return it;
  return (await caseNow(deps, here, left.movedTo)) ?? it;
}

/** The case of this chat with this reference, closed ones included. */
export async function caseHere(deps: CommandDeps, here: Here, reference: string): Promise<Case | undefined> {
  const it = await caseNow(deps, here, reference);
  const who = it && caseRoleOf(it, { personId: here.person.id, chat: here.chat });
  return who === 'requester' ? it : undefined;
}

/** Does what a command says to a case of this chat, without any secret in its text, and answers in a sentence. */
export async function doCommand(deps: CommandDeps, here: Here, command: CaseCommand): Promise<Said> {
  if (!('text' in command)) return doEach(deps, here, command);
  const text = redact(command.text);
  const done = await doEach(deps, here, { ...command, text });
  return text === command.text ? done : { ...done, says: `${TEXTS.secretSaid} ${done.says}` };
}

/** Does the command to each case that it names, in that order, and says of whom else it names that it did nothing. */
async function doEach(
  deps: CommandDeps,
  here: Here,
  { more = [], also, ...command }: CaseCommand,
): Promise<Said> {
  const references = [...new Set([command.reference, ...more])];
  const others = also === undefined ? [] : await namedBeside(deps, here, also, references);
  const done = await doAll(deps, here, command, references);
  const isLeft = command.name === 'withdraw' && others.some((line) => line.startsWith('- '));
  return { ...done, says: [done.says, ...(isLeft ? [TEXTS.notByName] : []), ...others].join('\n') };
}

/** A line for each open case of those who are named beside references, and for each name that no open case here has. */
async function namedBeside(
  deps: CommandDeps,
  here: Here,
  also: string,
  references: readonly (string | undefined)[],
): Promise<readonly string[]> {
  const people = also.split(/,|&| (?:and|or) /i).map((one) => one.trim());
  const lines = people.map(async (who) => {
    const cases = await casesOf(deps, here, who);
    if (cases.length === 0) return LIKE_LEARNER.test(who) ? [TEXTS.nobodyFound(plainText(who, 60))] : [];
    const others = cases.filter(({ reference }) => !references.includes(reference)).slice(-MOST_FOUND);
    return Promise.all(others.map(async (it) => `- ${await lineOf(deps, here, it)}`));
  });
  return (await Promise.all(lines)).flat();
}

async function doAll(
  deps: CommandDeps,
  here: Here,
  command: CaseCommand,
  references: readonly (string | undefined)[],
): Promise<Said> {
  if (references.length < 2) return doOne(deps, here, command);
  const all: Said[] = [];
  for (const reference of references) {
    const activityId = `${here.activityId}:${reference}`;
    all.push(await doOne(deps, { ...here, activityId }, { ...command, reference }));
  }
  return {
    says: all.map((one) => `- ${one.says}`).join('\n'),
    isRefusal: all.every(({ isRefusal }) => isRefusal),
  };
}

/** A sentence for everyone in the chat, or a refusal for the person who asked. */
interface Said {
  readonly says: string;
  readonly isRefusal: boolean;
}

const says = (text: string): Said => ({ says: text, isRefusal: false });
const refuses = (text: string): Said => ({ says: text, isRefusal: true });

/** The open cases of this chat that are about this learner, as they were given from here. */
export async function casesOf(deps: CommandDeps, here: Here, who: string): Promise<readonly Case[]> {
  const terms = searchTerms(who);
  const cases = await deps.openCases(here.trust, here.chat);
  return cases.filter((it) => {
    const { name, esrUsername, correctEmail } = givenIn(it, here.chat)?.details ?? {};
    const said = [name, esrUsername, correctEmail].join(' ').toLowerCase();
    return terms.length > 0 && terms.every((term) => said.includes(term.toLowerCase()));
  });
}

/** The cases of everyone named in `who`, such as "Ann Lee and Bob Fry"; undefined if there are none. */
async function statusOf(deps: CommandDeps, here: Here, who: string): Promise<Said | undefined> {
  const asked = who.split(/,|&| (?:and|or) /i).map((one) => one.trim());
  const people = asked.filter((one) => one !== '').slice(0, MOST_ASKED);
  const found = await Promise.all(people.map((one) => casesOf(deps, here, one)));
  if (found.every((cases) => cases.length === 0)) return undefined;
  const lines = await Promise.all(
    found.map((cases, at) =>
      cases.length === 0
        ? [TEXTS.nobodyFound(plainText(people[at] ?? '', 60))]
        : Promise.all(cases.slice(-MOST_FOUND).map((it) => lineOf(deps, here, it))),
    ),
  );
  const all = [...new Set(lines.flat())];
  return says(all.length === 1 ? all.join('') : all.map((line) => `- ${line}`).join('\n'));
}

const MOST_ASKED = 12;

/** Cases listed for one name: a class hardly has more people with it. */
const MOST_FOUND = 5;

/** A line for each open case of this chat whose learner is named. They are only listed: a command needs a reference. */
export async function namedIn(deps: CommandDeps, here: Here, said: string): Promise<readonly string[]> {
  const words = new Set(said.toLowerCase().match(/[\p{L}\p{N}'-]{2,}/gu));
  const cases = (await deps.openCases(here.trust, here.chat)).filter((it) => {
    const { name = '', esrUsername = '' } = givenIn(it, here.chat)?.details ?? {};
    return [esrUsername, ...name.split(/\s+/)].some((one) => words.has(one.toLowerCase()));
  });
  const lines = cases.slice(-MOST_FOUND).map(async (it) => `- ${await lineOf(deps, here, it)}`);
  return Promise.all(lines);
}

async function doOne(deps: CommandDeps, here: Here, command: CaseCommand): Promise<Said> {
  const { name, reference } = command;
  if ('who' in command && command.who !== undefined) {
    const status = await statusOf(deps, here, command.who);
    if (status !== undefined) return status;
    if (reference === undefined) return refuses(TEXTS.nobodyFound(plainText(command.who, 60)));
  }
  if (reference === undefined) {
    const likely = 'about' in command ? await namedIn(deps, here, command.about ?? '') : [];
    return refuses([TEXTS.referenceMissing(name, 'text' in command), ...likely].join('\n'));
  }
  const it = await caseNow(deps, here, reference);
  if (it !== undefined && it.reference !== reference) {
    const done = await doOne(deps, here, { ...command, reference: it.reference });
    return { ...done, says: `${TEXTS.movedOn(reference, it.reference)} ${done.says}` };
  }
  const who = it && caseRoleOf(it, { personId: here.person.id, chat: here.chat });
  // This chat's report was withdrawn, and the case goes on for others: only its status is left to show.
  if (it !== undefined && leftBy(it, here)?.kind === 'trainer' && who === undefined)
    return name === 'status'
      ? says(await lineOf(deps, here, it))
      : refuses(`${it.reference}: ${CASE_TEXTS.goneAlready}`);
  // "Withdraw Kym Fry": it is a name, as no case here has that reference. Another chat's case is not confirmed to exist.
  if ((it === undefined || who === undefined) && ('about' in command || 'who' in command))
    return doOne(deps, here, { ...command, reference: undefined });
  if (it === undefined || who === undefined) return refuses(TEXTS.noSuchCase(reference));
  if (name === 'status') return says(await lineOf(deps, here, it));
  const action = toAction(command, it);
  if (!mayDo(who, action.type)) return refuses(TEXTS.notYours);
  return act(deps, here, it, action);
}

async function act(deps: CommandDeps, here: Here, it: Case, action: CaseAction): Promise<Said> {
  const key = `act:${here.chat}:${here.activityId}`;
  const from = { chat: here.chat, as: 'requester' } as const;
  const result = await deps.caseService.act(it.reference, action, here.person, key, from);
  if (result === undefined) return refuses(TEXTS.noSuchCase(it.reference));
  if ('refused' in result) {
    const why = `${it.reference}: ${plainText(explain(result, deps.now()), 300)}`;
    const isSaid = action.type === 'add' || action.type === 'answer';
    const mayReopen = result.case.state === 'closed' && result.case.closedAs !== 'withdrawn';
    return refuses(isSaid && mayReopen ? `${why} ${TEXTS.reopenInstead(it.reference)}` : why);
  }
  // "Reopen" on an open case only adds the words.
  const did = action.type === 'reopen' && !isDone(it) ? 'add' : action.type;
  const isTold = ((await deps.reach?.(it)) ?? 'there') === 'there';
  const stays = did === 'withdraw' ? staysFrom(result.case, { by: here.person, from }) : undefined;
  const said =
    stays === undefined
      ? TEXTS.done[did as keyof typeof TEXTS.done]
      : CASE_TEXTS.yoursIsGone(plainText(stays.name, 60));
  const done = `${said}${isTold ? TEXTS.teamIsTold : ''}`;
  // A withdrawn report has no details any more: the answer takes them from before.
  return says(`${done} ${await lineOf(deps, here, result.case, givenIn(it, here.chat))}`);
}

function toAction(command: CaseCommand, it: Case): CaseAction {
  switch (command.name) {
    case 'add':
      // While a question is open, added words are its answer.
      return { type: isAsked(it) ? 'answer' : 'add', text: command.text.slice(0, 1000) };
    case 'reopen':
      return { type: 'reopen', why: command.text.slice(0, 1000) };
    default:
      return { type: 'withdraw' };
  }
}

async function lineOf(deps: CommandDeps, { chat }: Here, it: Case, given?: Given): Promise<string> {
  const { state, next } = caseLine(it, deps.guides, { chat, reach: await deps.reach?.(it) });
  const { name, esrUsername } = (givenIn(it, chat) ?? given)?.details ?? {};
  const about = [name, esrUsername].filter((one) => one !== undefined).map((one) => plainText(one, 60));
  const whose = about.length === 0 ? '' : ` ${about.join(', ')}`;
  return `**${it.reference}**${whose}: **${state}**. ${next}`.trim();
}
