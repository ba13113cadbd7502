import type { AnalysisPage } from '../../../../../lib/publication/page/analysis-page.ts';
import type { ExpectedPage } from './expected-page.ts';

/**
 * An invented analysis with all fields of an analysis, in twelve different markups. Topics, the description of the lens
 * and the links to other analyses are in places where sites often put them: beside the text, below it, in menus, or
 * in the page's footer.
 */

export const BASE = 'https://plain.example/analysis/silo-sale-harrow-vale';
const at = (path: string): string => `https://plain.example${path}`;
const ORIGINAL = 'https://www.harrowpost.example/country/2026/07/01/council-sells-grain-silo';
const HEADLINE = 'Harrow Vale sells its silo; the mill names the price of storage';
const SUMMARY =
  'Selling the silo balances one budget and hands the harvest’s waiting room to a single buyer.';
const OUTLET = 'The Harrow Post – Country';
const LENS = 'The Common Purse';
const LENS_URL = '/lens/common-purse';
const LENS_NOTE = 'Follows what belongs to everybody from one balance sheet to the next.';
const NOTE = `Plain Reading analysed reporting that ${OUTLET} published first. The facts are theirs.`;
const SECTIONS: ExpectedPage['sections'] = [
  ['What happened', 'The council sold the grain silo in a closed session.\nOne bid was opened.'],
  ['Who gains leverage', 'The mill, which may now say who stores first.'],
  ['What mechanism is operating', 'A sale turns a public queue into a private price list.'],
  ['Why it matters', 'Small farms sell at harvest, when prices are lowest.'],
  ['A note on the numbers', 'The valuation is from 2019.'],
  ['What to watch next', 'Whether the storage tariff is published before August.'],
];
const TOPICS: AnalysisPage['topics'] = [
  { name: 'public assets', url: at('/paths/public-assets') },
  { name: 'harvest', url: at('/paths/harvest') },
  { name: 'councils', url: at('/paths/councils') },
];

/** The facts and the text that each of the markups contains. */
export const WHOLE: Omit<ExpectedPage, 'base'> = {
  page: {
    headline: HEADLINE,
    summary: SUMMARY,
    url: BASE,
    lens: { name: LENS, url: at(LENS_URL), description: LENS_NOTE },
    type: 'Reporting',
    published: '2026-07-02',
    updated: '2026-07-04',
    readMinutes: 4,
    outlet: OUTLET,
    sources: [{ url: ORIGINAL }],
    topics: TOPICS,
    subscribe: at('/join'),
    issues: at('/all-issues'),
    language: 'en-GB',
  },
  sections: SECTIONS,
  attribution: NOTE,
};

/** The card and the lens of this analysis. */
export const WHOLE_CARD = {
  card: {
    id: 'silo-sale-harrow-vale',
    url: BASE,
    headline: HEADLINE,
    summary: SUMMARY,
    lens: 'common-purse',
    type: 'Reporting',
    published: '2026-07-02',
    updated: '2026-07-04',
    readMinutes: 4,
    outlet: OUTLET,
    sources: [{ url: ORIGINAL }],
    topics: TOPICS,
  },
  lens: { id: 'common-purse', name: LENS, url: at(LENS_URL), description: LENS_NOTE },
};

const FACTS: readonly (readonly [label: string, value: string])[] = [
  ['Lens', LENS],
  ['Type', 'Reporting'],
  ['Published', 'July 2, 2026'],
  ['Updated', 'July 4, 2026'],
  ['Read time', '4 min read'],
  ['Source', OUTLET],
];
const [, ...WITHOUT_LENS] = FACTS;
const each = (row: (label: string, value: string) => string, list = FACTS): string =>
  list.map(([label, value]) => row(label, value)).join('\n');
const body = (
  heading: (text: string) => string,
  paragraph = (text: string): string => `<p>${text}</p>`,
): string =>
  SECTIONS.map(([name, text]) => heading(name) + text.split('\n').map(paragraph).join('')).join('\n');
const h2 = (text: string): string => `<h2>${text}</h2>`;
const topics = (link: (name: string, url: string) => string, between = ' '): string =>
  TOPICS.map(({ name, url = '' }) => link(name, url.replace('https://plain.example', ''))).join(between);
const a = (name: string, url: string): string => `<a href="${url}">${name}</a>`;
const original = `<a href="${ORIGINAL}">Read the original at ${OUTLET}</a>`;
/**
 * Returns the markup of a page.
 *
 * @param head additional elements of the head
 * @param html attributes of the root element; by default only the language
 */
