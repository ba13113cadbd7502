import { createHash } from 'node:crypto';
import type { AnalysisText } from '../../lib/analysis/analysis.ts';
import type { Block, Inline } from '../../lib/analysis/content-blocks.ts';
import type { Card } from '../../lib/index/card.ts';
import { analyses, lenses, type SampleAnalysis } from './content.ts';

/** The sample publication: its analyses as a companion index and as pages. */

/** Turns the "outlet:/path" of a source into an address. */
export type OutletAddress = (source: string) => string;

/** A static file. */
export interface StaticFile {
  readonly type: string;
  readonly body: string;
}

/** Files of a site, keyed by path. */
export type StaticSite = ReadonlyMap<string, StaticFile>;

const NAME = 'NOLIGARCHY.US sample';

/** The changes of the publication since its first state. */
export interface IndexChange {
  /** Ids of analyses that the publication has withdrawn. */
  readonly withdrawn?: readonly string[];
  /** Ids of analyses that have no lens. */
  readonly withoutLens?: readonly string[];
  /** Changed fields of analyses, keyed by id. */
  readonly corrected?: Readonly<Record<string, Partial<SampleAnalysis>>>;
  /** Whether the manifest names texts files. The default is true. */
  readonly offersTexts?: boolean;
  /** Additional cards in the form of a segment, keyed by month ("2026-07"). */
  readonly more?: Readonly<Record<string, readonly object[]>>;
}

/** Returns the analyses of the sample after a change. */
export function shownAnalyses({
  withdrawn = [],
  withoutLens = [],
  corrected = {},
}: Pick<IndexChange, 'withdrawn' | 'withoutLens' | 'corrected'>): SampleAnalysis[] {
  return analyses
    .filter(({ id }) => !withdrawn.includes(id))
    .map((analysis) => ({ ...analysis, ...corrected[analysis.id] }))
    .map(({ lens, ...rest }) => (lens && !withoutLens.includes(rest.id) ? { ...rest, lens } : rest));
}

/** Returns the whole site: companion index, documents and pages. */
export function publicationSite(
  publication: string,
  outlet: OutletAddress,
  change: IndexChange = {},
): StaticSite {
  const site = new Map<string, StaticFile>();
  const put = (path: string, type: string, body: string): void => void site.set(path, { type, body });
  const shown = shownAnalyses(change);

  for (const analysis of shown) {
    const document = { card: cardOf(analysis, publication, outlet), ...textOf(analysis) };
    if (!isPageOnly(analysis)) put(documentPath(analysis.id), 'application/json', JSON.stringify(document));
    put(`/analysis/${analysis.id}`, 'text/html', analysisPage(analysis, publication, outlet));
  }
  for (const lens of lenses) {
    const list = shown
      .filter((analysis) => analysis.lens === lens.id)
      .map(linkTo)
      .join('');
    put(
      `/lens/${lens.id}`,
      'text/html',
      shell(
        lens.name,
        `<h1>${lens.name}</h1><p>${lens.description}</p><ul>${list}</ul>`,
        [
          '<link rel="alternate" type="application/rss+xml" title="All analyses" href="/feed.xml">',
          `<link rel="alternate" type="application/rss+xml" title="${lens.name}" href="/lens/${lens.id}/feed.xml">`,
        ].join(''),
      ),
    );
  }
  put(
    '/',
    'text/html',
    shell(
      NAME,
      `<h1>${NAME}</h1><ul>${shown.map(linkTo).join('')}</ul>`,
      '<link rel="alternate" type="application/rss+xml" title="All analyses" href="/feed.xml">',
    ),
  );
  put(
    '/issues',
    'text/html',
    shell('All issues', '<h1>All issues</h1><p>July 2026, June 2026, May 2026</p>'),
  );
  put('/subscribe', 'text/html', shell('Subscribe', '<h1>Subscribe</h1><p>By mail, every Friday.</p>'));

  const segments = [...monthsOf(shown)].map(([month, ofMonth]) => {
    const cards = [
      ...ofMonth.map((analysis) => cardOf(analysis, publication, outlet)),
      ...(change.more?.[month] ?? []),
    ];
    const segment = JSON.stringify({ cards });
    const texts = JSON.stringify({
      documents: ofMonth.map((analysis) => ({
        card: cardOf(analysis, publication, outlet),
        ...textOf(analysis),
      })),
    });
    const name = `segments/${month}.${sha256(segment).slice(0, 8)}.json`;
    const textsName = `texts/${month}.${sha256(texts).slice(0, 8)}.json`;
    put(`/.well-known/civic-lens/${name}`, 'application/json', segment);
    put(`/.well-known/civic-lens/${textsName}`, 'application/json', texts);
    const file = (url: string, body: string): object => ({
      url,
      bytes: Buffer.byteLength(body),
      sha256: sha256(body),
    });
    return {
      ...file(name, segment),
      from: `${month}-01`,
      to: lastDay(month),
      count: cards.length,
      ...(change.offersTexts === false ? {} : { texts: file(textsName, texts) }),
    };
  });
  const manifest = {
    format: 'civic-lens-index',
    version: 1,
    generated: '2026-07-02T12:00:00Z',
    publication: { name: NAME, url: publication, language: 'en', subscribe: '/subscribe', issues: '/issues' },
    lenses: lenses.map((lens) => ({ ...lens, url: `/lens/${lens.id}` })),
    segments,
  };
  put('/.well-known/civic-lens/index.json', 'application/json', JSON.stringify(manifest));
  return site;
}

