import { describe, expect, it } from 'vitest';
import type { FeedItem } from '../../../../lib/publication/feed/feed.ts';
import { ORIGIN } from './generators.ts';
import { atom, one, read, rss } from './small-feeds.ts';

const rssItem = (fields: string): FeedItem | undefined =>
  one(rss(`<item><title>A</title><link>/a</link>${fields}</item>`));
const atomEntry = (fields: string): FeedItem | undefined =>
  one(atom(`<entry><title>A</title><link href="/a"/>${fields}</entry>`));
const urls = (text: string): string[] | undefined =>
  read(text)?.items.map(({ url }) => url.replace(ORIGIN, ''));

describe('a headline', () => {
  it.each<[written: string, headline: string | undefined]>([
    ['Tolls &amp; ferries', 'Tolls & ferries'],
    ['Tolls &amp;amp; ferries', 'Tolls & ferries'],
    ['<![CDATA[Tolls &amp; ferries]]>', 'Tolls & ferries'],
    ['<![CDATA[Tolls & ferries]]>', 'Tolls & ferries'],
    ['Tolls & ferries', 'Tolls & ferries'],
    ['The harbour&#8217;s toll', 'The harbour’s toll'],
    ['The harbour&rsquo;s&nbsp;toll', 'The harbour’s toll'],
    ['&lt;em&gt;Tolls&lt;/em&gt; rise', 'Tolls rise'],
    ['<em>Tolls</em> rise', 'Tolls rise'],
    ['<![CDATA[<b>Tolls</b> rise<br/>again]]>', 'Tolls rise again'],
    ['Is 1 &lt; 2?', 'Is 1 < 2?'],
    ['The &lt;draft&gt; that leaked', 'The <draft> that leaked'],
    ['Tolls &lt;script&gt;alert(1)&lt;/script&gt;', 'Tolls'],
    ['\n\t\tTolls\n\t\trise  ', 'Tolls rise'],
    ['Tolls <!-- a note --> rise', 'Tolls rise'],
    ['Zölle &#x1F6A2; 渡船', 'Zölle 🚢 渡船'],
    ['&#0;&#xD800;&#x202e;Tolls', '\ufffd\ufffdTolls'],
    ['', undefined],
    ['   ', undefined],
    ['&lt;img src="x"&gt;', undefined],
  ])('of RSS is read as plain text: %s', (written, headline) => {
    const text = rss(`<item><title>${written}</title><link>/a</link></item>`);
    expect(read(text)?.items[0]?.headline).toBe(headline);
    expect(read(text)?.skipped).toBe(headline === undefined ? 1 : 0);
  });

  it.each<[element: string, headline: string]>([
    ['<title>Is 1 &lt; 2?</title>', 'Is 1 < 2?'],
    ['<title type="text">Use &lt;em&gt;</title>', 'Use <em>'],
    ['<title type="html">Use &lt;em&gt;it&lt;/em&gt;</title>', 'Use it'],
    ['<title type="html">Tolls &amp;amp; ferries</title>', 'Tolls & ferries'],
    [
      '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Tolls <b>&amp; &lt;em&gt;</b></div></title>',
      'Tolls & <em>',
    ],
    ['<title type="text/html" mode="escaped">&lt;i&gt;Tolls&lt;/i&gt;</title>', 'Tolls'],
  ])('of Atom is read as plain text: %s', (element, headline) => {
    expect(one(atom(`<entry>${element}<link href="/a"/></entry>`))?.headline).toBe(headline);
  });
});

