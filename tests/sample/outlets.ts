import { analyses, unanalysed } from './content.ts';
import { escaped, type OutletAddress } from './publication.ts';

/** The sample outlets: news sites with the habits of real ones, good and bad. */

/** A page of an outlet, and what the toolbar must show on it. */
export interface OutletPage {
  /** Name of the page in tests. */
  readonly name: string;
  readonly address: string;
  /** Badge text in automatic mode. */
  readonly badge: '' | '1' | '2';
  readonly html: string;
  /** Where the address forwards to, instead of answering with a page. */
  readonly redirect?: string;
}

/** An article as an outlet tells it. */
interface Story {
  readonly headline: string;
  readonly article: readonly string[];
  readonly published: string;
}

/** What the head of a page says of itself. */
interface Head {
  readonly canonical?: string | undefined;
  readonly ogUrl?: string;
  readonly amphtml?: string;
  readonly jsonLd?: object;
  readonly openGraph?: boolean;
}

const OUTLET_NAMES: Readonly<Record<string, string>> = {
  'harbour-courier': 'Harbour Courier',
  'northern-ledger': 'Northern Ledger',
  'meridian-post': 'The Meridian Post',
  'civic-herald': 'Civic Herald',
  'quiet-gazette': 'Quiet Gazette',
  'daily-prism': 'Daily Prism',
  'valley-wire': 'Valley Wire',
  'bayside-review': 'Bayside Review',
};

/** The address maker for outlets on loopback: "outlet:/path" → "http://outlet.localhost:port/path". */
export function outletsOn(port: number): OutletAddress {
  return (source) => {
    const [outlet = '', path = ''] = source.split(/:(.*)/s);
    const host = outlet === 'northern-ledger' ? 'www.northern-ledger' : outlet;
    return `http://${host}.localhost:${port}${path}`;
  };
}

/** A page that stands at the address of an analysed article and tells another story: a reused or forwarded address. */
export function anotherStory(outlet: string): string {
  const { headline, article } = storyOf(
    unanalysed.find((candidate) => candidate.outlet === 'bayside-review'),
  );
  return newsPage(outlet, { headline, article, published: '2026-07-03' }, { openGraph: true });
}

