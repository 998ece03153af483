import { describe, expect, it } from 'vitest';
import { BRANCHES } from '../../dialogs/flow/branches.ts';
import { triedSummary } from '../../src/bot/cases/tried-steps.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { BranchId, TrustId } from '../../src/guides/ids.ts';
import { TRUST_IDS } from '../support/guides.ts';
import { type Move, type Rehearsal, rehearse } from './rehearse.ts';

const ALL = 'Show all the steps';
const ONE = 'One step at a time';
const FORGOT = 'forgot-username-password';

const trailOf = ({ turn }: Rehearsal) =>
  turn.conversation.trail.map(({ step, answer, answered }) => [step, answer, answered]);
/** The steps on the open list, by their words in the guide, in the order shown. */
function listed({ turn, words }: Rehearsal, trust: TrustId, branch: BranchId): string[] {
  const steps = turn.deps.guides.get(trust)?.branches[branch]?.steps ?? {};
  return Object.entries(steps)
    .map(([name, { text }]) => ({ name, at: words.indexOf(text.split('{{')[0] ?? '') }))
    .filter(({ at }) => at >= 0)
    .sort((one, two) => one.at - two.at)
    .map(({ name }) => name);
}

describe('all the steps', () => {
  it('stand on one card in order, with one question, the way to a person, and the way back', async () => {
    const walk = await rehearse('esneft', FORGOT, [ALL]);
    expect(listed(walk, 'esneft', FORGOT)).toEqual([
      'smartcard-users',
      'open-form',
      'fill-form',
      'wait-for-email',
      'open-link',
      'new-password',
      'sign-in',
    ]);
    expect(walk.words).toContain('Steps 1 to 7 of 7');
    expect(walk.titles.slice(-4)).toEqual(['Yes, it worked', 'Not yet', 'Ask the ESR Team', ONE]);
    expect(walk.words.match(/Did that work\?/g)).toHaveLength(1);
  });

  it('are those that are left, numbered as they were', async () => {
    const walk = await rehearse('esneft', FORGOT, ['Carry on', 'Carry on', ALL]);
    expect(walk.words).toContain('Steps 3 to 7 of 7');
    expect(listed(walk, 'esneft', FORGOT)[0]).toBe('fill-form');
    await walk.move(ONE);
    expect(walk.at).toBe(`${FORGOT}.fill-form`);
    await walk.move('Back');
    expect(walk.at).toBe(`${FORGOT}.open-form`);
  });

  it('can be left for one at a time, and come back', async () => {
    const walk = await rehearse('esneft', FORGOT, [ALL, ONE]);
    expect([walk.at, walk.titles.includes(ALL), walk.words.includes('Step 1 of 7')]).toEqual([
      `${FORGOT}.smartcard-users`,
      true,
      true,
    ]);
    expect(trailOf(walk)).toEqual([]);
    await walk.move('Carry on', 'Back', ALL, ONE, 'Back');
    expect(walk.at).toBe('welcome');
  });

  it('solve the problem with one yes', async () => {
    const walk = await rehearse('esneft', FORGOT, [ALL, 'Yes, it worked']);
    expect(walk.at).toBe('solved');
    expect(walk.turn.conversation.trail).toEqual([]);
  });

  it('leave what was shown and answered in the trail', async () => {
    const walk = await rehearse('esneft', FORGOT, [ALL, 'Not yet']);
    expect(walk.at).toBe(`${FORGOT}.hand-over`);
    const { shownInList, answeredList } = SENTENCES;
    expect(trailOf(walk)).toEqual([
      ...['smartcard-users', 'open-form', 'fill-form', 'wait-for-email', 'open-link', 'new-password'].map(
        (step) => [step, 'listed', shownInList],
      ),
      ['sign-in', 'not-yet', answeredList('Not yet', 7)],
    ]);
    await walk.move('Back');
    expect([walk.words.includes('Steps 1 to 7'), trailOf(walk)]).toEqual([true, []]);
  });

  it('claim nothing tried by who asks for the ESR Team instead of answering', async () => {
    const walk = await rehearse('esneft', FORGOT, ['Carry on', ALL, 'Ask the ESR Team']);
    expect(walk.at).toBe('details');
    expect(
      new Set(
        trailOf(walk)
          .slice(1)
          .map(([, answer]) => answer),
      ),
    ).toEqual(new Set(['listed']));
    const { trail } = walk.turn.conversation;
    expect(triedSummary(trail, false)).toContain('6 steps in a list');
    expect(triedSummary(trail, false)).not.toContain('Tried');
  });

  it('of several things to try: each that failed is told', async () => {
    const walk = await rehearse('esneft', 'smartcard-software-error', [ALL]);
    expect(walk.words).toContain('Stop as soon as it works');
    await walk.move('Not yet');
    expect(walk.at).toBe('smartcard-software-error.contact-it');
    expect(trailOf(walk).map(([step, answer]) => [step, answer])).toEqual(
      ['check-agents', 'restart', 'clear-edge-cache', 'other-device'].map((step) => [step, 'not-yet']),
    );
  });

  it('lead to what may happen on the way, and go on after it with the rest', async () => {
    const walk = await rehearse('esneft', FORGOT, [ALL]);
    const aside = walk.titles.find((title) => title.toLowerCase().includes('email')) ?? 'the missing email';
    await walk.move(aside);
    expect(walk.at).toContain('reset-email-missing');
    await walk.move('Back');
    expect(walk.words).toContain('Steps 4 to 7 of 7');
    await walk.move(aside, 'Less than 15 minutes ago', 'Yes, it has arrived');
    expect(walk.words).toContain('Steps 5 to 7 of 7');
    expect(trailOf(walk).filter(([, answer]) => answer === 'listed')).toHaveLength(3);
  });

  it('can be asked for and left by typing', async () => {
    const walk = await rehearse('esneft', FORGOT);
    await walk.say('show me all the steps');
    expect(walk.words).toContain('Steps 1 to 7');
    await walk.say('one at a time');
    expect(walk.words).toContain('Step 1 of 7');
    await walk.say('all the steps');
    await walk.say('no');
    expect(walk.at).toBe(`${FORGOT}.hand-over`);
  });
});

