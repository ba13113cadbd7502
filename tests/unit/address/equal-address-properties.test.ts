import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { urlKey } from '../../../lib/address/url-keys.ts';
import { parseHttp, unwrapPage } from '../../../lib/address/wrappers.ts';
import { holds } from '../properties.ts';
import { anyAddress, TRACKING } from './any-address.ts';

/** Forms of article addresses. In each form, the name or the number identifies the article. */
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
/** Changes to an address. The changed address still names the same article. `dressed` applies the changes. */
const dress = fc.record({
  scheme: fc.constantFrom('https:', 'http:'),
  host: fc.constantFrom('as it is', 'upper case', 'www.'),
  hasPort: fc.boolean(),
  added: fc.shuffledSubarray(TRACKING),
  fragment: fc.constantFrom('', '#part', '#:~:text=a', '#xtor=RSS-1', '#comments'),
});
type Dress = typeof dress extends fc.Arbitrary<infer Value> ? Value : never;

/** Returns another address of the same article, as browsers, trackers and other sites may write it. */
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

  it('are the same for one article, whatever browsers and trackers add to its address', () => {
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

  it('stay equal if the same parts are added to both addresses', () => {
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

  it('differ for slugs that differ in one character', () => {
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
