import { describe, expect, it } from 'vitest';
import { hostOfKey, isFrontPage, urlKey } from '../../../lib/address/url-keys.ts';
import { parseHttp, unwrapPage } from '../../../lib/address/wrappers.ts';

/** Two addresses and why they are judged as they are. One that begins with "/" stands on `OUTLET`. */
type Row = readonly [a: string, b: string, reason: string];

const OUTLET = 'https://outlet.example';
const at = (address: string): string => (/^\/(?!\/)/.test(address) ? OUTLET + address : address);

const SAME_ARTICLE: readonly Row[] = [
  ['http://outlet.example/story', '/story', 'the scheme is folded'],
  ['https://www.outlet.example/story', '/story', '"www." is folded'],
  ['https://m.outlet.example/story', '/story', '"m." is folded'],
  ['https://mobile.outlet.example/story', '/story', '"mobile." is folded'],
  ['https://mobil.outlet.example/story', '/story', '"mobil." is folded'],
  ['https://amp.outlet.example/story', '/story', '"amp." is folded'],
  ['https://wap.outlet.example/story', '/story', '"wap." is folded'],
  ['https://www.m.outlet.example/story', '/story', 'two such labels are folded'],
  [
    'https://amp-culture.outlet.example/story',
    'https://culture.outlet.example/story',
    'an AMP host with a hyphen',
  ],
  ['https://OUTLET.Example/story', '/story', 'hosts have no case'],
  ['https://outlet.example./story', '/story', 'the root dot of a host'],
  ['https://outlet.example:443/story', '/story', 'the default port of https'],
  ['http://outlet.example:80/story', '/story', 'the default port of http'],
  ['http://outlet.example:443/story', '/story', 'the scheme is folded, so both default ports are'],
  ['https://reader:secret@outlet.example/story', '/story', 'credentials'],
  ['https://bücher.example/story', 'https://xn--bcher-kva.example/story', 'an internationalized host'],
  ['https://BÜCHER.example/story', 'https://bücher.example/story', 'its case'],
  ['http://127.1/story', 'http://127.0.0.1/story', 'a short IPv4 address'],
  ['/story/', '/story', 'a trailing slash'],
  ['/story///', '/story', 'several of them'],
  ['/2026//07/story', '/2026/07/story', 'a doubled slash'],
  ['/2026/../story', '/story', 'dot segments'],
  ['https:\\\\outlet.example\\story', '/story', 'backslashes of a special scheme'],
  [`  ${OUTLET}/story\n`, '/story', 'white space around the address'],
  ['/sto\n\try', '/story', 'line ends and tabs inside the address'],
  ['/story/index.html', '/story/', 'a directory index'],
  ['/story/INDEX.HTM', '/story', 'a directory index in capitals'],
  ['/index.php?id=7', '/?id=7', 'a directory index before a query'],
  ['/story;jsessionid=0A1B2C?id=7', '/story?id=7', 'a session in the path'],
  ['/story?id=7&jsessionid=0A1B2C', '/story?id=7', 'a session in a parameter'],
  ['/story?PHPSESSID=abc123', '/story', 'a PHP session'],
  ['/story?utm_source=feed&utm_medium=rss', '/story', 'campaign parameters'],
  ['/story?UTM_Source=feed', '/story', 'campaign parameters in capitals'],
  ['/story?%75tm_source=feed', '/story', 'a campaign parameter with an encoded letter'],
  ['/story?fbclid=IwAR0', '/story', 'a click id'],
  ['/story?gclid=x&msclkid=y&mc_cid=z', '/story', 'several click ids'],
  ['/story?id=7&utm_campaign=july', '/story?id=7', 'tracking beside an identity'],
  ['/story?pk_campaign=july', '/story', 'a campaign parameter of Matomo'],
  ['/story?s=20', '/story', 'a share code'],
  ['/story?ref=facebook', '/story', 'the name of a network in "ref"'],
  ['/story?source=newsletter', '/story', 'a way of sending in "source"'],
  ['/story?share=twitter', '/story', 'a network in "share"'],
  ['/story?b=2&a=1', '/story?a=1&b=2', 'the order of parameters'],
  ['/story?a=1&b=2&a=3', '/story?a=1&a=3&b=2', 'another parameter between repeated ones'],
  ['/story?&id=7&&', '/story?id=7', 'empty parts of a query'],
  ['/story?', '/story', 'an empty query'],
  ['/story#comments', '/story', 'an anchor'],
  ['/story#:~:text=said%20so', '/story', 'a text fragment'],
  ['/story#.aB3xYz', '/story', 'a share code in the fragment'],
  ['/story#xtor=RSS-1', '/story', 'a campaign in the fragment'],
  ['/story#', '/story', 'an empty fragment'],
  ['/story#/', '/story', 'a route that leads nowhere'],
  ['/#!/story/7/', '/#!/story/7', 'the trailing slash of a route'],
  ['/#/caf%c3%a9', '/#/caf%C3%A9', 'percent-encoding in a route'],
  ['/#/story/7:~:text=said', '/#/story/7', 'a text fragment behind a route'],
  ['/caf%c3%a9', '/caf%C3%A9', 'the case of escapes'],
  ['/café', '/caf%C3%A9', 'an escaped letter beyond ASCII'],
  ['/%73tory%2Done', '/story-one', 'needless escapes'],
  ['/story,1234', '/story%2C1234', 'an escaped comma'],
  ['/story(2)', '/story%282%29', 'escaped brackets'],
  ['/two words', '/two%20words', 'a space in a path'],
  ['/100%', '/100%25', 'a bare percent sign'],
  ['/what%3fnow', '/what%3Fnow', 'the case of an escaped question mark'],
  ['/find?q=two+words', '/find?q=two%20words', 'a plus sign in a query is a space'],
  ['/find?q=two words', '/find?q=two+words', 'a space in a query'],
  ['/find?q=a=b', '/find?q=a%3Db', 'an equals sign in a value'],
  ["/find?q=it's", '/find?q=it%27s', 'an apostrophe in a query'],
  ['/find?q=é', '/find?q=%c3%A9', 'a letter beyond ASCII in a query'],
  ['/find?ids[]=7', '/find?ids%5B%5D=7', 'brackets in the name of a parameter'],
  ['/story/amp', '/story', '"/amp" behind the path'],
  ['/amp/story/', '/story', '"/amp" before the path'],
  ['/story/amphtml', '/story', '"/amphtml"'],
  ['/story.amp.html', '/story.html', '".amp" before the extension'],
  ['/story.amp', '/story', '".amp" as the extension'],
  ['/story?amp', '/story', 'a bare "amp"'],
  ['/story?id=7&amp=1', '/story?id=7', '"amp=1"'],
  ['/story?outputType=amp', '/story', '"outputType=amp"'],
  ['https://outlet-example.translate.goog/story?_x_tr_sl=de&_x_tr_tl=en', '/story', 'a translation'],
  [`https://web.archive.org/web/20260702120000/${OUTLET}/story`, '/story', 'an archived copy'],
  ['https://www.google.com/amp/s/outlet.example/story/amp', '/story', 'an AMP viewer'],
];

