import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../lib/analysis/content-blocks.ts';
import { type AnalysisPage, readAnalysisPage } from '../../../../lib/publication/page/analysis-page.ts';
import { cpuTime } from '../../cpu-time.ts';

const BASE = 'https://noligarchy.example/talks';
const ORIGINAL = 'https://outlet.example/talks';
const LINK = `<p><a href="${ORIGINAL}">Read the original at The Outlet – World</a></p>`;
const HEADING = '<p>Global Power Plays</p><h1>Talks in Qatar</h1><p>Who gains.</p>';
const SECTIONS =
  '<h2>What happened</h2><p>They <em>met</em>.</p><p>They left.</p><h2>Why it matters</h2><p>It does.</p>';
const ATTRIBUTION = `<h2>Source attribution</h2><p>First published by The Outlet – World.</p>${LINK}`;
const TOPICS = '<h2>Reader paths</h2><p>Keep drilling.</p><p><a href="/topics/global">global</a></p>';

const FACTS: readonly (readonly [label: string, value: string])[] = [
  ['Lens', 'Global Power Plays'],
  ['Type', 'Reporting'],
  ['Published', 'July 2, 2026'],
  ['Read time', '3 min read'],
  ['Source', 'The Outlet – World'],
];
const rows = (row: (label: string, value: string) => string): string =>
  FACTS.map(([a, b]) => row(a, b)).join('');

const jsonLd = (value: unknown): string =>
  `<script type="application/ld+json">${typeof value === 'string' ? value : JSON.stringify(value)}</script>`;
const pageOf = (body: string, head = ''): string =>
  `<!doctype html><html lang="en-US"><head>${head}</head><body>${body}</body></html>`;
const read = (body: string, head = ''): AnalysisPage | undefined =>
  readAnalysisPage(pageOf(body, head), BASE);
const headings = (page: AnalysisPage | undefined): (string | undefined)[] | undefined =>
  page?.sections.map(({ heading }) => heading);

