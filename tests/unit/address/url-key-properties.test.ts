import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanAddress } from '../../../lib/address/clean.ts';
import { foldHost } from '../../../lib/address/hosts.ts';
import { isSameSite, registrableDomain } from '../../../lib/address/public-suffixes.ts';
import { urlKey } from '../../../lib/address/url-keys.ts';
import { parseHttp, unwrapLink, unwrapPage } from '../../../lib/address/wrappers.ts';
import { namesAnotherArticle } from '../../../lib/identity/evidence.ts';
import { headlineWords } from '../../../lib/identity/headline.ts';
import { SUFFIXES } from '../../public-suffixes.ts';
import { cpuTime } from '../cpu-time.ts';

/** Laws that hold for every address, hostile ones too. A failure prints its seed and the smallest address that breaks the law. */

/** Another seed: `CIVIC_LENS_SEED=<number>`. */
fc.configureGlobal({ seed: Number(process.env.CIVIC_LENS_SEED ?? 20_260_702) });

const PIECES = [
  ...[
    '/',
    '//',
    '?',
    '#',
    '&',
    '=',
    '%',
    '%2F',
    '%3A',
    '%E0%A4%A',
    ':',
    '.',
    '..',
    '-',
    '_',
    '+',
    '@',
    ';',
    ' ',
    '\u200b',
  ],
  ...[
    'amp',
    '/amp',
    '.amp',
    '.html',
    'index.php',
    '2026/07/02',
    '20260702',
    'id=7',
    'utm_source=x',
    'gift=1',
    '#!/',
  ],
  ...[
    'https://',
    'http:/',
    'https%3A%2F%2F',
    'outlet.example',
    'web.archive.org/web/2026/',
    'archive.ph/',
    'é',
    '世界',
  ],
];
const hostile = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 })), {
  maxLength: 60,
});
/** Anything that somebody may write where an address belongs. */
const anyAddress = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  hostile.map((pieces) => `https://outlet.example/${pieces.join('')}`),
  hostile.map((pieces) => pieces.join('')),
);
/** An ordinary article: a host, a path, and parameters that may name it. */
const article = fc
  .tuple(
    fc.domain(),
    fc.array(fc.stringMatching(/^[a-z\d]{2,9}(-[a-z\d]{2,9}){0,4}$/), { minLength: 1, maxLength: 4 }),
    fc.uniqueArray(fc.constantFrom('id=7', 'p=12', 'article=a-b', 'page=2'), { maxLength: 2 }),
  )
  .map(([host, path, query]) => ({ address: `https://${host}/${path.join('/')}`, query }));

const TRACKING = [
  ...[
    'utm_source=feed',
    'utm_campaign=july',
    'fbclid=IwAR0',
    'gclid=1',
    'mc_cid=2',
    'ref=twitter',
    'share=facebook',
  ],
  ...[
    'gift=abc',
    'unlocked_article_code=1.AbC',
    'pwapi_token=x',
    'accessToken=y',
    'email=a%40b.example',
    'spMailingID=1',
  ],
];

describe('URL keys', () => {
  it('are keys of themselves', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const url = parseHttp(address.trim());
        fc.pre(url !== null && unwrapPage(url) === url);
        const key = urlKey(address);
        fc.pre(key !== undefined && key.length < 4000);
        // A key has no scheme, and is the address of the same article.
        fc.pre(unwrapPage(new URL(`https://${key}`)).href === new URL(`https://${key}`).href);
        expect(urlKey(`https://${key}`)).toBe(key);
      }),
      { numRuns: 1000 },
    );
  });

  it('do not depend on tracking and personal parameters, wherever they stand', () => {
    fc.assert(
      fc.property(article, fc.shuffledSubarray(TRACKING), fc.nat(), ({ address, query }, added, place) => {
        const at = place % (query.length + 1);
        const all = [...query.slice(0, at), ...added, ...query.slice(at)];
        expect(urlKey(`${address}?${all.join('&')}`)).toBe(urlKey(`${address}?${query.join('&')}`));
      }),
    );
  });

  it('do not depend on scheme, "www.", anchors and a closing slash', () => {
    fc.assert(
      fc.property(article, ({ address }) => {
        const key = urlKey(address);
        expect(urlKey(address.replace('https:', 'http:'))).toBe(key);
        expect(urlKey(`${address}/`)).toBe(key);
        expect(urlKey(`${address}#part`)).toBe(key);
        expect(urlKey(address.replace('//', '//www.'))).toBe(key);
      }),
    );
  });

  it('are those of the article in every archive and cache that holds its address', () => {
    fc.assert(
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

describe('whatever somebody writes for an address', () => {
  it('throws nothing, and takes no time', () => {
    fc.assert(
      fc.property(anyAddress, fc.string({ unit: 'binary' }), (address, text) => {
        const work = cpuTime(() => {
          urlKey(address);
          cleanAddress(address);
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
      { numRuns: 500 },
    );
  });

  it.each(PIECES)('takes no time, however often it holds "%s"', (piece) => {
    for (const start of [
      'https://outlet.example/',
      'https://web.archive.org/web/2026/',
      'https://archive.ph/?url=',
    ]) {
      const address = (start + piece.repeat(4096)).slice(0, 4096);
      expect(cpuTime(() => urlKey(address))).toBeLessThan(500);
      expect(cpuTime(() => cleanAddress(address))).toBeLessThan(500);
    }
  });
});
