import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldHost } from '../../../lib/address/hosts.ts';
import { isSameSite, registrableDomain } from '../../../lib/address/public-suffixes.ts';
import { shareableAddress } from '../../../lib/address/shareable-address.ts';
import { urlKey } from '../../../lib/address/url-keys.ts';
import { parseHttp, unwrapLink, unwrapPage } from '../../../lib/address/wrappers.ts';
import { namesAnotherArticle } from '../../../lib/page/contradicted-claims.ts';
import { headlineWords } from '../../../lib/page/headline.ts';
import { SUFFIXES } from '../../public-suffixes.ts';
import { cpuTime } from '../cpu-time.ts';
import { growsLinearly, holds, repeated } from '../properties.ts';
import { anyAddress, PIECES, TRACKING } from './any-address.ts';

/** Tests properties of URL keys, and of other functions for addresses, with ordinary and hostile addresses. */

/** An ordinary article address: a host, a path, and parameters that may identify the article. */
const article = fc
  .tuple(
    // `www.` before a public suffix such as "ac.uk" makes a different site, not another form of the host.
    fc.domain().filter((host) => !/^[a-z]{2,3}\.[a-z]{2}$/.test(host)),
    fc.array(fc.stringMatching(/^[a-z\d]{2,9}(-[a-z\d]{2,9}){0,4}$/), { minLength: 1, maxLength: 4 }),
    fc.uniqueArray(fc.constantFrom('id=7', 'p=12', 'article=a-b', 'page=2'), { maxLength: 2 }),
  )
  .map(([host, path, query]) => ({ address: `https://${host}/${path.join('/')}`, query }));

describe('URL keys', () => {
  it('do not change if a key is computed from them again', () => {
    holds(
      fc.property(anyAddress, (address) => {
        const url = parseHttp(address.trim());
        fc.pre(url !== null && unwrapPage(url) === url);
        const key = urlKey(address);
        fc.pre(key !== undefined && key.length < 4000);
        // A key has no scheme. Skip keys that would be unwrapped if they had one.
        fc.pre(unwrapPage(new URL(`https://${key}`)).href === new URL(`https://${key}`).href);
        expect(urlKey(`https://${key}`)).toBe(key);
      }),
      1000,
    );
  });

  it('do not depend on tracking and personal parameters, wherever they are in the query', () => {
    holds(
      fc.property(article, fc.shuffledSubarray(TRACKING), fc.nat(), ({ address, query }, added, place) => {
        const at = place % (query.length + 1);
        const all = [...query.slice(0, at), ...added, ...query.slice(at)];
        expect(urlKey(`${address}?${all.join('&')}`)).toBe(urlKey(`${address}?${query.join('&')}`));
      }),
    );
  });

  it('of plain addresses are computed without parsing, and equal the keys that parsing yields', () => {
    const label = fc.constantFrom(
      'www',
      'm',
      'amp',
      'amp-news',
      'outlet',
      'co',
      'uk',
      'example',
      'google',
      'a-b',
    );
    const host = fc.array(label, { minLength: 2, maxLength: 5 }).map((labels) => labels.join('.'));
    const folder = fc.constantFrom(
      '/',
      '//',
      '/amp',
      '/index.html',
      '/story.amp',
      '/a_b-c.html',
      '/20260702',
      '/A~b.',
    );
    const path = fc.array(folder, { maxLength: 14 }).map((folders) => folders.join(''));
    holds(
      fc.property(host, path, (name, folders) => {
        // `urlKey` computes the first key without parsing. It parses the second address, because `SERIALIZED_ADDRESS`
        // does not match a scheme in upper case.
        expect(urlKey(`https://${name}/${folders}`)).toBe(urlKey(`HTTPS://${name}/${folders}`));
      }),
      1000,
    );
  });

  it('do not depend on the scheme, "www.", an anchor or a trailing slash', () => {
    holds(
      fc.property(article, ({ address }) => {
        const key = urlKey(address);
        expect(urlKey(address.replace('https:', 'http:'))).toBe(key);
        expect(urlKey(`${address}/`)).toBe(key);
        expect(urlKey(`${address}#part`)).toBe(key);
        expect(urlKey(address.replace('//', '//www.'))).toBe(key);
      }),
    );
  });

  it('are the same for an article and for its copies in archives and caches', () => {
    holds(
      fc.property(article, ({ address }) => {
        const key = urlKey(address);
        for (const wrapper of [
          `https://web.archive.org/web/20260703101010/${address}`,
          `https://archive.ph/2026.07.03-101010/${address}`,
          `https://archive.ph/?url=${encodeURIComponent(address)}`,
          `https://webcache.googleusercontent.com/search?q=cache:${encodeURIComponent(address)}`,
        ])
          expect(urlKey(wrapper)).toBe(key);
      }),
    );
  });
});

describe('the functions for addresses', () => {
  it('never throw, and return in time for any text', () => {
    holds(
      fc.property(anyAddress, fc.string({ unit: 'binary' }), (address, text) => {
        const work = cpuTime(() => {
          urlKey(address);
          shareableAddress(address);
          foldHost(address);
          registrableDomain(address, SUFFIXES);
          isSameSite(address, text, SUFFIXES);
          headlineWords(text);
          const url = parseHttp(address);
          if (!url) return;
          unwrapLink(url);
          namesAnotherArticle(url.href, { address: 'https://outlet.example/2026/story', headlines: [text] });
        });
        expect(work).toBeLessThan(200);
      }),
      500,
    );
  });

  it('need time in proportion to the length of the text', () => {
    const starts = [
      'https://outlet.example/',
      'https://web.archive.org/web/2026/',
      'https://archive.ph/?url=',
    ];
    const piece = fc
      .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 })
      .map((all) => all.join(''));
    const end = fc.constantFrom('', ...PIECES);
    holds(
      fc.property(fc.constantFrom(...starts), piece, end, (start, again, last) => {
        const address = (size: number): string => start + repeated(again, size) + last;
        const keys = (one: string): unknown => [urlKey(one), shareableAddress(one), parseHttp(one)];
        expect(growsLinearly(keys, address, 500)).toBe(true);
      }),
      60,
    );
  });

  it.each(PIECES)('return in time for many repetitions of "%s"', (piece) => {
    for (const start of [
      'https://outlet.example/',
      'https://web.archive.org/web/2026/',
      'https://archive.ph/?url=',
    ]) {
      const address = (start + piece.repeat(4096)).slice(0, 4096);
      expect(cpuTime(() => urlKey(address))).toBeLessThan(500);
      expect(cpuTime(() => shareableAddress(address))).toBeLessThan(500);
    }
  });
});
