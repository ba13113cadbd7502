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

/* Properties of URL keys that hold for every address, hostile ones included. */

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
  ...[';jsessionid=1', '/view-amp', '/google-amp', '_amp.html', '/index.html', '.shtml', '/amp.html', '/m/'],
];
const hostile = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 })), {
  maxLength: 60,
});
/** Any text that a page may contain in the place of an address. */
const anyAddress = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  hostile.map((pieces) => `https://outlet.example/${pieces.join('')}`),
  hostile.map((pieces) => pieces.join('')),
);
/** An ordinary article: a host, a path, and parameters that may identify it. */
const article = fc
  .tuple(
    // "www.ac.uk" is not another form of "ac.uk", which is a public suffix.
    fc.domain().filter((host) => !/^[a-z]{2,3}\.[a-z]{2}$/.test(host)),
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
  it('have themselves as their key', () => {
    holds(
      fc.property(anyAddress, (address) => {
        const url = parseHttp(address.trim());
        fc.pre(url !== null && unwrapPage(url) === url);
        const key = urlKey(address);
        fc.pre(key !== undefined && key.length < 4000);
        // A key has no scheme. With one, it must be an address that is not unwrapped.
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

/** Forms of article addresses. Within one form, two articles never have the same address. */
const FORMS: readonly ((name: string, number: number) => string)[] = [
  (name) => `/world/${name}`,
  (name) => `/2026/07/02/world/${name}.html`,
  (name) => `/2026/jul/02/${name}/`,
  (name, number) => `/story/${number}/${name}`,
  (name, number) => `/${name}-${number}`,
  (_, number) => `/article/${number}`,
  (_, number) => `/article${number}.html`,
  (_, number) => `/news/world-${number}.amp`,
  (_, number) => `/idUSKBN${number}`,
  (_, number) => `/?p=${number}`,
  (_, number) => `/story.php?id=${number}`,
  (_, number) => `/index.php?option=com_content&view=article&id=${number}`,
  (_, number) => `/read?sid=7&article_id=${number}&cat=2`,
  (name) => `/#!/world/${name}`,
  (name) => `/#/${name}`,
];
const slug = fc
  .array(
    fc.oneof(
      fc.constantFrom('amp', 'the', 'html', 'index', 'm', '2026', '07'),
      fc.stringMatching(/^[a-z]{2,8}$/),
    ),
    {
      minLength: 2,
      maxLength: 6,
    },
  )
  .map((words) => words.join('-'));
/** The parts of an address that do not identify an article. */
const dress = fc.record({
  scheme: fc.constantFrom('https:', 'http:'),
  host: fc.constantFrom('as it is', 'upper case', 'www.'),
  hasPort: fc.boolean(),
  added: fc.shuffledSubarray(TRACKING),
  fragment: fc.constantFrom('', '#part', '#:~:text=a', '#xtor=RSS-1', '#comments'),
});
type Dress = typeof dress extends fc.Arbitrary<infer Value> ? Value : never;

/** Another address of the same article, as browsers, trackers and other sites may write it. */
function dressed(address: string, { scheme, host, hasPort, added, fragment }: Dress): string {
  const { hostname, pathname, search, hash } = new URL(address);
  const named = {
    'as it is': hostname,
    'upper case': hostname.toUpperCase(),
    'www.': hostname.replace(/^(?:www\.)?/, 'www.'),
  }[host];
  const port = hasPort ? (scheme === 'https:' ? ':443' : ':80') : '';
  const query = [...(search === '' ? [] : [search.slice(1)]), ...added].join('&');
  return `${scheme}//${named}${port}${pathname}${query === '' ? '' : `?${query}`}${hash || fragment}`;
}

describe('the keys of two addresses', () => {
  const form = fc.constantFrom(...FORMS);
  const number = fc.integer({ min: 10, max: 99_999_999 });

  it('are the same for one article, whatever browsers and trackers add', () => {
    holds(
      fc.property(form, slug, number, dress, dress, (write, name, id, one, other) => {
        const address = `https://outlet.example${write(name, id)}`;
        const key = urlKey(address);
        expect(key).toBeDefined();
        for (const same of [dressed(address, one), dressed(dressed(address, other), one)])
          expect(urlKey(same)).toBe(key);
      }),
      300,
    );
  });

  it('stay the same if both addresses change in the same way', () => {
    holds(
      fc.property(anyAddress, anyAddress, dress, (a, b, put) => {
        const isPlain = (address: string): boolean => {
          const url = parseHttp(address.trim());
          return (
            url !== null && unwrapPage(url) === url && url.port === '' && !/^www\.|\.$/.test(url.hostname)
          );
        };
        const same = [a, b].filter(isPlain).flatMap((address) => [address, `https://${urlKey(address)}`]);
        for (const address of same.filter((one) => URL.canParse(one)))
          for (const other of same.filter((one) => urlKey(one) === urlKey(address)))
            expect(urlKey(dressed(other, put))).toBe(urlKey(dressed(address, put)));
      }),
      200,
    );
  });

  it('differ for two articles', () => {
    holds(
      fc.property(form, slug, slug, number, number, dress, (write, name, otherName, id, otherId, put) => {
        const [address, other] = [write(name, id), write(otherName, otherId)];
        fc.pre(address !== other);
        expect(urlKey(dressed(`https://outlet.example${address}`, put))).not.toBe(
          urlKey(`https://outlet.example${other}`),
        );
      }),
      500,
    );
  });

  it('differ for slugs that differ in one letter', () => {
    holds(
      fc.property(
        form,
        slug,
        number,
        fc.nat(),
        fc.constantFrom(...'abz017'),
        (write, name, id, at, letter) => {
          const place = at % name.length;
          const other = name.slice(0, place) + letter + name.slice(place + 1);
          fc.pre(write(name, id) !== write(other, id));
          expect(urlKey(`https://outlet.example${write(name, id)}`)).not.toBe(
            urlKey(`https://outlet.example${write(other, id)}`),
          );
        },
      ),
      500,
    );
  });
});

describe('the functions for addresses, given any text', () => {
  it('never throw, and return in time', () => {
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

  it('take time in proportion to the length of the text', () => {
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

  it.each(PIECES)('return in time, however often the text contains "%s"', (piece) => {
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