/** Whether an analysis has neither a document nor a source headline. Some publications provide neither. */
function isPageOnly({ id }: SampleAnalysis): boolean {
  return id === 'cable-landing';
}

function documentPath(id: string): string {
  return `/.well-known/civic-lens/analyses/${id}.json`;
}

function cardOf(analysis: SampleAnalysis, publication: string, outlet: OutletAddress): Card {
  const {
    id,
    headline,
    summary,
    lens,
    type,
    published,
    updated,
    readMinutes,
    sourceHeadline,
    sources,
    topics,
  } = analysis;
  return {
    id,
    url: new URL(`/analysis/${id}`, publication).href,
    ...(isPageOnly(analysis) ? {} : { document: `../analyses/${id}.json`, sourceHeadline }),
    headline,
    summary,
    ...(lens ? { lens } : {}),
    type,
    published,
    ...(updated ? { updated } : {}),
    readMinutes,
    outlet: analysis.outlet,
    sources: sources.map(outlet) as unknown as Card['sources'],
    topics: topics.map((name) => ({
      name,
      url: new URL(`/topics/${encodeURIComponent(name)}`, publication).href,
    })),
  };
}

function textOf(analysis: SampleAnalysis): AnalysisText {
  return {
    sections: analysis.sections,
    attribution: [{ type: 'paragraph', content: [attributionOf(analysis)] }],
  };
}

const LONG_DATE = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

function dayOf(date: string): string {
  return LONG_DATE.format(new Date(date));
}

function attributionOf({ outlet }: SampleAnalysis): string {
  return (
    `${NAME} analysed an article that ${outlet} published first. The facts come from that article. ` +
    `The interpretation is ours.`
  );
}

function monthsOf(list: readonly SampleAnalysis[]): Map<string, SampleAnalysis[]> {
  const months = new Map<string, SampleAnalysis[]>();
  for (const analysis of list) {
    const month = analysis.published.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), analysis]);
  }
  return new Map([...months].sort(([a], [b]) => (a < b ? 1 : -1)));
}