describe('readAnalysisPage', () => {
  const whole = {
    headline: 'Talks in Qatar',
    summary: 'Who gains.',
    url: BASE,
    lens: { name: 'Global Power Plays' },
    type: 'Reporting',
    readMinutes: 3,
    outlet: 'The Outlet – World',
    sources: [{ url: ORIGINAL }],
    topics: [{ name: 'global', url: 'https://noligarchy.example/topics/global' }],
    language: 'en-US',
    sections: [
      {
        heading: 'What happened',
        blocks: [
          { type: 'paragraph', content: ['They ', { type: 'emphasis', content: ['met'] }, '.'] },
          { type: 'paragraph', content: ['They left.'] },
        ],
      },
      { heading: 'Why it matters', blocks: [{ type: 'paragraph', content: ['It does.'] }] },
    ],
    attribution: [{ type: 'paragraph', content: ['First published by The Outlet – World.'] }],
  };

  it.each([
    ['a definition list', `<dl>${rows((a, b) => `<dt>${a}</dt><dd>${b}</dd>`)}</dl>`],
    ['a grouped definition list', `<dl>${rows((a, b) => `<div><dt>${a}</dt><dd>${b}</dd></div>`)}</dl>`],
    ['a table', `<table>${rows((a, b) => `<tr><th>${a}</th><td>${b}</td></tr>`)}</table>`],
    ['neighbouring spans', `<div>${rows((a, b) => `<div><span>${a}</span><span>${b}</span></div>`)}</div>`],
    ['spans with a colon', `<aside>${rows((a, b) => `<p><span>${a}:</span> <span>${b}</span></p>`)}</aside>`],
    ['strong words', `<div>${rows((a, b) => `<p><strong>${a}:</strong> ${b}</p>`)}</div>`],
    ['strong words before a colon', `<div>${rows((a, b) => `<p><strong>${a}</strong>: ${b}</p>`)}</div>`],
    ['list items', `<ul>${rows((a, b) => `<li><b>${a}</b> <i>${b}</i></li>`)}</ul>`],
    ['small headings', `<section>${rows((a, b) => `<div><h4>${a}</h4><p>${b}</p></div>`)}</section>`],
  ])('reads the facts from %s', (_, facts) => {
    const page = read(`<main><article>${HEADING}${SECTIONS}${facts}${ATTRIBUTION}${TOPICS}</article></main>`);
    const { published: _published, ...rest } = page ?? {};
    expect(rest).toEqual(whole);
  });

  it('reads the date beside its label if the metadata has none', () => {
    const facts = `<dl>${rows((a, b) => `<dt>${a}</dt><dd>${b}</dd>`)}</dl>`;
    expect(read(`<article>${HEADING}${SECTIONS}${facts}${ATTRIBUTION}</article>`)?.published).toBe(
      '2026-07-02',
    );
  });

  it.each([
    ['<article>', '</article>'],
    ['<main><div>', '</div></main>'],
    ['<div><div>', '</div></div>'],
    ['<nav><h2>Menu</h2><p>Home</p></nav><article>', '</article><footer><h2>About</h2><p>Us</p></footer>'],
    [
      '<article><h2>A teaser</h2><p>Read</p></article><article>',
      '</article><article><h2>More</h2><p>x</p></article>',
    ],
  ])('finds the analysis within %s … %s', (before, after) => {
    const page = read(`${before}${HEADING}${SECTIONS}${ATTRIBUTION}${after}`);
    expect(page).toMatchObject({
      headline: 'Talks in Qatar',
      sources: [{ url: ORIGINAL }],
      attribution: whole.attribution,
    });
    expect(headings(page)).toEqual(['What happened', 'Why it matters']);
  });

  it.each([
    ['no headline', `${SECTIONS}${ATTRIBUTION}`],
    ['an empty headline', `<h1> </h1>${SECTIONS}${ATTRIBUTION}`],
    ['no section', `${HEADING}${ATTRIBUTION}`],
    ['a section without text', `${HEADING}<h2>What happened</h2>${ATTRIBUTION}`],
    ['nothing that names a source', `${HEADING}${SECTIONS}${TOPICS}`],
    ['nothing', ''],
  ])('reads no analysis from a page with %s', (_, body) => {
    expect(read(`<article>${body}</article>`)).toBeUndefined();
  });

  it('accepts a source beside its label or a link to the original', () => {
    const labelled = read(`<article>${HEADING}<div><b>Source</b> The Outlet</div>${SECTIONS}</article>`);
    expect(labelled).toMatchObject({ outlet: 'The Outlet', attribution: [], sources: [] });
    expect(read(`<article>${HEADING}${SECTIONS}${LINK}</article>`)).toMatchObject({
      sources: [{ url: ORIGINAL }],
    });
  });

  it('leaves out facts that the page does not have', () => {
    const page = readAnalysisPage(`<h1>Talks</h1><h2>Why</h2><p>So.</p>${LINK}`, BASE);
    expect(page).toStrictEqual({
      headline: 'Talks',
      url: BASE,
      outlet: 'The Outlet – World',
      sources: [{ url: ORIGINAL }],
      topics: [],
      sections: [{ heading: 'Why', blocks: [{ type: 'paragraph', content: ['So.'] }] }],
      attribution: [],
    });
  });

  it('keeps smaller headings in their section, at level 3 or below', () => {
    const body =
      '<h2>What happened</h2><p>One.</p><h3>Later</h3><p>Two.</p><h5>Still</h5><h2>Why</h2><p>Three.</p>';
    const page = read(`<article>${HEADING}${body}${ATTRIBUTION}</article>`);
    expect(headings(page)).toEqual(['What happened', 'Why']);
    expect(page?.sections[0]?.blocks).toEqual([
      { type: 'paragraph', content: ['One.'] },
      { type: 'heading', level: 3, content: ['Later'] },
      { type: 'paragraph', content: ['Two.'] },
      { type: 'heading', level: 5, content: ['Still'] },
    ]);
  });

  it('ends a section at the box with the facts', () => {
    const facts = `<dl>${rows((a, b) => `<dt>${a}</dt><dd>${b}</dd>`)}</dl>`;
    const page = read(
      `<article>${HEADING}${SECTIONS}${facts}<p>Share this page.</p>${ATTRIBUTION}</article>`,
    );
    expect(page?.sections).toEqual(whole.sections);
  });

  it('does not read words of the text as labels', () => {
    const text = '<h2>What happened</h2><p>The <b>source of</b> doubt.</p><p><em>Types</em> differ.</p>';
    const page = read(`<article>${HEADING}${text}${ATTRIBUTION}</article>`);
    expect(page?.sections[0]?.blocks).toHaveLength(2);
    expect(page?.outlet).toBe('The Outlet – World');
    expect(page).not.toHaveProperty('type');
  });
});