const DIFFERENT_ARTICLES: readonly Row[] = [
  ['/Story', '/story', 'paths have case'],
  ['/story-1', '/story-2', 'numbers in a slug'],
  ['/en/story', '/fr/story', 'languages'],
  ['/story.html', '/story', 'extensions'],
  ['/?p=12', '/?p=13', '"p" is the id of a post'],
  ['/story?id=7', '/story?id=8', '"id"'],
  ['/story?id=aB', '/story?id=ab', 'values have case'],
  ['/story?ID=7', '/story?id=7', 'names of parameters have case'],
  ['/story?id=', '/story', 'an empty value is a value'],
  ['/news.php?newsID=31', '/news.php?newsID=32', '"newsID"'],
  ['/?article8532', '/?article8533', 'a bare parameter can be the id'],
  ['/story?pk=12', '/story?pk=13', '"pk" is a primary key, "pk_campaign" a campaign'],
  ['/story?pk_news=12', '/story?pk_news=13', 'so is "pk_news"'],
  ['/story?page=2', '/story', '"page"'],
  ['/view?section=courts', '/view?section=police', '"section"'],
  ['/story?ref=123', '/story?ref=124', 'a number in "ref"'],
  ['/story?ref=123', '/story', 'a number in "ref" against none'],
  ['/?s=rights', '/?s=votes', 'a search in "s"'],
  ['/?s=200', '/', 'a number in "s" that is no share code'],
  ['/story?source=12', '/story?source=13', 'a number in "source"'],
  ['/story?cid=9', '/story?cid=10', 'a number in "cid"'],
  ['/story?cid=social-security-reform', '/story?cid=social-care-reform', 'a slug in "cid"'],
  ['/story?share=42', '/story?share=43', 'a number in "share"'],
  ['/story?amp=7', '/story', 'an "amp" that asks for no AMP form'],
  ['/story?utmost=7', '/story?utmost=8', '"utmost" is no campaign parameter'],
  ['/story?gclids=1', '/story?gclids=2', '"gclids" is no click id'],
  ['/story?a=1&a=2', '/story?a=2&a=1', 'the order of repeated parameters'],
  ['/find?q=a%26b', '/find?q=a&b', 'an escaped ampersand'],
  ['/find?q=a%2Bb', '/find?q=a+b', 'an escaped plus sign in a query'],
  ['/c+d', '/c%20d', 'a plus sign in a path is no space'],
  ['/a%2Fb', '/a/b', 'an escaped slash'],
  ['/a%3Fid=7', '/a?id=7', 'an escaped question mark'],
  ['/a%23!/b', '/a#!/b', 'an escaped number sign'],
  ['/50%2525', '/50%25', 'an escaped percent sign'],
  ['/café', '/cafe', 'accents'],
  ['https://bücher.example/story', 'https://bucher.example/story', 'accents in a host'],
  ['/gear/amplifier', '/gear/lifier', '"amp" inside a word'],
  ['/summer/camp', '/summer/c', '"amp" at the end of a word'],
  ['/story-amp', '/story', '"amp" inside a slug'],
  ['/amp-story', '/story', '"amp" at the start of a slug'],
  ['/amp', '/', '"/amp" alone is a page about AMP'],
  ['/stamp.html', '/st.html', '"amp" before the extension without a dot'],
  ['/index2.html', '/', 'a name that begins as a directory index'],
  ['/myindex.html', '/', 'a name that ends as one'],
  ['/index.html/story', '/story', 'a directory index inside a path'],
  ['/story;id=7', '/story;id=8', 'a path parameter that is no session'],
  ['/jsessionid=7', '/', 'a session that follows no semicolon'],
  ['/#!/story/7', '/#!/story/8', 'routes with "#!"'],
  ['/#/story/7', '/#/story/8', 'routes with "#/"'],
  ['/#!/story/7', '/#/story/7', 'the two kinds of routes'],
  ['/#!story', '/', 'a route against none'],
  ['https://amp.dev/story', 'https://m.dev/story', '"amp." with one label behind it is the site'],
  ['https://www.com/story', 'https://com/story', 'so is "www."'],
  ['https://www2.outlet.example/story', '/story', 'a numbered "www"'],
  ['https://www2.outlet.example/story', 'https://www3.outlet.example/story', 'two of them'],
  ['https://moutlet.example/story', '/story', '"m" without a dot'],
  ['https://news.outlet.example/story', 'https://sport.outlet.example/story', 'other labels'],
  ['https://outlet.example.net/story', '/story', 'a longer host'],
  ['https://outlet.test/story', '/story', 'another top-level domain'],
  ['https://mobile.co.uk/story', 'https://wap.co.uk/story', 'sites registered under a two-part suffix'],
  ['https://amp-press.co.uk/story', 'https://press.co.uk/story', 'a site whose name begins with "amp-"'],
  ['https://outlet.example:8080/story', '/story', 'another port'],
  ['https://outlet.example:8080/story', 'https://outlet.example:8443/story', 'two other ports'],
  ['https://outlet.example@other.example/story', '/story', 'a host in the place of a name'],
  [`https://other.example/login?url=${OUTLET}/story`, '/story', 'a log-in page that leads to the article'],
];

