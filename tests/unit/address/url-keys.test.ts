import { describe, expect, it } from 'vitest';
import { hostOfKey, isFrontPage, urlKey } from '../../../lib/address/url-keys.ts';
import { parseHttp, unwrapPage } from '../../../lib/address/wrappers.ts';
import { cpuTime } from '../cpu-time.ts';
import { at, DIFFERENT_ARTICLES, OUTLET, SAME_ARTICLE } from './vectors.ts';

const noWrapper = (address: string): boolean => {
  const url = parseHttp(address.trim());
  return url !== null && unwrapPage(url) === url;
};

describe('urlKey', () => {
  it.each(SAME_ARTICLE)('returns the same key for %s and %s (difference: %s)', (a, b) => {
    expect(urlKey(at(a))).toBeDefined();
    expect(urlKey(at(a))).toBe(urlKey(at(b)));
  });

  it.each(DIFFERENT_ARTICLES)('returns different keys for %s and %s (difference: %s)', (a, b) => {
    expect(urlKey(at(a))).toBeDefined();
    expect(urlKey(at(b))).toBeDefined();
    expect(urlKey(at(a))).not.toBe(urlKey(at(b)));
  });

  const plain = [...SAME_ARTICLE, ...DIFFERENT_ARTICLES]
    .flatMap(([a, b]) => [at(a), at(b)])
    .filter(noWrapper);
  it.each([...new Set(plain)])('returns the same key for %s and for its key', (address) => {
    const key = urlKey(address);
    expect(urlKey(`https://${key}`)).toBe(key);
  });

  it.each([
    ['https://www.outlet.example/2026/Story/?b=2&a=1#top', 'outlet.example/2026/Story?a=1&b=2'],
    ['https://outlet.example/', 'outlet.example'],
    ['https://outlet.example:8080/#!/story', 'outlet.example:8080#!/story'],
    ['http://[::1]:8080/story', '[::1]:8080/story'],
  ])('for %s returns the key %s', (address, key) => {
    expect(urlKey(address)).toBe(key);
  });

  it.each([
    ['mailto:desk@outlet.example', 'an e-mail address'],
    ['data:text/html,https://outlet.example/story', 'a data address'],
    ['javascript:location="https://outlet.example/story"', 'a script'],
    ['file:///srv/outlet.example/story', 'a file'],
    ['ftp://outlet.example/story', 'FTP'],
    ['chrome-extension://abcdefgh/popup.html', 'a page of an extension'],
    ['about:blank', 'a page of the browser'],
    ['//outlet.example/story', 'no scheme'],
    ['outlet.example/story', 'no scheme and no slashes'],
    ['/story', 'a path'],
    ['https://', 'no host'],
    ['https://outlet example/story', 'a space in the host'],
    ['https://outlet.example:99999/story', 'an impossible port'],
    ['no address at all', 'words'],
    ['', 'an empty text'],
  ])('returns undefined for %s: %s', (address) => {
    expect(urlKey(address)).toBeUndefined();
  });

  it('accepts 4,096 characters and refuses more', () => {
    const longest = `${OUTLET}/`.padEnd(4096, 'x');
    expect(urlKey(longest)).toBe(longest.replace('https://', ''));
    expect(urlKey(`${longest}x`)).toBeUndefined();
  });
});

describe('urlKey of addresses that were built to be slow or ambiguous', () => {
  const pieces = [
    'a-',
    '/',
    '-',
    '_amp',
    '/amp',
    '.amp',
    '%',
    '20260702',
    'amp-',
    '&a=',
    '.html',
    '-a.html/',
  ];
  it.each(pieces)('returns in time for many "%s"', (piece) => {
    for (const end of ['', '.html', '-.html', '_amp.html', '/amp', '?', '#!/']) {
      const address = `${OUTLET}/${piece.repeat(4000)}`.slice(0, 4096 - end.length) + end;
      expect(cpuTime(() => urlKey(address))).toBeLessThan(500);
    }
  });

  it.each(['http:/.', 'https://./a-long-story', 'http://../'])(
    'returns undefined for %s, which has no host',
    (address) => {
      expect(urlKey(address)).toBeUndefined();
    },
  );

  it.each(['/amp', '.amp', '.amp.html', ';jsessionid=1', '/amp/'])(
    'returns undefined after 300 repetitions of "%s", but the key of the article after three repetitions',
    (piece) => {
      expect(urlKey(`${OUTLET}/a-long-story${piece.repeat(300)}`)).toBeUndefined();
      expect(urlKey(`${OUTLET}/a-long-story${piece.repeat(3)}`)).toBe(urlKey(`${OUTLET}/a-long-story`));
    },
  );

  it.each(['..amp', '.;jsessionid=1', '..;jsessionid=1', 'story/..amp'])(
    'does not create a dot segment from /%s',
    (path) => {
      const key = urlKey(`${OUTLET}/${path}`);
      expect(key).toBe(`outlet.example/${path}`);
      expect(urlKey(`https://${key}`)).toBe(key);
    },
  );
});

describe('isFrontPage', () => {
  it.each([
    ['https://outlet.example/', true],
    ['https://outlet.example/index.html', true],
    ['https://outlet.example:8080/', true],
    ['http://[::1]:8080/', true],
    ['https://outlet.example/business', true],
    ['https://outlet.example/Politik/', true],
    ['https://outlet.example/économie', true],
    ['https://outlet.example/世界', true],
    ['https://outlet.example/राजनीति', true],
    ['https://outlet.example/?p=12', false],
    ['https://outlet.example/business?id=7', false],
    ['https://outlet.example/#!/story', false],
    ['https://outlet.example/us-news', false],
    ['https://outlet.example/story7', false],
    ['https://outlet.example/2026', false],
    ['https://outlet.example/business/a-story', false],
    ['https://outlet.example/councilvotesdownthenewbridge', false],
  ])('for %s returns %s', (address, expected) => {
    expect(isFrontPage(urlKey(address) ?? '')).toBe(expected);
  });
});

describe('hostOfKey', () => {
  it.each([
    ['outlet.example/story', 'outlet.example'],
    ['outlet.example', 'outlet.example'],
    ['outlet.example:8080/story', 'outlet.example'],
    ['outlet.example?p=12', 'outlet.example'],
    ['outlet.example#!/story', 'outlet.example'],
    ['outlet.example/story:7?at=a#b', 'outlet.example'],
    ['[::1]:8080/story', '[::1]'],
    ['[::1]', '[::1]'],
    ['', ''],
  ])('finds the host in "%s": "%s"', (key, host) => {
    expect(hostOfKey(key)).toBe(host);
  });
});
