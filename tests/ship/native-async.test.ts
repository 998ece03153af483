import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { toNativeAsync } from '../../tools/build/native-async.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const DIALOGS = join(ROOT, 'node_modules/botbuilder-dialogs/lib');
const HELPER = `const __awaiter = (this_, given, P, made) => new Promise((resolve, reject) => {
  const generator = made.apply(this_, given || []);
  const step = (how, value) => {
    try {
      const { done, value: next } = generator[how](value);
      if (done) resolve(next);
      else Promise.resolve(next).then((it) => step('next', it), (error) => step('throw', error));
    } catch (error) { reject(error); }
  };
  step('next');
});`;

/** What compiled code comes to, with the helper or without it. */
const run = (code: string): unknown => new Script(code).runInThisContext();

/** As TypeScript writes it for an engine without `async`. */
const CASES: readonly (readonly [string, string, unknown])[] = [
  [
    'what is awaited, where it binds less tightly than `await`',
    'const a = yield true ? Promise.resolve(1) : 2; return a + (yield 3);',
    4,
  ],
  ['a field of what is awaited', 'return (yield Promise.resolve({ a: { b: 5 } })).a.b;', 5],
  [
    'an error that is caught',
    "try { yield Promise.reject(new Error('no')); } catch (e) { return e.message; }",
    'no',
  ],
  ['what is called on', 'return this.ten + (yield this.add(1));', 21],
  ['its arguments', 'given = given || 7; return yield given;', 7],
  [
    'another in it',
    'return yield Promise.all([1, 2].map((x) => __awaiter(this, void 0, void 0, function* () { return x * (yield this.ten); })));',
    [10, 20],
  ],
  [
    'a generator of its own in it',
    'const own = function* () { yield 1; yield 2; }; yield 0; return [...own()];',
    [1, 2],
  ],
];

const withBody = (body: string) =>
  `(class { constructor() { this.ten = 10; } add(n) { return __awaiter(this, void 0, void 0, function* () { return this.ten + n; }); }
    go(given) { return __awaiter(this, void 0, void 0, function* () { ${body} }); } })`;

describe('code compiled for engines without async', () => {
  it.each(CASES)('does with async what it did: %s', async (_, body, expected) => {
    const native = toNativeAsync(withBody(body));
    expect(native).not.toContain('__awaiter');
    for (const code of [`${HELPER} ${withBody(body)}`, native]) {
      const Made = run(`(() => { ${code.replace(/\(class/, 'return (class')} })()`) as new () => {
        go(): Promise<unknown>;
      };
      await expect(new Made().go()).resolves.toEqual(expected);
    }
  });

  it('keeps what is done before the helper is called', async () => {
    const code = `(class { go(n) { const twice = n * 2;
      return __awaiter(this, void 0, void 0, function* () { return twice + (yield 1); }); } })`;
    const native = toNativeAsync(code);
    expect(native).not.toContain('__awaiter');
    const Made = run(native) as new () => { go(n: number): Promise<number> };
    await expect(new Made().go(4)).resolves.toBe(9);
  });

  it('stays as it is where the generator takes what it was called with', () => {
    const code =
      'const go = (...all) => __awaiter(void 0, all, void 0, function* (a, b = 2) { return yield a + b; });';
    expect(toNativeAsync(code)).toBe(code);
  });

  it('rejects, and does not throw, where it fails before it awaits anything', async () => {
    const Made = run(toNativeAsync(withBody("throw new Error('at once');"))) as new () => {
      go(): Promise<unknown>;
    };
    await expect(new Made().go()).rejects.toThrow('at once');
  });

  it('is all of the dialogs’ SDK, and stays code', () => {
    const files = readdirSync(DIALOGS).filter((file) => file.endsWith('.js'));
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const native = toNativeAsync(readFileSync(join(DIALOGS, file), 'utf8'));
      expect(() => new Script(`(function () {${native}\n})`)).not.toThrow();
      expect(native, file).not.toMatch(/(?<!var )__awaiter\(/);
    }
  });
});
