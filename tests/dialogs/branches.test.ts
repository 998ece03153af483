import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BRANCH_IDS, BRANCHES } from '../../dialogs/flow/branches.ts';
import { Cards } from '../../src/cards/render.ts';
import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';
import { loadProblems } from '../../src/guides/problems.ts';
import { MADE_UP_GUIDES } from '../support/guides.ts';

const ROOT = join(import.meta.dirname, '../..');
const guides = [GUIDES_FOLDER, MADE_UP_GUIDES].flatMap((folder) => [...loadGuides(folder).values()]);
const cards = new Cards(join(ROOT, 'cards'));

describe('the list of branches', () => {
  it('is that of branches.yaml, in the order of the menu', () => {
    expect([...loadProblems(GUIDES_FOLDER).branches.keys()]).toEqual(BRANCH_IDS);
  });

  describe.each(BRANCHES)('$id', ({ branch, walked }) => {
    const guided = walked.filter(({ kind }) => kind !== 'ask').map(({ name }) => name);
    const written = guides.flatMap((guide) => Object.keys(guide.branches[branch]?.steps ?? {}));

    it('walks exactly the steps that the guides have words for', () => {
      expect(guided.toSorted()).toEqual([...new Set(written)].sort());
    });

    it('names each step once, questions included', () => {
      expect(new Set(walked.map(({ name }) => name)).size).toBe(walked.length);
    });

    it('has a card for each question', () => {
      for (const { kind, name } of walked) if (kind === 'ask') expect(cards.names).toContain(`ask-${name}`);
    });
  });
});

describe('the question cards', () => {
  it('each belong to a step', () => {
    const asked = BRANCHES.flatMap(({ walked }) => walked.filter(({ kind }) => kind === 'ask'));
    const names = new Set(asked.map(({ name }) => `ask-${name}`));
    expect(cards.names.filter((name) => name.startsWith('ask-'))).toEqual([...names].sort());
  });
});
