import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allSheets } from '../../tools/guides/all-sheets.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('the fact-check sheets', () => {
  for (const [path, content] of allSheets()) {
    it(`${path} is fresh; write it anew with npm run guides:sheets`, () => {
      expect(readFileSync(join(ROOT, path), 'utf8')).toBe(content);
    });
  }
});