describe('the address of an item', () => {
  it.each<[what: string, fields: string, url: string | undefined]>([
    ['a link', '<link>https://noligarchy.example/a</link>', '/a'],
    ['a link with space around', '<link>\n https://noligarchy.example/a \n</link>', '/a'],
    ['a link in CDATA', '<link><![CDATA[https://noligarchy.example/?a=1&b=2]]></link>', '/?a=1&b=2'],
    ['a link over http', '<link>http://noligarchy.example/a</link>', '/a'],
    ['a relative link', '<link>a</link>', '/a'],
    ['a link as in Atom', '<link href="/a"/>', '/a'],
    ['an id alone', '<guid>https://noligarchy.example/a</guid>', '/a'],
    ['an id that is an address', '<guid isPermaLink="true">https://noligarchy.example/a</guid>', '/a'],
    [
      'an id that is no permalink',
      '<guid isPermaLink="false">https://noligarchy.example/a</guid>',
      undefined,
    ],
    ['an id that is a number', '<guid>4711</guid>', undefined],
    ['an empty link beside an id', '<link/><guid>https://noligarchy.example/a</guid>', '/a'],
    [
      'a link to another site beside an id',
      '<link>https://gazette.example/x</link><guid>https://noligarchy.example/a</guid>',
      '/a',
    ],
    [
      'a link through a counter',
      '<link>https://feeds.example/~r/1</link>' +
        '<feedburner:origLink ' +
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">' +
        'https://noligarchy.example/a</feedburner:origLink>',
      '/a',
    ],
    ['a link of Atom', '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" href="/a"/>', '/a'],
    ['a link of Atom to something else', '<atom:link rel="replies" href="/a"/>', undefined],
    ['a link to another site', '<link>https://gazette.example/a</link>', undefined],
    ['a link to another port', '<link>https://noligarchy.example:444/a</link>', undefined],
    ['a link to a script', '<link>javascript:alert(1)</link>', undefined],
    ['a link to the home page', '<link>https://noligarchy.example/</link>', undefined],
    ['a link in another element', '<source><link>/a</link></source>', undefined],
    ['no link', '', undefined],
  ])('of RSS is found, or refused, in %s', (_what, fields, url) => {
    const text = rss(`<item><title>A</title>${fields}</item>`);
    expect(urls(text)).toEqual(url === undefined ? [] : [url]);
    expect(read(text)?.skipped).toBe(url === undefined ? 1 : 0);
  });

  it.each<[what: string, text: string, url: string]>([
    [
      'the channel’s link',
      rss('<item><title>A</title><link>a</link></item>', '<link>/lens/</link>'),
      '/lens/a',
    ],
    [
      'the channel’s link, even if the link comes after the item',
      rss('<item><title>A</title><link>a</link></item><link>/lens/</link>'),
      '/lens/a',
    ],
    [
      'xml:base of the feed',
      atom('<entry><title>A</title><link href="a"/></entry>', 'xml:base="/lens/"'),
      '/lens/a',
    ],
    [
      'xml:base in xml:base',
      atom('<entry xml:base="money/"><title>A</title><link href="a"/></entry>', 'xml:base="/lens/"'),
      '/lens/money/a',
    ],
    ['xml:base of the link', atom('<entry><title>A</title><link xml:base="/x/" href="a"/></entry>'), '/x/a'],
    [
      'only the address of the document if there is no base',
      atom('<link href="/lens/"/><entry><title>A</title><link href="a"/></entry>'),
      '/a',
    ],
    [
      'the address of the home page in JSON Feed',
      '{"version":"https://jsonfeed.org/version/1","home_page_url":"/lens/",' +
        '"items":[{"id":"1","title":"A","url":"a"}]}',
      '/lens/a',
    ],
  ])('is resolved against %s', (_what, text, url) => {
    expect(urls(text)).toEqual([url]);
  });

  it.each<[what: string, links: string, url: string]>([
    [
      'links to the feed, to the item and to an editor',
      '<link rel="self" href="/self"/><link rel="alternate" href="/a"/><link rel="edit" href="/edit"/>',
      '/a',
    ],
    [
      'links to the item in two formats',
      '<link rel="alternate" type="application/pdf" href="/a.pdf"/><link type="text/html" href="/a"/>',
      '/a',
    ],
    [
      'a link to another site, and an id that is an address',
      '<link href="https://gazette.example/a"/><id>https://noligarchy.example/a</id>',
      '/a',
    ],
    ['no link, and an id that is an address', '<id>https://noligarchy.example/a</id>', '/a'],
  ])('of Atom is found if the item has %s', (_what, links, url) => {
    expect(urls(atom(`<entry><title>A</title>${links}</entry>`))).toEqual([url]);
  });
});

