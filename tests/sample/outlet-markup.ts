import { analyses, unanalysed } from './content.ts';
import { escaped, type OutletAddress } from './publication.ts';

/** The markup of the sample outlets' pages. */

/** An article at an outlet. */
export interface Story {
  readonly headline: string;
  /** Paragraphs. */
  readonly article: readonly string[];
  /** Date in the form `YYYY-MM-DD`. */
  readonly published: string;
}

/** The metadata in the head of a page, except its title. */
export interface Head {
  readonly canonical?: string | undefined;
  readonly ogUrl?: string;
  readonly amphtml?: string;
  readonly jsonLd?: object;
  readonly openGraph?: boolean;
}

export const OUTLET_NAMES: Readonly<Record<string, string>> = {
  'harbour-courier': 'Harbour Courier',
  'northern-ledger': 'Northern Ledger',
  'meridian-post': 'The Meridian Post',
  'civic-herald': 'Civic Herald',
  'quiet-gazette': 'Quiet Gazette',
  'daily-prism': 'Daily Prism',
  'valley-wire': 'Valley Wire',
  'bayside-review': 'Bayside Review',
};

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

/** Returns a news page with this metadata. */
export function newsPage(outlet: string, story: Story, head: Head): string {
  return `<!doctype html><html lang="en"><head>${headTags(story, outlet, head)}${STYLE}</head><body>
    <header><a href="/">${OUTLET_NAMES[outlet]}</a></header>
    <main><article><h1>${escaped(story.headline)}</h1>
    <p class="by">By our staff · ${story.published}</p>${paragraphs(story.article)}</article></main>
    <footer>© ${OUTLET_NAMES[outlet]}</footer></body></html>`;
}

/**
 * Returns a page like those of WordPress with an SEO plug-in: one JSON-LD graph, which also contains a teaser of
 * another article.
 */
export function wordPressPage(at: OutletAddress, outlet: string, own: string, story: Story): string {
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

export function ampPage(outlet: string, story: Story, canonical: string): string {
  return (
    `<!doctype html><html amp lang="en"><head>${headTags(story, outlet, { canonical })}</head>` +
    `<body><h1>${escaped(story.headline)}</h1>${paragraphs(story.article)}</body></html>`
  );
}

export function barePage(story: Story): string {
  return `<html><body><h1>${escaped(story.headline)}</h1>${paragraphs(story.article)}</body></html>`;
}

export function frontPage(at: OutletAddress, outlet: string, title: string): string {
  const links = [
    ...analyses.flatMap(({ sources, sourceHeadline }) =>
      sources.map((source) => ({ source, headline: sourceHeadline })),
    ),
    ...unanalysed.map(({ outlet: of, path, headline }) => ({ source: `${of}:${path}`, headline })),
  ].filter(({ source }) => source.startsWith(`${outlet}:`));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
    <link rel="canonical" href="${at(`${outlet}:/`)}"><meta property="og:type" content="website">
    <meta property="og:title" content="${escaped(title)}">${STYLE}</head>
    <body><header><a href="/">${OUTLET_NAMES[outlet]}</a></header><main><h1>${escaped(title)}</h1>
    <ul>${links.map(({ source, headline }) => `<li><a href="${at(source)}">${escaped(headline)}</a></li>`).join('')}
    </ul>    </main></body></html>`;
}

export function shopPage(): string {
  const product = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: 'Enamel mug',
    offers: { '@type': 'Offer', price: '14.00', priceCurrency: 'EUR' },
  };
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Enamel mug</title>
    <meta property="og:type" content="product">
    <script type="application/ld+json">${JSON.stringify(product)}</script></head><body><h1>Enamel mug</h1>
    <p>14 EUR</p><button>Add to basket</button></body></html>`;
}

export function webApp(): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Board</title></head><body>
    <div id="app"></div>
    <script>
      const draw = () => { document.getElementById('app').textContent = 'Board ' + location.hash; };
      addEventListener('hashchange', draw);
      draw();
    </script></body></html>`;
}

/**
 * Returns a site that replaces its article without loading another document, by `pushState` or by the method in
 * `data-habit` of its root element. The head changes late for "flood-rumour-recall", never for "court-backlog-plan",
 * and at once for all other articles. Links have a `data-path`.
 */
export function singlePageSite(at: OutletAddress, own: string): string {
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
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
    <title>${escaped(first?.headline ?? 'Daily Prism')}</title>
    <link rel="canonical" href="${own}"><meta property="og:url" content="${own}">
    <meta property="og:title" content="${escaped(first?.headline ?? 'Daily Prism')}">
    <meta property="og:type" content="${first ? 'article' : 'website'}">${STYLE}</head>
    <body><header>
    <nav>
    ${stories.map(({ path, headline }) => `<a href="${path}" data-path="${path}">${escaped(headline)}</a>`).join(' ')}
    <a href="/" data-path="/">Home</a></nav></header>
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
          const type = story ? 'article' : 'website';
          for (const [name, value] of [['og:url', location.href], ['og:title', title], ['og:type', type]])
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
        const { habit = 'pushState' } = document.documentElement.dataset;
        if (habit === 'navigate') navigation.navigate(link.dataset.path, { info: 'inside' });
        else {
          history[habit]({}, '', link.dataset.path);
          show();
        }
      });
      // The address changes at once. The page changes after 600 ms, as if the story had to arrive first.
      globalThis.navigation?.addEventListener('navigate', (event) => {
        if (event.info !== 'inside') return;
        event.intercept({ handler: () => new Promise((resolve) => setTimeout(resolve, 600)).then(show) });
      });
    </script></body></html>`;
}

const STYLE =
  '<style>body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:18px/1.6 ' +
  'Georgia,serif;color:#222;background:#fff}header{font:700 1.1rem sans-serif;border-bottom:3px ' +
  'double #222;padding-bottom:.5rem}header nav ' +
  'a{font-size:.8rem}h1{line-height:1.2}.by{color:#666;font-size:.9rem}a{color:#234}</style>';