const page = (content: string, head = '', html = ' lang="en-GB"'): string =>
  `<!doctype html><html${html}><head><meta charset="utf-8"><title>${HEADLINE} – Plain ` +
  `Reading</title>${head}</head><body>${content}</body></html>`;
const ld = (value: object): string => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;

export const wholeMarkups: readonly { readonly name: string; readonly html: string }[] = [
  {
    name:
      'an article with all else around it: facts and lens in an aside, topics in a nav, links ' +
      'in the footer of the page, which is in another language',
    html: page(
      `<header><a href="/">Plain Reading</a>
<nav aria-label="Main"><a href="/">Home</a> <a href="/about">About</a></nav></header>
<main><article lang="en-GB"><p>${a(LENS, LENS_URL)}</p><h1>${HEADLINE}</h1><p>${SUMMARY}</p>${body(h2)}
<h2>Source attribution</h2><p>${NOTE}</p><p>${original}</p></article></main>
<aside><dl>${each((name, value) => `<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl><h2>About this lens</h2>
<p>${LENS_NOTE}</p></aside>
<nav aria-label="Reader paths"><p>Further along these paths.</p>
<ul>${topics((name, url) => `<li>${a(name, url)}</li>`)}</ul></nav>
<footer><p>${a('Subscribe for more', '/join')} ${a('Explore this lens', LENS_URL)}
${a('Browse all issues', '/all-issues')}</p><p>Plain Reading, since 2024.</p></footer>`,
      '',
      ' lang="de"',
    ),
  },
  {
    name: 'one table for facts, lens, topics and links, below the article',
    html: page(`<article><h1>${HEADLINE}</h1>
<p>${SUMMARY}</p>${body((text) => `<h3>${text}</h3>`)}<h3>Source attribution</h3><p>${NOTE}</p></article>
<table><tbody>${each((name, value) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}
<tr><th scope="row">About this lens</th><td>${LENS_NOTE}</td></tr>
<tr><th scope="row">Reader paths</th><td>${topics(a, ', ')}</td></tr>
<tr><th scope="row">Original</th><td>${original}</td></tr>
<tr><th scope="row">Explore this lens</th><td>${a(LENS, LENS_URL)}</td></tr>
<tr><th scope="row">Browse all issues</th><td>${a('The archive', '/all-issues')}</td></tr>
<tr><th scope="row">Subscribe for more</th><td>${a('By mail', '/join')}</td></tr></tbody></table>`),
  },
  {
    name: 'only span elements, with the description of the lens as the title of its link',
    html: page(`<div><div><span><a href="${LENS_URL}" title="${LENS_NOTE}">${LENS}</a></span></div><div>
<h1><span>${HEADLINE}</span></h1></div><div><span>${SUMMARY}</span></div>
${SECTIONS.map(
  ([name, text]) =>
    `<section><div><h2><span>${name}</span></h2></div><div>${text
      .split('\n')
      .map((line) => `<p><span>${line}</span></p>`)
      .join('')}</div></section>`,
).join('')}
<div>${each((name, value) => `<span>${name}</span><span>${value}</span>`)}</div>
<section><div><h2><span>Source attribution</span></h2></div>
<p><span>${NOTE}</span></p><span>${original}</span></section></div>
<div><span>Topics</span>${topics((name, url) => `<span>${a(name, url)}</span>`, '')}</div>
<div><span>${a('Subscribe for more', '/join')}</span><span>${a('Explore this lens', LENS_URL)}</span><span
>${a('Browse all issues', '/all-issues')}</span></div>`),
  },
  {
    name: 'paragraphs that begin with a strong word, with the description after a dash',
    html: page(
      `<main><h1>${HEADLINE}</h1><p><em>${SUMMARY}</em></p>
<p><strong>Lens:</strong> ${a(LENS, LENS_URL)} — ${LENS_NOTE}</p>
${each((name, value) => `<p><strong>${name}:</strong> ${value}</p>`, WITHOUT_LENS)}
${body(h2)}<p><strong>Source attribution</strong></p><p>${NOTE}</p><p>→ ${original}</p></main>
<div><p><strong>Reader paths:</strong> ${topics(a, ' · ')}</p>
<p><strong>Subscribe for more:</strong> ${a('to the Friday letter', '/join')}</p>
<p><strong>Browse all issues:</strong> ${a('from the first', '/all-issues')}</p></div>`,
      '<meta property="og:locale" content="en_GB">',
      '',
    ),
  },
  {
    name: 'definition lists with several definitions to a term',
    html: page(`<article><header><h1>${HEADLINE}</h1><p>${SUMMARY}</p>
<dl><dt>Lens</dt><dd>${a(LENS, LENS_URL)}</dd>
<dd>${LENS_NOTE}</dd>${each((name, value) => `<dt>${name}</dt><dd>${value}</dd>`, WITHOUT_LENS)}
<dt>Topics</dt>${topics((name, url) => `<dd>${a(name, url)}</dd>`, '')}</dl></header>
${body(h2)}<footer><h2>Source attribution</h2><p>${NOTE}</p><p>${original}</p>
<dl><dt>Subscribe for more</dt><dd>${a('plain.example/join', '/join')}</dd><dt>Browse all issues</dt>
<dd>${a('plain.example/all-issues', '/all-issues')}</dd></dl></footer></article>`),
  },
  {
    name: 'JSON-LD for facts and lens, topics by rel=tag in the footer of the page',
    html: page(
      `<nav><ul><li>${a('Issues', '/all-issues')}</li><li>${a('Subscribe', '/join')}</li></ul></nav>
<main><article><h1>${HEADLINE}</h1><p>${SUMMARY}</p>
<p>${a(LENS, LENS_URL)} · Type: Reporting</p>${body(h2)}<h2>Source attribution</h2><p>${NOTE}</p></article></main>
<footer><p>Filed under ${topics((name, url) => `<a rel="category tag" href="${url}">${name}</a>`, ', ')}</p>
<p>${a('Explore this lens', LENS_URL)}</p></footer>`,
      ld({
        '@context': 'https://schema.org',
        '@type': 'AnalysisNewsArticle',
        headline: HEADLINE,
        url: BASE,
        inLanguage: 'en-GB',
        genre: 'Reporting',
        datePublished: '2026-07-02',
        dateModified: '2026-07-04',
        timeRequired: 'PT4M',
        articleSection: LENS,
        about: { '@type': 'DefinedTerm', name: LENS, description: LENS_NOTE, url: at(LENS_URL) },
        isBasedOn: { '@type': 'NewsArticle', url: ORIGINAL, publisher: { name: OUTLET } },
      }),
      '',
    ),
  },
  {
    name: 'microdata, with keywords that are links, and links to other analyses in a menu at the end',
    html: page(
      `<div itemscope itemtype="https://schema.org/AnalysisNewsArticle"><link itemprop="url" href="${BASE}">
<meta itemprop="inLanguage" content="en-GB"><h1 itemprop="headline">${HEADLINE}</h1>
<p itemprop="description">${SUMMARY}</p>
<div itemprop="about" itemscope itemtype="https://schema.org/DefinedTerm"><b>Lens</b> <a itemprop="url"
href="${LENS_URL}"><span itemprop="name">${LENS}</span></a><meta itemprop="description" content="${LENS_NOTE}"></div>
<div><b>Type</b> Reporting</div>
<p>Published <time itemprop="datePublished" datetime="2026-07-02">2 July</time>, updated <time
itemprop="dateModified" datetime="2026-07-04">4 July</time> <meta itemprop="timeRequired" content="PT4M"></p>
${body(h2)}<h2>Source attribution</h2><p>${NOTE}</p>
<p itemprop="isBasedOn" itemscope itemtype="https://schema.org/NewsArticle">
<meta itemprop="url" content="${ORIGINAL}"><meta itemprop="publisher" content="${OUTLET}">${original}</p>
<p>${topics((name, url) => `<a itemprop="keywords" href="${url}">${name}</a>`)}</p></div>
<menu><li>${a('Subscribe for more →', '/join')}</li><li>${a('Explore this lens →', LENS_URL)}</li>
<li>${a('Browse all issues →', '/all-issues')}</li></menu>`,
      '',
      '',
    ),
  },
  {
    name: 'nothing but div elements, a card for the lens, buttons that are links',
    html: page(
      `<div><div>Plain Reading</div></div><div lang="en-GB"><div role="heading" aria-level="1">${HEADLINE}</div>
<div>${SUMMARY}</div>
${SECTIONS.map(
  ([name, text]) =>
    `<div><div role="heading" aria-level="2">${name}</div>${text
      .split('\n')
      .map((line) => `<div>${line}</div>`)
      .join('')}</div>`,
).join('')}
<div>${each((name, value) => `<div><div>${name}</div><div>${value}</div></div>`)}</div>
<div role="heading" aria-level="2">Source attribution</div><div>${NOTE}</div><div>${original}</div></div>
<div><div>${LENS}</div><div>${LENS_NOTE}</div><a role="button" href="${LENS_URL}">Explore this lens</a></div>
<div><div>Reader paths</div><div>Keep to a path.</div>
<div>${topics((name, url) => `<div>${a(name, url)}</div>`, '')}</div></div>
<div><a role="button" href="/join">Subscribe for more</a><a role="button"
href="/all-issues">Browse all issues</a></div>`,
      '',
      '',
    ),
  },
  {
    name: 'accordions, one of which explains the lens',
    html: page(`<main><h1>${HEADLINE}</h1><p>${SUMMARY}</p>
${SECTIONS.map(
  ([name, text]) =>
    `<details open><summary><h2>${name}</h2></summary><p>${text.replace('\n', '</p><p>')}</p></details>`,
).join('')}
<details><summary>Facts</summary><ul>${each((name, value) => `<li><em>${name}</em>: ${value}</li>`)}</ul></details>
<details><summary>About this lens</summary><p>${LENS_NOTE}</p><p>${a('Explore this lens', LENS_URL)}</p></details>
<details><summary>Source attribution</summary><p>${NOTE}</p><p>${original}</p></details>
<details><summary>Topic map</summary><p>${topics(a, ' / ')}</p></details></main>
<section aria-label="More"><a href="/join" aria-label="Subscribe for more"><svg></svg></a><a href="/all-issues"><img
src="/i.png" alt="Browse all issues"></a></section>`),
  },
  {
    name: 'lists of lines in the footer of the article, with commas between topics',
    html: page(`<article><hgroup><p>${LENS}</p><h1>${HEADLINE}</h1><p>${SUMMARY}</p></hgroup>${body(h2)}
<footer><ul>${each((name, value) => `<li>${name}: ${value}</li>`, WITHOUT_LENS)}
<li>Lens: ${a(LENS, LENS_URL)} (${LENS_NOTE.slice(0, -1)}.)</li><li>Topics: ${topics(a, ', ')}</li></ul>
<h2>Source attribution</h2><p>${NOTE}</p><p>${original}.</p></footer></article>
<footer><ul><li>${a('Subscribe for more', '/join')}</li>
<li>${a('Browse all issues', '/all-issues')}</li></ul></footer>`),
  },
  {
    name: 'a layout of tables and font elements, as on very old pages',
    html: page(
      `<TABLE WIDTH="100%"><TR><TD>${a('Home', '/')}</TD><TD>${a('Browse all issues', '/all-issues')}</TD>
<TD>${a('Subscribe for more', '/join')}</TD></TR></TABLE>
<TABLE><TR><TD><CENTER><H1><FONT COLOR="navy">${HEADLINE}</FONT></H1></CENTER><P><I>${SUMMARY}</I></P>
${body((text) => `<P><FONT SIZE="4"><B>${text}</B></FONT></P>`)}
<P><B>Source attribution</B></P><P>${NOTE}</P><P>${original}</P></TD>
<TD VALIGN="top"><B>Lens</B><BR>${a(LENS, LENS_URL)}<BR><FONT SIZE="1">${LENS_NOTE}</FONT><BR>
${each((name, value) => `<B>${name}</B><BR>${value}<BR>`, WITHOUT_LENS)}
<B>Topics</B><BR>${topics(a, ' | ')}</TD></TR></TABLE>`,
      '<META HTTP-EQUIV="Content-Language" CONTENT="en-GB">',
      '',
    ),
  },
  {
    name: 'facts in a nav element, with labels by ARIA and the description by reference',
    html: page(
      `<nav aria-label="About this analysis"><ul>
<li><span>Lens</span> <a href="${LENS_URL}" aria-describedby="lens-note">${LENS}</a></li>
${each((name, value) => `<li><span>${name}</span> <span>${value}</span></li>`, WITHOUT_LENS)}</ul></nav>
<main><h1>${HEADLINE}</h1><p>${SUMMARY}</p>${body(h2)}<section aria-label="Source attribution">
<h2>Source attribution</h2><p>${NOTE}</p>${original}</section></main>
<p id="lens-note">${LENS_NOTE}</p>
<ul aria-label="Topic map">${topics((name, url) => `<li>${a(`#${name}`, url)}</li>`)}</ul>
<nav aria-label="Onwards">
<h2>Onwards</h2>${a('All issues', '/all-issues')} ${a('Subscribe by mail', '/join')}
${a('Explore this lens', LENS_URL)}</nav>`,
      '',
      ' xml:lang="en-GB"',
    ),
  },
];
