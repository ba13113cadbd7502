/** Pages of a publication that are not analyses. Among them are lists in several forms of markup. */

const HOME = 'https://civic.example/';
const at = (path: string): string => new URL(path, HOME).href;

export interface OtherPage {
  readonly name: string;
  readonly address: string;
  readonly html: string;
}

const shell = (title: string, body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title><meta property="og:title" content="${title}">
<meta property="og:type" content="website">${head}</head>
<body><header><nav><a href="/">Civic</a></nav></header><main>${body}</main><footer>
<p>Civic reads the news again.</p></footer></body></html>`;
const ld = (value: unknown): string => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;

const STORIES = ['Quay lease', 'Lamp tax', 'Ferry bonds'] as const;
const slug = (title: string): string => title.toLowerCase().replace(' ', '-');
const facts = (n: number): string =>
  `<dl><dt>Lens</dt><dd>Global Power Plays</dd><dt>Type</dt><dd>Reporting</dd><dt>Published</dt>` +
  `<dd>July ${n + 1}, 2026</dd><dt>Read time</dt><dd>${n + 2} min read</dd><dt>Source</dt><dd>Outlet ${n}</dd></dl>`;
const original = (n: number): string =>
  `<a href="https://outlet${n}.example/2026/07/a-long-story-${n}">Read the original at Outlet ${n}</a>`;

const inArticles = STORIES.map(
  (title, n) =>
    `<article><h2><a href="/analysis/${slug(title)}">${title}</a></h2>` +
    `<p>What it changes.</p>${facts(n)}${original(n)}</article>`,
).join('');
const inItems = `<ul>${STORIES.map(
  (title, n) =>
    `<li><h3><a href="/analysis/${slug(title)}">${title}</a></h3><p>What it changes.</p>` +
    `${facts(n)}${original(n)}</li>`,
).join('')}</ul>`;
const unlinked = STORIES.map(
  (title, n) =>
    `<div><h2>${title}</h2><p>What it changes.</p>${facts(n)}${original(n)}` +
    `<a href="/analysis/${slug(title)}">Read the analysis</a></div>`,
).join('');
const inLinks = STORIES.map(
  (title, n) =>
    `<a href="/analysis/${slug(title)}"><h2>${title}</h2><p>Lens: Global Power Plays</p><p>Source: Outlet ${n}</p></a>`,
).join('');
const inFull = STORIES.map(
  (title, n) =>
    `<article><h1>${title}</h1><h2>What happened</h2><p>Something.</p><h2>Why it matters</h2>` +
    `<p>It does.</p>${facts(n)}${original(n)}</article>`,
).join('');
const one =
  `<article><h2><a href="/analysis/quay-lease">Quay lease</a></h2>` +
  `<p>What it changes.</p>${facts(1)}${original(1)}</article>`;

const lists: readonly (readonly [form: string, body: string])[] = [
  ['articles', inArticles],
  ['list items', inItems],
  ['blocks whose headings are no links', unlinked],
  ['links around headings', inLinks],
  ['a single article', one],
  [
    'a table',
    `<table><tr><th>Lens</th><th>Published</th>` +
      `<th>Source</th></tr>${STORIES.map(
        (title, n) => `<tr><td>${title}</td><td>July ${n + 1}, 2026</td>` + `<td>Outlet ${n}</td></tr>`,
      ).join('')}</table>`,
  ],
];

const listing = (name: string, title: string, path: string, lead: string): OtherPage[] =>
  lists.map(([form, body]) => ({
    name: `${name} of ${form}`,
    address: at(path),
    html: shell(title, `<h1>${title}</h1><p>${lead}</p>${body}`),
  }));

const sourcesSaid = '<h2>Source attribution</h2><p>Each page names the outlet that it starts from.</p>';
const sectionsSaid =
  '<h2>What happened</h2><p>Here we tell the facts.</p><h2>Why it matters</h2><p>Here we say what follows.</p>';

export const noAnalyses: readonly OtherPage[] = [
  ...listing('a home page', 'Civic', '/', 'The news, read again.'),
  ...listing('a lens page', 'Global Power Plays', '/lens/global-power-plays', 'How states press each other.'),
  ...listing('a topic page', 'harbours', '/topics/harbours', 'All that touches quays.'),
  ...listing('an issue list', 'All issues', '/issues', 'Week by week.'),
  {
    name: 'a home page that holds whole analyses',
    address: HOME,
    html: shell('Civic', `<h1>Civic</h1>${inFull}`),
  },
  {
    name: 'a home page at /index.html',
    address: at('/index.html'),
    html: shell(
      'Civic',
      `<h1>Civic</h1>${inArticles}`,
      ld({ '@type': 'CollectionPage', url: at('/index.html') }),
    ),
  },
  {
    name: 'a lens page with metadata of a list',
    address: at('/lens/x'),
    html: shell(
      'X',
      `<h1>X</h1><h2>What happened this week</h2><p>Much.</p>${original(1)}`,
      ld({ '@graph': [{ '@type': 'CollectionPage', url: at('/lens/x') }] }),
    ),
  },
  {
    name: 'a lens page with JSON-LD of its teasers',
    address: at('/lens/y'),
    html: shell(
      'Y',
      `<h1>Y</h1>${inArticles}`,
      ld(
        STORIES.map((title, n) => ({
          '@type': 'NewsArticle',
          headline: title,
          url: at(`/analysis/${slug(title)}`),
          isBasedOn: `https://outlet${n}.example/a`,
        })),
      ),
    ),
  },
  {
    name: 'a lens page with an introduction under headings',
    address: at('/lens/global-power-plays'),
    html: shell(
      'Global Power Plays',
      `<h1>Global Power Plays</h1><h2>What this lens asks</h2><p>Who moves whom.</p><h2>Latest</h2>${inItems}`,
    ),
  },
  {
    name: 'an issue with an editorial',
    address: at('/issues/27'),
    html: shell('Issue 27', `<h1>Issue 27</h1><h2>From the desk</h2><p>A quiet week.</p>${inArticles}`),
  },
  {
    name: 'an issue list of links',
    address: at('/issues'),
    html: shell(
      'All issues',
      '<h1>All issues</h1><h2>2026</h2><ul><li><a href="/issues/27">July</a></li></ul><h2>2025</h2>' +
        '<p><a href="/issues/2">May</a></p>',
    ),
  },
  {
    name: 'an about page',
    address: at('/about'),
    html: shell(
      'About',
      `<h1>About</h1><h2>Who we are</h2><p>Readers.</p><h2>How to reach us</h2><p>By mail.</p>`,
    ),
  },
  {
    name: 'an about page that explains its sections',
    address: at('/about'),
    html: shell('How to read us', `<h1>How to read us</h1>${sectionsSaid}${sourcesSaid}`),
  },
  {
    name: 'an about page with metadata of an article',
    address: at('/about'),
    html: shell(
      'About',
      `<h1>About</h1>${sectionsSaid}${sourcesSaid}`,
      '<meta property="og:type" content="article">',
    ),
  },
  {
    name: 'an about page with the JSON-LD type of an about page',
    address: at('/about'),
    html: shell(
      'About',
      `<h1>About</h1>${sectionsSaid}<p>An example: ${original(1)}</p>`,
      ld({ '@type': 'AboutPage', url: at('/about') }),
    ),
  },
  {
    name: 'an about page with a glossary',
    address: at('/about'),
    html: shell(
      'About',
      '<h1>About</h1><h2>Words we use</h2><dl><dt>Lens</dt>' +
        '<dd>A question that we ask of each story.</dd><dt>Source</dt>' +
        '<dd>The outlet that reported first, as we name it on each page.</dd></dl>',
    ),
  },
  {
    name: 'a subscribe page',
    address: at('/subscribe'),
    html: shell(
      'Subscribe',
      '<h1>Subscribe</h1><h2>Every Friday</h2><p>One mail.</p><form><input type="email"><button>Join</button></form>',
    ),
  },
  {
    name: 'a subscribe page with questions',
    address: at('/subscribe'),
    html: shell(
      'Subscribe',
      '<h1>Subscribe</h1><h2>What does it cost?</h2><p>Nothing.</p><h2>Source</h2><p>We never sell addresses.</p>',
    ),
  },
  {
    name: 'a subscribe page that praises itself',
    address: at('/subscribe'),
    html: shell(
      'Subscribe',
      '<h1>Subscribe</h1><blockquote><p>Best of all.</p><p>Source: The Ostrel Mail</p></blockquote>' +
        '<h2>Plans</h2><p>Two.</p>',
    ),
  },
  {
    name: 'a 404 page',
    address: at('/analysis/gone'),
    html: shell('Page not found', '<h1>Page not found</h1><p>It may have moved.</p>'),
  },
  {
    name: 'a 404 page with headings',
    address: at('/analysis/gone'),
    html: shell(
      '404',
      '<h1>404</h1><h2>What happened</h2><p>The page is gone.</p><h2>What to do</h2><p>Go home.</p>',
    ),
  },
  {
    name: 'a 404 page with the latest analyses',
    address: at('/analysis/gone'),
    html: shell('Not found', `<h1>Not found</h1><h2>Maybe you look for</h2>${inItems}`),
  },
  {
    name: 'a page with a chart',
    address: at('/charts/quays'),
    html: shell(
      'Quays',
      '<h1>Quays</h1><h2>Length of quays</h2><p>They grow.</p><figure>' +
        '<figcaption>Source: Harbour Statistics</figcaption></figure><h2>Note</h2><p>Source: Harbour Statistics</p>',
    ),
  },
  { name: 'an empty page', address: at('/analysis/x'), html: '' },
  { name: 'JSON', address: at('/analysis/x'), html: '{"headline": "Talks"}' },
  {
    name: 'an analysis without a headline',
    address: at('/analysis/x'),
    html: `<h2>What happened</h2><p>They met.</p>${original(1)}`,
  },
];
