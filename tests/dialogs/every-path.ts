import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRANCH_IDS } from '../../dialogs/flow/branches.ts';
import { Cards } from '../../src/cards/render.ts';
import type { Guide } from '../../src/guides/guide.ts';
import type { TrustId } from '../../src/guides/ids.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';
import { loadProblems, problemsOf } from '../../src/guides/problems.ts';
import { inLondon } from '../../src/time/clock.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { folderWithMore } from '../support/guides.ts';
import { actionsOf, cardWords } from './card-actions.ts';
import { cardProblems } from './card-check.ts';
import { type Edge, Explorer, type Rest } from './explore.ts';

const ROOT = join(import.meta.dirname, '../..');
const folder = folderWithMore();
const guides = loadGuides(folder);
export const TRUSTS: readonly TrustId[] = [...guides.keys()];
const problems = loadProblems(join(ROOT, 'guides'));
const cards = new Cards(join(ROOT, 'cards'));

/** Where a path may end; "welcome" is the menu, by "Back" from a problem's first card. */
const ENDS = ['solved', 'referred', 'done', 'details', 'welcome'];
/** Only shown where another Trust is served too, which here is not. */
const ELSEWHERE = 'other-trust';
const SECRET = 'Hunter22!';
const MOST_BYTES = 28 * 1024;
/** An address of a guide as a link, and one in an empty box. */
const LINKED = /\[[^\]]+@[^\]]+\]\(mailto:[^)]+\)/g;
/** What the form offers to fill in is their own address. */
const OFFERED = /^Use \S+@\S+ \(your Teams address\)$/gm;
const EMPTY_SENTENCE = /(^|\s)[.,]( |$)|\b(by|until|from|with|mean|and|have) [.,?]/m;

afterAll(() => rmSync(folder, { recursive: true }));

/** Describes every path of the guide of a Trust. */
export function everyPathOf(trust: TrustId): void {
  describe(`every path of the guide of ${trust}`, () => {
    const guide = guideOf(trust);
    const covered = BRANCH_IDS.filter((id) => guide.branches[id] !== undefined);
    const foreign = foreignFacts(trust);
    let bot: TestBot;
    let explorer: Explorer;
    beforeAll(async () => {
      bot = await startBot({ GUIDES_DIR: folder, TRUSTS: trust });
      if (trust !== 'esneft') await bot.link(trust, 'esr-team', bot.teams.cast.chats.esrTeam);
      explorer = new Explorer({ bot, cards, problems: problemsOf(guide, problems) });
    });
    afterAll(async () => {
      await bot.close();
    });

    it.each(covered)('%s', async (branch) => {
      const edges = await explorer.branch(branch, (step) => samples(guide, step));
      const first = edges[0]?.from;
      expect(first?.place.split('.')[0]).toBe(branch);

      for (const edge of edges) {
        expectHeldPlace(edge);
        expectFair(edge.to, foreign, edge.typed);
      }
      if (first !== undefined) expectFair(first, foreign, undefined);
      const visited = new Set(edges.map((edge) => edge.from.place.split('.')[1]));
      expect(
        Object.keys(guide.branches[branch]?.steps ?? {}).filter(
          (step) => !visited.has(step) && step !== ELSEWHERE,
        ),
        'steps that nobody sees',
      ).toEqual([]);
      const ends = new Set(edges.map(({ to }) => to.place).filter((place) => ENDS.includes(place)));
      expect([...ends]).toContain('details');
      expect(deadEnds(edges)).toEqual([]);
    });
  });
}

/** A press leads to the next card of some branch, or to an end; a secret leads nowhere and is not kept. */
function expectHeldPlace({ from, action, typed, to }: Edge): void {
  expect(JSON.stringify([to.conversation, to.card])).not.toContain(SECRET);
  const isHeld = to.place.includes('.') || ENDS.includes(to.place);
  expect(isHeld, `${from.place} "${action.title}" ${typed ?? ''} led to ${to.place}`).toBe(true);
}

const fair = new Set<string>();