/** Every page of every outlet. */
export function outletPages(at: OutletAddress): OutletPage[] {
  const story = (id: string): Story => {
    const analysis = analyses.find((candidate) => candidate.id === id);
    if (!analysis) throw new Error(`no sample analysis "${id}"`);
    return { headline: analysis.sourceHeadline, article: analysis.article, published: analysis.published };
  };
  const address = (id: string, source = 0): string =>
    at(analyses.find((analysis) => analysis.id === id)?.sources[source] ?? '');
  const ferry = address('ferry-talks-merrow-strait');
  const portFees = address('port-fee-holiday');
  const busLane = address('bus-lane-reversal');
  const busLaneAmp = at('meridian-post:/amp/city/bus-lane-reversal-after-shop-protest.html');
  const orchard = unanalysed.find(({ outlet }) => outlet === 'civic-herald');
  const plain = (id: string, own = address(id)): OutletPage => ({
    name: id,
    address: own,
    badge: '1',
    html: wordPressPage(at, outletOf(own), own, story(id)),
  });

  return [
    { ...plain('port-fee-holiday'), name: 'a plain article' },
    {
      ...plain('port-fee-holiday'),
      name: 'tracking parameters',
      address: `${portFees}?utm_source=letter&utm_medium=email&fbclid=IwAR0x`,
    },
    { ...plain('water-meter-bylaw'), name: 'a second article of the outlet' },
    {
      name: 'a forwarded address',
      address: at('harbour-courier:/r/8812'),
      badge: '1',
      html: '',
      redirect: portFees,
    },
    {
      name: 'a mobile host',
      address: ferry.replace('www.', 'm.'),
      badge: '1',
      html: newsPage('northern-ledger', story('ferry-talks-merrow-strait'), {}),
    },
    {
      name: 'a desktop host',
      address: ferry,
      badge: '1',
      html: newsPage('northern-ledger', story('ferry-talks-merrow-strait'), {
        canonical: ferry,
        openGraph: true,
        ogUrl: ferry,
      }),
    },
    {
      name: 'an article with an AMP form',
      address: busLane,
      badge: '1',
      html: newsPage('meridian-post', story('bus-lane-reversal'), {
        canonical: busLane,
        amphtml: busLaneAmp,
        openGraph: true,
      }),
    },
    {
      name: 'the AMP form',
      address: busLaneAmp,
      badge: '1',
      html: ampPage('meridian-post', story('bus-lane-reversal'), busLane),
    },
    {
      name: 'an AMP cache',
      address: `https://meridian--post-localhost.cdn.ampproject.org/c/${busLaneAmp.replace('http://', '')}`,
      badge: '1',
      html: ampPage('meridian-post', story('bus-lane-reversal'), busLane),
    },
    {
      name: 'a syndicated copy',
      address: at('valley-wire:/wire/ferry-talks-resume'),
      badge: '1',
      html: newsPage('valley-wire', story('ferry-talks-merrow-strait'), {
        canonical: ferry,
        openGraph: true,
      }),
    },
    {
      name: 'the same headline elsewhere',
      address: at('bayside-review:/features/strait-ferry-report'),
      badge: '',
      html: newsPage('bayside-review', story('ferry-talks-merrow-strait'), { openGraph: true }),
    },
    { ...plain('rail-timetable-by-riders'), name: 'the first of two addresses' },
    {
      ...plain('rail-timetable-by-riders', address('rail-timetable-by-riders', 1)),
      name: 'the second of two addresses',
    },
    {
      name: 'no metadata',
      address: address('pension-fund-vote'),
      badge: '1',
      html: barePage(story('pension-fund-vote')),
    },
    {
      name: 'no metadata, another article',
      address: address('reservoir-plan-2050'),
      badge: '1',
      html: barePage(story('reservoir-plan-2050')),
    },
    {
      name: 'two analyses',
      address: address('school-app-data'),
      badge: '2',
      html: wordPressPage(at, 'civic-herald', address('school-app-data'), story('school-app-data')),
    },
    {
      name: 'a canonical at the home page',
      address: address('quarry-permit-renewal'),
      badge: '1',
      html: newsPage('civic-herald', story('quarry-permit-renewal'), { canonical: at('civic-herald:/') }),
    },
    {
      name: 'an empty canonical',
      address: address('night-mayor'),
      badge: '1',
      html: newsPage('civic-herald', story('night-mayor'), { canonical: '' }),
    },
    {
      name: 'a relative canonical',
      address: `${address('satellite-tender')}?from=front`,
      badge: '1',
      html: newsPage('northern-ledger', story('satellite-tender'), {
        canonical: new URL(address('satellite-tender')).pathname,
      }),
    },
    {
      name: 'a canonical of another article',
      address: at('civic-herald:/region/orchard-prize-shared'),
      badge: '',
      html: newsPage(
        'civic-herald',
        { ...storyOf(orchard), published: '2026-06-14' },
        { canonical: address('night-mayor'), openGraph: true },
      ),
    },
    { ...plain('grain-export-quota'), name: 'an updated analysis' },
    { ...plain('poll-weighting-review'), name: 'a section below politics' },
    { ...plain('cable-landing'), name: 'an analysis without a document' },
    ...['flood-rumour-recall', 'court-backlog-plan', 'seed-library-network'].map(
      (id): OutletPage => ({
        name: `a single-page site: ${id}`,
        address: address(id),
        badge: '1',
        html: singlePageSite(at, address(id)),
      }),
    ),
    {
      name: 'a single-page site: home',
      address: at('daily-prism:/'),
      badge: '',
      html: singlePageSite(at, at('daily-prism:/')),
    },
    ...unanalysed
      .filter(({ outlet }) => outlet !== 'civic-herald')
      .map(({ outlet, path, headline, article }): OutletPage => {
        const own = at(`${outlet}:${path}`);
        return {
          name: `nobody analysed: ${outlet}`,
          address: own,
          badge: '',
          html:
            outlet === 'daily-prism'
              ? singlePageSite(at, own)
              : wordPressPage(at, outlet, own, { headline, article, published: '2026-06-29' }),
        };
      }),
    ...Object.keys(OUTLET_NAMES)
      .filter((outlet) => outlet !== 'daily-prism')
      .map(
        (outlet): OutletPage => ({
          name: `home of ${outlet}`,
          address: at(`${outlet}:/`),
          badge: '',
          html: frontPage(at, outlet, OUTLET_NAMES[outlet] ?? ''),
        }),
      ),
    {
      name: 'a section front',
      address: at('harbour-courier:/politics/'),
      badge: '',
      html: frontPage(at, 'harbour-courier', 'Politics'),
    },
    {
      name: 'a search page',
      address: at('harbour-courier:/?s=port+fees'),
      badge: '',
      html: frontPage(at, 'harbour-courier', 'Search: port fees'),
    },
    {
      name: 'a shop page',
      address: at('harbour-shop:/products/enamel-mug?variant=4410'),
      badge: '',
      html: shopPage(),
    },
    { name: 'a web app', address: at('board-app:/#/board/12'), badge: '', html: webApp() },
  ];
}

