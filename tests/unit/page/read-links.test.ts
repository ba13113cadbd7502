// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { WRAPPER_ADDRESS } from '../../../lib/address/wrappers.ts';
import { parsePageLinks } from '../../../lib/page/check-links.ts';
import { hostList } from '../../../lib/page/host-list.ts';
import {
  MAX_ADDRESSES_LENGTH,
  MAX_LINK_ELEMENTS,
  MAX_LINKS,
  MAX_WORDS_LENGTH,
  type PageLinks,
} from '../../../lib/page/page-links.ts';
import { readLinks } from '../../../lib/page/read-links.ts';
import { cpuTimeUntil } from '../cpu-time.ts';

const LIST: Record<string, unknown> = {
  ...hostList(['outlet.example', 'ledger.example']),
  wrapping: WRAPPER_ADDRESS.source,
};
/** The storage keys that the script has read. */
let asked: string[];

const stored = async (keys: readonly string[]): Promise<Record<string, unknown>> => {
  asked.push(...keys);
  return Object.fromEntries(keys.map((key) => [key, LIST[key]]));
};
const STORY = 'https://outlet.example/story';

beforeEach(() => {
  asked = [];
  document.documentElement.removeAttribute('lang');
});

function linksOf(html: string): Promise<PageLinks> {
  document.body.innerHTML = html;
  return readLinks(document, stored);
}
const addressesOf = async (html: string): Promise<string[]> =>
  (await linksOf(html)).links.map(({ address }) => address);
const wordsOf = async (html: string): Promise<string | undefined> => (await linksOf(html)).links[0]?.words;

