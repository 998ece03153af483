import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Guide } from '../../src/guides/guide.ts';
import { GuideError, loadGuides, parseGuide } from '../../src/guides/load-guides.ts';
import { OWN_OUTCOME_IDS } from '../../src/guides/outcomes.ts';

const GUIDE = `trust: esneft
name: A Trust
shortName: Trust
source: A guide
username: { prefixes: [{ code: "432", source: Item 1 }], lastTwoDigits: true }
reset: { linkHours: 4 }
handover: { asks: [username], contact: esr-team, source: Item 1 }
contacts:
  esr-team: { name: ESR Team, source: Item 1 }
  it: { name: IT, source: Item 2 }
branches:
  reset-link-expired:
    source: Item 7
    steps:
      expired:
        text: A link works for {{reset.linkHours}} hours.
      again:
        text: Ask for a new one.
        list:
          - Open the form.
          - Fill it in.
        source: Item 8
  smartcard-locked-expired:
    source: Item 3
    steps:
      contact-it:
        text: Ask IT.
        contact: it
outcomes:
${OWN_OUTCOME_IDS.map((id) => `  ${id}: { text: Done., next: [], source: Item 1 }`).join('\n')}
review: []
`;

const parsed = (yaml: string): Guide => {
  const guide = parseGuide('esneft.yaml', yaml);
  if (Array.isArray(guide)) throw new Error(guide.join('\n'));
  return guide;
};

describe('a good guide', () => {
  test('comes with its facts filled in', () => {
    const steps = parsed(GUIDE).branches['reset-link-expired']?.steps;
    expect(steps?.expired?.text).toBe('A link works for 4 hours.');
  });

  test('gives a step the source of its branch unless it has its own', () => {
    const steps = parsed(GUIDE).branches['reset-link-expired']?.steps;
    expect([steps?.expired?.source, steps?.again?.source]).toEqual(['Item 7', 'Item 8']);
  });

  test('changes its version with any of its words, and only then', () => {
    expect(parsed(GUIDE).version).toBe(parsed(GUIDE).version);
    expect(parsed(GUIDE.replace('Fill it in.', 'Fill it all in.')).version).not.toBe(parsed(GUIDE).version);
  });
});

/** The guide with one line (counted from 1) written wrongly. */
function spoilt(right: string, wrong: string): { yaml: string; line: number } {
  const at = GUIDE.indexOf(right);
  if (at < 0) throw new Error(`the guide has no "${right}"`);
  return { yaml: GUIDE.replace(right, () => wrong), line: GUIDE.slice(0, at).split('\n').length };
}

describe('a planted mistake is refused at its line', () => {
  // [what is wrong, the right text, what stands there instead, lines below it, what the report names]
  test.each<[string, string, string, number, string]>([
    ['an unknown key', 'source: A guide', 'source: A guide\ncolour: blue', 1, 'colour'],
    ['an unknown key in a step', '        contact: it\n', '        contcat: it\n', 0, 'contcat'],
    [
      'a missing text',
      'expired:\n        text: A link works for {{reset.linkHours}} hours.',
      'expired: {}',
      0,
      'text',
    ],
    ['an empty text', 'text: Ask IT.', 'text: ""', 0, 'text'],
    ['a contact that is not there', 'contact: it\n', 'contact: it-desk\n', 0, 'esr-team, it'],
    ['a wrong contact for handovers', 'contact: esr-team', 'contact: team', 0, 'esr-team, it'],
    ['an unknown fact', '{{reset.linkHours}}', '{{reset.linkDays}}', 0, '{{reset.linkDays}}'],
    ['an unknown fact in a list', 'Fill it in.', 'Wait {{reset.days}} days.', 0, '{{reset.days}}'],
    [
      'bad YAML',
      'text: Ask for a new one.',
      'text: Ask: for a new one.',
      0,
      'put text that has a colon in it in quotes',
    ],
    ['a duplicate key', 'text: Ask IT.', 'text: Ask IT.\n        text: Ask them.', 1, 'stands here twice'],
    ['a number as text', 'linkHours: 4', 'linkHours: "4"', 0, 'a whole number'],
    ['a text as number', 'code: "432"', 'code: 432', 0, 'in quotes'],
    ['a step name with spaces', 'contact-it:', 'Contact IT:', 0, 'hyphens'],
    [
      'a branch without steps',
      'contact-it:\n        text: Ask IT.\n        contact: it',
      '{}',
      -1,
      'at least one step',
    ],
    ['an outcome of its own without a name', '  could-not-help: {', '  told-to-wait: {', 0, 'write the name'],
    ['an unknown thing to ask', 'asks: [username]', 'asks: [password]', 0, 'asks'],
    [
      'a link that is not https',
      'text: Ask IT.',
      'text: A\n        link: { title: A, url: "http://a.uk" }',
      1,
      'url',
    ],
    ['an anchor', 'text: Ask IT.', 'text: &a Ask IT.\n        note: *a', 1, 'in quotes'],
    ['a card expression', 'Ask for a new one.', ['$', '{secret}'].join(''), 0, 'not allowed'],
  ])('%s', (_, right, wrong, below, named) => {
    const { yaml, line } = spoilt(right, wrong);
    const problems = parseGuide('esneft.yaml', yaml);
    expect(problems).toEqual([expect.stringContaining(named)]);
    expect(problems).toEqual([expect.stringMatching(`^esneft\\.yaml:${line + below}: `)]);
  });

  test('a bold label that is not in quotes is refused at its line', () => {
    const { yaml, line } = spoilt('Open the form.', '**Email**: your address.');
    expect(parseGuide('esneft.yaml', yaml)).toContainEqual(expect.stringMatching(`^esneft\\.yaml:${line}: `));
  });

  test('every mistake is told at once', () => {
    const yaml = GUIDE.replace('lastTwoDigits: true', 'lastTwoDigits: "yes"').replace(
      'linkHours: 4',
      'linkHours: x',
    );
    expect(parseGuide('esneft.yaml', yaml)).toHaveLength(2);
  });
});

describe('a folder of guides', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'guides-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const problemsOf = (load: () => unknown): readonly string[] => {
    try {
      load();
    } catch (error) {
      if (error instanceof GuideError) return error.problems;
      throw error;
    }
    return [];
  };

  test('is read for the Trusts asked for', () => {
    writeFileSync(join(folder, 'esneft.yaml'), GUIDE);
    expect([...loadGuides(folder, ['esneft']).keys()]).toEqual(['esneft']);
  });

  test('is refused with all that is wrong in any of its files', () => {
    writeFileSync(join(folder, 'esneft.yaml'), GUIDE.replace('review: []', 'reviews: []'));
    writeFileSync(join(folder, 'yas.yaml'), GUIDE);
    const problems = problemsOf(() => loadGuides(folder, ['esneft', 'yas', 'trust-427']));
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'esneft.yaml',
      'esneft.yaml',
      'yas.yaml',
      'trust-427.yaml',
    ]);
    expect(problems[2]).toContain('trust: yas');
  });
});
