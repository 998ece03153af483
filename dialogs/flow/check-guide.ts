import type { GuideData } from '../../src/guides/guide.ts';
import type { GuideCheck, Report } from '../../src/guides/load-guides.ts';
import type { Problems } from '../../src/guides/problems.ts';
import type { BranchDialog } from '../engine/branch.ts';
import type { Step } from '../engine/step-types.ts';
import { BRANCH_IDS, BRANCHES } from './branches.ts';

/** Throws an Error where `branches.yaml` and the list of dialogs name different problems. */
export function checkProblems({ branches }: Problems): void {
  const untitled = BRANCH_IDS.filter((id) => !branches.has(id));
  const unknown = [...branches.keys()].filter((id) => !BRANCH_IDS.includes(id));
  const lines = [
    ...untitled.map((id) => `branches.yaml: add ${id}: it has a dialog, and no title or wordings`),
    ...unknown.map((id) => `branches.yaml: ${id} has no dialog; add one to dialogs/flow/branches.ts`),
  ];
  if (lines.length > 0) throw new Error(lines.join('\n'));
}

/** Reports problems without a dialog or without an end, and steps that no card shows. */
export const checkDialogs: GuideCheck = (guide, report) => {
  for (const [id, { steps }] of Object.entries(guide.branches)) {
    const path = ['branches', id];
    const dialog = BRANCHES.find(({ branch }) => branch === id);
    if (dialog === undefined) {
      report(path, `no dialog is about "${id}"; write one of: ${BRANCH_IDS.join(', ')}`);
      continue;
    }
    for (const name of Object.keys(steps)) {
      const why = notShown(guide, dialog, name);
      if (why !== undefined) report([...path, 'steps', name], why);
    }
    checkEnd(guide, dialog, (message) => report(path, message));
  }
  checkLearnerTypes(guide, report);
};

/** Reports questions about the kind of learner with no kinds to choose from, and kinds that are not listed. */
const checkLearnerTypes: GuideCheck = ({ learnerTypes, handover, branches }, report) => {
  const known = Object.keys(learnerTypes ?? {});
  const asks = (path: readonly string[], asked: readonly string[] | undefined) => {
    if (learnerTypes === undefined && asked?.includes('learner-type'))
      report(
        [...path, 'asks'],
        'this asks which kind of learner they are; write the kinds under learnerTypes, or take learner-type out',
      );
  };
  asks(['handover'], handover.asks);
  for (const [id, { asks: own, steps, doneBy = [] }] of Object.entries(branches)) {
    asks(['branches', id], own);
    for (const [name, step] of Object.entries(steps)) asks(['branches', id, 'steps', name], step.asks);
    for (const [at, { for: whom }] of doneBy.entries()) {
      if (whom === undefined || known.includes(whom)) continue;
      const fix = known.length === 0 ? 'add it to learnerTypes' : `write one of: ${known.join(', ')}`;
      report(['branches', id, 'doneBy', at, 'for'], `there is no kind of learner "${whom}"; ${fix}`);
    }
  }
  for (const kind of ['staff', 'volunteer'])
    if (branches['which-email']?.steps[kind] !== undefined && !known.includes(kind))
      report(
        ['branches', 'which-email', 'steps', kind],
        `this is for one kind of learner; add ${kind} to learnerTypes, or say it to all in "which"`,
      );
};

function notShown(guide: GuideData, { branch, walked }: BranchDialog, name: string): string | undefined {
  const own = guide.branches[branch]?.steps ?? {};
  const guided = walked.filter(({ kind }) => kind !== 'ask');
  const step = guided.find((one) => one.name === name);
  if (step === undefined) {
    if (branch === 'which-email' && guide.learnerTypes?.[name] !== undefined)
      return `no card shows "${name}"; say it to all kinds of learner in "which", a line of its list for each`;
    return `no card shows "${name}"; the steps of ${branch} are: ${guided.map((one) => one.name).join(', ')}`;
  }
  if (step.leadsTo !== undefined && guide.branches[step.leadsTo] === undefined) {
    return `no card shows this: it leads to ${step.leadsTo}, of which the guide does not speak; add that, or take this out`;
  }
  if (step.needs !== undefined && factOf(guide, step.needs) === undefined) {
    return `no card shows this without ${step.needs}; state that fact, or take this out`;
  }
  const before = guided.slice(0, guided.indexOf(step));
  const end = before.find(({ kind, when, name: one }) => kind === 'refer' && !when && own[one] !== undefined);
  return end && `no card shows this: "${end.name}" before it ends the problem; write one of the two`;
}

/** Where nothing that was advised has worked, the guide's own words must name who helps next. */
function checkEnd(
  guide: GuideData,
  { branch, walked }: BranchDialog,
  report: (message: string) => void,
): void {
  const words = guide.branches[branch]?.steps ?? {};
  const last = walked.findLast(({ name, kind }) => kind !== 'ask' && words[name] !== undefined);
  if (last === undefined || isEnd(last)) return;
  const ends = walked.filter(isEnd).map(({ name }) => name);
  if (ends.length > 0) report(`${branch} has no end after "${last.name}"; write one of: ${ends.join(', ')}`);
}

const isEnd = ({ kind, ends, leadsTo }: Step) =>
  kind === 'hand-over' || kind === 'refer' || ends === true || leadsTo !== undefined;