function lastDay(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function analysisPage(analysis: SampleAnalysis, publication: string, outlet: OutletAddress): string {
  const lens = lenses.find(({ id }) => id === analysis.lens);
  const source = outlet(analysis.sources[0] ?? '');
  const address = new URL(`/analysis/${analysis.id}`, publication).href;
  const jsonLd = {
    '@context': 'https://schema.org',
    '@type': 'AnalysisNewsArticle',
    headline: analysis.headline,
    url: address,
    datePublished: analysis.published,
    ...(analysis.updated ? { dateModified: analysis.updated } : {}),
    isBasedOn: analysis.sources.map((address) => ({
      '@type': 'NewsArticle',
      url: outlet(address),
      publisher: analysis.outlet,
      ...(isPageOnly(analysis) ? {} : { headline: analysis.sourceHeadline }),
    })),
  };
  const updated = analysis.updated
    ? `<dt>Updated</dt><dd><time datetime="${analysis.updated}">${dayOf(analysis.updated)}</time></dd>`
    : '';
  const title = isPageOnly(analysis) ? '' : ` title="${escaped(analysis.sourceHeadline)}"`;
  return shell(
    analysis.headline,
    `<article>
      ${lens ? `<p class="eyebrow"><a href="/lens/${lens.id}">${lens.name}</a></p>` : ''}
      <h1>${escaped(analysis.headline)}</h1>
      <p class="standfirst">${escaped(analysis.summary)}</p>
      ${analysis.sections
        .map(({ heading, blocks }) => `<h2>${escaped(heading)}</h2>${blocks.map(html).join('')}`)
        .join('\n')}
      <dl class="facts">
        ${lens ? `<dt>Lens</dt><dd>${lens.name}</dd>` : ''}
        <dt>Type</dt><dd>${analysis.type}</dd>
        <dt>Published</dt><dd><time datetime="${analysis.published}">${dayOf(analysis.published)}</time></dd>${updated}
        <dt>Read time</dt><dd>${analysis.readMinutes} min read</dd>
        <dt>Source</dt><dd>${escaped(analysis.outlet)}</dd>
      </dl>
      <h2>Source attribution</h2>
      <p>${escaped(attributionOf(analysis))}</p>
      <p><a href="${source}"${title}>Read the original at ${escaped(analysis.outlet)}</a></p>
      <h2>Reader paths</h2>
      <p>Follow a topic further.</p>
      <p>${analysis.topics
        .map((topic) => `<a href="/topics/${encodeURIComponent(topic)}">${escaped(topic)}</a>`)
        .join('')}</p>
    </article>
    <p><a href="/subscribe">Subscribe for more</a>${lens ? `<a href="/lens/${lens.id}">Explore this lens</a>` : ''}<a
    href="/issues">Browse all issues</a></p>`,
    `<link rel="canonical" href="${address}"><script type="application/ld+json">${JSON.stringify(jsonLd)}</script>`,
  );
}

function linkTo({ id, headline }: SampleAnalysis): string {
  return `<li><a href="/analysis/${id}">${escaped(headline)}</a></li>`;
}

function shell(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>${head}</head>
<body><header><nav><a href="/">${NAME}</a><a href="/issues">Issues</a></nav></header><main>${body}</main>
<footer><p>${NAME}, made for demonstrations.</p></footer></body></html>`;
}

function html(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${block.content.map(inlineHtml).join('')}</p>`;
    case 'heading':
      return `<h${block.level}>${block.content.map(inlineHtml).join('')}</h${block.level}>`;
    case 'list': {
      const name = block.ordered ? 'ol' : 'ul';
      return `<${name}>${block.items.map((item) => `<li>${item.map(html).join('')}</li>`).join('')}</${name}>`;
    }
    case 'quote':
      return `<blockquote>${block.blocks.map(html).join('')}</blockquote>`;
  }
}

function inlineHtml(inline: Inline): string {
  if (typeof inline === 'string') return escaped(inline);
  const content = inline.content.map(inlineHtml).join('');
  switch (inline.type) {
    case 'emphasis':
      return `<em>${content}</em>`;
    case 'strong':
      return `<strong>${content}</strong>`;
    case 'code':
      return `<code>${content}</code>`;
    case 'sup':
    case 'sub':
      return `<${inline.type}>${content}</${inline.type}>`;
    case 'deleted':
      return `<del>${content}</del>`;
    case 'inserted':
      return `<ins>${content}</ins>`;
    case 'quotation':
      return `<q>${content}</q>`;
    case 'link':
      return `<a href="${escaped(inline.href)}">${content}</a>`;
  }
}

export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
