import { describe, expect, it } from 'vitest';
import type { BranchId, TrustId } from '../../src/guides/ids.ts';
import { type Move, type RehearseOptions, rehearse } from './rehearse.ts';

/** A Trust, what is pressed and typed from the problem's first card on, and where that leads. */
export type Row = readonly [trust: TrustId, moves: readonly Move[], place: string, options?: RehearseOptions];

const OUTSIDE = ['solved', 'referred', 'done', 'details', 'welcome', 'choose-trust'];

/** One test a row. The place is a step of the branch, "branch.step" of another, or an end. */
export function leads(branch: BranchId, rows: readonly Row[]): void {
  describe(branch, () => {
    it.each(rows.map((row) => [titleOf(row), ...row] as const))(
      '%s',
      async (_, trust, moves, place, options) => {
        const { at } = await rehearse(trust, branch, moves, options);
        expect(at).toBe(OUTSIDE.includes(place) || place.includes('.') ? place : `${branch}.${place}`);
      },
    );
  });
}

function titleOf([trust, moves, place]: Row): string {
  const said = moves.map((move) => {
    if (typeof move === 'string') return move;
    return 'type' in move ? `types "${move.type}"` : `${move.minutes} minutes`;
  });
  return `${trust}: ${['begins', ...said].join(' > ')} leads to ${place}`;
}
