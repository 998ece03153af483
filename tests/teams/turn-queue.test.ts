import { describe, expect, it } from 'vitest';
import { TurnQueue } from '../../src/teams/turn-queue.ts';

/** Turns that end when told to. */
function turns() {
  const log: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const turn = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      log.push(`${name} began`);
      ends.set(name, (error) => {
        log.push(`${name} ended`);
        if (error) reject(error);
        else resolve(name);
      });
    });
  /** Lets everything happen that can. */
  const settle = async () => {
    for (let round = 0; round < 20; round += 1) await Promise.resolve();
  };
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error);
    await settle();
  };
  return { log, turn, end, settle };
}

describe('turns', () => {
  it('of one conversation run one after the other, in the order they came', async () => {
    const queue = new TurnQueue();
    const { log, turn, end, settle } = turns();
    const all = ['a', 'b', 'c'].map((name) => queue.run('chat', turn(name)));
    await settle();
    for (const name of ['a', 'b', 'c']) await end(name);
    expect(log).toEqual(['a began', 'a ended', 'b began', 'b ended', 'c began', 'c ended']);
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
  });

  it('of other conversations are not held up', async () => {
    const queue = new TurnQueue();
    const { log, turn, end, settle } = turns();
    const all = [queue.run('chat', turn('a')), queue.run('other', turn('b'))];
    await settle();
    expect(log).toEqual(['a began', 'b began']);
    await end('b');
    await end('a');
    await Promise.all(all);
  });

  it('go on after one that failed, whose failure is told to its own caller alone', async () => {
    const queue = new TurnQueue();
    const { turn, end, settle } = turns();
    const failing = queue.run('chat', turn('a'));
    const next = queue.run('chat', turn('b'));
    const caught = failing.catch((error: Error) => error.message);
    await settle();
    await end('a', new Error('broke'));
    await end('b');
    expect(await caught).toBe('broke');
    expect(await next).toBe('b');
  });

  it('go on after one that threw at once', async () => {
    const queue = new TurnQueue();
    const failing = queue.run('chat', () => {
      throw new Error('broke');
    });
    await expect(failing).rejects.toThrow('broke');
    expect(await queue.run('chat', async () => 'fine')).toBe('fine');
  });
});