function storyOf(
  article: { headline: string; article: readonly string[] } | undefined,
): Omit<Story, 'published'> {
  return { headline: article?.headline ?? '', article: article?.article ?? [] };
}

function outletOf(address: string): string {
  return new URL(address).hostname.replace(/^(?:www|m)\./, '').replace('.localhost', '');
}

function paragraphs(article: readonly string[]): string {
  return article.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n');
}

function headTags({ headline, published }: Story, outlet: string, head: Head): string {
  const name = OUTLET_NAMES[outlet] ?? outlet;
  const meta = (property: string, content: string): string =>
    `<meta property="${property}" content="${escaped(content)}">`;
  return [
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(headline)} | ${name}</title>`,
    head.canonical === undefined ? '' : `<link rel="canonical" href="${escaped(head.canonical)}">`,
    head.amphtml ? `<link rel="amphtml" href="${head.amphtml}">` : '',
    head.openGraph
      ? [
          meta('og:type', 'article'),
          meta('og:title', headline),
          meta('og:site_name', name),
          meta('article:published_time', `${published}T08:00:00Z`),
        ].join('')
      : '',
    head.ogUrl ? meta('og:url', head.ogUrl) : '',
    head.jsonLd ? `<script type="application/ld+json">${JSON.stringify(head.jsonLd)}</script>` : '',
  ].join('\n');
}

/** A news page with what its head is made to say. */
function newsPage(outlet: string, story: Story, head: Head): string {
  return `<!doctype html><html lang="en"><head>${headTags(story, outlet, head)}${STYLE}</head><body>
    <header><a href="/">${OUTLET_NAMES[outlet]}</a></header>
    <main><article><h1>${escaped(story.headline)}</h1><p class="by">By our staff · ${story.published}</p>${paragraphs(story.article)}</article></main>
    <footer>© ${OUTLET_NAMES[outlet]}</footer></body></html>`;
}

/** As WordPress with an SEO plug-in writes it: one JSON-LD graph, teasers of other articles among it. */
function wordPressPage(at: OutletAddress, outlet: string, own: string, story: Story): string {
  const home = at(`${outlet}:/`);
  const jsonLd = {
    '@context': 'https://schema.org',
    '@graph': [
      { '@type': 'WebSite', '@id': `${home}#website`, url: home, name: OUTLET_NAMES[outlet] },
      {
        '@type': 'WebPage',
        '@id': own,
        url: own,
        name: story.headline,
        isPartOf: { '@id': `${home}#website` },
      },
      {
        '@type': 'NewsArticle',
        '@id': `${own}#article`,
        headline: story.headline,
        mainEntityOfPage: { '@id': own },
        datePublished: `${story.published}T08:00:00+00:00`,
      },
      {
        '@type': 'NewsArticle',
        headline: 'Marina lights repaired before the regatta',
        url: `${home}2026/06/29/marina-lights-repaired/`,
      },
    ],
  };
  return newsPage(outlet, story, { canonical: own, ogUrl: own, openGraph: true, jsonLd });
}

function ampPage(outlet: string, story: Story, canonical: string): string {
  return `<!doctype html><html amp lang="en"><head>${headTags(story, outlet, { canonical })}</head><body><h1>${escaped(story.headline)}</h1>${paragraphs(story.article)}</body></html>`;
}

function barePage(story: Story): string {
  return `<html><body><h1>${escaped(story.headline)}</h1>${paragraphs(story.article)}</body></html>`;
}