describe('a list of steps stops where an answer decides', () => {
  it.each<[TrustId, BranchId, readonly Move[]]>([
    ['esneft', 'login-username', []],
    ['esneft', 'incorrect-details', ['Once']],
    ['esneft', 'details-dont-match', []],
    ['esneft', 'account-locked', []],
    ['trust-382', FORGOT, []],
  ])('and is not offered for two: %s, %s', async (trust, branch, moves) => {
    const walk = await rehearse(trust, branch, moves);
    expect(walk.titles).not.toContain(ALL);
  });

  it('at a question whose answer chooses the steps, after which the rest can be listed', async () => {
    const walk = await rehearse('trust-382', FORGOT, ['Carry on', 'Carry on', 'Yes, I know it', ALL]);
    expect(listed(walk, 'trust-382', FORGOT)).toContain('with-username');
    expect(listed(walk, 'trust-382', FORGOT)).not.toContain('without-username');
  });

  it('never offers a wrong password twice, nor hides a question, in any guide', async () => {
    for (const trust of TRUST_IDS) {
      for (const { branch } of BRANCHES) {
        const walk = await rehearse(trust, branch).catch(() => undefined);
        if (walk === undefined || !walk.titles.includes(ALL)) continue;
        await walk.move(ALL);
        const steps = BRANCHES.find((one) => one.branch === branch)?.walked ?? [];
        const names = listed(walk, trust, branch);
        const shown = steps.filter(({ name }) => names.includes(name));
        expect(
          shown.every(({ kind }) => kind === 'tell' || kind === 'advise'),
          `${trust} ${branch}`,
        ).toBe(true);
        const tries = shown.filter(({ kind }) => kind === 'advise');
        expect(
          tries.slice(1).every(({ when }) => when === undefined),
          `${trust} ${branch}`,
        ).toBe(true);
      }
    }
  });
});
