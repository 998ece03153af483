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
import { leftBy } from '../cases/case-view.ts';
import { CASE_TEXTS, explain } from '../cases/texts.ts';
import { caseLine } from './case-lines.ts';
import type { Here } from './learner-drafts.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';
import type { TrainerCommand } from './trainer-commands.ts';

export interface CommandDeps {
  readonly caseService: CaseService;
  readonly guides: ReadonlyMap<string, Guide>;
  /** The open cases from this chat. */
  readonly openCases: (trust: string, chat: string) => Promise<readonly Case[]>;
  readonly now: () => string;
  /** Whether the ESR Team has the case; it has where this is not given. */
  readonly reach?: (it: Case) => Promise<Reach>;
}

type CaseCommand = Exclude<TrainerCommand, { name: 'help' | 'form' | 'mine' | 'class' }>;

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

/** The class with something left to do that was sent last, this person's before a colleague's: its id, and how many learners are left. */
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

/** Does what a command says to a case of this chat; the answer in a sentence. */
export async function doCommand(deps: CommandDeps, here: Here, command: CaseCommand): Promise<Said> {
  if (!('text' in command)) return doClean(deps, here, command);
  const text = redact(command.text);
  const done = await doClean(deps, here, { ...command, text });
  return text === command.text ? done : { ...done, says: `${TEXTS.secretSaid} ${done.says}` };
}

/** A sentence for everyone in the chat, or a refusal for the person who asked. */
interface Said {
  readonly says: string;
  readonly isRefusal: boolean;
}

const says = (text: string): Said => ({ says: text, isRefusal: false });
const refuses = (text: string): Said => ({ says: text, isRefusal: true });

/** The open cases of this chat that are about this learner, as they were given from here. */
async function statusOf(deps: CommandDeps, here: Here, who: string): Promise<Said> {
  const terms = searchTerms(who);
  const cases = await deps.openCases(here.trust, here.chat);
  const found = cases.filter((it) => {
    const { name, esrUsername, correctEmail } = givenIn(it, here.chat)?.details ?? {};
    const said = [name, esrUsername, correctEmail].join(' ').toLowerCase();
    return terms.length > 0 && terms.every((term) => said.includes(term.toLowerCase()));
  });
  if (found.length === 0) return refuses(TEXTS.nobodyFound(plainText(who, 60)));
  const lines = await Promise.all(found.slice(-MOST_FOUND).map((it) => lineOf(deps, here, it)));
  return says(found.length === 1 ? lines.join('') : lines.map((line) => `- ${line}`).join('\n'));
}

/** More people of one name than a class has. */
const MOST_FOUND = 5;

async function doClean(deps: CommandDeps, here: Here, command: CaseCommand): Promise<Said> {
  const { name, reference } = command;
  if ('who' in command && command.who !== undefined) return statusOf(deps, here, command.who);
  if (reference === undefined) return refuses(TEXTS.referenceMissing(name, 'text' in command));
  const it = await deps.caseService.find(reference);
  const who = it && caseRoleOf(it, { personId: here.person.id, chat: here.chat });
  // A report withdrawn here, while the case continued elsewhere, still has a status.
  if (it !== undefined && leftBy(it, here)?.kind === 'trainer' && who === undefined)
    return name === 'status'
      ? says(await lineOf(deps, here, it))
      : refuses(`${it.reference}: ${CASE_TEXTS.goneAlready}`);
  // A case of another chat is not even confirmed to exist.
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
  if ('refused' in result) return refuses(`${it.reference}: ${plainText(explain(result, deps.now()), 300)}`);
  // "Reopen" on an open case just adds the words.
  const wasOver = it.state === 'resolved' || it.state === 'closed';
  const did = action.type === 'reopen' && !wasOver ? 'add' : action.type;
  const isTold = ((await deps.reach?.(it)) ?? 'there') === 'there';
  const stays = did === 'withdraw' ? staysFrom(result.case, { by: here.person, from }) : undefined;
  const said =
    stays === undefined
      ? TEXTS.done[did as keyof typeof TEXTS.done]
      : CASE_TEXTS.yoursIsGone(plainText(stays.name, 60));
  const done = `${said}${isTold ? TEXTS.teamIsTold : ''}`;
  // A withdrawn report has lost its details: the answer still says whose it was.
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

async function lineOf(
  deps: CommandDeps,
  { chat }: Here,
  it: Case,
  given: Given | undefined = undefined,
): Promise<string> {
  const { state, next } = caseLine(it, deps.guides, { chat, reach: await deps.reach?.(it) });
  const { name, esrUsername } = (givenIn(it, chat) ?? given)?.details ?? {};
  const about = [name, esrUsername].filter((one) => one !== undefined).map((one) => plainText(one, 60));
  const whose = about.length === 0 ? '' : ` ${about.join(', ')}`;
  return `**${it.reference}**${whose}: **${state}**. ${next}`.trim();
}
