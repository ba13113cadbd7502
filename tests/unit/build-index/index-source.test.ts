import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MissingFile } from '../../../lib/build-index/error-messages.ts';
import { folderIndex } from '../../../lib/build-index/index-source.ts';

const INDEX = 'https://noligarchy.us/.well-known/civic-lens/';

let parent: string;
let root: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'civic-lens-source-'));
  root = join(parent, 'a%20site');
  const own = join(root, '.well-known/civic-lens');
  mkdirSync(join(own, 'segments'), { recursive: true });
  const publication = { name: 'NOLIGARCHY.US', url: 'https://noligarchy.us/' };
  writeFileSync(join(own, 'index.json'), JSON.stringify({ publication }));
  writeFileSync(join(own, 'segments/2026-07.json'), '"inside"');
  writeFileSync(join(root, 'page.json'), '"in the root"');
  writeFileSync(join(parent, 'secret.json'), '"secret"');
});
afterAll(() => rmSync(parent, { recursive: true }));

const read = async (address: string): Promise<string> =>
  new TextDecoder().decode((await (await folderIndex(root)).file(address)).body);

describe('an index in a folder', () => {
  it.each([
    [`${INDEX}segments/2026-07.json`, '"inside"'],
    ['https://noligarchy.us/page.json', '"in the root"'],
  ])('has the file at %s', async (address, content) => {
    expect(await read(address)).toBe(content);
  });

  it.each([
    `${INDEX}..%2f..%2f..%2fsecret.json`,
    `${INDEX}segments/..%2f..%2f..%2f..%2fsecret.json`,
    `${INDEX}..%5c..%5c..%5csecret.json`,
    `${INDEX}..%252f..%252f..%252fsecret.json`,
    'https://noligarchy.us/..%2fsecret.json',
    `${INDEX}segments/%E0%A4%A.json`,
  ])('has no file at an invalid address or outside the folder: %s', async (address) => {
    await expect(read(address)).rejects.toBeInstanceOf(MissingFile);
  });
});