describe('readAnalysisPage with JSON-LD', () => {
  const body =
    `<article>${HEADING}${SECTIONS}<p><b>Type</b> Reporting</p>` +
    `<h2>Source attribution</h2><p>By The Outlet.</p></article>`;
  const node = { '@type': 'AnalysisNewsArticle', datePublished: '2026-07-02T12:00:00Z' };

  it.each<[form: string, value: unknown]>([
    ['isBasedOn', { ...node, isBasedOn: ORIGINAL }],
    ['isBasedOn as an object', { ...node, isBasedOn: { '@type': 'NewsArticle', url: ORIGINAL } }],
    ['isBasedOn as a list', { ...node, isBasedOn: ['a book', { name: 'x' }, ORIGINAL] }],
    ['citation', { ...node, citation: { url: ORIGINAL } }],
    ['a list of nodes', [{ '@type': 'WebSite' }, null, 7, { ...node, citation: ORIGINAL }]],
    ['a graph', { '@graph': [{ '@type': 'WebSite' }, { ...node, isBasedOn: ORIGINAL }] }],
  ])('finds source and date in %s', (_, value) => {
    expect(read(body, jsonLd(value))).toMatchObject({
      sources: [{ url: ORIGINAL }],
      published: '2026-07-02T12:00:00Z',
    });
  });

  it.each<[value: unknown]>([
    ['{"isBasedOn": '],
    ['null'],
    [{ isBasedOn: 'javascript:alert(1)', citation: { url: 'data:,x' } }],
    [{ isBasedOn: 'The Outlet', citation: 7 }],
    [{ isBasedOn: { url: { '@id': ORIGINAL } }, datePublished: 'July 2, 2026' }],
    ['{"__proto__": {"isBasedOn": "https://outlet.example/talks"}}'],
  ])('finds nothing in %j', (value) => {
    const page = read(body, jsonLd(value));
    expect(page?.headline).toBe('Talks in Qatar');
    expect(page?.sources).toEqual([]);
    expect(page).not.toHaveProperty('published');
  });

  it('reads the date from Open Graph if JSON-LD has none', () => {
    const meta = '<meta property="article:published_time" content="2026-07-02">';
    expect(read(body, meta)?.published).toBe('2026-07-02');
    expect(read(body, meta + jsonLd({ datePublished: '2026-07-01' }))?.published).toBe('2026-07-01');
    expect(read(body, '<meta property="article:published_time" content="today">')).not.toHaveProperty(
      'published',
    );
  });
});

describe('readAnalysisPage of a hostile page', () => {
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

  it.each(TAGS)('returns from 25,000 nested <%s>', (tag) => {
    const page = read(around(nest(tag, 25_000)));
    // Links do not nest, so only with links the page is read to its end, with the attribution of an analysis.
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

  it('ignores a headline of a hundred thousand letters', () => {
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

  it('keeps no more than twenty of a hundred thousand stated sources', () => {
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
    ['half links to originals', `Read the original at <a href="${ORIGINAL}">The Outlet</a>`],
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
    // Long enough that quadratic work exceeds the time limit below, and that the sections exceed their maximum number.
    const many = html.repeat(Math.floor((html.startsWith('<h2>What') ? 320_000 : 160_000) / html.length));
    const start = `${HEADING}<h2>What happened</h2><p>They met.</p>`;
    const body = `<article itemscope itemtype="https://schema.org/Article">${start}${many}${ATTRIBUTION}</article>`;
    let page: AnalysisPage | undefined;
    // Quadratic work would take several times as long.
    expect(cpuTime(() => (page = read(body)))).toBeLessThan(600);
    expect([page?.topics.length, page?.sources.length, page?.sections.length]).toEqual(kept);
    expect(JSON.stringify(page ?? '').length).toBeLessThan(1_000_000);
  });
});