function frontPage(at: OutletAddress, outlet: string, title: string): string {
  const links = [
    ...analyses.flatMap(({ sources, sourceHeadline }) =>
      sources.map((source) => ({ source, headline: sourceHeadline })),
    ),
    ...unanalysed.map(({ outlet: of, path, headline }) => ({ source: `${of}:${path}`, headline })),
  ].filter(({ source }) => source.startsWith(`${outlet}:`));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
    <link rel="canonical" href="${at(`${outlet}:/`)}"><meta property="og:type" content="website"><meta property="og:title" content="${escaped(title)}">${STYLE}</head>
    <body><header><a href="/">${OUTLET_NAMES[outlet]}</a></header><main><h1>${escaped(title)}</h1>
    <ul>${links.map(({ source, headline }) => `<li><a href="${at(source)}">${escaped(headline)}</a></li>`).join('')}</ul></main></body></html>`;
}

function shopPage(): string {
  const product = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: 'Enamel mug',
    offers: { '@type': 'Offer', price: '14.00', priceCurrency: 'EUR' },
  };
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Enamel mug</title><meta property="og:type" content="product">
    <script type="application/ld+json">${JSON.stringify(product)}</script></head><body><h1>Enamel mug</h1><p>14 EUR</p><button>Add to basket</button></body></html>`;
}

function webApp(): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Board</title></head><body><div id="app"></div>
    <script>const draw = () => { document.getElementById('app').textContent = 'Board ' + location.hash; }; addEventListener('hashchange', draw); draw();</script></body></html>`;
}

/**
 * A site that swaps articles by pushState. Its head follows late ("flood-rumour-recall"), or never ("court-backlog-plan"), or at
 * once; links carry `data-path`.
 */
function singlePageSite(at: OutletAddress, own: string): string {
  const stories = [
    ...analyses.map(({ sources, sourceHeadline, article }) => ({
      source: sources[0] ?? '',
      headline: sourceHeadline,
      article,
    })),
    ...unanalysed.map(({ outlet, path, headline, article }) => ({
      source: `${outlet}:${path}`,
      headline,
      article,
    })),
  ]
    .filter(({ source }) => source.startsWith('daily-prism:'))
    .map(({ source, headline, article }) => ({
      path: source.replace('daily-prism:', ''),
      url: at(source),
      headline,
      article,
    }));
  const first = stories.find(({ url }) => url === own);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(first?.headline ?? 'Daily Prism')}</title>
    <link rel="canonical" href="${own}"><meta property="og:url" content="${own}"><meta property="og:title" content="${escaped(first?.headline ?? 'Daily Prism')}">
    <meta property="og:type" content="${first ? 'article' : 'website'}">${STYLE}</head>
    <body><header><nav>${stories.map(({ path, headline }) => `<a href="${path}" data-path="${path}">${escaped(headline)}</a>`).join(' ')} <a href="/" data-path="/">Home</a></nav></header>
    <main id="main"><h1>${escaped(first?.headline ?? 'Daily Prism')}</h1>${paragraphs(first?.article ?? [])}</main>
    <script>
      const stories = ${JSON.stringify(stories).replaceAll('<', '\\u003c')};
      const show = () => {
        const story = stories.find(({ path }) => path === location.pathname);
        const title = story ? story.headline : 'Daily Prism';
        document.querySelector('h1').textContent = title;
        const head = () => {
          document.title = title;
          document.querySelector('link[rel=canonical]').href = location.href;
          for (const [name, value] of [['og:url', location.href], ['og:title', title], ['og:type', story ? 'article' : 'website']])
            document.querySelector('meta[property="' + name + '"]').content = value;
        };
        if (location.pathname.includes('recall')) setTimeout(head, 1500);
        else if (!location.pathname.includes('backlog')) head();
      };
      addEventListener('popstate', show);
      document.addEventListener('click', (event) => {
        const link = event.target.closest('a[data-path]');
        if (!link) return;
        event.preventDefault();
        history.pushState({}, '', link.dataset.path);
        show();
      });
    </script></body></html>`;
}

const STYLE =
  '<style>body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:18px/1.6 Georgia,serif;color:#222;background:#fff}header{font:700 1.1rem sans-serif;border-bottom:3px double #222;padding-bottom:.5rem}header nav a{font-size:.8rem}h1{line-height:1.2}.by{color:#666;font-size:.9rem}a{color:#234}</style>';
