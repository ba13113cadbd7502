import { describe, expect, it } from 'vitest';
import { blogger, ghost, hugo, jekyll, jsonFeed, ORIGIN, rdf, substack, wordpress } from './generators.ts';
import { atom, one, read, rss } from './small-feeds.ts';

const urls = (text: string): string[] | undefined =>
  read(text)?.items.map(({ url }) => url.replace(ORIGIN, ''));

describe('the parser reads a feed of', () => {
  const toll = 'A toll that nobody voted on moves to the far bank.';

  it('WordPress', () => {
    const feed = read(wordpress);
    expect(feed).toMatchObject({ title: 'Noligarchy – News, re-read', language: 'en-US', skipped: 0 });
    expect(feed?.items).toEqual([
      {
        url: `${ORIGIN}/ferry-tolls/`,
        headline: 'Who pays the harbour’s ferry tolls',
        summary: `${toll} […]`,
        published: '2026-07-02T08:15:00Z',
        html: expect.stringContaining('<a href="https://gazette.example/tolls">Read the original'),
        categories: ['Money Trails', 'ports & ships'],
      },
      {
        url: `${ORIGIN}/harbour-lease/`,
        headline: 'A lease without a term',
        summary: 'The lease names no end.',
        published: '2026-07-01T06:00:00Z',
        html: '<p>No end.</p>',
        categories: [],
      },
    ]);
  });

  it('Ghost', () => {
    const feed = read(ghost);
    expect(feed).toMatchObject({ title: 'Noligarchy', skipped: 0 });
    expect(feed?.items[0]).toMatchObject({
      url: `${ORIGIN}/ferry-tolls/`,
      headline: "Who pays the harbour's ferry tolls",
      summary: toll,
      published: '2026-07-02T08:15:00Z',
      categories: ['Money Trails', 'ports & ships'],
    });
    expect(feed?.items.length).toBe(2);
  });

  it('Substack', () => {
    expect(read(substack)).toMatchObject({ title: 'Noligarchy', language: 'en' });
    expect(one(substack)).toMatchObject({
      url: `${ORIGIN}/p/ferry-tolls?source=rss----1`,
      published: '2026-07-02T08:15:00Z',
      updated: '2026-07-03T09:00:00Z',
      html: '<p>The port raised its toll.</p>',
    });
  });

  it('Hugo', () => {
    expect(read(hugo)).toEqual({
      title: 'Noligarchy',
      language: 'en-us',
      items: [
        {
          url: `${ORIGIN}/ferry-tolls/`,
          headline: "Who pays the harbour's ferry tolls",
          summary: 'A toll that nobody voted on & that moves to the far bank.',
          published: '2026-07-02T10:15:00+02:00',
          html: '<p>A toll that nobody voted on &amp; that moves to the far bank.</p>',
          categories: [],
        },
        { url: `${ORIGIN}/about/`, headline: 'About', categories: [] },
      ],
      skipped: 0,
    });
  });

  it('Jekyll', () => {
    const feed = read(jekyll);
    expect(feed).toMatchObject({ title: 'Noligarchy', language: 'en', skipped: 0 });
    expect(feed?.items[0]).toEqual({
      url: `${ORIGIN}/2026/07/02/ferry-tolls.html`,
      headline: 'Who pays the harbour’s ferry tolls',
      summary: toll,
      published: '2026-07-02T08:15:00Z',
      updated: '2026-07-03T09:00:00Z',
      html: '<p>The port <a href="../map">raised</a> its toll.</p>',
      categories: ['Money Trails', 'ports'],
    });
    expect(feed?.items[1]).toMatchObject({ published: '2026-07-01T06:00:00Z', html: '<p>No end.</p>' });
    expect(feed?.items[1]).not.toHaveProperty('updated');
  });

  it('Blogger', () => {
    expect(one(blogger)).toEqual({
      url: `${ORIGIN}/2026/07/ferry-tolls.html`,
      headline: 'Who pays: is x < y?',
      published: '2026-07-02T01:15:00-07:00',
      updated: '2026-07-03T02:00:00-07:00',
      html: '<p>The port raised its toll.</p>',
      categories: ['Money Trails'],
    });
  });

  it('RSS 1.0', () => {
    expect(read(rdf)).toMatchObject({ title: 'Noligarchy', language: 'en' });
    expect(one(rdf)).toEqual({
      url: `${ORIGIN}/ferry-tolls`,
      headline: 'Who pays',
      summary: 'A toll.',
      published: '2026-07-02T10:15:00+02:00',
      html: '<p>The port.</p>',
      categories: ['Money Trails'],
    });
  });

  it('JSON Feed', () => {
    expect(read(jsonFeed)).toEqual({
      title: 'Noligarchy',
      language: 'en',
      items: [
        {
          url: `${ORIGIN}/ferry-tolls`,
          headline: 'Who pays',
          summary: 'A toll.',
          published: '2026-07-02T08:15:00Z',
          updated: '2026-07-03T09:00:00Z',
          html: '<p>The port.</p>',
          categories: ['Money Trails', 'ports'],
        },
        {
          url: `${ORIGIN}/harbour-lease`,
          headline: 'A lease',
          html: '<p>No &#60;end&#62;.</p>\n<p>None.</p>',
          categories: [],
        },
      ],
      skipped: 0,
    });
  });
});

