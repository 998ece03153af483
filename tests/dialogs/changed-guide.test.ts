import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConversationState } from '../../dialogs/engine/conversation-state.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { StateStore } from '../../src/store/chats/state-store.ts';
import { buttons, readAloud } from '../support/cards.ts';
import { staffOfEachTest } from '../support/staff.ts';

const staff = staffOfEachTest({ TRUSTS: 'esneft' });
const { say, last: newest, press } = staff;
beforeEach(async () => {
  await say('it says my smartcard is not linked to esr');
});

const shown = () => staff.bot.teams.activities(staff.chat);
const states = () => new StateStore(staff.bot.app.database, () => new Date().toISOString());
const conversation = async () =>
  (await states().read([`talk/${staff.chat.id}`]))[`talk/${staff.chat.id}`] as ConversationState & {
    eTag: string;
  };

type Instance = { id: string; state: { stepIndex: number; values: { steps: string[]; shown: number[] } } };

/** The conversation as another version of the bot left it. */
async function leftAs(change: (conversation: ConversationState, branch: Instance) => void): Promise<void> {
  const stored = await conversation();
  const branch = stored.dialogs.dialogStack.find(({ id }) => id === stored.branch) as unknown as Instance;
  change(stored, branch);
  await states().write({ [`talk/${staff.chat.id}`]: stored });
}

const first = async () => {
  const before = readAloud(newest());
  return { before, answer: 'Carry on' };
};

describe('somebody who is in the middle of a problem when its guide changes', () => {
  it.each<[string, (conversation: ConversationState, branch: Instance) => void]>([
    ['a step was added', (_, { state }) => void state.values.steps.pop()],
    ['a step was removed', (_, { state }) => void state.values.steps.push('one-more')],
    ['a step was renamed', (_, { state }) => void state.values.steps.splice(0, 1, 'as-it-was-called')],
    ['steps were reordered', (_, { state }) => void state.values.steps.reverse()],
    ['the guide has new words', (it) => void Object.assign(it, { guideVersion: 'older' })],
    [
      'its version before kept no names',
      (_, { state }) => void delete (state.values as { steps?: unknown }).steps,
    ],
  ])('is told, and goes on from its start: %s', async (_, change) => {
    const { before, answer } = await first();
    await press(answer);
    await leftAs(change);
    const said = shown().length;
    const { status } = await press('Yes, it worked');
    expect(status).toBe(200);
    const came = shown().slice(said);
    expect(readAloud(came[0])).toBe(SENTENCES.guideChanged);
    expect(readAloud(newest())).toBe(before);
    expect((await conversation()).trail).toEqual([]);
    // And it is no loop.
    await press(answer);
    expect(shown().slice(-2).map(readAloud)).not.toContain(SENTENCES.guideChanged);
  });

  it('is told as well when they type their answer', async () => {
    const { before, answer } = await first();
    await leftAs((_, { state }) => void state.values.steps.reverse());
    await say(answer);
    expect(shown().slice(-2).map(readAloud)).toEqual([SENTENCES.guideChanged, before]);
  });

  it('goes straight to a person where they ask for one', async () => {
    await leftAs((_, { state }) => void state.values.steps.reverse());
    await say('talk to someone');
    expect(buttons(newest())).toContain('Check my answers');
  });

  it('is shown the menu where the problem is not there any more', async () => {
    const { answer } = await first();
    await leftAs((it, branch) => {
      branch.id = 'a-problem-of-another-version';
      delete it.branch;
    });
    const { status } = await press(answer);
    expect(status).toBe(200);
    expect(readAloud(shown().at(-2))).toBe(SENTENCES.menuChanged);
    expect(buttons(newest())).toContain('Ask the ESR Team');
  });

  it('is led on from there also where a problem that led here has changed', async () => {
    const { answer } = await first();
    await leftAs((it, branch) => {
      const below = structuredClone(branch);
      below.id = 'incorrect-details';
      below.state.values.steps = ['of', 'another', 'version'];
      const at = it.dialogs.dialogStack.findIndex(({ id }) => id === branch.id);
      it.dialogs.dialogStack.splice(at, 0, below as never);
    });
    await press(answer);
    expect(shown().slice(-2).map(readAloud)).toContain(SENTENCES.guideChanged);
  });
});

describe('a walk', () => {
  const counted = async () => {
    const rows = await staff.bot.app.database.db.selectFrom('branch_ends').select('count').execute();
    return rows.reduce((sum, { count }) => sum + count, 0);
  };

  it('that ends in a turn that another process overtook is counted once', async () => {
    await say('it says my smartcard is not linked to esr');
    await press('Carry on');
    const before = await counted();
    const { write, writeTogether } = StateStore.prototype;
    const overtaken = vi.spyOn(StateStore.prototype, 'writeTogether').mockImplementationOnce(async function (
      this: StateStore,
      ...given
    ) {
      const newer = await conversation();
      await write.call(this, { [`talk/${staff.chat.id}`]: newer });
      return writeTogether.apply(this, given);
    });
    try {
      await press('Yes, it worked');
      expect(overtaken.mock.calls.length).toBeGreaterThan(1);
    } finally {
      overtaken.mockRestore();
    }
    expect(await counted()).toBe(before + 1);
  });

  it('is not counted where its state could not be kept', async () => {
    await say('it says my smartcard is not linked to esr');
    await press('Carry on');
    const before = await counted();
    const failing = vi
      .spyOn(StateStore.prototype, 'writeTogether')
      .mockImplementationOnce(async () => Promise.reject(new Error('the disk is full')));
    try {
      await press('Yes, it worked');
    } finally {
      failing.mockRestore();
    }
    expect(await counted()).toBe(before);
  });
});
