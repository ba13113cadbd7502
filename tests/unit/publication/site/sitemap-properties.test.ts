import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRobots } from '../../../../lib/publication/site/robots.ts';
import { newestPagesFirst, readSitemap } from '../../../../lib/publication/site/sitemap.ts';
import { anyText, type Grammar, markup, pieces } from '../../arbitraries.ts';
import { growsLinearly, holds, repeated } from '../../properties.ts';
import * as shape from '../../value-shapes.ts';
import { ADDRESSES, feeds, NOW, own, SITE, TEXTS } from '../feed/any-feed.ts';

/** Laws for sitemaps and robots.txt, valid or damaged. */

const SITEMAP: Grammar = {
  elements: (
    'url url url sitemap loc loc loc lastmod news:publication_date news:news image:image image:loc ' +
    'priority urlset sitemapindex html'
  ).split(' '),
  attributes: {
    xmlns: ['http://www.sitemaps.org/schemas/sitemap/0.9', 'urn:unknown'],
    'xmlns:news': ['http://www.google.com/schemas/sitemap-news/0.9'],
  },
  texts: TEXTS,
};

describe('a sitemap of any form', () => {
  const entry = shape.object({ url: own, lastmod: shape.optional(shape.date) });
  const isCut = shape.optional(shape.exactly(true));
  const sitemap = shape.either(
    shape.object({ kind: shape.exactly('pages'), pages: shape.list(entry, 50_000), isCut }),
    shape.object({ kind: shape.exactly('index'), sitemaps: shape.list(entry, 50_000), isCut }),
  );
  const sitemaps = fc.oneof(
    fc
      .tuple(fc.constantFrom('urlset', 'sitemapindex'), fc.array(markup(SITEMAP), { maxLength: 3 }))
      .map(([root, parts]) => {
        const name = root === 'urlset' ? 'url' : 'sitemap';
        const entries = parts.map((part, n) => `<${name}><loc>${SITE}${n}</loc>${part}</${name}>`);
        return `<${root}>${entries.join('')}</${root}>`;
      }),
    markup(SITEMAP),
    feeds,
    fc
      .array(fc.constantFrom(...ADDRESSES, '\r\n'), { maxLength: 8 })
      .map((lines) => [SITE, ...lines].join('\n')),
  );

  it('is read as addresses on its own origin without duplicates, or as no sitemap', () => {
    holds(
      fc.property(sitemaps, (text) => {
        const read = readSitemap(text, `${SITE}sitemap.xml`, NOW);
        expect(shape.optional(sitemap)(read)).toBeUndefined();
        const entries = read ? (read.kind === 'pages' ? read.pages : read.sitemaps) : [];
        expect(new Set(entries.map(({ url }) => url)).size).toBe(entries.length);
        expect(newestPagesFirst(entries).toSorted(byAddress)).toEqual(entries.toSorted(byAddress));
      }),
      250,
    );
  });

  it('is read in linear time', () => {
    holds(
      fc.property(
        pieces(SITEMAP),
        fc.constantFrom('', '<urlset><url>', '<urlset><url><loc>', SITE),
        (piece, start) => {
          const text = (size: number): string => start + repeated(piece, size);
          expect(growsLinearly((one) => readSitemap(one, `${SITE}sitemap.xml`, NOW), text, 30_000)).toBe(
            true,
          );
        },
      ),
      4,
    );
  });
});

function byAddress(a: { readonly url: string }, b: { readonly url: string }): number {
  return a.url < b.url ? -1 : 1;
}

describe('robots.txt of any form', () => {
  const patterns = [
    '/',
    '/a',
    '/*',
    '*',
    '$',
    '/a*b$',
    '*$',
    '/%e2',
    '/ä',
    '',
    '/a/*/c*',
    '*'.repeat(900),
    '/a?',
  ];
  const lines = fc.array(
    fc
      .tuple(
        fc.constantFrom(
          'User-agent',
          'user-agent',
          'Disallow',
          'Disallow',
          'Allow',
          'Sitemap',
          'Crawl-delay',
          'Host',
          '',
        ),
        fc.constantFrom(':', ': ', ' : ', ''),
        fc.oneof(
          fc.constantFrom('*', 'CivicLens', 'civiclens/1.0', 'Other', '10', '-1', ...patterns, ...ADDRESSES),
          anyText,
        ),
        fc.constantFrom('', ' # a comment'),
      )
      .map((parts) => parts.join('')),
    { maxLength: 20 },
  );

  it('names only sitemaps on its own origin, and allows or forbids each page', () => {
    const robots = shape.list(own, 100);
    holds(
      fc.property(
        lines,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.oneof(fc.webPath(), anyText),
        (all, end, path) => {
          const read = readRobots(all.join(end), `${SITE}robots.txt`);
          expect(robots(read.sitemaps)).toBeUndefined();
          expect(read.allows(path)).toBeTypeOf('boolean');
          expect(read.allows('/robots.txt')).toBe(true);
          expect(read.crawlDelay === undefined || (read.crawlDelay >= 0 && read.crawlDelay < 1e6)).toBe(true);
        },
      ),
      250,
    );
  });

  it('forbids a page only if a rule forbids it', () => {
    const path = fc
      .array(fc.stringMatching(/^[ab]{1,3}$/), { maxLength: 3 })
      .map((names) => `/${names.join('/')}`);
    holds(
      fc.property(path, path, (forbidden, other) => {
        const { allows } = readRobots(`User-agent: *\nDisallow: ${forbidden}`, `${SITE}robots.txt`);
        expect(allows(forbidden)).toBe(false);
        expect(allows(other)).toBe(!other.startsWith(forbidden));
      }),
    );
  });

  it('is matched in linear time', () => {
    const text = (size: number): string => `User-agent: *\n${repeated('Disallow: /a*a*a*a*b\n', size)}`;
    const read = (one: string): unknown =>
      readRobots(one, `${SITE}robots.txt`).allows(`/${'a'.repeat(2000)}`);
    expect(growsLinearly(read, text, 1000)).toBe(true);
  });
});