const noWrapper = (address: string): boolean => {
  const url = parseHttp(address.trim());
  return url !== null && unwrapPage(url) === url;
};

describe('urlKey', () => {
  it.each(SAME_ARTICLE)('gives %s and %s one key: %s', (a, b) => {
    expect(urlKey(at(a))).toBeDefined();
    expect(urlKey(at(a))).toBe(urlKey(at(b)));
  });

  it.each(DIFFERENT_ARTICLES)('tells %s from %s: %s', (a, b) => {
    expect(urlKey(at(a))).toBeDefined();
    expect(urlKey(at(b))).toBeDefined();
    expect(urlKey(at(a))).not.toBe(urlKey(at(b)));
  });

  const plain = [...SAME_ARTICLE, ...DIFFERENT_ARTICLES]
    .flatMap(([a, b]) => [at(a), at(b)])
    .filter(noWrapper);
  it.each([...new Set(plain)])('gives the key of %s itself as its key', (address) => {
    const key = urlKey(address);
    expect(urlKey(`https://${key}`)).toBe(key);
  });

  it.each([
    ['https://www.outlet.example/2026/Story/?b=2&a=1#top', 'outlet.example/2026/Story?a=1&b=2'],
    ['https://outlet.example/', 'outlet.example'],
    ['https://outlet.example:8080/#!/story', 'outlet.example:8080#!/story'],
    ['http://[::1]:8080/story', '[::1]:8080/story'],
  ])('writes %s as %s', (address, key) => {
    expect(urlKey(address)).toBe(key);
  });

  it.each([
    ['mailto:desk@outlet.example', 'mail'],
    ['data:text/html,https://outlet.example/story', 'data'],
    ['javascript:location="https://outlet.example/story"', 'script'],
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
    ['', 'nothing'],
  ])('has no key for %s: %s', (address) => {
    expect(urlKey(address)).toBeUndefined();
  });

  it('has a key for the longest address and none for one that is longer', () => {
    const longest = `${OUTLET}/`.padEnd(4096, 'x');
    expect(urlKey(longest)).toBe(longest.replace('https://', ''));
    expect(urlKey(`${longest}x`)).toBeUndefined();
  });
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
  ])('says of %s: %s', (address, expected) => {
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
  ])('finds the host of "%s": "%s"', (key, host) => {
    expect(hostOfKey(key)).toBe(host);
  });
});
