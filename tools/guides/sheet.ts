import type { Step } from '../../dialogs/engine/step-types.ts';
import type { Guide, GuideContact, GuideStep } from '../../src/guides/guide.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import { learnerTypes } from '../../src/guides/learner-types.ts';
import { offeredOutcomes } from '../../src/guides/outcomes.ts';
import { type Problems, problemsOf } from '../../src/guides/problems.ts';
import { flow, stepsOf } from './flow.ts';
import { HIGHEST_GRADE, readingGrade } from './reading-grade.ts';

export interface SheetDeps {
  readonly branches: readonly { readonly branch: BranchId; readonly walked: readonly Step[] }[];
  readonly problems: Problems;
  /** The words of a question's card. */
  readonly question: (step: string) => string;
  /** What each of the guide's changes sets, in their order. */
  readonly sets: readonly unknown[];
}

/** Everything a Trust's staff can be shown, for the people who check the facts: `docs/guides/<trust>.md`. */
export function sheet(guide: Guide, deps: SheetDeps): string {
  const branches = [...deps.problems.branches.keys()].flatMap((id) => {
    const found = deps.branches.find((one) => one.branch === id);
    return found === undefined || guide.branches[id] === undefined ? [] : [branchPart(guide, deps, found)];
  });
  return [
    `# ${guide.name}`,
    '',
    ...aboutLines(guide),
    `Made from \`guides/${guide.trust}.yaml\` by \`npm run guides:sheets\`. Do not edit this page; edit the guide.`,
    '',
    `Source: ${guide.source}. Words like {{when.linkEnds}} are worked out in the chat. [Words in square brackets] are left out where such a word is not known.`,
    '',
    gradeLine(guide),
    '',
    ...dateLines(guide, deps.sets),
    '## To review',
    '',
    ...guide.review.map(({ item, why }) => `- **${item}.** ${why}`),
    '',
    '## Contacts',
    '',
    ...contactLines(guide),
    '',
    '## What a handover asks for',
    '',
    `${guide.handover.asks.join(', ')} (${guide.handover.source})`,
    '',
    typesLine(guide),
    '',
    hoursLine(guide),
    '',
    ...branches,
    '## What people are told when the ESR Team is done',
    '',
    ...offeredOutcomes(guide).flatMap(([, { name, text, next, source }]) => [
      `### ${name}`,
      '',
      text,
      '',
      ...next.map((line, index) => `${index + 1}. ${line}`),
      '',
      `*${source ?? OWN_WORDS}*`,
      '',
    ]),
    '## Saved questions and notes',
    '',
    'The ESR Team can change each before they send it.',
    '',
    ...Object.values(guide.replies).map(
      ({ name, as, text, source }) => `- **${name}** (${as}). ${text} *${source ?? OWN_WORDS}*`,
    ),
    '',
    '## Working-time targets',
    '',
    targetLine(guide),
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()
    .concat('\n');
}

const OWN_WORDS = "The product's own words";

function targetLine({ targets }: Guide): string {
  if (targets === undefined) return 'The guide sets none.';
  const { claimHours, resolveHours, source } = targets;
  const within = (what: string, hours?: number) =>
    hours === undefined ? [] : [`${what} within ${hours} working hours`];
  return `${[...within('Claimed', claimHours), ...within('Resolved', resolveHours)].join(', ')}. *${source}*`;
}

/** The kinds of learner that people choose from. */
const typesLine = (guide: Guide): string => {
  const names = learnerTypes(guide).map(([, name]) => name);
  return names.length === 0 ? '' : `Kinds of learner: ${names.join('; ')}.`;
};

const hoursLine = ({ workingHours }: Guide): string =>
  workingHours === undefined
    ? ''
    : `The ESR Team works from ${workingHours.start} to ${workingHours.end} on working days.`;

function aboutLines({ alsoKnownAs = [], learns }: Guide): string[] {
  const lines = [
    ...(alsoKnownAs.length === 0 ? [] : [`Also known as: ${alsoKnownAs.join('; ')}.`]),
    ...(learns ? ['What staff say that the bot does not understand is kept (learns: true).'] : []),
  ];
  return lines.flatMap((line) => [line, '']);
}

/** Everything that a change sets, a line each. */
function setLines(set: unknown, path: readonly string[] = []): string[] {
  if (set === null) return [`- \`${path.join('.')}\` is taken out`];
  if (typeof set !== 'object') return [`- \`${path.join('.')}\`: ${set}`];
  return Object.entries(set).flatMap(([key, value]) => setLines(value, [...path, key]));
}

/** When it was checked, and what will be otherwise from a day on. */
function dateLines({ checked, reviewBy, changes = [] }: Guide, sets: readonly unknown[]): string[] {
  const lines = [
    ...(checked === undefined ? [] : [`Checked on ${checked.on} (${checked.by}).`]),
    ...(reviewBy === undefined ? [] : [`To be checked again by ${reviewBy}.`]),
    ...changes.map(({ from, until, confirmed, why, source }, at) =>
      [
        `From ${from}${until ? ` to ${until}` : ''}, ${confirmed ? 'confirmed' : 'not confirmed, so off'}: ${why} *${source}*`,
        '',
        ...setLines(sets[at]),
      ].join('\n'),
    ),
  ];
  return lines.flatMap((line) => [line, '']);
}

/** How hard the guide is to read, for the people who own its words. */
function gradeLine(guide: Guide): string {
  const { grade, hardest } = readingGrade(guide);
  return `Reading grade ${grade.toFixed(1)} (Flesch-Kincaid; a reader of about ${Math.max(5, Math.round(grade + 5))}). Hardest to read: \`${hardest.place}\`, ${hardest.grade.toFixed(1)} of at most ${HIGHEST_GRADE}.`;
}

function branchPart(guide: Guide, deps: SheetDeps, found: SheetDeps['branches'][number]): string {
  const { branch, walked } = found;
  const data = guide.branches[branch];
  const problems = problemsOf(guide, deps.problems);
  const { title = branch, line = '', group = '' } = problems.branches.get(branch) ?? {};
  const doneBy = (data?.doneBy ?? []).map(
    ({ who, does, for: whom, source }) =>
      `${[who, does, whom && `(for: ${whom})`].filter(Boolean).join(' ')}: ${source}`,
  );
  return [
    `## ${title}`,
    '',
    ...(guide.titles?.[branch] === undefined
      ? []
      : [`In the menu under “${problems.groups.get(group)}”: ${line}`, '']),
    `\`${branch}\` · ${data?.source ?? ''}`,
    '',
    '```mermaid',
    flow(guide, branch, walked),
    '```',
    '',
    ...stepsOf(guide, branch, walked).flatMap((step) => stepPart(guide, deps, branch, step)),
    ...(data?.asks === undefined ? [] : [`A handover from here asks for: ${data.asks.join(', ')}.`, '']),
    ...(doneBy.length === 0 ? [] : [`Done by: ${doneBy.join('; ')}.`, '']),
  ].join('\n');
}

function stepPart(guide: Guide, deps: SheetDeps, branch: BranchId, step: Step): string[] {
  const when = step.when === undefined ? '' : ` · when ${step.when.label}`;
  const head = `### ${step.name} (${step.kind}${when})`;
  const words: GuideStep | undefined = guide.branches[branch]?.steps[step.name];
  if (step.kind === 'ask' || words === undefined) {
    return [head, '', `Question: ${deps.question(step.name)}`, ''];
  }
  const contact = words.contact === undefined ? undefined : guide.contacts[words.contact];
  return [
    head,
    '',
    words.text,
    '',
    ...(words.list ?? []).map((line, index) => `${index + 1}. ${line}`),
    '',
    ...(words.note === undefined ? [] : [`Note: ${words.note}`, '']),
    ...(words.link === undefined ? [] : [`Button: ${words.link.title} → ${words.link.url}`, '']),
    ...(contact === undefined ? [] : [`Contact: ${contactLine(contact)}`, '']),
    `*${words.source}*`,
    '',
  ];
}

function contactLines(guide: Guide): string[] {
  const lines = Object.values(guide.contacts).map(
    (contact) => `- ${contactLine(contact)} *${contact.source}*`,
  );
  return lines.length === 0 ? ['The guide names none.'] : lines;
}

const contactLine = ({ name, how, email, phone, url, hours }: GuideContact) =>
  [`**${name}**`, how?.replace(/\.$/, ''), hours, email, phone, url].filter(Boolean).join('. ');