describe('the links of a page', () => {
  it('are those to listed hosts, in document order and without duplicates', async () => {
    expect(
      await addressesOf(`
        <a href="https://www.outlet.example/b">B</a>
        <a href="https://elsewhere.example/x">X</a>
        <p><a href="https://ledger.example/a">A</a></p>
        <a href="https://www.outlet.example/b">B again</a>
        <a href="https://outlet.example.evil.example/x">X</a>
        <a href="https://m.outlet.example:8080/c?q=1#part">C</a>`),
    ).toEqual([
      'https://www.outlet.example/b',
      'https://ledger.example/a',
      'https://m.outlet.example:8080/c?q=1#part',
    ]);
    // The script reads `wrapping`, and the part of the list for each of the four hosts.
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  it.each([
    [`https://www.google.com/url?q=${encodeURIComponent(STORY)}`, 'a click counter'],
    [
      `https://l.facebook.com/l.php?u=${encodeURIComponent(STORY)}&h=AT0`,
      'a click counter with an escaped address',
    ],
    [`https://web.archive.org/web/2026/${STORY}`, 'an archive'],
    ['https://outlet-example.translate.goog/story?_x_tr_sl=en', 'a translator'],
    ['https://www.google.com/amp/s/outlet.example/story', 'an AMP viewer'],
  ])('include %s: %s', async (address) => {
    expect(await addressesOf(`<a href="${address.replaceAll('&', '&amp;')}">Story</a>`)).toEqual([address]);
  });

  it.each([
    '#part',
    ' #part',
    'javascript:location="https://outlet.example/story"',
    'mailto:desk@outlet.example',
    'data:text/html,https://outlet.example/story',
    'ftp://outlet.example/story',
    '',
    ' ',
    'https://',
    `https://outlet.example/${'a'.repeat(5000)}`,
  ])('do not include "%.60s"', async (href) => {
    expect(await addressesOf(`<a href="${href.replaceAll('"', '&quot;')}">Story</a><a>None</a>`)).toEqual([]);
  });

  it('include relative links, resolved against the base of the page', async () => {
    document.head.innerHTML = '<base href="https://ledger.example/world/">';
    expect(await addressesOf('<a href="../2026/ferry">Ferry</a>')).toEqual([
      'https://ledger.example/2026/ferry',
    ]);
    document.head.innerHTML = '';
  });

  it('are empty before the host list has arrived', async () => {
    document.body.innerHTML = `<a href="${STORY}">Story</a>`;
    expect((await readLinks(document, async () => ({}))).links).toEqual([]);
    expect((await readLinks(document, async () => ({ wrapping: WRAPPER_ADDRESS.source }))).links).toEqual([]);
  });

  it('come with the language of the page', async () => {
    document.documentElement.lang = 'ar-EG';
    expect((await linksOf('')).language).toBe('ar-EG');
  });
});

describe('the words of a link', () => {
  it.each([
    ['Ferry talks', 'Ferry talks', 'its text'],
    ['\n  Ferry\n   <em>talks</em>  resume ', 'Ferry talks resume', 'its text on one line'],
    ['<span>Live</span><h3>Ferry talks</h3>', 'Live Ferry talks', 'a space between elements'],
    ['<b>F</b>erry <i>tal</i>ks', 'Ferry talks', 'no space within a word'],
    ['<img alt="A ferry">', 'A ferry', 'the words of a picture'],
    ['<img alt="A ferry"> Ferry talks', 'Ferry talks', 'its text rather than the words of a picture'],
    ['<noscript>&lt;img src=x></noscript><style>a{}</style><script>0</script>Talks', 'Talks', 'no code'],
    ['<svg><title>Icon</title></svg>Talks', 'Talks', 'no title of an icon'],
    ['<img>', '', 'nothing'],
  ])('with the content %j are %j: %s', async (html, words) => {
    expect(await wordsOf(`<a href="${STORY}">${html}</a>`)).toBe(words);
  });

  it('are the headline if several elements lead to one address', async () => {
    const link = (html: string): string => `<a href="${STORY}">${html}</a>`;
    expect(
      await wordsOf(
        link('<img alt="">') +
          link('World') +
          link('Ferry talks resume in Merrow') +
          link('Both governments return to the table, and the unions are not invited'),
      ),
    ).toBe('Ferry talks resume in Merrow');
    expect(await wordsOf(link('World') + link('Ferry talks'))).toBe('Ferry talks');
  });
});

describe('on a hostile page', () => {
  it.each([
    '<img name="getElementsByTagName"><img name="createTreeWalker"><img name="documentElement"><img name="links">',
    '<form name="documentElement"><input name="lang"><input name="getAttribute"></form><img name="baseURI">',
    '<form id="getElementsByTagName"></form><embed name="querySelectorAll"><object id="createTreeWalker"></object>',
  ])('the script works although element names hide methods of the document: %s', async (html) => {
    expect(await linksOf(`${html}<a href="${STORY}">Story</a>`)).toEqual({
      links: [{ address: STORY, words: 'Story' }],
      language: '',
    });
  });

  it('the script works although a form is inside a link', async () => {
    const fields = ['data', 'localName', 'nodeType', 'parentElement', 'alt', 'getAttribute']
      .map((name) => `<input name="${name}">`)
      .join('');
    expect(await wordsOf(`<a href="${STORY}"><form>${fields} Story</form></a>`)).toBe('Story');
  });

  it('the script returns a bounded number of links in bounded time', async () => {
    document.body.innerHTML = '';
    const many = document.createDocumentFragment();
    for (let n = 0; n < 3 * MAX_LINK_ELEMENTS; n++) {
      const link = document.createElement('a');
      link.setAttribute('href', `${STORY}-${n}`);
      many.append(link);
    }
    document.body.append(many);
    let read: PageLinks | undefined;
    const time = await cpuTimeUntil(async () => {
      read = await readLinks(document, stored);
    });
    expect(read?.links.length).toBe(MAX_LINKS);
    expect(time).toBeLessThan(5000);
  });

  it('the script ignores elements after the first `MAX_LINK_ELEMENTS`', async () => {
    const empty = '<a></a>'.repeat(MAX_LINK_ELEMENTS - 1);
    expect(await addressesOf(`${empty}<a href="${STORY}-1"></a><a href="${STORY}-2"></a>`)).toEqual([
      `${STORY}-1`,
    ]);
  });

  it('the total length of the addresses is limited, and long words are cut', async () => {
    const long = 'a'.repeat(4000);
    const { links } = await linksOf(
      Array.from(
        { length: 200 },
        (_, n) => `<a href="${STORY}/${n}${long}">${'word '.repeat(1000)}</a>`,
      ).join(''),
    );
    expect(links.length).toBe(Math.floor(MAX_ADDRESSES_LENGTH / (links[0]?.address.length ?? 0)));
    expect(links.every(({ words }) => words.length <= MAX_WORDS_LENGTH)).toBe(true);
  });

  it('the script reads links within links in bounded time', async () => {
    document.body.innerHTML = '';
    let inside: Element = document.body;
    for (let n = 0; n < 1500; n++) {
      const link = document.createElement('a');
      link.setAttribute('href', `${STORY}-${n}`);
      link.append('words '.repeat(1000));
      inside.append(link);
      inside = link;
    }
    const time = await cpuTimeUntil(() => readLinks(document, stored));
    expect(time).toBeLessThan(5000);
  });

  it('the script reads addresses with thousands of parts in bounded time', async () => {
    const parts = 'https://a.b/'.repeat(300);
    const html = Array.from(
      { length: 4000 },
      (_, n) => `<a href="https://x.example/${n}/${parts}">x</a>`,
    ).join('');
    document.body.innerHTML = html;
    const time = await cpuTimeUntil(() => readLinks(document, stored));
    expect(time).toBeLessThan(5000);
  });
});

describe('the result of the script', () => {
  it.each<[unknown, PageLinks]>([
    [undefined, { links: [], language: '' }],
    [null, { links: [], language: '' }],
    [[], { links: [], language: '' }],
    [
      { links: 'all', language: 7 },
      { links: [], language: '' },
    ],
    [
      { links: [null, 7, {}, { address: 7 }, { address: 'javascript:0', words: '' }] },
      { links: [], language: '' },
    ],
    [{ links: [{ address: `https://${'a'.repeat(5000)}`, words: '' }] }, { links: [], language: '' }],
    [
      { links: [{ address: STORY, words: ' Ferry\u202e \n talks', extra: 1 }], language: 'pt-BR' },
      { links: [{ address: STORY, words: 'Ferry talks' }], language: 'pt-BR' },
    ],
    [
      { links: [{ address: STORY }], language: '" onload=' },
      { links: [{ address: STORY, words: '' }], language: '' },
    ],
  ])('is checked: %.100j', (raw, checked) => {
    expect(parsePageLinks(raw)).toEqual(checked);
  });

  it('is limited in length', () => {
    const links = Array.from({ length: 5000 }, (_, n) => ({
      address: `${STORY}-${n}`,
      words: 'w'.repeat(5000),
    }));
    const checked = parsePageLinks({ links }).links;
    expect([checked.length, checked[0]?.words.length]).toEqual([MAX_LINKS, MAX_WORDS_LENGTH]);
  });
});
