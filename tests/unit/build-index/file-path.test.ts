import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filePathIn } from '../../../lib/build-index/file-path.ts';

const FOLDER = join('/srv', 'index');

describe('the path of a file in a folder', () => {
  it.each([
    ['segments/2026-07.3f9a1c.json', 'segments/2026-07.3f9a1c.json'],
    ['segments/a%20b.json', 'segments/a b.json'],
    ['segments/%E6%B8%AF.json', 'segments/港.json'],
    ['segments/..a.json', 'segments/..a.json'],
    ['segments/a..b.json', 'segments/a..b.json'],
    ['segments/100%25.json', 'segments/100%.json'],
    ['segments/a.json?v=2#top', 'segments/a.json'],
  ])('for %s is %s', (address, path) => {
    expect(filePathIn(FOLDER, address)).toBe(join(FOLDER, path));
  });

  it.each([
    '../secret.json',
    'segments/../../secret.json',
    '..%2fsecret.json',
    '..%2Fsecret.json',
    'segments/..%2f..%2f..%2fsecret.json',
    '%2e%2e%2fsecret.json',
    '%2e%2e/secret.json',
    '.%2e/secret.json',
    '..%5csecret.json',
    '..%5Csecret.json',
    '..\\secret.json',
    '..%252fsecret.json',
    '..%25252fsecret.json',
    '%252e%252e/secret.json',
    '%252e%252e%252fsecret.json',
    '..%c0%afsecret.json',
    '%2fetc/passwd',
    '/etc/passwd',
    'segments%2f2026-07.json',
    'segments/a%00.json',
    'c:/secret.json',
    'c%3a/secret.json',
    'segments/%E0%A4%A.json',
    '..',
    '.',
    '',
  ])('is refused for %s', (address) => {
    expect(filePathIn(FOLDER, address)).toBeUndefined();
  });
});
