import type { Step } from '../../dialogs/engine/step-types.ts';
import type { Guide } from '../../src/guides/guide.ts';
import type { BranchId } from '../../src/guides/ids.ts';

/** The steps of a branch that a Trust's staff can meet, in order. */
export function stepsOf(guide: Guide, branch: BranchId, walked: readonly Step[]): readonly Step[] {
  const words = guide.branches[branch]?.steps ?? {};
  return walked.filter(
    (step) =>
      (step.kind === 'ask' || words[step.name] !== undefined) &&
      (step.leadsTo === undefined || guide.branches[step.leadsTo] !== undefined),
  );
}

const SHAPES: Readonly<Record<Step['kind'], readonly [string, string]>> = {
  ask: ['{{"', '"}}'],
  advise: ['["', '"]'],
  tell: ['["', '"]'],
  'lead-on': ['[["', '"]]'],
  refer: ['(["', '"])'],
  'hand-over': ['(["', '"])'],
};

/** A branch as a small Mermaid picture: questions, things to try, and where it ends. */
export function flow(guide: Guide, branch: BranchId, walked: readonly Step[]): string {
  const steps = stepsOf(guide, branch, walked);
  const lines = steps.flatMap((step, index) => {
    const [open, close] = SHAPES[step.kind];
    const next = steps[index + 1];
    const node = `  ${id(index)}${open}${step.name}${close}`;
    const ends: string[] = [];
    if (step.kind === 'advise') ends.push(`  ${id(index)} -->|it worked| solved`);
    if (step.leadsTo !== undefined)
      ends.push(`  ${id(index)} -->|show me| ${step.leadsTo}[["${step.leadsTo}"]]`);
    if (step.aside !== undefined && guide.branches[step.aside]) {
      ends.push(`  ${id(index)} -.->|aside| ${step.aside}[["${step.aside}"]]`);
    }
    if (step.kind === 'refer') ends.push(`  ${id(index)} --> referred`);
    else if (step.kind === 'hand-over') ends.push(`  ${id(index)} --> team`);
    else if (step.ends || (step.kind === 'lead-on' && next === undefined))
      ends.push(`  ${id(index)} --> done`);
    else if (next === undefined) ends.push(`  ${id(index)} --> team`);
    else ends.push(`  ${id(index)} -->${edge(step, next)} ${id(index + 1)}`);
    if (step.when !== undefined && next !== undefined) {
      ends.push(`  ${id(index)} -.->|else| ${id(index + 1)}`);
    }
    return [node, ...ends];
  });
  const used = lines.join('\n');
  const terminals = Object.entries(ENDS).filter(([name]) =>
    new RegExp(`> ${name}$|\\| ${name}$`, 'm').test(used),
  );
  return ['flowchart TD', ...lines, ...terminals.map(([name, label]) => `  ${name}(["${label}"])`)].join(
    '\n',
  );
}

const ENDS = { solved: 'solved', done: 'done', referred: 'referred', team: 'the ESR Team' } as const;

const id = (index: number) => `s${index + 1}`;

/** The condition for the next step, or that this one did not help. */
function edge(step: Step, next: Step): string {
  if (next.when !== undefined) return `|"${next.when.label}"|`;
  return step.kind === 'advise' ? '|not yet|' : '';
}