describe('the text of an item', () => {
  it.each<[what: string, fields: string, expected: Partial<FeedItem>]>([
    ['a summary', '<description>A toll.</description>', { summary: 'A toll.' }],
    [
      'a summary with a link',
      '<description>&lt;a href="/x"&gt;A toll&lt;/a&gt;.</description>',
      { summary: 'A toll.' },
    ],
    [
      'a whole text in the description',
      `<description>&lt;h2&gt;What&lt;/h2&gt;&lt;p&gt;${'word '.repeat(200)}&lt;/p&gt;</description>`,
      { html: `<h2>What</h2><p>${'word '.repeat(200)}</p>` },
    ],
    [
      'markup without escapes',
      '<description>A <b class="x">toll</b> &amp; more<br/>here<p>&lt;</p></description>',
      { html: 'A <b class="x">toll</b> &#38; more<br>here<p>&#60;</p>', summary: 'A toll & more here <' },
    ],
    ['an undeclared prefix', '<content:encoded>&lt;p&gt;x&lt;/p&gt;</content:encoded>', { html: '<p>x</p>' }],
    [
      'a prefix of another namespace',
      '<content:encoded xmlns:content="https://other.example/">x</content:encoded>',
      {},
    ],
    [
      'an empty text before a full one',
      '<description/><description>A toll.</description>',
      { summary: 'A toll.' },
    ],
  ])('of RSS is read from %s', (_what, fields, expected) => {
    expect(rssItem(fields)).toEqual({ url: `${ORIGIN}/a`, headline: 'A', categories: [], ...expected });
  });

  it.each<[what: string, fields: string, expected: Partial<FeedItem>]>([
    ['html', '<content type="html">&lt;p&gt;x&lt;/p&gt;</content>', { html: '<p>x</p>' }],
    [
      'text',
      '<content>1 &lt; 2\n\nand &lt;p&gt;</content>',
      { html: '<p>1 &#60; 2</p>\n<p>and &#60;p&#62;</p>' },
    ],
    [
      'xhtml',
      '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p lang="en">x &lt; <br/>y</p></div></content>',
      { html: '<div><p lang="en">x &#60; <br>y</p></div>' },
    ],
    [
      'xhtml under a prefix',
      '<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>x</h:p></h:div></content>',
      { html: '<div><p>x</p></div>' },
    ],
    [
      'xhtml with a quote in an attribute',
      `<content type="xhtml"><div title='"&lt;'>x</div></content>`,
      { html: '<div title="&#34;&#60;">x</div>' },
    ],
    [
      'a title within xhtml',
      '<content type="xhtml"><div><title>B</title><entry/></div></content>',
      { html: '<div><title>B</title><entry></entry></div>' },
    ],
    ['a picture', '<content type="image/png">iVBORw0KGgo=</content>', {}],
    ['text elsewhere', '<content type="text/html" src="/a"/>', {}],
    [
      'a summary in html',
      '<summary type="html">&lt;p&gt;A &amp;amp; B&lt;/p&gt;</summary>',
      { summary: 'A & B' },
    ],
    [
      'another base',
      '<content type="html" xml:base="/files/">x</content>',
      { html: 'x', base: `${ORIGIN}/files/` },
    ],
  ])('of Atom is read from %s', (_what, fields, expected) => {
    expect(atomEntry(fields)).toEqual({ url: `${ORIGIN}/a`, headline: 'A', categories: [], ...expected });
  });
});

describe('a feed of an unusual generator', () => {
  const DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"';
  const facts = (text: string): (string | undefined)[] | undefined =>
    read(text)?.items.map(({ url, headline, summary }) => `${url} ${headline} ${summary}`);
  const withDc = (fields: string): string =>
    `<rss version="2.0" ${DC}><channel><item>${fields}</item></channel></rss>`;

  it.each<[what: string, text: string]>([
    [
      'dc:title and dc:description',
      withDc('<link>/a</link><dc:title>T</dc:title><dc:description>D</dc:description>'),
    ],
    [
      'dc:title and dc:description beside empty elements of RSS',
      withDc(
        '<title/><description> </description><link>/a</link><dc:title>T</dc:title><dc:description>D</dc:description>',
      ),
    ],
    [
      'elements of RSS rather than those of Dublin Core',
      withDc(
        '<dc:title>x</dc:title><title>T</title><link>/a</link><dc:description>x</dc:description>' +
          '<description>D</description>',
      ),
    ],
    [
      'xml:base of an item',
      rss(
        '<item xml:base="https://noligarchy.example/"><title>T</title><link>a</link>' +
          '<description>D</description></item>',
        '<link>https://noligarchy.example/b/</link>',
      ),
    ],
    [
      'xml:base of the feed',
      `<rss version="2.0" xml:base="https://noligarchy.example/"><channel><link>/b/</link><item>` +
        `<title>T</title><link>a</link><description>D</description></item></channel></rss>`,
    ],
    ['a version as text', '{"version":"1.0","items":[{"id":"1","url":"/a","title":"T","summary":"D"}]}'],
    ['a version that is a number', '{"version":1,"items":[{"id":"1","url":"/a","title":"T","summary":"D"}]}'],
  ])('is read with %s', (_, text) => {
    expect(facts(text)).toEqual([`${ORIGIN}/a T D`]);
  });

  it.each(['', ' \n', '\ufeff'])('has the plain text if the HTML text is blank: %j', (html) => {
    const items = [{ url: '/a', title: 'T', content_html: html, content_text: 'One\n\nTwo' }];
    expect(read(JSON.stringify({ version: 1, items }))?.items[0]?.html).toBe('<p>One</p>\n<p>Two</p>');
  });

  it.each(['{"version":"2.0","items":[]}', '{"version":2,"items":[]}', '{"items":[]}', '{"version":"1.0"}'])(
    'is not read without a known version and a list of items: %s',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );
});
