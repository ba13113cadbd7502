import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../lib/analysis/content-blocks.ts';
import type { AnalysisPage } from '../../../../lib/publication/page/analysis-page.ts';
import { cpuTime } from '../../cpu-time.ts';
import { ATTRIBUTION, HEADING, headings, jsonLd, LINK, ORIGINAL, read, SECTIONS } from './talks-page.ts';

/** Tests pages that try to waste time or memory, to hide their text, or to run code. */

describe('the parser of hostile pages', () => {
  const around = (inside: string): string =>
    `<article>${HEADING}<h2>What happened</h2><p>They met.</p>${inside}${ATTRIBUTION}</article>`;
  const told = (page: AnalysisPage | undefined): string =>
    plainText(page?.sections.flatMap((s) => s.blocks) ?? []);

  const TAGS = ['div', 'b', 'span', 'blockquote', 'a href="javascript:x"'];
  const nest = (tag: string, depth: number): string =>
    `<${tag}>`.repeat(depth) + `</${tag.split(' ')[0]}>`.repeat(depth);

  it.each(TAGS)('keeps the text before 500 nested <%s>', (tag) => {
    const page = read(around(nest(tag, 500)));
    expect(page?.headline).toBe('Talks in Qatar');
    expect(told(page)).toMatch(/^They met\./);
  });

  it.each(TAGS)('ends in time for 25,000 nested <%s>', (tag) => {
    let page: AnalysisPage | undefined;
    // Quadratic work would take several times as long as this limit.
    expect(cpuTime(() => (page = read(around(nest(tag, 25_000)))))).toBeLessThan(2000);
    // The parser stops soon after a thousand elements are open, before the attribution at the end, so the page is no
    // analysis. But an `<a>` closes the `<a>` before it, so a page of links is read to its end.
    expect(page?.headline).toBe(tag.startsWith('a ') ? 'Talks in Qatar' : undefined);
  });

  it('drops scripts, styles and unsafe links', () => {
    const inside = `<script>secret()</script><style>.secret {}</style><p onclick="secret()">Seen
      <a href="javascript:secret()">this</a><svg><script>secret</script></svg></p>`;
    const page = read(around(inside), `<title>secret</title>${jsonLd({ secret: 1 })}`);
    expect(told(page)).toBe('They met.\nSeen this');
    expect(JSON.stringify(page)).not.toContain('secret');
  });

  it('ignores an unsafe address of the original', () => {
    const unsafe = '<a href="javascript:alert(1)">Read the original at The Outlet</a>';
    const page = read(
      `<article>${HEADING}${SECTIONS}<p><b>Type</b> Reporting</p><h2>Source attribution</h2>` +
        `<p>By.</p>${unsafe}</article>`,
    );
    expect(page?.headline).toBe('Talks in Qatar');
    expect(page?.sources).toEqual([]);
  });

  it('cuts text and metadata of several megabytes', () => {
    const page = read(around(`<p>${'x'.repeat(2_000_000)}</p>`), jsonLd({ headline: 'y'.repeat(1_000_000) }));
    expect(told(page).length).toBeLessThan(501_000);
  });

  it('cuts headings at the maximum length in an index', () => {
    const long = 'x'.repeat(600);
    const page = read(
      `<article>${HEADING}<h2>${long}</h2><p>a</p><h3>${long}</h3><p>b</p>${ATTRIBUTION}</article>`,
    );
    expect(headings(page)).toEqual(['x'.repeat(500)]);
    expect(page?.sections[0]?.blocks[1]).toEqual({ type: 'heading', level: 3, content: ['x'.repeat(500)] });
  });

  it('finds no analysis if the only headline has a hundred thousand letters', () => {
    expect(read(`<h1>${'x'.repeat(100_000)}</h1>${SECTIONS}${LINK}`)).toBeUndefined();
  });

  const deep = (open: string, close: string, times: number): string =>
    open.repeat(times) + close.repeat(times);

  it.each<[what: string, head: string]>([
    ['lists in lists', jsonLd(deep('[', ']', 400_000))],
    ['graphs in graphs', jsonLd(deep('{"@graph":', '}', 50_000).replace(':}', ':0}'))],
    ['more than a million letters', jsonLd({ datePublished: '2026-01-01', x: 'y'.repeat(1_000_001) })],
    [
      'a hundred thousand nodes',
      jsonLd(Array.from({ length: 100_000 }, () => ({ isBasedOn: 'https://bad.example/a' }))),
    ],
    [
      'a hundred thousand sources of another page',
      jsonLd({
        url: 'https://noligarchy.example/other',
        isBasedOn: Array.from({ length: 100_000 }, (_, n) => `https://bad.example/${n}`),
      }),
    ],
    ['a hundred thousand scripts', jsonLd({}).repeat(100_000)],
    [
      '`__proto__` with facts',
      jsonLd(
        '{"@type": "NewsArticle", "__proto__": {"datePublished": "2026-01-01", "isBasedOn": "https://bad.example/a"}}',
      ),
    ],
    [
      '`constructor` and `toString`',
      jsonLd('{"constructor": 1, "toString": 2, "hasOwnProperty": 3, "@type": {"a": 1}}'),
    ],
  ])('is not misled by JSON-LD of %s', (_, head) => {
    const page = read(around(''), head);
    expect(page?.sources).toEqual([{ url: ORIGINAL }]);
    expect(page).not.toHaveProperty('published');
    expect(Object.prototype).not.toHaveProperty('datePublished');
  });

  it('keeps at most twenty of ten thousand stated sources', () => {
    const isBasedOn = Array.from({ length: 10_000 }, (_, n) => `https://outlet.example/story-${n}`);
    const citation = isBasedOn.map((url) => ({ url }));
    expect(read(around(''), jsonLd({ isBasedOn, citation }))?.sources).toHaveLength(20);
  });

  it.each<[what: string, html: string, kept?: [topics: number, sources: number, sections: number]]>([
    ['labels', '<p><b>Lens</b> Some lens</p>'],
    ['labels beside labels', '<span>Lens</span><span>Type</span>'],
    ['label rows', '<table><tr><td>Lens</td><td>Type</td></tr></table>'],
    ['labels in one row', '<td>Lens</td><td>Type</td>'],
    ['lines with labels', 'Lens: Some lens<br>Type: Some type<br>'],
    ['topics headings', '<h2>Topics</h2><a href="/t">t</a>', [1, 1, 1]],
    ['links to topics', '<a rel="tag" href="/t">t</a>', [1, 1, 1]],
    ['links to subscribe', '<a href="/s">Subscribe</a>'],
    ['forms', '<div><form></form></div>'],
    ['headings of related pages', '<h2>Related</h2>'],
    ['sections', '<h2>What happened</h2><p>x</p>', [0, 1, 9998]],
    ['bold lines', '<p><b>Bold</b></p>'],
    ['teasers', '<article><h2>x</h2></article>'],
    ['links to lenses', '<a href="/lens/x">Explore this lens</a>'],
    ['links to originals', `<a href="${ORIGINAL}">Read the original at The Outlet</a>`],
    ['unfinished links to originals', `Read the original at <a href="${ORIGINAL}">The Outlet</a>`],
    ['figures', '<figure><figcaption>x</figcaption></figure>'],
    ['metadata', '<meta property="article:tag" content="x"><link rel="canonical" href="/x">', [1, 1, 1]],
    [
      'microdata',
      '<i itemscope itemprop="isBasedOn"><a itemprop="url" href="https://x.example/y"></a></i>',
      [0, 2, 1],
    ],
    ['bars and spaces', '<p>| : · </p>'],
    ['white space', '<p>                              </p>'],
  ])('reads a page with very many %s within limits', (_, html, kept = [0, 1, 1]) => {
    // Each page is long enough for quadratic work to exceed the time limit below. The page of the case "sections" is
    // twice as long, so that it also exceeds the maximum number of blocks and inlines.
    const many = html.repeat(Math.floor((html.startsWith('<h2>What') ? 320_000 : 160_000) / html.length));
    const start = `${HEADING}<h2>What happened</h2><p>They met.</p>`;
    const body = `<article itemscope itemtype="https://schema.org/Article">${start}${many}${ATTRIBUTION}</article>`;
    let page: AnalysisPage | undefined;
    // Quadratic work would take several times as long as this limit.
    expect(cpuTime(() => (page = read(body)))).toBeLessThan(600);
    expect([page?.topics.length, page?.sources.length, page?.sections.length]).toEqual(kept);
    expect(JSON.stringify(page ?? '').length).toBeLessThan(1_000_000);
  });
});
