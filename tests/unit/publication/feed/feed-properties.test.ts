import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFeed } from '../../../../lib/publication/feed/feed.ts';
import { pieces } from '../../arbitraries.ts';
import { growsLinearly, holds, repeated } from '../../properties.ts';
import * as shape from '../../value-shapes.ts';
import { FEED, feed, feeds, item, NOW, SITE } from './any-feed.ts';

/** Laws for feeds, valid or damaged. */

const BASE = `${SITE}feed.xml`;

describe('a feed of any form', () => {
  it('is read as a feed of pages on its own origin without duplicates, or as no feed', () => {
    let found = 0;
    holds(
      fc.property(feeds, (text) => {
        const read = readFeed(text, BASE, NOW);
        expect(shape.optional(feed)(read)).toBeUndefined();
        const items = read?.items ?? [];
        found += items.length;
        expect(new Set(items.map(({ url }) => url)).size).toBe(items.length);
        for (const { published, updated } of items)
          expect(!updated || !published || Date.parse(updated) > Date.parse(published)).toBe(true);
      }),
      150,
    );
    expect(found).toBeGreaterThan(60);
  });

  it('is marked as cut if it is truncated anywhere, and has only complete items', () => {
    const items = Array.from({ length: 5 }, (_, n) => item('', n)).join('');
    const whole = `<rss><channel>${items}</channel></rss>`;
    const all = readFeed(whole, BASE, NOW)?.items ?? [];
    holds(
      fc.property(fc.integer({ min: '<rss>'.length, max: whole.length - '</rss>'.length }), (end) => {
        const read = readFeed(whole.slice(0, end), BASE, NOW);
        expect(read?.isCut).toBe(true);
        expect(read?.items).toEqual(all.slice(0, whole.slice(0, end).split('</item>').length - 1));
      }),
    );
  });

  it('is parsed in linear time', () => {
    holds(
      fc.property(
        pieces(FEED),
        fc.constantFrom('', '<rss><channel><item>', '<feed><entry><title>'),
        (piece, start) => {
          const text = (size: number): string => start + repeated(piece, size);
          expect(growsLinearly((one) => readFeed(one, BASE, NOW), text, 30_000)).toBe(true);
        },
      ),
      4,
    );
  });
});
