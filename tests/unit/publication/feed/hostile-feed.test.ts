import { describe, expect, it } from 'vitest';
import { readFeed } from '../../../../lib/publication/feed/feed.ts';

/** Tests feeds that try to waste time or memory, or to change prototypes. */

const BASE = 'https://noligarchy.example/feed.xml';
const NOW = Date.parse('2026-07-10T12:00:00Z');
const read = (text: string) => readFeed(text, BASE, NOW);
const rss = (items: string, before = ''): string => `${before}<rss><channel>${items}</channel></rss>`;
const item = (fields = '', path = '/a'): string =>
  `<item><title>A</title><link>${path}</link>${fields}</item>`;
const many = (count: number, text: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join('');

describe('a hostile feed', () => {
  it('is read without expanding entities', () => {
    const laughs = many(9, (at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`);
    const feed = read(
      rss(
        `<item><title>A &l9; &file;</title><link>/a</link></item>`,
        `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}<!ENTITY file SYSTEM "file:///etc/passwd">]>`,
      ),
    );
    expect(feed?.items[0]?.headline).toBe('A &l9; &file;');
  });

  it('is read only up to 5,000 items', () => {
    expect(read(rss(many(20_000, (at) => item('', `/${at}`))))?.items.length).toBe(5000);
    const items = Array.from({ length: 20_000 }, (_, at) => ({ title: 'A', url: `/${at}` }));
    expect(read(JSON.stringify({ version: 'https://jsonfeed.org/version/1', items }))?.items.length).toBe(
      5000,
    );
  });

  it('is read completely if it is JSON, because a part of a JSON text cannot be parsed', () => {
    const summary = 'word '.repeat(250);
    const items = Array.from({ length: 4500 }, (_, at) => ({ title: 'A', url: `/${at}`, summary }));
    const long = JSON.stringify({ version: 'https://jsonfeed.org/version/1', items });
    expect(long.length).toBeGreaterThan(5_000_000);
    expect(read(long)?.items.length).toBe(4500);
  });

  it('is read only up to 5,000,000 characters if it is XML', () => {
    const text = 'word '.repeat(200);
    const long = rss(many(5500, (at) => item(`<description>${text}</description>`, `/${at}`)));
    const feed = read(long);
    expect(long.length).toBeGreaterThan(5_000_000);
    expect(feed?.items.length).toBeGreaterThan(4600);
    expect(feed?.items.length).toBeLessThan(5000);
    expect(feed?.skipped).toBeLessThanOrEqual(1);
  });

  it.each<[what: string, text: string, found: number]>([
    ['deep nesting in the feed', rss(item() + '<a>'.repeat(300_000)), 1],
    ['deep nesting in an item', rss(`${item()}<item>${'<a>'.repeat(300_000)}`), 1],
    ['deep nesting in a title', rss(`${item()}<item><title>${'<b>'.repeat(300_000)}</title>`), 1],
    [
      'deeply nested markup in titles',
      rss(many(50, (at) => `<item><title>A${'&lt;b&gt;'.repeat(5000)}</title><link>/${at}</link></item>`)),
      50,
    ],
    ['closing tags without opening tags', rss(item() + '</a>'.repeat(300_000)), 1],
    ['a tag without an end', rss(`${item()}<${'a'.repeat(3_000_000)}`), 1],
    ['an attribute without an end', rss(`${item()}<a b="${'a'.repeat(3_000_000)}`), 1],
    ['many attributes', rss(`${item()}<a ${many(200_000, (at) => `b${at}="" `)}/>`), 1],
    [
      'many prefixes',
      rss(`${item()}<a ${many(50_000, (at) => `xmlns:b${at}="" `)}>${'<c xmlns:d=""/>'.repeat(50_000)}</a>`),
      1,
    ],
    [
      'many bases',
      rss(
        many(
          1000,
          (at) => `<item xml:base="/${'a/'.repeat(450)}"><title>A</title><link>/${at}</link></item>`,
        ),
      ),
      1000,
    ],
    [
      'nested bases',
      rss(
        `<a xml:base="${'a/'.repeat(400)}">`.repeat(200) +
          '<a xml:base="a/"/>'.repeat(100_000) +
          '</a>'.repeat(200) +
          item(),
      ),
      1,
    ],
    ['many links', rss(item('<atom:link href="/b"/>'.repeat(100_000))), 1],
    ['many categories', rss(item('<category>a</category>'.repeat(100_000))), 1],
    ['a very long title', rss(`<item><title>${'a'.repeat(3_000_000)}</title><link>/a</link></item>`), 1],
    [
      'a very long title of brackets',
      rss(`<item><title>A${'&lt;'.repeat(500_000)}</title><link>/a</link></item>`),
      1,
    ],
    [
      'a very long address',
      rss(`${item()}<item><title>A</title><link>/${'a'.repeat(3_000_000)}</link></item>`),
      1,
    ],
    ['a very long date', rss(item(`<pubDate>${'Thu, '.repeat(500_000)}</pubDate>`)), 1],
    ['a very long comment', rss(`${item()}<!--${'-'.repeat(3_000_000)}`), 1],
    ['much white space at its start', `${' '.repeat(4_000_000)}${rss(item())}`, 1],
  ])('with %s is read within limits', (_what, text, found) => {
    const feed = read(text);
    expect(feed?.items.length).toBe(found);
    for (const { headline, categories } of feed?.items ?? []) {
      expect(headline.length).toBeLessThanOrEqual(1000);
      expect(categories.length).toBeLessThanOrEqual(50);
    }
  });

  it('of deeply nested JSON is not read as a feed', () => {
    expect(
      read(`{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(1_000_000)}`),
    ).toBeUndefined();
  });

  it.each<[what: string, text: string]>([
    [
      'RSS',
      rss(
        item('<__proto__>x</__proto__><constructor>x</constructor><category>__proto__</category>', '/a'),
        '<x __proto__="y" constructor="z"/>',
      ),
    ],
    [
      'Atom',
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry __proto__="x"><id>__proto__</id>' +
        '<title>A</title><link href="/a" rel="alternate" __proto__="x"/><category term="__proto__"/></entry></feed>',
    ],
    [
      'JSON',
      '{"version":"https://jsonfeed.org/version/1","__proto__":{"polluted":1},' +
        '"items":[{"__proto__":{"polluted":1},"id":"__proto__","title":"A","url":"/a","tags":["__proto__"]}]}',
    ],
  ])('in %s does not change a prototype', (_what, text) => {
    expect(read(text)?.items).toEqual([
      { url: 'https://noligarchy.example/a', headline: 'A', categories: ['__proto__'] },
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('whose namespace or root element is named like a property of every object causes no error', () => {
    expect(read('<feed xmlns="__proto__"><entry/></feed>')?.items).toEqual([]);
    expect(read('<constructor/>')).toBeUndefined();
  });
});
