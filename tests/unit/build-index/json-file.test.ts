import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { jsonFile } from '../../../lib/build-index/existing-index.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'civic-lens-json-'));
  writeFileSync(join(folder, 'whole.json'), '{ "cards": [] }');
  writeFileSync(join(folder, 'broken.json'), '{ "cards": [');
  mkdirSync(join(folder, 'folder.json'));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
});

describe('jsonFile', () => {
  it.each([
    ['whole.json', { cards: [] }],
    ['broken.json', undefined],
    ['missing.json', undefined],
    ['folder.json', undefined],
    ['whole.json/below.json', undefined],
  ])('reads %s as %j', async (name, expected) => {
    expect(await jsonFile(join(folder, name))).toEqual(expected);
  });

  it('throws, instead of returning undefined, if the code that reads the file has a bug', async () => {
    const mistake = new TypeError('a mistake');
    vi.spyOn(JSON, 'parse').mockImplementation(() => {
      throw mistake;
    });
    await expect(jsonFile(join(folder, 'whole.json'))).rejects.toBe(mistake);
  });

  it('throws, instead of returning undefined, if the system refuses to read the file', async () => {
    await expect(jsonFile(join(folder, `${'long'.repeat(100)}.json`))).rejects.toThrow('ENAMETOOLONG');
  });
});
