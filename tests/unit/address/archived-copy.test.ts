import { describe, expect, it } from 'vitest';
import { archivedCopy } from '../../../lib/address/archived-copy.ts';
import { urlKey } from '../../../lib/address/url-keys.ts';

describe('the archived copy', () => {
  it.each<[address: string, archived: string | undefined]>([
    [
      'https://outlet.example/2026/story?id=7',
      'https://web.archive.org/web/https://outlet.example/2026/story?id=7',
    ],
    ['http://outlet.example/story', 'https://web.archive.org/web/http://outlet.example/story'],
    [
      'https://outlet.example/story?utm_source=x&id=7#part',
      'https://web.archive.org/web/https://outlet.example/story?id=7',
    ],
    ['https://reader:word@outlet.example/story', 'https://web.archive.org/web/https://outlet.example/story'],
    ['https://outlet.example/#!/story', 'https://web.archive.org/web/https://outlet.example/%23!/story'],
    [
      'https://web.archive.org/web/20260702120000/https://outlet.example/story',
      'https://web.archive.org/web/https://outlet.example/story',
    ],
    ['javascript:alert(1)', undefined],
    ['outlet.example/story', undefined],
    [`https://outlet.example/${'a'.repeat(5000)}`, undefined],
  ])('of the page %.80s has the address %s (undefined: there is no copy)', (address, archived) => {
    expect(archivedCopy(address)).toBe(archived);
  });

  it.each(['https://outlet.example/2026/story?id=7', 'https://outlet.example/harbour%20news/story-1'])(
    'has the URL key of the page, so that Civic Lens also finds the analysis when the reader opens the copy: %s',
    (address) => {
      expect(urlKey(archivedCopy(address) ?? '')).toBe(urlKey(address));
    },
  );
});