/** A card that can be shown: its way to a human, its size, its words. */
function expectFair({ card, place }: Rest, foreign: readonly string[], typed: string | undefined): void {
  const words = cardWords(card);
  if (fair.has(`${place} ${words}`)) return;
  fair.add(`${place} ${words}`);
  const answers = actionsOf(card).map(({ answer }) => answer);
  if (place !== 'details') expect(answers, `${place} has no way to a human`).toContain('human');
  if (place.includes('.')) expect(answers, `${place} has no way back`).toContain('back');
  expect(new Set(answers).size, `${place} offers an answer twice`).toBe(answers.length);
  expect(cardProblems(card), place).toEqual([]);
  expect(Buffer.byteLength(JSON.stringify(card)), place).toBeLessThan(MOST_BYTES);
  for (const left of ['${', '{{', 'undefined', 'NaN']) expect(words, place).not.toContain(left);
  expect(words, place).not.toMatch(EMPTY_SENTENCE);
  expect(
    words.replaceAll(LINKED, '').replaceAll(OFFERED, ''),
    `${place} has an address that cannot be pressed`,
  ).not.toContain('@');
  for (const fact of foreign.filter((one) => !typed?.includes(one))) expect(words, place).not.toContain(fact);
}

/** Cards from which no sequence of answers comes to an end other than the menu. */
function deadEnds(edges: readonly Edge[]): string[] {
  const leads = new Map<string, Set<string>>();
  const good = new Set<string>();
  for (const { from, to } of edges) {
    leads.set(from.key, (leads.get(from.key) ?? new Set()).add(to.key));
    if (ENDS.includes(to.place) && to.place !== 'welcome') good.add(from.key);
  }
  for (let grew = true; grew; ) {
    const more = [...leads].filter(([key, next]) => !good.has(key) && [...next].some((one) => good.has(one)));
    for (const [key] of more) good.add(key);
    grew = more.length > 0;
  }
  return [...leads.keys()].filter((key) => !good.has(key));
}

/** What people type: right, wrong, and what must not be kept. */
function samples(guide: Guide, step: string): string[] {
  const prefix = guide.username.prefixes[0]?.code ?? '999';
  const unreadable = ['', 'no idea what you mean', `my password is ${SECRET}`];
  const clock = inLondon(new Date(Date.now() - 30 * 60_000).toISOString())
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
  switch (step.split('.')[1]) {
    case 'username':
      return [
        ...guide.username.prefixes.map(({ code }) => `${code} smithj01`),
        ...['SMITHJO1', 'SMITHJXX', 'A1', '-SMITH01'].map((rest) => prefix + rest),
        '999SMITHJ01',
        'A'.repeat(50),
        ...unreadable,
      ];
    case 'requested':
    case 'locked':
      return [clock, 'yesterday', '5 hours ago', ...unreadable];
    case 'left':
    case 'created':
      return ['yesterday', 'last month', '1 May 2019', '31/12/2099', ...unreadable];
    default:
      throw new Error(`Say what is typed at ${step}`);
  }
}

/** What only the guides of the other Trusts have. */
function foreignFacts(trust: TrustId): string[] {
  const own = factsOf(guideOf(trust));
  const others = TRUSTS.filter((id) => id !== trust).flatMap((id) => factsOf(guideOf(id)));
  return [...new Set(others)].filter((fact) => !own.some((mine) => mine.includes(fact)));
}

/** Names that every guide may say. */
const GENERAL = ['ESR Team', 'IT'];

/** A Trust's names, prefixes, contacts and links. */
function factsOf(guide: Guide): string[] {
  const contacts = Object.values(guide.contacts).flatMap(({ name, email, how }) => [name, email, how]);
  const links = [...JSON.stringify(guide).matchAll(/"url":"([^"]+)"/g)].map(([, url]) => url);
  const prefixes = guide.username.prefixes.map(({ code }) => code);
  const all = [guide.name, guide.shortName, ...prefixes, ...contacts, ...links];
  return all.filter((fact) => fact !== undefined && !GENERAL.includes(fact)) as string[];
}

function guideOf(trust: TrustId): Guide {
  const guide = guides.get(trust);
  if (guide === undefined) throw new Error(`No guide of ${trust}`);
  return guide;
}