describe('the parser of feeds', () => {
  it.each<[what: string, text: string]>([
    ['nothing', ''],
    ['text', 'RSS is served elsewhere'],
    ['a page', '<!doctype html><html><head><title>Not found</title></head><body><p>404</body></html>'],
    [
      'a page that shows a feed',
      `<html><body><rss><channel><item><title>A</title><link>/a</link></item></channel></rss>`,
    ],
    ['a sitemap', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>'],
    ['OPML', '<opml version="2.0"><body><outline text="A" xmlUrl="/feed"/></body></opml>'],
    ['other JSON', '{"items":[]}'],
    ['JSON of a later format', '{"version":"https://jsonfeed.org/version/2","items":[]}'],
    ['JSON without items', '{"version":"https://jsonfeed.org/version/1.1"}'],
    ['truncated JSON', jsonFeed.slice(0, -3)],
    ['a feed in another namespace', '<x:feed xmlns:x="https://other.example/"><x:entry/></x:feed>'],
  ])('refuses text that is not a feed: %s', (_what, text) => {
    expect(read(text)).toBeUndefined();
  });

  it.each([rss(''), atom(''), '<rss/>', '{"version":"https://jsonfeed.org/version/1","items":[]}'])(
    'accepts an empty feed: %s',
    (text) => {
      expect(read(text)).toMatchObject({ items: [], skipped: 0 });
    },
  );
});

describe('of duplicate items, the parser keeps', () => {
  const item = (id: string, path: string, title: string, date = ''): string =>
    `<entry><id>${id}</id><title>${title}</title><link href="${path}"/>${date && `<updated>${date}</updated>`}</entry>`;
  const headlines = (text: string): string[] | undefined => read(text)?.items.map(({ headline }) => headline);

  it.each<[what: string, entries: string, kept: string[]]>([
    [
      'the later one with the same id',
      item('1', '/a', 'old', '2026-07-01T00:00:00Z') + item('1', '/b', 'new', '2026-07-02T00:00:00Z'),
      ['new'],
    ],
    [
      'the later one with the same address',
      item('1', '/a', 'new', '2026-07-02T00:00:00Z') + item('2', '/a', 'old', '2026-07-01T00:00:00Z'),
      ['new'],
    ],
    [
      'the later one, with times in different zones',
      item('1', '/a', 'old', '2026-07-02T01:00:00+02:00') + item('1', '/a', 'new', '2026-07-02T00:00:00Z'),
      ['new'],
    ],
    ['the first one without dates', item('1', '/a', 'first') + item('1', '/a', 'second'), ['first']],
    [
      'the one with a date',
      item('1', '/a', 'undated') + item('1', '/a', 'dated', '2026-07-01T00:00:00Z'),
      ['dated'],
    ],
    [
      'the one whose date is not in the future',
      item('1', '/a', 'wrong', '2062-07-01T00:00:00Z') + item('1', '/a', 'right', '2026-07-01T00:00:00Z'),
      ['right'],
    ],
    ['both, if ids and addresses differ', item('1', '/a', 'one') + item('2', '/a?b', 'two'), ['one', 'two']],
    [
      'all, if more than two share an id',
      item('x', '/a', 'one') + item('x', '/b', 'two') + item('x', '/c', 'three'),
      ['one', 'two', 'three'],
    ],
    [
      'the later one, in its own position',
      item('1', '/a', 'old', '2026-07-01T00:00:00Z') +
        item('2', '/b', 'other') +
        item('1', '/a', 'new', '2026-07-02T00:00:00Z'),
      ['other', 'new'],
    ],
  ])('%s', (_what, entries, kept) => {
    expect(headlines(atom(entries))).toEqual(kept);
    expect(read(atom(entries))?.skipped).toBe(0);
  });

  it.each<[tombstone: string, kept: string[]]>([
    ['<at:deleted-entry ref="1" when="2026-07-03T00:00:00Z"/>', ['two']],
    ['<at:deleted-entry ref="1"/>', ['two']],
    ['<at:deleted-entry ref="1" when="2026-07-01T00:00:00Z"/>', ['one', 'two']],
    ['<at:deleted-entry ref="3" when="2026-07-03T00:00:00Z"/>', ['one', 'two']],
  ])('only entries that the feed does not withdraw by %s', (tombstone, kept) => {
    const entries =
      item('1', '/a', 'one', '2026-07-02T00:00:00Z') + item('2', '/b', 'two', '2026-07-02T00:00:00Z');
    const text = atom(tombstone + entries, 'xmlns:at="http://purl.org/atompub/tombstones/1.0"');
    expect(headlines(text)).toEqual(kept);
  });
});

describe('a damaged feed', () => {
  const whole = '<item><title>A</title><link>/a</link></item>';

  it.each<[what: string, text: string, found: string[], skipped: number]>([
    [
      'preceded by a warning',
      `<br />\n<b>Warning</b>: x in <b>y</b><br />\n<?xml version="1.0"?>${rss(whole)}`,
      ['/a'],
      0,
    ],
    ['preceded by empty lines', `\n \n<?xml version="1.0"?>${rss(whole)}`, ['/a'], 0],
    ['truncated in an item', `<rss><channel>${whole}<item><title>B</title><link>/b</link><desc`, ['/a'], 1],
    [
      'truncated in a CDATA section',
      `<rss><channel>${whole}<item><link>/b</link><title><![CDATA[B`,
      ['/a'],
      1,
    ],
    ['truncated between items', `<rss><channel>${whole}`, ['/a'], 0],
    [
      'broken by an item that is not closed',
      rss(`<item><title>B</title><link>/b</link>${whole}`),
      ['/b', '/a'],
      0,
    ],
    ['broken by a title that is not closed', rss(`<item><title>B<link>/b</link></item>${whole}`), ['/a'], 1],
    ['broken by an unknown entity', rss(`<item><title>A &bogus; B</title><link>/a</link></item>`), ['/a'], 0],
    [
      'broken by control characters',
      rss(`<item><title>A\u0000\u0008B</title><link>/a</link></item>`),
      ['/a'],
      0,
    ],
    [
      'wrong because its items are outside the channel',
      `<rss><channel><title>N</title></channel>${whole}</rss>`,
      ['/a'],
      0,
    ],
    ['without a channel', `<rss>${whole}</rss>`, ['/a'], 0],
    [
      'Atom without its namespace',
      '<feed><entry><title>A</title><link href="/a"/></entry></feed>',
      ['/a'],
      0,
    ],
    ['in capitals', '<RSS><CHANNEL><ITEM><TITLE>A</TITLE><LINK>/a</LINK></ITEM></CHANNEL></RSS>', ['/a'], 0],
    [
      'JSON with wrong types',
      '{"version":"https://jsonfeed.org/version/1","items":[null,7,[],{"id":{},"url":7,"title":"A"},' +
        '{"url":"/a","title":"A","tags":"x","date_published":7}]}',
      ['/a'],
      4,
    ],
  ])('gives the items that can be read if it is %s', (_what, text, found, skipped) => {
    expect(urls(text)).toEqual(found);
    expect(read(text)?.skipped).toBe(skipped);
  });

  it.each([
    ['WordPress', wordpress],
    ['Jekyll', jekyll],
    ['JSON Feed', jsonFeed],
  ])('of %s, truncated anywhere, has only complete items', (_what, text) => {
    const whole = read(text)?.items ?? [];
    expect(whole.length).toBeGreaterThan(1);
    let most = 0;
    for (let end = 0; end < text.length; end += 7) {
      const items = read(text.slice(0, end))?.items ?? [];
      most = Math.max(most, items.length);
      expect(items).toEqual(whole.slice(0, items.length));
    }
    // Truncated JSON cannot be parsed at all.
    expect(most).toBe(text === jsonFeed ? 0 : whole.length);
  });
});