/** Reports facts written out as numbers, facts and contacts that nothing uses, and texts too long for a phone. */
export const checkWords: GuideCheck = (guide, report) => {
  const said = [...textsOf(guide)];
  const all = said.map(({ text }) => text).join('\n');
  for (const { path, text } of said) {
    const words = text.split(/\s+/).length;
    if (words > LONGEST) report(path, `${words} words; write ${LONGEST} or fewer`);
    for (const { fact, written } of writtenFacts(guide)) {
      const [found] = written.exec(text) ?? [];
      if (found !== undefined) report(path, `"${found}" is a fact of this guide; write {{${fact}}}`);
    }
  }
  checkUse(guide, all, report);
  checkButtons(guide, report);
};

const LONGEST = 60;

const SENT_TO_ESR =
  /(open|go to|back to|on|sign in to) (the )?ESR( |\.)(login|portal|in your|with the|with your)/i;
const OPEN_ESR = 'Open ESR';

/** Reports steps that send people to ESR without a button to it, if the guide has its address. */
function checkButtons({ branches }: GuideData, report: Report): void {
  const steps = Object.entries(branches).flatMap(([branch, { steps: all }]) =>
    Object.entries(all).map(([name, step]) => ({ path: ['branches', branch, 'steps', name], step })),
  );
  const address = steps.find(({ step }) => step.link?.title === OPEN_ESR)?.step.link?.url;
  if (address === undefined) return;
  for (const { path, step } of steps) {
    const says = [step.text, ...(step.list ?? [])].some((text) => SENT_TO_ESR.test(text));
    if (says && step.link?.title !== OPEN_ESR)
      report(
        path,
        `this sends people to ESR; add its button, link: { title: ${OPEN_ESR}, url: "${address}" }`,
      );
  }
}

/** Reports facts and contacts that no card uses, and an empty review list. */
function checkUse(guide: GuideData, all: string, report: Report): void {
  const steps = Object.entries(guide.branches).flatMap(([id, branch]) =>
    (BRANCHES.find((dialog) => dialog.branch === id)?.walked ?? []).filter(
      ({ kind, name }) => kind === 'ask' || branch.steps[name] !== undefined,
    ),
  );
  for (const fact of FACTS) {
    if (factOf(guide, fact) === undefined) continue;
    const isUsed = all.includes(`{{${fact}}}`) || steps.some(({ needs }) => needs === fact);
    if (!isUsed)
      report(fact.split('.'), `no card shows this; write {{${fact}}} where it belongs, or take it out`);
  }
  const named = new Set([
    guide.handover.contact,
    ...Object.values(guide.elsewhere ?? {}),
    ...Object.values(guide.branches).flatMap(({ steps: all }) =>
      Object.values(all).map(({ contact }) => contact),
    ),
  ]);
  for (const [key, { name }] of Object.entries(guide.contacts)) {
    if (named.has(key) || all.includes(name)) continue;
    report(['contacts', key], `no card shows "${name}"; name it in a step (contact: ${key}), or take it out`);
  }
  if (guide.review.length === 0) {
    report(
      ['review'],
      'list what a fact-checker should look at: what is dated, doubtful or missing in the source',
    );
  }
}

const FACTS = [
  'password.minLength',
  'password.history',
  'password.rules',
  'reset.emailMinutes',
  'reset.linkHours',
  'attempts.escalateAfter',
  'attempts.lockAfter',
  'attempts.lockHours',
  'leaverDays',
];

const factOf = (guide: GuideData, fact: string): unknown =>
  fact.split('.').reduce<unknown>((here, key) => (here as Record<string, unknown> | undefined)?.[key], guide);

const IN_WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** How each number of the guide would look written out in a sentence. */
function writtenFacts(guide: GuideData): { fact: string; written: RegExp }[] {
  const { password, reset, attempts, leaverDays, username } = guide;
  const counted = (fact: string, count: number | undefined, of: string) =>
    count === undefined
      ? []
      : [{ fact, written: RegExp(`\\b(${count}|${IN_WORDS[count] ?? count}) (${of})`, 'i') }];
  const minutes = reset?.emailMinutes;
  return [
    ...counted('password.minLength', password?.minLength, 'or more characters|characters'),
    ...counted('password.history', password?.history, '(previous |last |old )?passwords'),
    ...(minutes
      ? [{ fact: 'reset.emailMinutes', written: RegExp(`\\b(${minutes[0]} to )?${minutes[1]} minutes`) }]
      : []),
    ...counted('reset.linkHours', reset?.linkHours, 'hours?'),
    ...counted('attempts.lockHours', attempts?.lockHours, 'hours?'),
    ...counted('attempts.lockAfter', attempts?.lockAfter, '(wrong |failed )?(tries|attempts|times)'),
    ...counted('attempts.escalateAfter', attempts?.escalateAfter, '(wrong |failed )?(tries|attempts|times)'),
    ...counted('leaverDays', leaverDays, 'days?'),
    ...username.prefixes.map(({ code, old }) => ({
      fact: old ? 'username.oldPrefix' : 'username.prefix',
      written: RegExp(`\\b${code}\\b`),
    })),
  ];
}

/** Keys whose texts staff do not see. */
const NOT_SHOWN = [
  'name',
  'shortName',
  'source',
  'review',
  'trust',
  'code',
  'contact',
  'url',
  'email',
  'phone',
  'asks',
  'checked',
  'reviewBy',
  'changes',
];

/** Every text that staff can be shown, and its place. */
export function* textsOf(
  value: unknown,
  path: readonly PropertyKey[] = [],
): Generator<{ path: PropertyKey[]; text: string }> {
  if (typeof value === 'string') yield { path: [...path], text: value };
  else if (Array.isArray(value))
    for (const [at, item] of value.entries()) yield* textsOf(item, [...path, at]);
  else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value))
      if (!NOT_SHOWN.includes(key)) yield* textsOf(item, [...path, key]);
  }
}
